"""The memo a student takes away, put together from what they locked, pinned and wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from caseroom.casefile import CaseFile
from caseroom.casefile.keys import MEMO
from caseroom.client import Client
from caseroom.closing import Rerank
from caseroom.exercises import Exercise
from caseroom.explore import Explore
from caseroom.i18n import translator
from caseroom.memo import (
    Answer,
    Memo,
    MemoError,
    Paragraphs,
    Picture,
    Scenarios,
    Section,
    Sources,
    to_docx,
    to_html,
)
from caseroom.panels.memo import MemoPanel
from caseroom.whatif import Account, Summary, WhatIf


@dataclass(frozen=True)
class Parts:
    """What has been worked with beside the questions."""

    explore: Explore | None = None
    what_if: WhatIf | None = None
    rerank: Rerank | None = None


class Takeaway:
    """Keeps the list of what is in the memo up to date, and makes the file when it is asked for."""

    def __init__(
        self,
        case: CaseFile,
        lang: str,
        client: Client,
        state: Mapping[str, Any],
        exercises: list[Exercise],
        parts: Callable[[], Parts],
    ) -> None:
        self._case, self._lang, self._client = case, lang, client
        self._exercises, self._parts = exercises, parts
        self._ = translator(lang)
        self.panel = MemoPanel(
            lang,
            name=_name_in(state.get(MEMO)),
            make=self._make,
            save_name=self._save_name,
            file_name=case.slug,
        )
        for exercise in exercises:
            exercise.on_done(lambda _: self._show())
        self._show()

    def memo(self, student: str, picture: bytes | None) -> Memo:
        """The memo as it stands. MemoError for a picture that is none."""
        return Memo(
            lang=self._lang,
            case=self._case.title.text(self._lang),
            date=date.today(),
            sections=list(self._sections(picture)),
            student=student,
            notice=self._case.notice.text(self._lang),
        )

    def _make(self, kind: str, student: str, picture: bytes | None) -> bytes:
        try:
            memo = self.memo(student, picture)
        except MemoError:
            memo = self.memo(student, None)  # a memo without its chart is better than none
        return to_docx(memo) if kind == "docx" else to_html(memo).encode()

    def _save_name(self, name: str) -> str:
        return self._client.save(MEMO, {"name": name})

    def _show(self) -> None:
        waiting = self._("still empty")
        self.panel.parts = [
            {"title": exercise.summary()["title"], "done": exercise.done, "hint": waiting}
            for exercise in self._exercises
        ]

    def _sections(self, picture: bytes | None) -> Iterator[Section]:
        yield Paragraphs(
            self._("What is to be decided"), [self._case.decision.text(self._lang), self._case.role.text(self._lang)]
        )
        by_kind = {kind: [e for e in self._exercises if e.done and e.question.kind == kind] for kind in KINDS}
        yield from map(_answer, by_kind["decision"])
        yield from map(_answer, by_kind["predict"])
        yield from self._tried(picture)
        yield from map(_answer, (e for kind in KINDS[2:] for e in by_kind[kind]))
        yield from self._weighed()
        sources = [(source.grade, source.citation.text(self._lang)) for source in self._case.sources]
        yield Sources(self._("Sources of the case"), sources)

    def _weighed(self) -> Iterator[Section]:
        rerank = self._parts().rerank
        if rerank and rerank.done:
            yield Scenarios(self._("The options by four lenses (place)"), *rerank.table())
            yield Paragraphs(self._("By whose measure?"), rerank.sentences())

    def _tried(self, picture: bytes | None) -> Iterator[Section]:
        explore, what_if = self._parts().explore, self._parts().what_if
        summary = what_if.summary() if what_if else None
        if explore and explore.summary():
            yield Paragraphs(self._("The data"), [explore.summary()])
        if not summary:
            return
        accounts = [summary.baseline, summary.now, *summary.pinned]
        columns = [self._("Outcome"), *(account.name for account in accounts)]
        labels = [label for label, _ in summary.baseline.outcomes]
        rows = [[label, *(dict(account.outcomes)[label] for account in accounts)] for label in labels]
        yield Scenarios(self._("What I tried"), columns, rows)
        yield from self._notes(summary.pinned)
        yield from self._goal(summary)
        yield from self._objections(summary)
        if picture:
            note = self._("The chart as it stood when this memo was made. It shows our model's numbers.")
            yield Picture(self._("The chart"), picture, note, note)

    def _goal(self, summary: Summary) -> Iterator[Section]:
        goal = summary.goal
        if goal:
            colon, comma = ("：", "，") if self._lang == "zh" else (": ", ", ")
            levers = comma.join(f"{label}{colon}{value}" for label, value in goal.levers)
            bound = self._("{goal} ({limits}). Found: {levers}.")
            said = (bound if goal.limits else self._("{goal}. Found: {levers}.")).format(
                goal=goal.goal, limits=comma.join(goal.limits), levers=levers
            )
            yield Paragraphs(self._("A goal and what reaches it"), [said])

    def _objections(self, summary: Summary) -> Iterator[Section]:
        claim = self._("{label}: the model supposes {default}, I hold {mine} to be right. {reason}")
        change = self._("{outcome} {mine} instead of {default}")
        changes = self._("What it changes, with everything else as the levers stand: {effects}.")
        none = self._("It changes none of the headline outcomes, with everything else as the levers stand.")
        texts = []
        for held in summary.objections:
            moved = [effect for effect in held.effects if effect.default != effect.mine]
            told = ("；" if self._lang == "zh" else "; ").join(
                change.format(outcome=effect.label, default=effect.default, mine=effect.mine) for effect in moved
            )
            claimed = claim.format(label=held.label, default=held.default, mine=held.mine, reason=held.reason)
            texts += [claimed, changes.format(effects=told) if moved else none]
        if texts:
            yield Paragraphs(self._("Assumptions I contest"), texts)

    def _notes(self, pinned: tuple[Account, ...]) -> Iterator[Section]:
        colon = "：" if self._lang == "zh" else ": "
        for account in pinned:
            changed = [f"{label}{colon}{value}" for label, value in account.changed]
            asked = [
                f"{title}{colon}{text}"
                for title, text in (
                    (self._("Question"), account.notes.question),
                    (self._("I expected"), account.notes.expectation),
                    (self._("I found"), account.notes.finding),
                    (self._("I decided"), account.notes.decision),
                )
                if text
            ]
            yield Paragraphs(account.name, ["; ".join(changed) if self._lang == "en" else "；".join(changed), *asked])


KINDS = ("decision", "predict", "number", "choice", "ranking", "match", "design", "text")


def _answer(exercise: Exercise) -> Answer:
    said = exercise.summary()
    locked = (
        datetime.fromisoformat(said["at"]).astimezone() if exercise.question.kind == "predict" and said["at"] else None
    )
    return Answer(said["title"], said["prompt"], said["answer"], locked)


def _name_in(kept: object) -> str:
    name = kept.get("name") if isinstance(kept, dict) else None
    return name[:60] if isinstance(name, str) else ""
