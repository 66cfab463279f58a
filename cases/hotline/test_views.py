"""The hotline's charts: what they draw beside each other, and that the words say it too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from caseroom import catalogue
from caseroom.authoring import Scenario, Situation
from tests.server import share_drawings

from . import views as hotline
from .model import JUDGEMENTS, OPTIONS, Params, best_by_judgement, simulate


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


def test_a_judgement_puts_another_option_first_and_the_price_in_money_stands_beside_it() -> None:
    def drawn(**worths: float) -> list[dict[str, Any]]:
        situation = Situation(_scenario("Now", **worths), _scenario("Baseline"), loaded=frozenset(OPTIONS))
        view = hotline.views(catalogue.load("hotline"), "en")[2]
        rows = view.rows(situation)
        assert view.describe(situation, rows).count("yuan per caller") == 2
        return rows["rows"]

    for name, worths in JUDGEMENTS.items():
        table = best_by_judgement(Params()).set_index("judgement")
        assert drawn(**worths)[0]["option"] == table.best[name]
    assert "(money alone " in drawn(worth_of_help=10)[0]["judged_label"]
