"""Tasks beside the levers: ticked when they are done, which the engine knows of some, and kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from caseroom.casefile import Constraint
from caseroom.i18n import Text
from caseroom.whatif import WhatIf
from tests.page import MemoryClient, tell
from tests.test_whatif import CASE, opened, opened_with, panels


def done(what_if: WhatIf) -> list[int]:
    places: list[int] = panels(what_if)["tasks"].done
    return places


def test_a_task_is_done_when_its_lever_alone_has_moved_and_stays_so() -> None:
    what_if = opened()
    levers = panels(what_if)["levers"]
    tell(levers, type="set", name="wage", value=70)
    tell(levers, type="set", name="agents", value=17)
    assert done(what_if) == []
    tell(levers, type="set", name="wage", value=60)
    assert done(what_if) == [0]
    tell(levers, type="reset")
    assert done(what_if) == [0]


def test_a_task_may_ask_for_options_and_pins() -> None:
    what_if = opened()
    tell(panels(what_if)["levers"], type="preset", name="shared_hub")
    assert done(what_if) == []
    tell(panels(what_if)["scenarios"], type="pin", name="Hub")
    assert done(what_if) == [1]


def test_a_task_that_the_engine_ticks_says_what_is_still_to_be_done() -> None:
    what_if = opened()
    tasks, levers = panels(what_if)["tasks"], panels(what_if)["levers"]
    assert tasks.progress[0] == "Move only: “Agents on the phones”."
    assert tasks.progress[1:] == ["Options loaded: 0 of 1. Scenarios pinned: 0 of 1.", ""]
    assert tasks.in_short == ["", "options 0/1 · pinned 0/1", ""]
    tell(levers, type="set", name="wage", value=70)
    assert tasks.progress[0].startswith("Other levers have left the baseline too.")
    tell(levers, type="set", name="wage", value=60)
    tell(levers, type="set", name="agents", value=17)
    assert tasks.progress[0] == ""


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_charts_that_a_task_names_are_known(lang: str) -> None:
    places = [task["places"] for task in panels(opened(lang=lang))["tasks"].tasks]
    charts = [[place["name"] for place in named if place["place"] == "chart"] for named in places]
    assert charts == [[], [], ["cost_by_option"]]


def test_a_task_may_go_on_until_an_outcome_is_within_a_bound() -> None:
    until = Constraint("service_level", at_most="target_service_level")
    case = replace(CASE, tasks=(replace(CASE.tasks[0], until=until),))
    what_if = WhatIf(case, case.code("model"), "en", MemoryClient(), {})
    levers = panels(what_if)["levers"]
    tell(levers, type="set", name="agents", value=19)
    assert done(what_if) == []
    assert panels(what_if)["tasks"].progress[0].endswith("Go on until “Service level” is 80% or less.")
    tell(levers, type="set", name="agents", value=15)
    assert done(what_if) == [0]


def one_task(**asked: Any) -> WhatIf:
    """The case with only this to try."""
    blank = {"moved": (), "until": None, "loaded": (), "pins": 0}
    case = replace(CASE, tasks=(replace(CASE.tasks[0], **{**blank, **asked}),))
    return WhatIf(case, case.code("model"), "en", MemoryClient(), {})


def test_a_task_may_begin_at_an_option_and_hold_an_outcome_within_a_bound() -> None:
    what_if = one_task(
        start="contractor_per_call",
        moved=("first_call_resolution",),
        also=("agents",),
        holding=Constraint("service_level", at_least="target_service_level"),
        until=Constraint("cost_per_solved_problem", at_most=7.5),
    )
    levers, tasks = panels(what_if)["levers"], panels(what_if)["tasks"]
    assert tasks.progress[0].startswith("Load “") and "has to be 80% or more." in tasks.progress[0]
    tell(levers, type="preset", name="contractor_per_call")
    assert tasks.progress[0].startswith("Move only: ") and done(what_if) == []
    tell(levers, type="set", name="shrinkage", value=0.2)  # no option sets it, so loading does not bring it back
    assert tasks.progress[0].startswith("Press “Reset all”, load “")
    tell(levers, type="reset")
    assert tasks.progress[0].startswith("Load “")
    tell(levers, type="preset", name="contractor_per_call")
    tell(levers, type="set", name="first_call_resolution", value=0.9)
    assert done(what_if) == [0]


def test_one_press_brings_the_levers_to_where_a_task_begins() -> None:
    what_if = one_task(start="contractor_per_call", moved=("first_call_resolution",))
    levers, tasks = panels(what_if)["levers"], panels(what_if)["tasks"]
    label = CASE.option_labels("en")["contractor_per_call"]
    assert (tasks.begin, tasks.in_short) == ([f"Load “{label}”"], [""])
    tell(levers, type="set", name="shrinkage", value=0.2)  # what the task before left behind: no option sets it
    tell(levers, type="preset", name="contractor_per_call")
    assert (tasks.begin, tasks.in_short) == ([f"Reset all and load “{label}”"], ["reset all first"])
    tell(tasks, type="begin", task=0)
    assert (tasks.begin, tasks.in_short) == ([""], [""]) and tasks.progress[0].startswith("Move only: ")
    tell(levers, type="set", name="first_call_resolution", value=0.9)
    assert done(what_if) == [0] and tasks.begin == [""]


def test_a_task_that_begins_at_the_baseline_is_brought_there_and_undone_again() -> None:
    what_if = one_task(moved=("agents",))
    levers, tasks = panels(what_if)["levers"], panels(what_if)["tasks"]
    assert tasks.begin == [""]
    tell(levers, type="set", name="wage", value=70)
    tell(levers, type="commit")
    assert (tasks.begin, tasks.in_short) == (["Reset all"], ["reset all first"])
    tell(tasks, type="begin", task=0)
    assert levers.values["wage"] == 60
    tell(levers, type="undo")
    assert levers.values["wage"] == 70


def test_a_promise_that_is_broken_on_the_way_does_not_count() -> None:
    what_if = one_task(moved=("agents",), holding=Constraint("service_level", at_least="target_service_level"))
    levers = panels(what_if)["levers"]
    tell(levers, type="set", name="agents", value=15)
    assert done(what_if) == []
    tell(levers, type="set", name="agents", value=20)
    assert done(what_if) == [0]


def test_of_a_list_of_levers_each_has_to_have_been_set_and_what_was_put_back_counts() -> None:
    what_if = one_task(each=("agents", "wage"))
    levers, tasks = panels(what_if)["levers"], panels(what_if)["tasks"]
    assert tasks.in_short == ["levers 0/2"]
    tell(levers, type="set", name="wage", value=70)
    tell(levers, type="commit")
    assert done(what_if) == [] and tasks.in_short == ["levers 1/2"]
    assert tasks.progress[0].startswith("Still to set: “Agents on the phones”.")
    tell(levers, type="reset")
    assert done(what_if) == []
    tell(levers, type="set", name="first_call_resolution", value=0.5)  # whatever else has moved
    tell(levers, type="set", name="agents", value=20)
    assert done(what_if) == [0]


def test_a_task_that_names_values_is_not_done_at_the_first_step_towards_them() -> None:
    what_if = one_task(moved=("agents", "wage"), at={"agents": 20})
    levers, tasks = panels(what_if)["levers"], panels(what_if)["tasks"]
    tell(levers, type="set", name="wage", value=70)
    tell(levers, type="set", name="agents", value=19)
    assert done(what_if) == [] and tasks.progress[0].endswith("Still to set: “Agents on the phones” to 20 agents.")
    tell(levers, type="set", name="agents", value=20)
    assert done(what_if) == [0]


def test_what_a_text_sends_a_reader_to_is_named_with_its_place() -> None:
    view = CASE.code("views").views(CASE, "en")[0]
    task = replace(CASE.tasks[0], text=Text(en=f"Watch the chart “{view.called}”.", zh=""), pins=1)
    case = replace(CASE, tasks=(task,))
    what_if = WhatIf(case, case.code("model"), "en", MemoryClient(), {})
    assert panels(what_if)["tasks"].tasks[0]["places"] == [
        {"place": "chart", "name": view.name, "title": view.called},
        {"place": "scenarios", "name": "", "title": "Scenarios"},
    ]


def test_what_only_the_student_knows_is_ticked_by_hand_and_kept() -> None:
    client = MemoryClient()
    what_if = opened_with(client)
    tasks = panels(what_if)["tasks"]
    assert tell(tasks, type="tick", task=2, done=True)["ok"] and done(what_if) == [2]
    assert tell(tasks, type="commit")["saved_at"]
    again = opened_with(client)
    assert done(again) == [2]
    assert tell(panels(again)["tasks"], type="tick", task=2, done=False)["ok"] and done(again) == []


@pytest.mark.parametrize("sent", [{"task": 0, "done": True}, {"task": 3, "done": True}, {"task": -1, "done": True}, {}])
def test_a_page_cannot_tick_what_the_engine_knows(sent: dict[str, Any]) -> None:
    what_if = opened()
    assert "refused" in tell(panels(what_if)["tasks"], type="tick", **sent) and done(what_if) == []


@pytest.mark.parametrize("damage", [5, ["x"], [99], [-1], {"0": 1}])
def test_damaged_ticks_are_left_out(damage: Any) -> None:
    assert done(opened({"what_if": {"tasks": damage}})) == []
