"""What the model supposes can be read with its source, and contested with a value and a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from caseroom.casefile import Assumption, CaseFile
from caseroom.memo import Paragraphs
from caseroom.parameters import parameters
from caseroom.takeaway import Parts, Takeaway
from caseroom.whatif import WhatIf
from cases.helpdesk.model import Params, simulate
from tests.page import MemoryClient, tell
from tests.test_whatif import CASE, opened, panels

REASON = "Our own log of March: 300 s on average."
CONTEST = {"type": "contest", "name": "average_handling_time", "value": 300, "reason": REASON}


def without_lever(name: str) -> CaseFile:
    """The helpdesk with a parameter that stands under the assumptions, taken from a source."""
    lever = next(lever for lever in CASE.levers if lever.name == name)
    assumption = Assumption(name, lever.label, lever.unit, lever.format, lever.help, evidence="standard")
    levers = tuple(other for other in CASE.levers if other is not lever)
    return replace(CASE, levers=levers, assumptions=(assumption,))


@pytest.mark.parametrize(("lang", "teaching"), [("en", "teaching value"), ("zh", "教学取值")])
def test_every_parameter_stands_there_with_its_source(lang: str, teaching: str) -> None:
    shown = {one["name"]: one for one in panels(opened(lang=lang))["assumptions"].assumptions}
    assert list(shown) == [declared.name for declared in parameters(Params)]
    for declared in parameters(Params):
        one = shown[declared.name]
        assert (one["default"], one["minimum"], one["maximum"]) == (
            declared.default,
            declared.minimum,
            declared.maximum,
        )
        assert (one["source"] == teaching) == declared.is_teaching_value
    assert shown["answer_within"]["source"] != shown["target_service_level"]["source"]


def test_a_parameter_without_a_lever_is_shown_and_contested_too() -> None:
    what_if = WhatIf(without_lever("wage"), CASE.code("model"), "en", MemoryClient(), {})
    page = panels(what_if)
    assert "wage" not in page["levers"].values
    wage = next(one for one in page["assumptions"].assumptions if one["name"] == "wage")
    assert (wage["grade"], wage["evidence"], wage["lever"]) == ("A", "standard", False)
    assert "30 to 120" in tell(page["assumptions"], **{**CONTEST, "name": "wage", "value": 500})["refused"]
    assert tell(page["assumptions"], **{**CONTEST, "name": "wage", "value": 75})["ok"]
    assert tell(page["assumptions"], type="take", name="wage")["ok"]
    assert what_if.params.wage == 75
    assert what_if.summary().now.changed == (("Wage", "75 yuan per paid hour"),)


def test_the_levers_are_followed_only_while_somebody_looks() -> None:
    what_if = opened()
    panel = panels(what_if)["assumptions"]
    what_if.set(agents=20)
    assert panel.values == {}
    tell(panel, type="unfold", unfolded=True)
    assert panel.values["agents"] == 20
    what_if.set(agents=21)
    assert panel.values["agents"] == 21
    tell(panel, type="unfold", unfolded=False)
    what_if.set(agents=22)
    assert panel.values["agents"] == 21


def test_a_contest_says_what_it_changes_and_changes_nothing_yet() -> None:
    what_if = opened()
    what_if.set(agents=25)
    panel = panels(what_if)["assumptions"]
    assert tell(panel, **CONTEST)["ok"]
    (held,) = panel.contested
    assert (held["name"], held["value"], held["reason"]) == ("average_handling_time", 300, REASON)
    level = next(effect for effect in held["effects"] if effect["label"] == "Service level")
    assert level["default"] == f"{simulate(Params(agents=25)).service_level:.1%}"
    assert level["mine"] == f"{simulate(Params(agents=25, average_handling_time=300)).service_level:.1%}"
    assert [effect["label"] for effect in held["effects"]] == [o.label.en for o in CASE.outcomes if o.headline]
    assert what_if.params == Params(agents=25)


def test_a_contest_is_tried_revised_and_withdrawn() -> None:
    what_if = opened()
    page = panels(what_if)
    panel = page["assumptions"]
    tell(panel, **CONTEST)
    assert tell(panel, type="take", name="average_handling_time")["ok"]
    assert what_if.params == Params(average_handling_time=300)
    tell(page["levers"], type="undo")
    assert what_if.params == Params() and len(panel.contested) == 1
    tell(panel, **{**CONTEST, "value": 280})
    assert [held["value"] for held in panel.contested] == [280]
    assert tell(panel, type="withdraw", name="average_handling_time")["ok"]
    assert panel.contested == []
    assert not tell(panel, type="withdraw", name="average_handling_time")["ok"]
    assert not tell(panel, type="take", name="average_handling_time")["ok"]


@pytest.mark.parametrize(
    ("forged", "says"),
    [
        ({"value": 240}, "own"),
        ({"value": 1000}, "90 to 480"),
        ({"value": "many"}, "needs a number"),
        ({"value": True}, "needs a number"),
        ({"value": None}, "needs a number"),
        ({"name": "agents", "value": 18.5}, "whole number"),
        ({"name": "__class__"}, "did not work"),
        ({"name": ["agents"]}, "did not work"),
        ({"reason": "  \n"}, "reason"),
        ({"reason": 5}, "did not work"),
        ({"reason": "x" * 401}, "400"),
    ],
)
def test_forged_contests_are_refused_in_a_sentence(forged: dict[str, Any], says: str) -> None:
    what_if = opened()
    panel = panels(what_if)["assumptions"]
    assert says in tell(panel, **{**CONTEST, **forged})["refused"]
    assert panel.contested == [] and what_if.params == Params()


def test_contests_survive_a_new_session() -> None:
    client = MemoryClient()
    panel = panels(WhatIf(CASE, CASE.code("model"), "en", client, {}))["assumptions"]
    tell(panel, **CONTEST)
    assert tell(panel, type="commit")["saved_at"]
    (held,) = panels(opened(client.kept, lang="zh"))["assumptions"].contested
    assert (held["name"], held["value"], held["reason"]) == ("average_handling_time", 300, REASON)


@pytest.mark.parametrize(
    "damage",
    [
        5,
        {"average_handling_time": 300},
        [5, None, {}, {"name": 5, "value": 1, "reason": "x"}],
        [{"name": "average_handling_time", "value": 1e9, "reason": "x"}],
        [{"name": "gone", "value": 1, "reason": "x"}],
        [{"name": "wage", "value": 50, "reason": " "}],
        [{"name": ["wage"], "value": 50, "reason": "x"}],
    ],
)
def test_damaged_contests_are_left_out(damage: Any) -> None:
    what_if = opened({"what_if": {"contested": damage}})
    assert panels(what_if)["assumptions"].contested == [] and what_if.summary().objections == ()


@pytest.mark.parametrize(
    ("lang", "title", "says"),
    [
        ("en", "Assumptions I contest", ["Handling time: the model supposes 240 s, I hold 300 s", "Service level "]),
        ("zh", "我有异议的假定", ["平均处理时长：模型取240秒，我认为应取300秒", "服务水平由"]),
    ],
)
def test_the_memo_lists_them_with_value_default_reason_and_effect(lang: str, title: str, says: list[str]) -> None:
    what_if = opened(lang=lang)
    tell(panels(what_if)["assumptions"], **CONTEST)
    tell(panels(what_if)["assumptions"], type="contest", name="answer_within", value=15, reason="GB/T 33358-2016")
    sections = Takeaway(CASE, lang, MemoryClient(), {}, [], lambda: Parts(what_if=what_if)).memo("", None).sections
    (told,) = [part for part in sections if isinstance(part, Paragraphs) and part.title == title]
    assert len(told.texts) == 4 and REASON in told.texts[0]
    assert says[0] in told.texts[0] and says[1] in told.texts[1]
    assert "GB/T 33358-2016" in told.texts[2]


def test_a_contest_that_changes_nothing_says_so_in_the_memo() -> None:
    what_if = opened()
    tell(panels(what_if)["assumptions"], type="contest", name="target_service_level", value=0.9, reason="x")
    sections = Takeaway(CASE, "en", MemoryClient(), {}, [], lambda: Parts(what_if=what_if)).memo("", None).sections
    (told,) = [part for part in sections if isinstance(part, Paragraphs) and part.title == "Assumptions I contest"]
    assert told.texts[1].startswith("It changes none of the headline outcomes")
