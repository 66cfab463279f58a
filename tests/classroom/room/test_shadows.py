"""What made-up people write: words of their own case, in their own language, and not the same ones all the time."""

from __future__ import annotations

import random

import pytest

from caseroom import catalogue
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
