"""The memo a student takes away, put together from what they locked, pinned and wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import msgspec

from caseroom.casefile import CaseFile
from caseroom.casefile.keys import MEMO
from caseroom.client import Client
from caseroom.closing import Rerank
from caseroom.debrief import found
from caseroom.decoding import salvage
from caseroom.exercises import Exercise
from caseroom.explore import Explore
from caseroom.i18n import language, translator
from caseroom.memo import (
    Answered,
    Comparison,
    Memo,
    MemoError,
    Paragraphs,
    Picture,
    Section,
    Sources,
    to_docx,
    to_html,
)
from caseroom.panels.memo import LONGEST_NAME, MemoPanel
from caseroom.whatif import Account, Tried, WhatIf


class KeptName(msgspec.Struct):
    name: str = ""


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
        self._language = language(lang)
        self._exercises, self._parts = exercises, parts
        self._kept: list[tuple[str, str]] = []
        self._ = translator(lang)
        self.panel = MemoPanel(
            lang,
            name=_name_in(state.get(MEMO)),
            make=self._make,
            save_name=self._save_name,
            file_name=case.slug,
            chart=case.memo_chart,
        )
        for exercise in exercises:
            exercise.on_done(lambda _: self._show())
            exercise.panel.observe(lambda _: self._show(), "state")  # handed in, and changed since
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

    def keep(self, pins: int, weighed: bool, ranked: bool) -> None:
        """List the pinned scenarios, and the weights, once there are any, with what is missing of them."""
        self._kept = [(self._("Pinned scenarios ({n})").format(n=pins), "")] if pins else []
        if weighed:
            lacking = "" if ranked else self._("the weights are included; the options have not been put in order yet")
            self._kept.append((self._("By whose measure?"), lacking))
        self._show()

    def _show(self) -> None:
        changed = self._("included as you handed it in; later changes are not")

        def hint(exercise: Exercise) -> str:
            in_class = ""
            if exercise.given_in_class():
                in_class = (
                    self._("as given in class")
                    if exercise.as_in_class
                    else self._("as answered here, with what was given in class")
                )
            if exercise.done:
                return changed if exercise.pending else in_class
            if exercise.counts:
                return self._("in the memo as given in class; if you like, try again here")
            if exercise.answer:
                return self._("tried, not right yet")
            return self._("filled in, not handed in here yet") if exercise.drafted else self._("not answered yet")

        self.panel.parts = [
            {
                "question": exercise.question.id,
                "title": exercise.summary()["title"],
                "done": exercise.counts,
                "hint": hint(exercise),
            }
            for exercise in (*self._of("decision"), *self._of("predict"), *self._others())
        ] + [{"question": "", "title": title, "done": True, "hint": hint} for title, hint in self._kept]

    def _of(self, kind: str) -> list[Exercise]:
        return [exercise for exercise in self._exercises if exercise.question.kind == kind]

    def _others(self) -> list[Exercise]:
        return [exercise for exercise in self._exercises if exercise.question.kind not in ("decision", "predict")]

    def _sections(self, picture: bytes | None) -> Iterator[Section]:
        yield Paragraphs(
            self._("What is to be decided"), [self._case.decision.text(self._lang), self._case.role.text(self._lang)]
        )
        decisions = list(_answers(self._of("decision")))
        yield from decisions
        for exercise in self._of("predict"):
            if exercise.done:
                yield from self._predicted(exercise, bool(decisions))
        yield from self._tried(picture)
        for exercise in self._others():
            if exercise.counts:  # before the decision nobody is told what they may still find
                told = exercise.right_one() if decisions else ""
                yield replace(_answer(exercise), found="\n\n".join(filter(None, [exercise.verdict(), told])))
        yield from self._weighed()
        sources = [(source.grade, source.citation.text(self._lang)) for source in self._case.sources]
        yield Sources(self._("Sources of the case"), sources)

    def _predicted(self, exercise: Exercise, decided: bool) -> Iterator[Section]:
        """What was predicted and what came out; that stays out where the case keeps it for after the decision."""
        answered = _answer(exercise)
        if exercise.question.came_out and not decided:
            yield answered
            return
        yield replace(answered, found=found(exercise))
        rows = exercise.curve_in_words()
        if rows:
            columns = [self._("Where"), self._("Your guess"), self._("The model"), self._("Apart")]
            title = self._("{title}: your guess beside the model")
            yield Comparison(title.format(title=answered.title), columns, rows)

    def _weighed(self) -> Iterator[Section]:
        rerank = self._parts().rerank
        if rerank and rerank.done:
            yield Comparison(self._("The options by four sets of weights (place)"), *rerank.table())
        if rerank and rerank.weighed:
            yield Paragraphs(self._("By whose measure?"), rerank.sentences())

    def _tried(self, picture: bytes | None) -> Iterator[Section]:
        explore, what_if = self._parts().explore, self._parts().what_if
        tried = what_if.summary() if what_if else None
        if explore and explore.summary():
            yield Paragraphs(self._("The data"), [explore.summary()])
        if not tried:
            return
        kept = [tried.baseline, *tried.pinned]
        again = any(account.changed == tried.now.changed for account in kept)  # then it is in the table already
        accounts = kept if again else [tried.baseline, tried.now, *tried.pinned]
        columns = [self._("Outcome"), *(account.name for account in accounts)]
        labels = [label for label, _ in tried.baseline.outcomes]
        rows = [[label, *(dict(account.outcomes)[label] for account in accounts)] for label in labels]
        yield Comparison(self._("What I tried"), columns, rows)
        yield from self._notes(accounts[1:])
        yield from self._goal(tried)
        yield from self._objections(tried)
        if picture:
            note = self._("The chart as it stood when this memo was made. It shows our model's numbers.")
            yield Picture(self._("The chart"), picture, note, note)

    def _goal(self, tried: Tried) -> Iterator[Section]:
        goal = tried.goal
        if goal:
            comma = self._language.comma
            levers = comma.join(self._language.pair(label, value) for label, value in goal.levers)
            bound = self._("{goal} ({limits}). Found: {levers}.")
            sentence = (bound if goal.limits else self._("{goal}. Found: {levers}.")).format(
                goal=goal.goal, limits=comma.join(goal.limits), levers=levers
            )
            yield Paragraphs(self._("A goal and what reaches it"), [sentence])

    def _objections(self, tried: Tried) -> Iterator[Section]:
        claim = self._("{label}: the model supposes {default}, I hold {mine} to be right. {reason}")
        change = self._("{outcome} {mine} instead of {default}")
        changes = self._("What it changes, with everything else as the levers stand: {effects}.")
        none = self._("It changes none of the headline outcomes, with everything else as the levers stand.")
        texts = []
        for held in tried.objections:
            moved = [each for each in held.consequences if each.default != each.mine]
            effects = self._language.semicolon.join(
                change.format(outcome=each.label, default=each.default, mine=each.mine) for each in moved
            )
            claimed = claim.format(label=held.label, default=held.default, mine=held.mine, reason=held.reason)
            texts += [claimed, changes.format(effects=effects) if moved else none]
        if texts:
            yield Paragraphs(self._("Assumptions I contest"), texts)

    def _notes(self, accounts: Sequence[Account]) -> Iterator[Section]:
        for account in accounts:
            changed = [self._language.pair(label, value) for label, value in account.changed]
            asked = [
                self._language.pair(title, text)
                for title, text in (
                    (self._("Question"), account.notes.question),
                    (self._("I expected"), account.notes.expectation),
                    (self._("I found"), account.notes.finding),
                    (self._("I decided"), account.notes.decision),
                )
                if text
            ]
            if changed or asked:  # a pin of the baseline without a note says nothing that the table does not
                yield Paragraphs(account.name, [*([self._language.semicolon.join(changed)] if changed else []), *asked])


def _answers(exercises: list[Exercise]) -> Iterator[Answered]:
    return (_answer(exercise) for exercise in exercises if exercise.counts)


def _answer(exercise: Exercise) -> Answered:
    summary = exercise.summary()
    locked = (
        datetime.fromisoformat(summary["at"]).astimezone()
        if exercise.question.kind == "predict" and summary["at"]
        else None
    )
    return Answered(summary["title"], summary["prompt"], summary["answer"], locked, in_class=exercise.given_in_class())


def _name_in(kept: object) -> str:
    return (salvage(kept, KeptName) or KeptName()).name[:LONGEST_NAME]
