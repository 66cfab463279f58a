"""The hotline's charts: what they draw beside each other, and that the words say it too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from caseroom import catalogue
from caseroom.authoring import Scenario, Situation
from tests.server import share_drawings

from . import views as hotline
from .model import OPTIONS, Params, simulate


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    share_drawings(tmp_path)
    monkeypatch.setenv("CASEROOM_HOME", str(tmp_path))


def test_agents_of_another_number_of_districts_are_not_drawn_beside_the_needs_of_this_line() -> None:
    pins = (_scenario("Hub", agents=57, districts=4), _scenario("Two more", agents=20))
    situation = Situation(_scenario("Now"), _scenario("Baseline"), pins)
    levels = hotline.views(catalogue.load("hotline"), "en")[3].rows(situation)["level"]
    assert [level["value"] for level in levels] == [18, 20]


def _scenario(name: str, **levers: Any) -> Any:
    return Scenario(name, Params(**levers), simulate(Params(**levers)))


def test_the_reversal_shows_in_words() -> None:
    now = Scenario("Now", Params(), simulate(Params()))
    every = frozenset(OPTIONS)
    bars = hotline.views(catalogue.load("hotline"), "en")[1].rows(Situation(now, now, loaded=every))["rows"]
    lowest = {
        measure: [bar["label"] for bar in bars if bar[f"{measure}_label"].endswith(" · lowest")]
        for measure in ("cost_per_answered_call", "cost_per_solved_problem")
    }
    assert lowest == {
        "cost_per_answered_call": ["Contractor, per call"],
        "cost_per_solved_problem": ["Contractor, per solution"],
    }
