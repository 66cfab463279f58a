"""What somebody, or their table, answered to a question in a class: the classroom keeps it by room and phase."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from caseroom.casefile import Question
from caseroom.casefile.keys import IN_CLASS
from caseroom.decoding import salvage
from caseroom.exercises.answers import Answers, differ
from caseroom.exercises.judging import Answer
from caseroom.i18n import translator, with_list


class Kept(msgspec.Struct):
    """`again`: the question was asked a second time. `table`: which one answered as one, 0 for none."""

    question: str = ""
    again: bool = False
    table: int = 0


@dataclass(frozen=True)
class Given:
    answer: Answer
    again: bool
    table: int


class InClass:
    """The answers to `question` that were given in a class, in the order in which they were. `state`: as Exercise."""

    def __init__(
        self,
        question: Question,
        state: Mapping[str, Any],
        answers: Answers,
        in_words: Callable[[Answer, bool], str],
        lang: str,
    ) -> None:
        self._answers, self._in_words, self._ = answers, in_words, translator(lang)
        self._given = sorted(_read(question, state, answers), key=lambda one: (one.answer["at"], one.again))

    @property
    def first(self) -> Answer | None:
        """The one that counts; None where nothing was answered."""
        return self._given[0].answer if self._given else None

    def ends(self, otherwise: Answer) -> tuple[Answer, Answer]:
        """The first and the last of them; `otherwise` where nothing was answered."""
        return (self._given[0].answer, self._given[-1].answer) if self._given else (otherwise, otherwise)

    def is_a_tables(self, answer: Answer | None) -> bool:
        """Whether it is what a table gave as one, and not this student's own."""
        said = self._answers.said
        return answer is not None and any(one.table and not differ(answer, said(one.answer)) for one in self._given)

    def sentences(self, beside: Answer | None) -> list[str]:
        """What there is to say of them, beside the answer that is shown."""
        said: list[str] = []
        before = beside
        for one in self._given:
            same = before is not None and not differ(before, self._answers.said(one.answer))
            shown = "" if same else self._in_words(one.answer, bool(one.table))
            said.append(with_list(self._sentence(one, same), n=one.table, said=shown))
            before = one.answer
        return said

    def _sentence(self, one: Given, same: bool) -> str:
        if one.again:
            return (
                self._("Asked again in class, the answer was the same.")
                if same
                else self._("Asked again in class, the answer was: {said}")
            )
        if one.table:
            return self._("Given in class by table {n}.") if same else self._("In class table {n} answered: {said}")
        return self._("Given in class.") if same else self._("In class you answered: {said}")


def _read(question: Question, state: Mapping[str, Any], answers: Answers) -> Iterator[Given]:
    for key, value in state.items():
        kept = salvage(value, Kept) if key.startswith(IN_CLASS) else None
        if kept and kept.question == question.id:
            answer = answers.read(value)
            if answer and all(part in answer for part in question.parts):
                yield Given(answer, kept.again, kept.table)
