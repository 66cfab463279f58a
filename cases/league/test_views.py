"""The chart of what is avoided and concealed: a setting that is an option shown is not drawn twice."""

from __future__ import annotations

from dataclasses import replace

from caseroom import catalogue
from caseroom.authoring import Scenario, Situation

from .model import OPTIONS, Params, simulate
from .views import views

CHARTS = {view.name: view for view in views(catalogue.load("league"), "en")}
CHART = CHARTS["by_option"]


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


def test_a_pin_named_after_an_option_is_told_apart_from_the_option_that_follows_the_levers() -> None:
    later = scenario("Now", replace(OPTIONS["rounds"], control=0.6))
    pin = scenario("The funnel", OPTIONS["funnel"])
    moved = Situation(later, scenario("Baseline", Params()), (pin,), loaded=frozenset(OPTIONS))
    labels = [row["label"] for row in CHART.rows(moved)["rows"]]
    assert labels.count("The funnel") == 1 and sum("The funnel, as pinned" in label for label in labels) == 1
    assert CHART.note(moved)
    assert not CHART.note(replace(moved, now=scenario("Now", OPTIONS["rounds"])))


def test_the_lines_by_own_share_are_the_models_and_come_as_releases_are_loaded() -> None:
    chart, here = CHARTS["by_share"], scenario("Now", OPTIONS["three_years"])
    whole = Situation(here, scenario("Baseline", Params()), loaded=frozenset(OPTIONS))
    lines = chart.rows(whole)["rows"]
    for row in lines[::10]:
        for name, option in OPTIONS.items():
            assert abs(row[name] - simulate(replace(option, control=row["share"])).net) < 1e-9
    ahead = [row["share"] for row in lines if row["three_years"] > row["rounds"]]
    assert abs(min(ahead) - 0.58) < 0.001 and (lines[0]["share"], lines[-1]["share"]) == (0.3, 0.8)
    far = replace(OPTIONS["table"], control=1.0)
    assert chart.rows(replace(whole, now=scenario("Now", far)))["rows"][-1]["share"] == 1
    assert set(chart.rows(replace(whole, loaded=frozenset()))["rows"][0]) == {"share", "table"}
    assert chart.note(whole) == "" and chart.note(replace(whole, loaded=frozenset()))
