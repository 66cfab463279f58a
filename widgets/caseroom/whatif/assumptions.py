"""What the model takes for granted: every parameter with its source, and the student's say in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from caseroom.authoring.views import Situation
from caseroom.casefile import Assumption, Lever
from caseroom.formats import counted_words
from caseroom.panels.assumptions import AssumptionsPanel
from caseroom.panels.panel import Message, Refused, Unfold
from caseroom.parameters import ParameterError
from caseroom.whatif.contested import Contest, consequences, contested, keep
from caseroom.whatif.desk import Desk, choice_words
from caseroom.worksheet import LONGEST_NOTE


class OfParameter(Message, frozen=True):
    name: str


class Contesting(OfParameter, frozen=True):
    value: Any = None
    reason: str = ""


class Assumptions:
    """Follows the levers only while it is unfolded."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._ = desk, desk._
        self.widget = AssumptionsPanel(
            desk.lang,
            assumptions=[self._words(desk.case.parameter_words[name]) for name in desk.declared],
            contested=[{**asdict(contest), "effects": []} for contest in contested(desk).values()],
            longest_reason=LONGEST_NOTE,
        )
        self.widget.on("unfold", self._on_unfold, Unfold)
        self.widget.on("contest", self._on_contest, Contesting)
        self.widget.on("withdraw", self._on_withdraw, OfParameter)
        self.widget.on("take", self._on_take, OfParameter)
        self.widget.on("commit", self._on_commit)

    def update(self, situation: Situation) -> None:
        if self.widget.unfolded:
            self._show()

    def _show(self) -> None:
        desk = self._desk
        with self.widget.hold_sync():
            self.widget.values = {name: getattr(desk.sheet.now, name) for name in desk.declared}
            self.widget.contested = [
                {**asdict(contest), "effects": [asdict(consequence) for consequence in consequences(desk, contest)]}
                for contest in contested(desk).values()
            ]

    def _words(self, words: Lever | Assumption) -> dict[str, Any]:
        declared, lang = self._desk.declared[words.name], self._desk.lang
        evidence = {source.id: source for source in self._desk.case.sources}.get(words.evidence)
        return {
            "name": words.name,
            "label": words.label.text(lang),
            **counted_words(words, lang),
            "minimum": declared.minimum,
            "maximum": declared.maximum,
            "step": declared.step,
            "choices": choice_words(words, lang),
            "default": declared.default,
            "lever": words.name in self._desk.levers,
            "taught": words.source is None,
            "source": words.source.text(lang) if words.source else self._("teaching value"),
            "grade": evidence.grade if evidence else "",
            "evidence": evidence.short.text(lang) if evidence else "",
        }

    def _on_unfold(self, message: Unfold, buffers: list[bytes]) -> None:
        self.widget.unfolded = message.unfolded
        if self.widget.unfolded:
            self._show()

    def _on_contest(self, message: Contesting, buffers: list[bytes]) -> None:
        name = self._known(message.name)
        value = getattr(self._read(name, message.value), name)
        if value == self._desk.declared[name].default:
            raise Refused(self._("The model supposes that already. Give a value of your own."))
        reason = self.widget.checked_text(message.reason).strip()
        if not reason:
            raise Refused(self._("Give your reason: a value without one convinces nobody."))
        if len(reason) > LONGEST_NOTE:
            raise Refused(self._("Keep a note under {most} characters.").format(most=LONGEST_NOTE))
        self._keep({**contested(self._desk), name: Contest(name, value, reason)})

    def _on_withdraw(self, message: OfParameter, buffers: list[bytes]) -> None:
        withdrawn = self._contest(message.name)
        self._keep({name: contest for name, contest in contested(self._desk).items() if contest != withdrawn})

    def _on_take(self, message: OfParameter, buffers: list[bytes]) -> None:
        contest = self._contest(message.name)
        self._desk.move(self._read(contest.name, contest.value))

    def _on_commit(self, message: Message, buffers: list[bytes]) -> Mapping[str, Any]:
        self._desk.done()
        return {"saved_at": self._desk.save()}

    def _keep(self, contests: Mapping[str, Contest]) -> None:
        keep(self._desk, contests)
        self._show()

    def _read(self, name: str, value: object) -> Any:
        """The levers as they stand with one value from outside. Refused."""
        try:
            return self._desk.read({name: value})
        except ParameterError as error:
            raise self._desk.out_of_range(error) from None

    def _known(self, name: str) -> str:
        if name not in self._desk.declared:
            raise self.widget.not_understood()
        return name

    def _contest(self, name: str) -> Contest:
        contest = contested(self._desk).get(name)
        if contest is None:
            raise self.widget.not_understood()
        return contest
