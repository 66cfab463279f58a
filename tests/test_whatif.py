"""The what-if: a page that is a stranger, a student whose work is kept, numbers that are the model's."""

from __future__ import annotations

import dataclasses
import json
import math
from types import SimpleNamespace
from typing import Any

import pytest

from caseroom import catalogue
from caseroom.casefile.schema import Nought
from caseroom.i18n import Text
from caseroom.panels.panel import Panel
from caseroom.parameters import ParameterError
from caseroom.whatif import WhatIf
from cases.helpdesk.model import OPTIONS, Params, simulate
from tests.page import MemoryClient, tell

CASE = catalogue.load("helpdesk")


def opened(state: dict[str, Any] | None = None, lang: str = "en") -> WhatIf:
    return opened_with(MemoryClient(state), lang)


def opened_with(client: MemoryClient, lang: str = "en") -> WhatIf:
    what_if = WhatIf(CASE, CASE.code("model"), lang, client, client.load())
    assert what_if.widget is what_if.widget
    return what_if


def panels(what_if: WhatIf) -> dict[str, Any]:
    by_name: dict[str, Any] = {}

    def walk(widget: Any) -> None:
        if isinstance(widget, Panel):
            name = type(widget).__name__.removesuffix("Panel").lower()
            by_name[getattr(widget, "name", None) or name] = widget
        for child in getattr(widget, "children", ()):
            walk(child)

    walk(what_if.widget)
    return by_name


def test_nothing_is_computed_before_it_is_shown() -> None:
    model = CASE.code("model")

    class Silent:
        Params, Outcomes, OPTIONS = model.Params, model.Outcomes, model.OPTIONS

        def simulate(self, params: Any) -> Any:
            raise AssertionError("computed too early")

    what_if = WhatIf(CASE, Silent(), "en", MemoryClient(), {})  # type: ignore[arg-type]
    what_if.set(agents=20)
    what_if.use(SimpleNamespace(day_profile={"09:00": 1.0}))
    assert what_if.params.agents == 20


def test_every_lever_of_the_case_gets_the_models_own_bounds() -> None:
    levers = {lever["name"]: lever for lever in panels(opened())["levers"].levers}
    assert set(levers) == {lever.name for lever in CASE.levers}
    agents = levers["agents"]
    assert (agents["minimum"], agents["maximum"], agents["step"], agents["baseline"]) == (1, 400, 1, 18)


def test_a_step_moves_numbers_and_rows_but_no_specification() -> None:
    what_if = opened()
    page = panels(what_if)
    specs = {name: page[name].spec for name in ("service_level", "cost_by_option", "day")}
    day = page["day"].rows
    assert tell(page["levers"], type="set", name="agents", value=25, seq=7) == {
        "type": "answer", "id": "1", "ok": True, "seq": 7,
    }  # fmt: skip
    assert page["outcomes"].values["service_level"] == simulate(Params(agents=25)).service_level
    here = next(mark for mark in page["service_level"].rows["marks"] if mark["kind"] == "now")
    assert here["agents"] == 25
    assert page["day"].rows["rows"] == day["rows"]
    assert all(page[name].spec is spec for name, spec in specs.items())


@pytest.mark.parametrize(
    "message",
    [
        {"name": "agents", "value": 999_999},
        {"name": "agents", "value": 18.5},
        {"name": "agents", "value": "many"},
        {"name": "agents", "value": "NaN"},
        {"name": "agents", "value": True},
        {"name": "agents", "value": [18]},
        {"name": "agents", "value": None},
        {"name": "__class__", "value": 1},
        {"name": ["agents"], "value": 1},
        {"value": 1},
        {"name": "mean_patience", "value": float("inf")},
    ],
)
def test_forged_values_are_refused_in_a_sentence_and_change_nothing(message: dict[str, Any]) -> None:
    what_if = opened()
    answer = tell(panels(what_if)["levers"], type="set", **message)
    assert not answer["ok"] and answer["refused"].endswith(".")
    assert what_if.params == Params()


def test_a_refusal_names_the_range_as_the_reader_writes_it() -> None:
    page = panels(opened(lang="zh"))
    answer = tell(page["levers"], type="set", name="first_call_resolution", value=3)
    assert "40%" in answer["refused"] and "98%" in answer["refused"] and "首次解决率" in answer["refused"]


def test_a_page_cannot_write_a_trait() -> None:
    page = panels(opened())
    page["levers"].set_state({"values": {"agents": 999_999}})
    assert page["levers"].values["agents"] == 18


@pytest.mark.parametrize(
    ("lang", "lever", "says"),
    [
        ("en", "agents", "“Agents on the phones” goes from 1 to 400."),
        ("zh", "agents", "“在岗话务员”的范围是1至400。"),
        ("en", "shrinkage", "“Shrinkage” goes from 10% to 50%."),
    ],
)
def test_a_value_out_of_bounds_is_answered_with_the_bounds(lang: str, lever: str, says: str) -> None:
    assert tell(panels(opened(lang=lang))["levers"], type="set", name=lever, value=4000)["refused"] == says


