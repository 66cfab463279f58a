"""The debrief: the student's own words first, then the case's tables, in a form that a page can be sent."""

import dataclasses
import json

import pytest

from caseroom import catalogue
from caseroom.casefile.asked import Call
from caseroom.charts.waterfall import from_to
from caseroom.debrief import debrief_panels, often_said
from caseroom.exercises import Exercise
from caseroom.i18n import Text
from tests.page import MemoryClient


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_own_words_then_the_cases_tables(lang: str) -> None:
    case = catalogue.load("helpdesk")
    prediction = {"kind": "predict", "choice": "in_house", "fields": {"reason": "mine"}, "done": True}
    state = {"answer.cheapest_option": {**prediction, "at": "2026-01-01T08:00:00+00:00"}}
    exercises = [
        Exercise(question, case.code("model"), lang, MemoryClient(state), state) for question in case.questions
    ]
    own, measures, staff, picture = debrief_panels(case, lang, exercises)
    assert "mine" in own.rows[0]["said"]
    assert [round(row["answered"], 2) for row in measures.rows] == [7.92, 4.73, 5.76, 6.45]
    assert [round(row["solved"], 2) for row in measures.rows] == [9.90, 7.64, 7.20, 8.06]
    assert [row["strong"] for row in measures.rows] == [False, False, True, False]
    assert [row["agents"] for row in staff.rows] == [18, 15, 16, 57]
    assert [row["value_label"] for row in picture.rows["rows"]] == ["7.92", "+1.98", "9.90"]
    assert "1.98" in picture.description and {column["name"] for column in picture.columns} <= set(
        picture.rows["rows"][0]
    )
    for panel in (own, measures, staff, picture):
        json.dumps(panel.get_state(["rows", "columns"]))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_often_said_has_a_reply_each(lang: str) -> None:
    case = catalogue.load("helpdesk")
    rows = often_said(case, lang).get_state(["rows"])["rows"]
    assert rows == [{"claim": s.claim.text(lang), "answer": s.answer.text(lang)} for s in case.misconceptions]


def test_a_waterfall_ends_where_its_parts_lead() -> None:
    rows = from_to(("a", 10.0), [("less", -4.0), ("more", 1.0)], "b", lambda value: f"{value:.0f}")
    assert [(row["from"], row["to"], row["end"]) for row in rows] == [(0, 10, 10), (10, 6, 10), (6, 7, 7), (0, 7, 7)]
    assert [row["value_label"] for row in rows] == ["10", "-4", "+1", "7"]
    assert [row["kind"] for row in rows] == ["total", "less", "part", "total"]


def test_a_debrief_without_charts_has_none() -> None:
    class Plain:
        tables = staticmethod(lambda case, lang: [])

    case = catalogue.load("helpdesk")
    plain = dataclasses.replace(case)
    object.__setattr__(plain, "code", lambda name: Plain)
    assert len(debrief_panels(plain, "en", [])) == 1


def test_what_came_out_is_the_models_answer_where_the_explanation_keeps_it_back() -> None:
    case = catalogue.load("helpdesk")
    asked = next(question for question in case.questions if question.kind == "predict")
    plain = Text(en="It cost {cost:.2f}.", zh="花了{cost:.2f}元。")
    fact = Call(call="simulate", take="cost_per_answered_call", name="cost")
    told = dataclasses.replace(asked, came_out=plain, facts=(*asked.facts, fact))
    for question, expected in ((told, "花了7.92元。"), (asked, "")):
        exercise = Exercise(question, case.code("model"), "zh", MemoryClient(), {})
        assert exercise.came_out() == expected
