"""An answer to one question: made from a page's work, or read again from what was kept, as far as it fits.

An answer is {kind, choice | number | curve | order | sorted, fields, attempts, done, at, ...}; times are UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from caseroom.casefile import Number, Question
from caseroom.decoding import salvage
from caseroom.exercises.judging import Answer
from caseroom.i18n import translator
from caseroom.intake.typed import as_written, read_typed
from caseroom.panels.panel import Refused
from caseroom.panels.question import fitting


class KeptAnswer(msgspec.Struct):
    """What is kept with an answer, or with a draft, beside its parts."""

    kind: str = ""
    attempts: list[dict[str, Any]] = []
    done: bool = False
    at: str = ""
    ticks: list[int] = []
    shown: bool = False
    history: list[dict[str, Any]] = []


class Answers:
    """What counts as an answer to `question`; refusals are in `lang`."""

    def __init__(self, question: Question, lang: str) -> None:
        self._question, self._lang = question, lang
        self._ = translator(lang)

    def complete(self, work: Mapping[str, Any]) -> Answer:
        """The answer in `work`. Refused, saying what is missing, when it is not whole."""
        answer: Answer = {"fields": work["fields"]}
        for part in self._question.parts:
            answer[part] = self._part(part, work[part])
        if set(answer) == {"fields"} and not any(text.strip() for text in work["fields"].values()):
            raise Refused(self._("Write something first."))
        return answer

    def _part(self, part: str, given: Any) -> Any:
        if part == "choice" and not given:
            raise Refused(self._("Choose one first."))
        if part == "curve" and not given:
            raise Refused(self._("Draw your curve first."))
        if part == "sorted" and not all(given.values()):
            raise Refused(self._("Sort every one of them first."))
        if part == "number" and self._question.number:
            return self._number(given, self._question.number)
        return given

    def _number(self, typed: str, number: Number) -> float:
        value = read_typed(typed, number.unit.text(self._lang), share=number.maximum <= 1)
        if value is None:
            raise Refused(self._("Write one number first, in digits."))
        value = number.meant(value, self._lang)
        if number.whole and not value.is_integer():
            raise Refused(self._("Write a whole number."))
        if not number.minimum <= value <= number.maximum:
            sentence = self._("The number must lie between {low} and {high}.")
            low, high = (as_written(number.shown(end, self._lang)) for end in (number.minimum, number.maximum))
            raise Refused(sentence.format(low=low, high=high))
        return value

    def read(self, stored: object) -> Answer | None:
        """A stored answer as far as it fits. A prediction stands for good, whatever it holds."""
        is_locked = self._question.kind == "predict" and stored is not None
        kept = salvage(stored, KeptAnswer)
        if kept is None or kept.kind != self._question.kind:
            kept, stored = KeptAnswer(), {}
            if not is_locked:
                return None
        work = fitting(stored, self._question, self._lang)
        try:
            answer = self.complete(work)
        except Refused:
            if not is_locked:
                return None
            answer = {"fields": work["fields"]}
        return {
            "kind": self._question.kind,
            **answer,
            "attempts": [attempt for attempt in kept.attempts if type(attempt.get("right")) is bool],
            "done": is_locked or kept.done,
            "at": _time(kept.at),
            "ticks": self.ticks(kept.ticks),
            "shown": kept.shown,
            "history": [self._dated(earlier) for earlier in kept.history],
        }

    def said(self, answer: Answer) -> Answer:
        """What an answer says, without what is kept beside it."""
        return {part: answer[part] for part in ("fields", *self._question.parts)}

    def draft(self, work: Mapping[str, Any]) -> Answer:
        """`work` as a draft keeps it, for a page in either language: where they count in different units, a number that
        can be read is kept as an answer's.
        """
        number = self._question.number
        if number is None or number.unit.zh_times == 1:
            return dict(work)
        value = read_typed(work["number"], number.unit.text(self._lang))
        return {**work, "number": work["number"] if value is None else number.meant(value, self._lang)}

    def read_draft(self, stored: object) -> Answer | None:
        """A stored draft as far as it fits."""
        return self._dated(stored) if isinstance(stored, dict) else None

    def _dated(self, stored: Answer) -> Answer:
        kept = salvage(stored, KeptAnswer) or KeptAnswer()
        return {**fitting(stored, self._question, self._lang), "at": _time(kept.at)}

    def ticks(self, given: list[int]) -> list[int]:
        """The positions of ticked criteria that exist, in order."""
        return [place for place in range(len(self._question.criteria)) if place in given]


def differ(answer: Answer, other: Answer) -> bool:
    """Whether `answer` says anything else than what `other` says."""
    return any(answer.get(name) != value for name, value in other.items())


def _time(text: str) -> str:
    try:
        return text if text and datetime.fromisoformat(text) else ""
    except ValueError:
        return ""
