"""Two windows of one student: whatever was acknowledged in one is there, whatever the other does."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from caseroom.worksheet import MOST_PINS, Worksheet
from cases.helpdesk.model import Params
from tests.page import MemoryClient, tell
from tests.test_whatif import opened_with, panels

ACTS = st.lists(
    st.tuples(st.sampled_from(["pin", "remove", "note", "save"]), st.booleans(), st.integers(0, 3)), max_size=14
)


@settings(max_examples=30)
@given(ACTS)
def test_no_acknowledged_pin_is_lost_and_no_removed_one_comes_back(acts: list[tuple[str, bool, int]]) -> None:
    client = MemoryClient()
    windows = [opened_with(client), opened_with(client)]
    acknowledged: set[str] = set()
    removed: dict[bool, set[str]] = {False: set(), True: set()}
    gone: set[str] = set()
    for act, which, number in acts:
        window = windows[which]
        scenarios = panels(window)["scenarios"]
        ids = [pin["id"] for pin in scenarios.pins]
        if act == "pin":
            tell(scenarios, type="pin", name=f"{which} {number} {len(ids)}")
        elif act == "remove" and number < len(ids):
            tell(scenarios, type="remove", pin=ids[number])
            removed[which].add(ids[number])
        elif act == "note" and number < len(ids):
            tell(scenarios, type="note", pin=ids[number], field="finding", text=str(number))
        elif act == "save":
            tell(scenarios, type="commit")
            kept = client.kept["what_if"]["pins"]
            here = {pin["id"] for pin in scenarios.pins}
            assert here == {pin["id"] for pin in kept}
            acknowledged |= here
            gone |= removed[which]
            assert acknowledged - gone <= here
            assert not gone & here
            assert len(kept) <= MOST_PINS


def test_the_later_window_sees_the_pins_of_the_earlier() -> None:
    client = MemoryClient()
    first, second = opened_with(client), opened_with(client)
    for window, name in ((first, "A"), (second, "B")):
        tell(panels(window)["scenarios"], type="pin", name=name)
        assert tell(panels(window)["scenarios"], type="commit")["ok"]
    assert [pin["name"] for pin in client.kept["what_if"]["pins"]] == ["A", "B"]
    assert [pin["name"] for pin in panels(second)["scenarios"].pins] == ["A", "B"]
    tell(panels(first)["scenarios"], type="remove", pin=panels(first)["scenarios"].pins[0]["id"])
    assert tell(panels(first)["scenarios"], type="commit")["ok"]
    assert tell(panels(second)["scenarios"], type="commit")["ok"]
    assert [pin["name"] for pin in client.kept["what_if"]["pins"]] == ["B"]


def test_the_same_name_in_two_windows_becomes_two_names_and_a_fifth_pin_is_told() -> None:
    client = MemoryClient()
    first, second = opened_with(client), opened_with(client)
    for name in ("A", "B", "C"):
        tell(panels(first)["scenarios"], type="pin", name=name)
    assert tell(panels(first)["scenarios"], type="commit")["ok"]
    for name in ("A", "D"):
        tell(panels(second)["scenarios"], type="pin", name=name)
    assert "four" in tell(panels(second)["scenarios"], type="commit")["refused"]
    assert [pin["name"] for pin in client.kept["what_if"]["pins"]] == ["A", "B", "C", "A (2)"]


def test_a_damaged_worksheet_of_another_window_is_passed_over() -> None:
    sheet = Worksheet(Params)
    sheet.pin("A")
    for damaged in (None, [], "x", {"pins": 1}, {"pins": [None, {}]}):
        assert sheet.merge(None, damaged)
        assert [pin.name for pin in sheet.pins] == ["A"]
