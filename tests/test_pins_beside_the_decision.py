"""Where a student writes what they recommend, their own pinned numbers are in sight, and no result before its time."""

from pathlib import Path
from typing import Any

import pytest

from caseroom.notebook import Case, open_case
from caseroom.whatif.in_short import _best
from tests.page import tell
from tests.test_predictions_wait import PREDICTIONS


def lock(case: Case) -> None:
    for name, said in PREDICTIONS.items():
        fields = {field.id: "Because." for field in case.file.question(name).fields}
        work = {**case.exercise(name).panel.state["work"], **said, "fields": fields}
        assert tell(case.exercise(name).panel, type="submit", work=work)["ok"]


@pytest.fixture
def case(home: Path) -> Case:
    case = open_case("helpdesk")
    case.what_if()
    case.decide()
    return case


def beside(case: Case) -> dict[str, Any]:
    pins: dict[str, Any] = case.exercise(case._decision.id).panel.pins
    return pins


def pin(case: Case, name: str) -> None:
    case._what_if._desk.sheet.pin(name)
    case._what_if._desk.done()
    case._what_if._desk.save()


def test_before_the_predictions_are_locked_there_is_nothing(case: Case) -> None:
    assert beside(case) == {"seen": False, "before": "", "names": [], "rows": []}
    lock(case)
    assert beside(case)["seen"] and beside(case)["names"] == []


def test_a_pin_stands_there_with_its_headline_outcomes_and_goes_when_it_is_removed(case: Case) -> None:
    lock(case)
    pin(case, "As it is")
    case._what_if.set(agents=40)
    pin(case, "Many")
    shown = beside(case)
    assert shown["names"] == ["As it is", "Many"]
    headlines = [outcome.label.text("en") for outcome in case.file.outcomes if outcome.headline]
    assert [row["label"] for row in shown["rows"]] == headlines
    assert all(len(row["values"]) == len(row["best"]) == 2 for row in shown["rows"])
    assert any(row["best"] in ([True, False], [False, True]) for row in shown["rows"])
    case._what_if._desk.sheet.remove(case._what_if.pinned[0].id)
    case._what_if._desk.done()
    assert beside(case)["names"] == ["Many"]


def test_what_there_is_now_stands_beside_them_and_the_best_is_the_best_of_all(case: Case) -> None:
    lock(case)
    case._what_if.set(agents=1)
    pin(case, "One")
    case._what_if.set(agents=2)
    pin(case, "Two")
    shown = beside(case)
    assert shown["before"] == "Baseline"
    baseline = case._what_if.summary().baseline.outcomes
    labels = {outcome.label.text("en"): outcome for outcome in case.file.outcomes}
    for row in shown["rows"]:
        assert row["before"] in dict(baseline)[row["label"]]
        better = labels[row["label"]].better
        if better == "higher":  # with one agent or two nothing is as good as it is now
            assert row["best"] == [False, False] and row["best_before"]


def test_who_comes_back_finds_them_without_the_levers_being_shown(case: Case) -> None:
    lock(case)
    pin(case, "As it is")
    again = open_case("helpdesk")
    again.decide()
    assert beside(again)["names"] == ["As it is"]


def test_an_outcome_that_does_not_exist_is_a_dash_and_one_without_end_is_endless(case: Case) -> None:
    lock(case)
    case._what_if.set(agents=5)
    pin(case, "Five")
    assert "∞" in [row["values"][0] for row in beside(case)["rows"]]


@pytest.mark.parametrize(
    ("values", "best"),
    [([0.0, 0.0003], [False, False]), ([1.0, 0.9999, 0.5], [True, True, False]), ([0.2, 0.25], [False, True])],
)
def test_what_a_reader_takes_to_be_alike_is_not_better(case: Case, values: list[float], best: list[bool]) -> None:
    share = next(one for one in case.file.outcomes if one.format == "percent" and one.better == "higher")
    assert _best(share, values, [share.bare(value, "en") for value in values]) == best


@pytest.mark.parametrize(("lang", "said"), [("en", "not answered yet"), ("zh", "还没有做")])
def test_what_the_decision_speaks_of_and_is_open_is_named_beside_it(lang: str, said: str, home: Path) -> None:
    case = open_case("helpdesk", lang)
    case.decide()
    panel = case.exercise(case._decision.id).panel
    (name,) = case.file.question(case._decision.id).rests_on
    asked = case.exercise(name)
    assert said in panel.open_before and asked.summary()["title"] in panel.open_before
    fields = {field.id: "Written." for field in asked.question.fields}
    assert tell(asked.panel, type="submit", work={**asked.panel.state["work"], "fields": fields})["ok"]
    assert panel.open_before == ""