def test_a_drag_is_one_step_to_undo() -> None:
    what_if = opened()
    levers = panels(what_if)["levers"]
    for agents in (19, 20, 21):
        tell(levers, type="set", name="agents", value=agents)
    assert tell(levers, type="commit")["saved_at"]
    tell(levers, type="set", name="wage", value=70)
    tell(levers, type="commit")
    tell(levers, type="undo")
    assert (what_if.params.agents, what_if.params.wage) == (21, 60)
    tell(levers, type="undo")
    assert what_if.params == Params() and not levers.can_undo and levers.can_redo
    tell(levers, type="redo")
    assert what_if.params.agents == 21
    tell(levers, type="reset")
    assert what_if.params == Params() and levers.can_undo


def test_a_lever_that_changes_no_outcome_where_the_others_stand_is_named_once_it_has_been_moved() -> None:
    levers = panels(opened())["levers"]
    tell(levers, type="set", name="target_service_level", value=0.9)
    assert levers.idle == ""
    tell(levers, type="commit")
    assert levers.idle == "target_service_level"
    tell(levers, type="set", name="agents", value=20)
    assert levers.idle == ""
    tell(levers, type="commit")
    assert levers.idle == ""


def test_an_option_is_set_with_the_agents_that_reach_the_target() -> None:
    what_if = opened()
    levers = panels(what_if)["levers"]
    assert levers.chosen == "in_house"
    tell(levers, type="preset", name="contractor_per_call")
    assert what_if.params == OPTIONS["contractor_per_call"]
    assert levers.chosen == "contractor_per_call"
    assert not tell(levers, type="preset", name="no_such_option")["ok"]


def test_an_option_beyond_the_models_bounds_is_refused() -> None:
    what_if = opened()
    what_if.set(arrivals_per_hour=1500, average_handling_time=480)
    answer = tell(panels(what_if)["levers"], type="preset", name="shared_hub")
    assert "beyond what the model allows" in answer["refused"] and what_if.params.districts == 1


def test_work_survives_a_new_session() -> None:
    state: dict[str, Any] = {}
    client = MemoryClient(state)
    first = WhatIf(CASE, CASE.code("model"), "en", client, {})
    page = panels(first)
    first.set(agents=22, wage=50)
    tell(page["scenarios"], type="pin", name="Cheap and quick")
    tell(page["scenarios"], type="note", pin=page["scenarios"].pins[0]["id"], field="question", text="Is it?")
    tell(page["scenarios"], type="commit")
    second = opened(client.kept, lang="zh")
    assert second.params == first.params
    assert second.pinned == first.pinned
    tell(panels(second)["levers"], type="undo")
    assert second.params == Params()


def test_what_a_part_has_kept_is_handed_on_as_it_was() -> None:
    client = MemoryClient({"what_if": {"levers": {"agents": 20}, "of_a_part": [1, {"a": None}]}})
    WhatIf(CASE, CASE.code("model"), "en", client, client.load()).set(agents=21)
    assert client.kept["what_if"]["of_a_part"] == [1, {"a": None}]


@pytest.mark.parametrize(
    "damage",
    [
        None,
        [],
        "text",
        {"levers": {"agents": 999_999}},
        {
            "levers": 5,
            "undo": 5,
            "redo": [5, {"no": 1}],
            "pins": [5, {"id": 1}, {"id": "a", "name": "", "levers": {}}],
        },
        {"pins": {"a": 1}, "undo": [{"agents": "x"}]},
    ],
)
def test_a_damaged_state_opens_at_the_baseline(damage: Any) -> None:
    what_if = opened({"what_if": damage})
    assert what_if.params == Params() and what_if.pinned == ()


def test_what_was_not_saved_is_said_and_kept_in_the_session() -> None:
    client = MemoryClient()
    what_if = WhatIf(CASE, CASE.code("model"), "en", client, {})
    levers = panels(what_if)["levers"]
    client.failing = "busy"
    tell(levers, type="set", name="agents", value=21)
    for _ in range(2):  # the page asks again: still one step
        assert "Not saved" in tell(levers, type="commit")["not_saved"]
    assert what_if.params.agents == 21
    client.failing = None
    assert tell(levers, type="commit")["saved_at"]
    assert client.kept["what_if"]["undo"] == [{}]


def test_an_endless_queue_reaches_the_page_as_none() -> None:
    what_if = opened()
    what_if.set(agents=5)
    values = panels(what_if)["outcomes"].values
    assert values["average_speed_of_answer"] is None and values["service_level"] == 0
    json.dumps(values, allow_nan=False)


def test_an_uploaded_day_drives_the_charts() -> None:
    what_if = opened()
    day = panels(what_if)["day"]
    what_if.use(SimpleNamespace(day_profile={"09:00": 0.5, "09:30": 1.0}), arrivals_per_hour=90)
    assert [row["half_hour"] for row in day.rows["rows"]] == ["09:00", "09:30"]
    assert day.note == "Your call log" and what_if.params.arrivals_per_hour == 90
    what_if.use(None)
    assert day.note == "Constructed data"
    with pytest.raises(ParameterError):
        what_if.use(SimpleNamespace(day_profile={"09:00": 1.0}), arrivals_per_hour=5)


