"""The chart of what is avoided and concealed: a setting that is an option shown is not drawn twice."""

from __future__ import annotations

from dataclasses import replace

from caseroom import catalogue
from caseroom.authoring import Scenario, Situation

from .model import OPTIONS, Params, simulate
from .views import views

CHART = next(view for view in views(catalogue.load("league"), "en") if view.name == "by_option")


def scenario(name: str, params: Params) -> Scenario:
    return Scenario(name, params, simulate(params))


def drawn(*pinned: Scenario, loaded: frozenset[str] = frozenset(OPTIONS)) -> list[str]:
    now, baseline = scenario("Now", OPTIONS["rounds"]), scenario("Baseline", Params())
    return [row["kind"] for row in CHART.rows(Situation(now, baseline, pinned, loaded=loaded))["rows"]]


def test_the_baseline_and_pins_that_are_options_shown_are_not_drawn_again() -> None:
    assert drawn(*(scenario(name, params) for name, params in OPTIONS.items())) == ["now", *4 * ["option"]]


def test_a_setting_of_ones_own_and_an_option_not_loaded_are_drawn() -> None:
    own = scenario("Mine", replace(Params(), named=9))
    assert drawn(own) == ["now", *4 * ["option"], "pinned"]
    assert drawn(scenario("The table", OPTIONS["table"]), loaded=frozenset()) == [
        "now",
        *4 * ["unseen"],
        "baseline",
        "pinned",
    ]
