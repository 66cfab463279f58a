"""Pinned scenarios: four at most, each with a name of its own and the student's notes."""

from __future__ import annotations

from typing import Any

import pytest

from caseroom import catalogue
from caseroom.client import FileClient
from caseroom.panels.scenarios import ScenariosPanel
from caseroom.whatif import WhatIf
from caseroom.worksheet import Worksheet
from tests.page import tell


@pytest.fixture
def what_if(tmp_path: Any) -> WhatIf:
    case = catalogue.load("helpdesk")
    return WhatIf(case, case.code("model"), "en", FileClient(tmp_path / "helpdesk.json"), {})


@pytest.fixture
def panel(what_if: WhatIf) -> ScenariosPanel:
    return next(child for child in what_if.widget.children[-1].children if isinstance(child, ScenariosPanel))


def test_a_fifth_pin_is_refused_in_a_sentence(panel: ScenariosPanel) -> None:
    for number in range(4):
        assert tell(panel, type="pin", name=f"Scenario {number}")["ok"]
    assert tell(panel, type="pin", name="One too many")["refused"].startswith("Four scenarios")
    assert len(panel.pins) == 4


@pytest.mark.parametrize("name", ["", "   ", "\u202e\u200b", "x" * 41, 5, None, ["a"]])
def test_a_name_that_is_none_is_refused(panel: ScenariosPanel, name: Any) -> None:
    assert not tell(panel, type="pin", name=name)["ok"]
    assert panel.pins == []


def test_a_name_is_one_line_without_what_cannot_be_seen(panel: ScenariosPanel) -> None:
    tell(panel, type="pin", name="  Two\u202e\n  agents  more ")
    assert panel.pins[0]["name"] == "Two agents more"


def test_no_two_scenarios_share_a_name(panel: ScenariosPanel) -> None:
    tell(panel, type="pin", name="A")
    tell(panel, type="pin", name="B")
    assert not tell(panel, type="pin", name="A")["ok"]
    assert not tell(panel, type="rename", pin=panel.pins[1]["id"], name="A")["ok"]
    assert tell(panel, type="rename", pin=panel.pins[1]["id"], name="B")["ok"]


def test_a_pin_keeps_its_levers_and_gives_them_back(what_if: WhatIf, panel: ScenariosPanel) -> None:
    what_if.set(agents=22)
    tell(panel, type="pin", name="More hands")
    assert panel.pins[0]["changed"] == ["Agents on the phones: 22 agents"]
    what_if.set(agents=18)
    tell(panel, type="apply", pin=panel.pins[0]["id"])
    assert what_if.params.agents == 22


@pytest.mark.parametrize("field", ["question", "expectation", "finding", "decision"])
def test_a_run_keeps_what_was_asked_expected_found_and_decided(
    what_if: WhatIf, panel: ScenariosPanel, field: str
) -> None:
    tell(panel, type="pin", name="A")
    assert tell(panel, type="note", pin=panel.pins[0]["id"], field=field, text="Shorter queue")["ok"]
    assert panel.pins[0][field] == "Shorter queue" and vars(what_if.pinned[0].notes)[field] == "Shorter queue"


def test_a_run_saved_before_there_were_decisions_is_read_with_its_other_notes() -> None:
    old = {"pins": [{"id": "pin-1", "name": "A", "levers": {"agents": 22}, "finding": "Shorter queue"}]}
    (pin,) = Worksheet(catalogue.load("helpdesk").code("model").Params, old).pins
    assert (pin.notes.finding, pin.notes.decision) == ("Shorter queue", "")


def test_notes_are_bounded(panel: ScenariosPanel) -> None:
    tell(panel, type="pin", name="A")
    for field, text in [
        ("finding", "x" * 401),
        ("finding", 5),
        ("name", "x"),
        (None, "x"),
        ("__class__", "x"),
    ]:
        assert not tell(panel, type="note", pin=panel.pins[0]["id"], field=field, text=text)["ok"]


@pytest.mark.parametrize("kind", ["rename", "remove", "apply", "note"])
@pytest.mark.parametrize("pin", ["pin-9", None, 0, ["pin-1"]])
def test_a_pin_that_is_not_there_is_refused(panel: ScenariosPanel, kind: str, pin: Any) -> None:
    assert not tell(panel, type=kind, pin=pin, name="x", field="question", text="x")["ok"]


def test_a_removed_pin_makes_room(panel: ScenariosPanel) -> None:
    for name in "ABCD":
        tell(panel, type="pin", name=name)
    tell(panel, type="remove", pin=panel.pins[1]["id"])
    assert tell(panel, type="pin", name="E")["ok"]
    assert [pin["name"] for pin in panel.pins] == ["A", "C", "D", "E"]
    assert len({pin["id"] for pin in panel.pins}) == 4


def test_the_next_name_is_proposed(what_if: WhatIf, panel: ScenariosPanel) -> None:
    assert panel.proposed == "In-house"
    tell(panel, type="pin", name="In-house")
    assert panel.proposed == "Scenario 1"
