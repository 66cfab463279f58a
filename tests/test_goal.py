"""Working back from a goal: a search that is asked for, an answer that can be taken, a page that is a stranger."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import Any

import pytest

from caseroom.casefile import Constraint, Goal
from caseroom.i18n import Text
from caseroom.memo import Paragraphs
from caseroom.takeaway import Parts, Takeaway
from caseroom.whatif import WhatIf
from cases.helpdesk import model as helpdesk
from cases.helpdesk.model import Params
from tests.page import MemoryClient, tell
from tests.test_whatif import CASE, opened, panels

CONNECT = {"goal": "connect_95", "by": ["agents"], "limits": [0.95]}
CHEAPEST = {"goal": "cheapest_solution", "by": ["agents", "districts", "average_handling_time"], "limits": [0.8]}


def test_nothing_is_searched_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caseroom.whatif.goal.seek", lambda *_: pytest.fail("searched too early"))
    what_if = opened()
    what_if.set(agents=20)
    assert panels(what_if)["goal"].answer == {}


def test_an_answer_says_which_other_levers_are_not_at_the_baseline() -> None:
    what_if = opened()
    panel = panels(what_if)["goal"]
    said = "The search left the other levers where they stand. Not at the baseline among them: "
    tell(panel, type="seek", **CONNECT)
    assert not any(remark.startswith(said) for remark in panel.answer["remarks"])
    what_if.set(agents=20, districts=2)  # the agents may move, so that it does not matter where they stood
    tell(panel, type="seek", **CONNECT)
    (districts,) = (lever.label.en for lever in CASE.levers if lever.name == "districts")
    assert f"{said}{districts}." in panel.answer["remarks"]


@pytest.mark.parametrize(
    ("goal", "by", "needed"),
    [
        ("connect_95", ["agents"], helpdesk.agents_for_connection(Params())),
        ("keep_the_promise", ["agents"], helpdesk.agents_for_service_level(Params())),
    ],
)
def test_the_helpdesks_goals_are_those_its_model_answers(goal: str, by: list[str], needed: int) -> None:
    panel = panels(opened())["goal"]
    assert tell(panel, type="seek", goal=goal, by=by, limits=panel.limits[goal])["ok"]
    assert panel.answer["met"] and panel.answer["found"] == [
        {"label": "Agents on the phones", "value": f"{needed} agents"}
    ]


def test_an_answer_says_what_was_tried_and_what_holds_it_back() -> None:
    panel = panels(opened())["goal"]
    tell(panel, type="seek", **CONNECT)
    answer = panel.answer
    assert answer["columns"] == ["Agents on the phones", "Connected"]
    assert [row["cells"][0] for row in answer["rows"]] == [f"{n} agents" for n in range(14, 21)]
    assert [row["missed"] for row in answer["rows"]] == [[1], [1], [1], [], [], [], []]
    assert [row["cells"][0] for row in answer["rows"] if row["best"]] == ["17 agents"]
    assert answer["kept"] == [{"text": "Connected at least 95%", "value": "96.1%", "met": True}]
    assert answer["remarks"] == [
        "What holds it back: Connected at least 95%. One step better in the goal would break that.",
        "All 400 settings were tried.",
    ]
    json.dumps(answer, allow_nan=False)


def test_several_levers_say_where_their_range_ends() -> None:
    panel = panels(opened())["goal"]
    tell(panel, type="seek", **CHEAPEST)
    assert "At the end of the range: Districts on the line, Handling time." in panel.answer["remarks"][1]
    assert panel.answer["found"][-1] == {"label": "Cost per solution", "value": "3.09 yuan/problem"}
    tell(panel, type="seek", **{**CHEAPEST, "by": ["agents"]})
    assert [found["label"] for found in panel.answer["found"]] == ["Agents on the phones", "Cost per solution"]
    assert panel.answer["found"][0]["value"] == "18 agents"


def test_a_limit_of_ones_own_and_one_that_follows_its_lever() -> None:
    what_if = opened()
    panel = panels(what_if)["goal"]
    tell(panel, type="seek", **{**CONNECT, "limits": [0.8]})
    assert panel.answer["found"][0]["value"] == f"{helpdesk.agents_for_connection(Params(), 0.8)} agents"
    what_if.set(target_service_level=0.9)
    assert panel.limits["keep_the_promise"] == [0.9] and panel.limits["connect_95"] == [0.95]


def test_what_is_out_of_reach_says_so_and_shows_the_nearest_miss() -> None:
    what_if = opened()
    what_if.set(arrivals_per_hour=1500, districts=8)
    panel = panels(what_if)["goal"]
    tell(panel, type="seek", **CONNECT)
    assert not panel.answer["met"] and panel.answer["found"][0]["value"] == "400 agents"
    assert panel.answer["remarks"][0].startswith("Out of reach for these levers")


def test_the_levers_are_set_to_it_in_one_step() -> None:
    what_if = opened()
    page = panels(what_if)
    assert not tell(page["goal"], type="apply")["ok"]
    tell(page["goal"], type="seek", **CONNECT)
    assert page["goal"].stands == "away"
    tell(page["goal"], type="apply")
    assert what_if.params == Params(agents=17) and page["goal"].stands == "there"
    tell(page["levers"], type="undo")
    assert what_if.params == Params() and page["goal"].stands == "away"


def test_an_answer_is_outdated_when_other_levers_move() -> None:
    what_if = opened()
    panel = panels(what_if)["goal"]
    tell(panel, type="seek", **CONNECT)
    what_if.set(agents=30)
    assert panel.stands == "away"
    what_if.set(wage=70)
    assert panel.stands == "outdated"
    assert tell(panel, type="apply")["refused"] == "You have moved other levers since. Search again."
    assert what_if.params == Params(agents=30, wage=70)


@pytest.mark.parametrize(
    "message",
    [
        {"goal": "no_such"},
        {"goal": ["connect_95"]},
        {"goal": None},
        {"by": ["wage"]},
        {"by": "agents"},
        {"by": [["agents"]]},
        {"limits": []},
        {"limits": [0.9, 0.9]},
        {"limits": ["0.9"]},
        {"limits": [True]},
        {"limits": [1.5]},
        {"limits": [float("nan")]},
        {"limits": None},
        {**CHEAPEST, "by": []},
    ],
)
def test_forged_searches_are_refused_in_a_sentence(message: dict[str, Any]) -> None:
    what_if = opened()
    panel = panels(what_if)["goal"]
    answer = tell(panel, type="seek", **{**CONNECT, **message})
    assert not answer["ok"] and answer["refused"].endswith(".")
    assert panel.answer == {} and what_if.params == Params()


def test_a_lever_that_is_sought_moves_though_the_page_does_not_say_so() -> None:
    panel = panels(opened())["goal"]
    assert tell(panel, type="seek", **{**CONNECT, "by": []})["ok"]


def what_if_of(goal: Goal) -> WhatIf:
    return WhatIf(replace(CASE, goals=(goal,)), CASE.code("model"), "en", MemoryClient(), {})


def test_too_many_levers_are_refused_and_other_formats_read() -> None:
    words = Text("Quick", "快")
    by = ("agents", "wage", "overhead", "shrinkage")
    wait = Constraint("average_speed_of_answer", at_most=20)
    panel = panels(what_if_of(Goal("quick", words, by, (wait,), minimise="cost_per_hour")))["goal"]
    asked = {"type": "seek", "goal": "quick", "limits": [10]}
    assert tell(panel, **asked, by=list(by))["refused"] == "At most 3 levers can move at once."
    assert tell(panel, **{**asked, "limits": ["x"]}, by=["agents"])["refused"] == "“Average wait” needs a number."
    assert tell(panel, **asked, by=["agents"])["ok"]
    assert panel.answer["kept"][0]["text"] == "Average wait at most 10 s"
    assert any("∞" in row["cells"] for row in panel.answer["rows"]) or panel.answer["met"]


@pytest.mark.parametrize(("lang", "says"), [("en", "Found: Agents on the phones: 17 agents."), ("zh", "17人")])
def test_the_memo_names_a_goal_while_the_levers_stand_there(lang: str, says: str) -> None:
    client = MemoryClient()
    page = panels(first := WhatIf(CASE, CASE.code("model"), "en", client, {}))
    tell(page["goal"], type="seek", **CONNECT)
    tell(page["goal"], type="apply")
    tell(page["goal"], type="commit")
    again = WhatIf(CASE, CASE.code("model"), lang, client, client.kept)
    (told,) = goals_in_memo(again, lang)
    assert says in told
    first.set(agents=30)
    assert goals_in_memo(WhatIf(CASE, CASE.code("model"), lang, client, client.kept), lang) == []


def goals_in_memo(what_if: WhatIf, lang: str) -> list[str]:
    sections = Takeaway(CASE, lang, MemoryClient(), {}, [], lambda: Parts(what_if=what_if)).memo("", None).sections
    titles = ("A goal and what reaches it", "目标与找到的办法")
    return [text for part in sections if isinstance(part, Paragraphs) and part.title in titles for text in part.texts]


@pytest.mark.parametrize(
    "damage",
    [
        5,
        {},
        {"goal": "gone", "by": ["agents"], "limits": [1], "levers": {}},
        {"goal": "connect_95", "by": 5, "limits": [0.9], "levers": {}},
        {"goal": "connect_95", "by": ["wage"], "limits": [0.9], "levers": {}},
        {"goal": "connect_95", "by": ["agents"], "limits": ["x"], "levers": {}},
        {"goal": "connect_95", "by": ["agents"], "limits": [0.9], "levers": {"agents": 1e9}},
        {"goal": "connect_95", "by": ["agents"], "limits": [0.9]},
    ],
)
def test_a_damaged_goal_is_left_out(damage: Any) -> None:
    assert opened({"what_if": {"goal": damage}}).summary().goal is None


@pytest.mark.parametrize(("asked", "most"), [(CONNECT, 0.2), (CHEAPEST, 3)])
def test_a_search_is_quick(asked: dict[str, Any], most: float) -> None:
    panel = panels(opened())["goal"]
    started = time.perf_counter()
    tell(panel, type="seek", **asked)
    assert time.perf_counter() - started < most  # a tenth of it on the reference machine


def test_a_case_without_goals_has_an_empty_panel() -> None:
    what_if = WhatIf(replace(CASE, goals=()), CASE.code("model"), "en", MemoryClient(), {})
    assert panels(what_if)["goal"].goals == []
