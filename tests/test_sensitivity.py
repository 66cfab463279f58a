"""Why did it move? What the page shows of it, and when it is computed at all."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from caseroom.whatif import WhatIf
from caseroom.whatif import later as waiting
from caseroom.whatif.later import Later
from caseroom.whatif.sensitivity import number_places
from cases.helpdesk.model import Params, simulate
from tests.page import MemoryClient, tell
from tests.test_whatif import CASE, opened, panels


def unfolded(what_if: WhatIf, **chosen: str) -> tuple[Any, Any]:
    """The card's panel and its chart."""
    panel = panels(what_if)["sensitivity"]
    assert tell(panel, type="unfold", unfolded=True)["ok"]
    for what, value in chosen.items():
        assert tell(panel, type="choose", what=what, value=value)["ok"]
    return panel, next(box.children[1] for box in boxes(what_if.widget) if panel in box.children)


def boxes(widget: Any) -> Iterator[Any]:
    """The widget, and all in it that holds others."""
    if getattr(widget, "children", ()):
        yield widget
        for child in widget.children:
            yield from boxes(child)


def test_nothing_is_computed_while_it_is_folded() -> None:
    calls: list[Params] = []

    def counted(params: Params) -> Any:
        calls.append(params)
        return simulate(params)

    model = SimpleNamespace(**{**vars(CASE.code("model")), "simulate": counted})
    what_if = WhatIf(CASE, model, "en", MemoryClient(), {})  # type: ignore[arg-type]
    page = panels(what_if)
    tell(page["levers"], type="set", name="agents", value=25)
    assert all(isinstance(params.agents, int) for params in calls)  # one setting at a time, no sweep
    assert "sensitivity" in page and page["sensitivity"].change == {} and not page["sensitivity"].unfolded


def test_the_strongest_lever_stands_first_and_the_words_say_so() -> None:
    panel, chart = unfolded(opened(), outcome="cost_per_solved_problem")
    rows = chart.rows["rows"]
    spreads = [abs(row["high"] - row["low"]) for row in rows]
    assert chart.description.startswith(f"{rows[0]['lever']} moves Cost per solution most")
    assert spreads == sorted(spreads, reverse=True)
    assert "Without any effect" in chart.description
    json.dumps([chart.rows, panel.change], allow_nan=False)


def test_the_table_has_what_the_chart_draws() -> None:
    _, chart = unfolded(opened())
    assert all(column["name"] in row for column in chart.columns for row in chart.rows["rows"])
    agents = next(row for row in chart.rows["rows"] if row["lever"] == "Agents on the phones")
    assert (agents["down"], agents["up"]) == ("16 agents", "20 agents")
    assert agents["low_label"] == f"{simulate(Params(agents=16)).service_level:.1%}"


def test_levers_that_change_no_digit_of_an_outcome_have_no_bars() -> None:
    what_if = opened()
    what_if.set(agents=60)  # far more than are needed: two districts make a difference, two agents none that is seen
    _, chart = unfolded(what_if, outcome="service_level")
    assert [row["lever"] for row in chart.rows["rows"]] == ["Districts on the line"]
    what_if.set(agents=200)
    assert chart.rows["rows"] == [] and chart.rows["base"][0]["label"].startswith("Now 100")
    assert chart.note == "Moved this far, no lever changes the number shown for “Service level”."


@pytest.mark.parametrize(
    ("ends", "numbers"),
    [((2, 5, 8), (2, 8)), ((8, 5, 2), (8, 2)), ((1, 5, 4), (1, 5)), ((4, 5, 1), (5, 1)), ((6, 5, 9), (5, 9))],
)
def test_no_number_stands_on_the_bar_that_leads_past_it(
    ends: tuple[float, float, float], numbers: tuple[float, float]
) -> None:
    assert number_places(*ends) == numbers


def test_a_wait_without_end_is_drawn_at_the_edge_and_written_as_such() -> None:
    _, chart = unfolded(opened(), outcome="average_speed_of_answer", swing="whole")
    endless = [row for row in chart.rows["rows"] if "∞" in (row["low_label"], row["high_label"])]
    assert endless and "∞" in chart.description
    json.dumps(chart.rows, allow_nan=False)


