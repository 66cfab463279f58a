"""What the model says to a case's questions, for a room."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys

import pytest

from caseroom import catalogue
from caseroom.answers import answers, of, scenario_of
from caseroom.exercises import compute
from tests.server import PYTHON_PATH


@pytest.mark.parametrize("slug", catalogue.slugs())
def test_the_band_holds_the_models_own_answer(slug: str) -> None:
    case = catalogue.load(slug)
    found = answers(case)["questions"]
    assert set(found) == {question.id for question in case.questions if question.answer}
    for question in case.questions:
        if question.number and question.answer:
            said = found[question.id]
            value = compute(question.answer, case.code("model"))
            assert isinstance(value, int | float)
            assert said["value"] == pytest.approx(question.number.from_model(value))
            assert said["low"] <= said["value"] <= said["high"]


def test_something_nobody_decides_makes_a_band() -> None:
    said = answers(catalogue.load("helpdesk"))["questions"]
    assert any(one["low"] < one["high"] for one in said.values() if "low" in one)


@pytest.mark.parametrize("slug", catalogue.slugs())
def test_an_order_is_of_what_its_question_ranks(slug: str) -> None:
    case = catalogue.load(slug)
    found = answers(case)["questions"]
    for question in case.questions:
        if question.kind == "ranking" and question.answer:
            asked = {item.id for item in question.items}
            assert set(found[question.id]["order"]) == set(found[question.id]["values"]) == asked


def test_a_question_may_leave_out_what_the_model_compares_too() -> None:
    case = catalogue.load("helpdesk")
    whole = next(one for one in case.questions if one.kind == "ranking" and one.answer)
    one_less = dataclasses.replace(whole, items=whole.items[1:])
    order = [label for label in of(whole, case, case.code("model"))["order"] if label != whole.items[0].id]
    assert of(one_less, case, case.code("model"))["order"] == order


def test_it_speaks_json_that_any_reader_takes() -> None:
    environment = os.environ | {"PYTHONPATH": PYTHON_PATH}
    command = [sys.executable, "-m", "caseroom.answers", "helpdesk"]
    run = subprocess.run(command, env=environment, capture_output=True, check=True)
    said = json.loads(run.stdout, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert set(said) == {"questions", "options", "settings", "levers"}


@pytest.mark.parametrize("slug", catalogue.slugs())
def test_what_an_options_button_sets_is_known_again_as_that_option(slug: str) -> None:
    case = catalogue.load(slug)
    model, found = case.code("model"), answers(case)
    for option in (one.name for one in case.options):
        setting = found["settings"][option]
        made = scenario_of(setting, case, model)
        assert made and (made["option"], made["levers"]) == (option, setting)
        assert made["outcomes"] == pytest.approx(found["options"][option])


def test_lines_of_settings_are_answered_line_by_line_and_nonsense_with_null() -> None:
    environment = os.environ | {"PYTHONPATH": PYTHON_PATH}
    command = [sys.executable, "-m", "caseroom.answers", "helpdesk", "--scenarios"]
    asked = '[{"agents": 20}, {"agents": -1}, {"no_such": 1}]\n[]\n'
    run = subprocess.run(command, env=environment, input=asked, capture_output=True, check=True, text=True)
    first, second = map(json.loads, run.stdout.splitlines())
    assert first[0]["levers"] == {"agents": 20} and first[1:] == [None, None] and second == []
