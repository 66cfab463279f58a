"""What the model says of a prediction waits until the student has used the levers, or decided."""

import json
from pathlib import Path
from typing import Any

import pytest

from caseroom.notebook import Case, open_case
from tests.page import tell

SAID = "By the model it takes"
PREDICTIONS: dict[str, dict[str, Any]] = {
    "cheapest_option": {"choice": "in_house"},
    "double_the_calls": {"number": "36"},
    "drawn_promise": {"curve": [0.0, 0.0, 0.05, 0.4, 0.85, 0.95, 1.0]},
}


@pytest.fixture
def case(home: Path) -> Case:
    case = open_case("helpdesk")
    for name, said in PREDICTIONS.items():
        reasons = {field.id: "Because." for field in case.file.question(name).fields}
        work = {**case.exercise(name).panel.state["work"], **said, "fields": reasons}
        assert tell(case.exercise(name).panel, type="submit", work=work)["ok"]
    return case


def shown(case: Case) -> str:
    return json.dumps([case.exercise(name).panel.get_state() for name in PREDICTIONS], default=str)


def test_locking_gives_neither_the_explanation_nor_the_feedback_of_a_choice(case: Case) -> None:
    assert SAID not in shown(case)
    assert "looked at closely" not in shown(case)
    assert "when you have used the levers" in case.exercise("double_the_calls").panel.state["feedback"]["text"]


def test_opening_the_levers_gives_nothing_yet_and_the_first_move_gives_both(case: Case) -> None:
    case.what_if()
    assert SAID not in shown(case)
    case._what_if.set(agents=17)
    assert SAID in shown(case)
    assert "looked at closely" in shown(case)
    assert case.exercise("double_the_calls").panel.state["feedback"] is None


def test_a_decision_gives_it_to_whoever_never_touches_a_lever(case: Case) -> None:
    decision = case._decision
    fields = {field.id: "Because." for field in decision.fields}
    panel = case.exercise(decision.id).panel
    work = {**panel.state["work"], "choice": decision.choices[0].id, "fields": fields}
    assert tell(panel, type="submit", work=work)["ok"]
    assert SAID in shown(case)


def test_who_comes_back_reads_it_at_once(case: Case) -> None:
    case.what_if()
    case._what_if.set(agents=17)
    assert SAID in shown(open_case("helpdesk"))
