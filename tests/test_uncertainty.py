"""How sure is it? Ranges that are kept, draws that are told in words, a band only while it is true."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from caseroom.whatif import WhatIf
from cases.helpdesk.model import Params, simulate
from tests.page import MemoryClient, tell
from tests.test_whatif import CASE, opened, panels

UNKNOWN = {"arrivals_per_hour", "mean_patience", "redial_probability"}


def unfolded(what_if: WhatIf, **ranges: tuple[float, float]) -> Any:
    panel = panels(what_if)["uncertainty"]
    assert tell(panel, type="unfold", unfolded=True)["ok"]
    for name, (low, high) in ranges.items():
        assert tell(panel, type="range", name=name, low=low, high=high)["ok"]
    return panel


def result(panel: Any, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(row for row in panel.results if row["name"] == name)
    return found


def test_without_a_range_there_is_nothing_to_draw() -> None:
    what_if = opened()
    panel = unfolded(what_if)
    assert panel.results == [] and panel.goals == []
    assert panels(what_if)["service_level"].rows["band"] == []


def test_a_range_shows_what_it_does_to_every_headline_outcome() -> None:
    panel = unfolded(opened(), arrivals_per_hour=(160, 200), redial_probability=(0.5, 0.7))
    assert [row["name"] for row in panel.results] == [outcome.name for outcome in CASE.outcomes if outcome.headline]
    level = result(panel, "service_level")
    assert float(level["low"][:-1]) < float(level["middle"][:-1]) < float(level["high"][:-1])
    assert level["now"] == f"{simulate(Params()).service_level:.1%}"
    assert "10,000 draws, seed 1" in panel.drawn
    json.dumps([panel.results, panel.ranges, panel.goals], allow_nan=False)


def test_a_range_without_width_tells_the_model_itself() -> None:
    level = result(unfolded(opened(), arrivals_per_hour=(180, 180)), "service_level")
    assert level["low"] == level["middle"] == level["high"] == level["now"]


def test_the_goals_of_the_case_are_told_as_shares_each_once() -> None:
    panel = unfolded(opened(), arrivals_per_hour=(150, 210))
    assert len(panel.goals) == len(set(panel.goals)) == 2
    assert any(sentence.startswith("Service level at least 80%: in ") for sentence in panel.goals)
    assert panel.summary.startswith(panel.goals[0])


def test_a_goal_that_is_a_range_itself_is_named() -> None:
    decided_elsewhere = [replace(group, tier="world") for group in CASE.groups]
    case = replace(CASE, groups=tuple(decided_elsewhere))
    what_if = WhatIf(case, CASE.code("model"), "en", MemoryClient(), {})
    panel = unfolded(what_if, target_service_level=(0.7, 0.95))
    assert any("at least “Service-level target”" in sentence for sentence in panel.goals)


def test_draws_without_limit_are_said() -> None:
    wait = result(unfolded(opened(), arrivals_per_hour=(150, 400)), "average_speed_of_answer")
    assert wait["high"] == "∞" and wait["endless"].startswith("∞ in ")


def test_a_tenth_around_one_and_around_all_that_have_tenths() -> None:
    what_if = opened()
    panel = unfolded(what_if)
    tell(panel, type="widen", name="arrivals_per_hour")
    assert [(r["name"], r["low"], r["high"]) for r in panel.ranges] == [("arrivals_per_hour", 162, 198)]
    tell(panel, type="widen")
    assert {r["name"] for r in panel.ranges} == UNKNOWN
    tell(panel, type="drop", name="arrivals_per_hour")
    assert "arrivals_per_hour" not in {r["name"] for r in panel.ranges}
    tell(panel, type="drop")
    assert panel.ranges == [] and panel.results == []


def test_what_is_decided_has_no_range() -> None:
    """Neither what the student sets, nor what an option brings with it, though it stands among the world's levers."""
    panel = unfolded(opened({"what_if": {"ranges": {"agents": [16, 20], "wage": [50, 70]}}}))
    assert {parameter["name"] for parameter in panel.parameters} == UNKNOWN and panel.ranges == []
    assert all("minimum" in parameter for parameter in panel.parameters), "by which a phone offers keys with a minus"
    for name, low, high in (("target_service_level", 0.7, 0.9), ("wage", 50, 70)):
        assert "refused" in tell(panel, type="range", name=name, low=low, high=high)
        assert "refused" in tell(panel, type="widen", name=name)
    assert panel.ranges == []


