"""The debrief: the student's own words first, then the case's tables, in a form that a page can be sent."""

import json
from typing import Any

import pytest

from caseroom import casefile
from caseroom.debrief import debrief_panels
from caseroom.exercises import Exercise


class Kept:
    def __init__(self) -> None:
        self.state: dict[str, Any] = {}

    def load(self) -> dict[str, Any]:
        return self.state

    def save(self, key: str, value: Any, *, once: bool = False, based_on: str | None = None) -> str:
        self.state[key] = value
        return "2026-01-01T09:00:00+00:00"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_own_words_then_both_measures_then_where_the_saving_comes_from(lang: str) -> None:
    case = casefile.load("hotline")
    kept = Kept()
    prediction = {"kind": "predict", "choice": "in_house", "fields": {"reason": "mine"}, "done": True}
    kept.state["answer.cheapest_option"] = {**prediction, "at": "2026-01-01T08:00:00+00:00"}
    exercises = [Exercise(question, case.load_model(), lang, kept, kept.state) for question in case.questions]
    own, measures, saving, often_said = debrief_panels(case, lang, exercises)
    assert "mine" in own.rows[0]["said"]
    assert [round(row["answered"], 2) for row in measures.rows] == [7.92, 4.73, 5.76, 6.45]
    assert [round(row["solved"], 2) for row in measures.rows] == [9.90, 7.64, 7.20, 8.06]
    assert [row["strong"] for row in measures.rows] == [False, False, True, False]
    assert [round(row["saving"], 2) for row in saving.rows] == [0, 0.23, 0.11, -0.07, 0.27, 0.15]
    assert [row["claim"] for row in often_said.rows] == [said.claim.text(lang) for said in case.misconceptions]
    for panel in (own, measures, saving, often_said):
        json.dumps(panel.get_state(["rows", "columns"]))
