"""What made-up people write: words of their own case, in their own language, and not the same ones all the time."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from caseroom import catalogue
from caseroom.casefile import Question
from caseroom.i18n import LANGUAGES
from classroom.room.shadows.answers import Mind
from classroom.room.shadows.said import Pen
from classroom.room.views.asked import as_asked

CASE = catalogue.load("helpdesk")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_class_of_shadows_writes_what_its_case_says(lang: str) -> None:
    decision = next(one for one in CASE.questions if one.kind == "decision")
    asked = {**as_asked(decision, lang), "parts": ["choice"]}
    phase = {"kind": "decide", "question": asked}
    answers = [Mind(n, Pen(CASE, lang)).answer(phase) for n in range(60)]
    reasons = [one["fields"][decision.fields[0].id] for one in answers if one and "fields" in one]
    assert len(set(reasons)) > 12
    assert not any("{" in text for text in reasons)
    names = [one.label.text(lang) for one in (*CASE.outcomes, *CASE.options)]
    assert sum(any(name in text for name in names) for text in reasons) > 10


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_question_gets_words_and_an_order_that_a_class_would_give(lang: str) -> None:
    pen, dice = Pen(CASE, lang), random.Random(1)
    for question in CASE.questions:
        for n in range(len(question.fields)):
            assert pen.text({"id": question.id}, n, "", dice).strip()
    ranking = next(one for one in CASE.questions if one.kind == "ranking")
    asked = {**as_asked(ranking, lang), "parts": ["order"]}
    orders = [Mind(n, pen).answer({"kind": "rank", "question": asked}) for n in range(40)]
    first = [one["order"][0] for one in orders if one]
    assert max(first.count(item) for item in set(first)) > len(first) / len(asked["items"])


def numbers(question: Question, lang: str, model: Mapping[str, Any], count: int = 200) -> list[float]:
    """What a class answers, as it is kept."""
    phase = {"kind": "vote", "question": {**as_asked(question, lang), "parts": ["number"], "fields": []}}
    pen = Pen(CASE, lang)
    found = [Mind(n, pen, model).answer(phase) for n in range(count)]
    return [one["number"] for one in found if one]


def test_guesses_lie_around_the_models_number_some_near_and_some_far_on_both_sides() -> None:
    question = CASE.question("double_the_calls")
    model = {question.id: {"value": 32.0, "low": 31.0, "high": 34.0}}
    found = numbers(question, "en", model)
    assert found == numbers(question, "en", model), "the same people guess the same"
    near = sum(31 <= one <= 34 for one in found)
    assert 0.25 * len(found) < near < 0.6 * len(found)
    assert sum(one < 27 for one in found) > 20 and sum(one > 40 for one in found) > 20
    assert all(0 <= one <= 100 for one in found) and len(set(found)) > 25
    assert question.number
    below = replace(question, number=replace(question.number, minimum=-60.0))
    assert min(numbers(below, "en", model)) >= 0, "how many there will be is not below nought"
    assert min(numbers(below, "en", {})) >= 0, "nor where the model cannot be asked"
    at_the_end = replace(question, number=replace(question.number, maximum=32.0))
    assert max(numbers(at_the_end, "en", model)) == 32


def test_some_compute_what_is_right_and_some_make_the_mistakes_that_the_case_names() -> None:
    question = CASE.question("national_standard")
    slips = {slip.answer.value for slip in question.slips} - {None}
    assert slips
    found = numbers(question, "zh", {question.id: {"value": 14.0, "low": 14.0, "high": 14.0}})
    assert found.count(14) > len(found) / 3 and all(found.count(slip) > 5 for slip in slips if slip)
    assert len(set(found)) > len(slips) + 4, "and some are wrong in a way of their own"