def test_where_everything_is_decided_nobody_is_asked_how_sure_it_is() -> None:
    case = replace(CASE, groups=tuple(replace(group, tier="policy") for group in CASE.groups))
    assert "uncertainty" not in panels(WhatIf(case, CASE.code("model"), "en", MemoryClient(), {}))


@pytest.mark.parametrize(
    "message",
    [
        {"name": "mean_patience", "low": 200, "high": 160},
        {"name": "mean_patience", "low": 0, "high": 200},
        {"name": "mean_patience", "low": 100, "high": 999_999},
        {"name": "mean_patience", "low": "NaN", "high": 200},
        {"name": "mean_patience", "low": None, "high": None},
        {"name": "mean_patience"},
        {"name": "agents", "low": 16, "high": 20},
        {"name": "__class__", "low": 1, "high": 2},
        {"name": ["mean_patience"], "low": 1, "high": 2},
        {"low": 1, "high": 2},
    ],
)
def test_a_range_that_is_none_is_refused_and_changes_nothing(message: dict[str, Any]) -> None:
    panel = unfolded(opened(), arrivals_per_hour=(160, 200))
    assert tell(panel, type="range", **message)["refused"].endswith(".")
    assert [r["name"] for r in panel.ranges] == ["arrivals_per_hour"]


def test_ranges_survive_a_new_session_and_nothing_is_drawn_until_it_is_unfolded() -> None:
    client = MemoryClient()
    first = WhatIf(CASE, CASE.code("model"), "en", client, {})
    panel = unfolded(first, mean_patience=(100, 140))
    assert tell(panel, type="commit")["saved_at"]
    again = panels(opened(client.kept))["uncertainty"]
    assert [(r["name"], r["low"], r["high"]) for r in again.ranges] == [
        ("mean_patience", 100, 140)
    ] and again.results == []
    tell(again, type="unfold", unfolded=True)
    assert again.results == panel.results


@pytest.mark.parametrize(
    "damage",
    [
        5, [], {"mean_patience": 5}, {"mean_patience": [140, 100]}, {"mean_patience": [100]},
        {"mean_patience": [100, 9999]}, {"mean_patience": ["x", {}]}, {"no": [1, 2]},
        {"mean_patience": [None, float("inf")]},
    ],
)  # fmt: skip
def test_damaged_ranges_are_left_out(damage: Any) -> None:
    assert panels(opened({"what_if": {"ranges": damage}}))["uncertainty"].ranges == []


def test_the_band_stands_around_the_curve_only_while_it_is_that_of_the_levers() -> None:
    what_if = opened()
    panel, chart = unfolded(what_if, arrivals_per_hour=(160, 200)), panels(what_if)["service_level"]
    band = chart.rows["band"]
    assert [row["agents"] for row in band] == [row["agents"] for row in chart.rows["rows"]]
    assert all(row["low"] <= row["middle"] <= row["high"] for row in band)
    assert "90 % interval" in chart.note and "With the ranges given" in chart.description
    what_if.set(mean_patience=60, average_handling_time=200)  # no event loop: drawn anew at once
    assert chart.rows["band"] and chart.rows["band"] != band
    tell(panel, type="unfold", unfolded=False)
    assert chart.rows["band"] == [] and panel.results == [] and chart.note == ""


def test_a_lever_outside_its_range_is_remarked() -> None:
    what_if = opened()
    panel = unfolded(what_if, arrivals_per_hour=(160, 200))
    what_if.set(arrivals_per_hour=220)
    assert "220" in panel.ranges[0]["remark"]


def test_it_is_said_in_both_languages() -> None:
    said = {lang: unfolded(opened(lang=lang), arrivals_per_hour=(150, 210)).summary for lang in ("en", "zh")}
    assert said["en"].isascii() and "90%区间" in said["zh"]