@pytest.mark.parametrize(("lang", "expected"), [("en", "Service level"), ("zh", "服务水平")])
def test_the_summary_reads_as_the_page_does(lang: str, expected: str) -> None:
    what_if = opened(lang=lang)
    what_if.set(agents=20)
    summary = what_if.summary()
    assert dict(summary.now.outcomes)[expected].endswith("%")
    assert len(summary.now.changed) == 1 and summary.baseline.changed == ()


@pytest.mark.parametrize("name", ["service_level", "cost_by_option", "day"])
def test_what_a_chart_shows_is_also_said_in_words(name: str) -> None:
    said = {}
    for lang in ("en", "zh"):
        what_if = opened(lang=lang)
        chart = panels(what_if)[name]
        before = chart.description
        what_if.set(agents=25, redial_probability=0.3, wage=80)
        assert before and chart.description != before
        said[lang] = chart.description
    assert said["en"].isascii() and not said["zh"].isascii()


def test_what_it_means_to_have_no_limit_is_the_cases_own_sentence() -> None:
    what_if = opened()
    page = panels(what_if)
    assert page["outcomes"].reasons == {}
    what_if.set(agents=5)
    said = page["outcomes"].reasons
    assert said["average_speed_of_answer"] == "the queue never empties" and len(said) == 1
    assert tell(page["scenarios"], type="pin", name="Five")["ok"]
    assert page["scenarios"].pins[0]["reasons"] == said
    assert any("the queue never empties" in value for _, value in what_if.summary().now.outcomes)


def test_what_can_only_be_nought_says_why_and_what_there_is_not_is_a_dash() -> None:
    outcome = next(one for one in CASE.outcomes if one.name == "service_level")
    none = dataclasses.replace(
        outcome,
        nought=Nought("agents", 5, Text("nobody is there", "没有人")),
        absent=Text("no line", "没有热线"),
    )
    assert none.reason(0.0, {"agents": 5}, "zh") == "没有人" and none.written(0.0, "en") == "0%"
    assert none.reason(0.0, {"agents": 6}, "zh") == none.reason(0.1, {"agents": 5}, "zh") == ""
    assert none.written(math.inf, "en") == "–" and none.reason(math.inf, {}, "en") == "no line"


# What an option costs is seen when it is loaded


def bars(what_if: WhatIf) -> dict[str, Any]:
    return {row["label"]: row for row in panels(what_if)["cost_by_option"].rows["rows"]}


def labels() -> dict[str, str]:
    return {option.name: option.label.en for option in CASE.options}


def test_an_option_stands_in_the_chart_when_it_has_been_loaded_and_after_a_reload() -> None:
    client = MemoryClient()
    what_if = opened_with(client)
    hub, per_call = labels()["shared_hub"], labels()["contractor_per_call"]
    assert bars(what_if)[hub] == {"label": hub, "kind": "unseen", "words": "Load this option to see it."}
    tell(panels(what_if)["levers"], type="preset", name="shared_hub")
    tell(panels(what_if)["levers"], type="undo")
    assert bars(what_if)[hub]["cost_per_solved_problem"] > 0
    assert tell(panels(what_if)["levers"], type="commit")["ok"]
    again = bars(opened_with(client))
    assert again[hub]["kind"] == "option" and again[per_call]["kind"] == "unseen"


def test_what_has_not_been_loaded_is_in_nothing_that_the_page_can_read() -> None:
    page = panels(opened())
    cost = simulate(OPTIONS["contractor_per_solution"]).cost_per_solved_problem
    everything = json.dumps({name: panel.get_state() for name, panel in page.items()}, default=str)
    assert str(cost)[:6] not in everything and f"{cost:.2f}" not in everything


def test_the_lowest_is_told_among_those_loaded_and_not_of_one_alone() -> None:
    what_if = opened()
    assert "lowest" not in json.dumps(bars(what_if))
    tell(panels(what_if)["levers"], type="preset", name="contractor_per_call")
    assert bars(what_if)[labels()["contractor_per_call"]]["cost_per_solved_problem_label"].endswith(" · lowest")
    tell(panels(what_if)["levers"], type="preset", name="contractor_per_solution")
    assert bars(what_if)[labels()["contractor_per_solution"]]["cost_per_solved_problem_label"].endswith(" · lowest")
    assert not bars(what_if)[labels()["contractor_per_call"]]["cost_per_solved_problem_label"].endswith("lowest")


def test_what_another_window_has_loaded_is_kept_too() -> None:
    client = MemoryClient()
    first, second = opened_with(client), opened_with(client)
    for window, option in ((first, "shared_hub"), (second, "contractor_per_call")):
        tell(panels(window)["levers"], type="preset", name=option)
        assert tell(panels(window)["levers"], type="commit")["ok"]
    assert client.kept["what_if"]["loaded"] == ["contractor_per_call", "in_house", "shared_hub"]
