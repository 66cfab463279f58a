"""The charts that compare the four ways draw those that the student has loaded, and say nothing of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseroom import catalogue
from caseroom.authoring import Scenario, Situation
from tests.server import share_drawings

from . import views as purchasing
from .model import OPTIONS, WAYS, Params, simulate


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    share_drawings(tmp_path)
    monkeypatch.setenv("CASEROOM_HOME", str(tmp_path))


def _with(*loaded: str) -> Situation:
    now = Scenario("Now", Params(), simulate(Params()))
    return Situation(now, now, loaded=frozenset(loaded))


@pytest.mark.parametrize(
    ("loaded", "drawn"),
    [((), {"tender"}), (("contest",), {"tender", "contest"}), (tuple(OPTIONS), set(WAYS))],
)
def test_a_way_is_drawn_once_it_was_loaded(loaded: tuple[str, ...], drawn: set[str]) -> None:
    years, _signals, study, _who = purchasing.views(catalogue.load("purchasing"), "en")
    for view, at in ((years, "year"), (study, "study")):
        situation = _with(*loaded)
        rows = view.rows(situation)
        assert all(set(row) == drawn | {at} for row in rows["rows"])
        assert bool(view.note(situation)) == (drawn != set(WAYS))
        assert ("Load two ways" in view.describe(situation, rows)) == (len(drawn) < 2)


def test_a_mixture_has_its_first_year_and_its_last_on_the_chart_of_the_years_and_one_way_alone_has_its_line() -> None:
    years = purchasing.views(catalogue.load("purchasing"), "en")[0]
    mixed = Params(commission=0.3, contest=0.3, choice=0.3)
    now = Scenario("Now", mixed, simulate(mixed))
    marks = years.rows(Situation(now, _with().baseline))["marks"]
    assert [(mark["year"], mark["value"]) for mark in marks] == [
        (1, now.outcomes.first_year),
        (3, now.outcomes.last_year),
    ]
    for option in OPTIONS.values():
        alone = Scenario("Now", option, simulate(option))
        assert years.rows(Situation(alone, _with().baseline))["marks"] == []