def test_shares_of_a_change_are_told_in_order_and_add_up() -> None:
    what_if = opened()
    what_if.set(arrivals_per_hour=200, agents=19, wage=70)
    panel, _ = unfolded(what_if)
    assert [row["label"] for row in panel.change["rows"]] == ["Callers per hour", "Agents on the phones"]
    assert panel.change["rows"][0]["amount"].startswith("−") and panel.change["rows"][1]["amount"].startswith("+")
    told = sum(float(row["amount"].split()[0].replace("−", "-")) for row in panel.change["rows"])
    away = simulate(what_if.params).service_level - simulate(Params()).service_level
    assert told == pytest.approx(away * 100, abs=0.11)
    assert "lower" in panel.change["sentence"] and "average over all orders" in panel.change["note"]


def test_the_difference_that_is_said_is_that_of_the_numbers_beside_it() -> None:
    def number(written: str) -> float:
        return float(written.strip(" .").removesuffix("%"))

    for callers in range(100, 141):
        what_if = opened()
        what_if.set(arrivals_per_hour=callers, agents=16)
        panel, _ = unfolded(what_if)
        if said := re.search(r"from (.+) to (.+), (\S+) points? (higher|lower)", panel.change["sentence"]):
            before, after, amount = (number(written) for written in said.groups()[:3])
            assert abs(after - before) == pytest.approx(amount, abs=0.01), panel.change["sentence"]


def test_the_step_before_is_another_comparison() -> None:
    what_if = opened()
    what_if.set(agents=22)
    what_if.set(arrivals_per_hour=200)
    panel, _ = unfolded(what_if, since="step")
    assert [row["label"] for row in panel.change["rows"]] == ["Callers per hour"]
    tell(panels(what_if)["levers"], type="undo")
    assert [row["label"] for row in panel.change["rows"]] == ["Agents on the phones"]


def test_what_cannot_be_shared_out_is_said() -> None:
    what_if = opened()
    what_if.set(agents=10, wage=70)
    panel, _ = unfolded(what_if, outcome="average_speed_of_answer")
    assert "∞" in panel.change["sentence"] and panel.change["rows"] == []
    assert "Agents on the phones" in panel.change["note"] and "Wage" not in panel.change["note"]


def test_where_nothing_was_moved_there_is_nothing_to_explain() -> None:
    panel, _ = unfolded(opened())
    assert panel.change.get("rows", []) == [] and "Move one" in panel.change["sentence"]


@pytest.mark.parametrize(
    "message",
    [
        {"what": "outcome", "value": "connected"},
        {"what": "outcome", "value": None},
        {"what": "swing", "value": ["small"]},
        {"what": "colour", "value": "red"},
        {"what": ["outcome"], "value": "service_level"},
        {},
    ],
)
def test_a_forged_choice_is_refused(message: dict[str, Any]) -> None:
    panel, _ = unfolded(opened())
    chosen = panel.chosen
    assert tell(panel, type="choose", **message)["refused"].endswith(".")
    assert panel.chosen == chosen


def test_it_is_said_in_both_languages() -> None:
    for lang in ("en", "zh"):
        what_if = opened(lang=lang)
        what_if.set(agents=20, wage=50)
        panel, chart = unfolded(what_if)
        texts = [panel.change["sentence"], chart.description, *(row["label"] for row in panel.change["rows"])]
        assert all(text and text.isascii() == (lang == "en") for text in texts)


def test_what_waits_is_done_once_and_with_the_newest() -> None:
    done: list[float] = []

    async def drag() -> float:
        work = Later(lambda: done.append(time.perf_counter()))
        for _ in range(5):
            work()
            await asyncio.sleep(0)
        last = time.perf_counter()
        await asyncio.sleep(waiting.PAUSE * 2)
        return last

    last = asyncio.run(drag())
    assert len(done) == 1 and done[0] - last >= waiting.PAUSE * 0.9


def test_a_slider_never_waits_for_it() -> None:
    async def drag() -> tuple[dict[str, Any], dict[str, Any]]:
        what_if = opened()
        _, chart = unfolded(what_if)
        shown = chart.rows
        tell(panels(what_if)["levers"], type="set", name="agents", value=25)
        at_once = chart.rows
        await asyncio.sleep(waiting.PAUSE * 3)
        assert at_once is shown
        return shown, chart.rows

    before, after = asyncio.run(drag())
    assert before != after
