"""What the model computes for the questions of a case: answers, slips, and the numbers in their texts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from caseroom.casefile import CaseFile, Number, Question
from caseroom.exercises.computing import compute
from caseroom.exercises.judging import Judge
from caseroom.i18n import LANGUAGES, Text
from commands.checks.cases import sound
from commands.checks.finding import Finding, line_of


def computed(root: Path) -> Iterator[Finding]:
    """Every answer and slip can be computed, and every text of a question filled, in both languages."""
    for path, case in sound(root):
        for question in case.questions:
            try:
                ask_everything(question, case)
            except Exception as error:  # whatever an author's code may raise when it is called
                said = str(error) if isinstance(error, ValueError) else f"{type(error).__name__}: {error}"
                yield Finding(path, line(path, question), f"the question {question.id!r} cannot be computed: {said}")


def ask_everything(question: Question, case: CaseFile) -> None:
    """All that the model is asked for when students answer. Raises what the case's code and the engine raise."""
    model = case.code("model")
    for slip in question.slips:
        compute(slip.answer, model)
    for lang in LANGUAGES:
        judge = Judge(question, model, lang)
        if question.kind in ("number", "ranking"):
            judge.key_in_words()
        judge.comparing.compared(any_answer(question))
        for text in texts(question):
            judge.filled(text)


def within(root: Path) -> Iterator[Finding]:
    """The model's answer to a question for a number can be typed into it, and is in the unit that is asked for."""
    for path, case in sound(root):
        for question in case.questions:
            try:
                found = compute(question.answer, case.code("model")) if question.number and question.answer else None
            except Exception:
                continue  # `computed` says so
            if question.number and isinstance(found, float | int):
                for sentence in out_of_place(question.number, question.number.from_model(found)):
                    yield Finding(path, line(path, question), f"the question {question.id!r}: {sentence}")


def mixed(root: Path) -> Iterator[Finding]:
    """What is to be put in order stands far from the answer as it is declared, which is how a student first sees it."""
    for path, case in sound(root):
        for question in case.questions:
            if question.kind != "ranking":
                continue
            try:
                key = Judge(question, case.code("model"), LANGUAGES[0]).key
            except Exception:
                continue  # `computed` says so
            declared = [item.id for item in question.items]
            if isinstance(key, list) and not far(declared, key):
                apart = next(
                    (list(order) for order in itertools.permutations(sorted(key)) if far(list(order), key)), key
                )
                sentence = "its items stand too near to the answer, or in its exact reverse; mix them, as in"
                yield Finding(
                    path, line(path, question), f"the question {question.id!r}: {sentence} {', '.join(apart)}"
                )


def far(order: list[str], key: list[str]) -> bool:
    """Whether `order` is no guess at `key`: half of all pairs are turned, half of the items have to move, the first is
    not right, and it is not the reverse, which would be right at one thought. Two items are only the reverse.
    """
    count = len(key)
    if count < 3:
        return order != key
    turned = sum(key.index(a) > key.index(b) for a, b in itertools.combinations(order, 2))
    places = [key.index(item) for item in order]
    stay = max(n for n in range(1, count + 1) if any(_rise(some) for some in itertools.combinations(places, n)))
    return (
        4 * turned >= count * (count - 1) and count - stay >= count // 2 and order[0] != key[0] and order != key[::-1]
    )


def _rise(places: tuple[int, ...]) -> bool:
    return all(one < following for one, following in itertools.pairwise(places))


def out_of_place(number: Number, answer: float) -> Iterator[str]:
    if not number.minimum <= answer <= number.maximum:
        yield f"the model's answer is {answer:.4g}, and number allows {number.minimum:g} to {number.maximum:g}"
    elif number.in_percent and not number.percent and 0 < abs(answer) < 1 < number.maximum:
        yield f"the model's answer is {answer:.4g} per cent: if that is a share, say percent = true in number"


def texts(question: Question) -> Iterator[Text | None]:
    """The texts in which facts may stand."""
    yield from (question.explanation, question.exemplar, question.came_out)
    yield from (choice.feedback for choice in (*question.choices, *question.items))
    yield from (slip.feedback for slip in question.slips)


def guessed(root: Path) -> Iterator[Finding]:
    """Every prediction that names a chart stands on one that can carry it."""
    for path, case in sound(root):
        if not any(question.guess for question in case.questions):
            continue
        charts = {view.name: view.spec for view in case.code("views").views(case, LANGUAGES[0])}
        for question in case.questions:
            chart = question.guess.chart if question.guess else ""
            if chart and chart not in charts:
                sentence = f"guess.chart is {chart!r}, no chart of this case: {', '.join(charts)}"
                yield Finding(path, line(path, question), sentence)
            elif chart and "guess" not in charts[chart].get("usermeta", {}):
                sentence = f"guess.chart is {chart!r}, a kind of chart that carries no guess"
                yield Finding(path, line(path, question), sentence)


def pictured(root: Path) -> Iterator[Finding]:
    """The chart that is to stand in the memo is one of the case's."""
    for path, case in sound(root):
        charts = [view.name for view in case.code("views").views(case, LANGUAGES[0])] if case.memo_chart else []
        if case.memo_chart and case.memo_chart not in charts:
            sentence = f"memo_chart is {case.memo_chart!r}, no chart of this case: {', '.join(charts)}"
            yield Finding(path, line_of(path, "memo_chart"), sentence)


def any_answer(question: Question) -> dict[str, Any]:
    """A number or a curve that a page could send."""
    if question.curve:
        return {"curve": [question.curve.start] * len(question.curve.at)}
    return {"number": question.number.minimum} if question.number else {}


def line(path: Path, question: Question) -> int:
    return line_of(path, rf'^id\s*=\s*"{re.escape(question.id)}"')
