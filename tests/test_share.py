"""A scenario that travels: offered and never forced, refused when forged, and the same numbers in every file."""

from __future__ import annotations

import csv
import io
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseroom.sharing import link
from cases.helpdesk.model import Params, simulate
from tests.page import arrive, tell
from tests.sharing import made
from tests.test_whatif import CASE, opened, panels

LINK = "scenario=arrivals_per_hour:200,agents:20&pin=districts:4,agents:57/A%20hub"


def test_a_link_is_looked_at_before_anything_moves() -> None:
    what_if = opened()
    answer = tell(panels(what_if)["offer"], type="look", text=LINK)
    assert answer["changed"] == ["Callers per hour: 200 callers/h", "Agents on the phones: 20 agents"]
    assert answer["pins"] == ["A hub"]
    assert what_if.params == Params() and what_if.pinned == ()


def test_opening_it_is_one_step_that_undo_takes_back() -> None:
    what_if = opened()
    page = panels(what_if)
    tell(page["levers"], type="set", name="wage", value=70)
    assert tell(page["offer"], type="open", text=LINK)["ok"]
    assert what_if.params == Params(arrivals_per_hour=200, agents=20)
    assert [(pin.name, pin.params) for pin in what_if.pinned] == [("A hub", Params(districts=4, agents=57))]
    tell(page["levers"], type="undo")
    assert what_if.params == Params(wage=70)


def test_shared_pins_stand_beside_ones_own_and_push_none_out() -> None:
    what_if = opened()
    page = panels(what_if)
    for name, agents in (("A", 30), ("B", 31), ("C", 32)):
        tell(page["levers"], type="set", name="agents", value=agents)
        tell(page["scenarios"], type="pin", name=name)
    shared = link.write(Params(), [("A", Params(agents=30)), ("B", Params(agents=99)), ("D", Params(agents=98))])
    answer = tell(page["offer"], type="open", text=shared)
    assert [(pin.name, pin.params.agents) for pin in what_if.pinned] == [("A", 30), ("B", 31), ("C", 32), ("B (2)", 99)]
    assert "D" in answer["said"][1]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "forged",
    ["", "scenario=agents:999", "scenario=x:1", "scenario=agents:<script>", 1_000_000 * "a", None, 7, ["scenario="]],
    ids=lambda forged: str(forged)[:30],
)
def test_a_forged_link_gets_a_sentence_and_changes_nothing(forged: Any, lang: str) -> None:
    what_if = opened(lang=lang)
    page = panels(what_if)
    before = page["levers"].get_state()
    for kind in ("look", "open"):
        answer = tell(page["offer"], type=kind, text=forged)
        assert not answer["ok"] and 8 < len(answer["refused"]) < 200 and "<" not in answer["refused"]
    assert page["levers"].get_state() == before and what_if.pinned == ()


def test_the_link_follows_the_levers_only_while_it_is_looked_at() -> None:
    page = panels(opened())
    tell(page["levers"], type="set", name="agents", value=21)
    assert page["link"].link == "" and page["code"].code == ""
    tell(page["link"], type="show", open=True)
    tell(page["code"], type="show", open=True)
    tell(page["levers"], type="set", name="agents", value=22)
    assert page["link"].link == "scenario=agents:22" and page["link"].link_with_pins == ""
    assert "Params(agents=22)" in page["code"].code
    tell(page["scenarios"], type="pin", name="Mine")
    assert page["link"].link_with_pins == "scenario=agents:22&pin=agents:22/Mine"
    tell(page["link"], type="show", open=False)
    tell(page["levers"], type="set", name="agents", value=23)
    assert page["link"].link == "scenario=agents:22"


def test_a_link_says_that_a_log_of_ones_own_stays_at_home() -> None:
    what_if = opened()
    page = panels(what_if)
    what_if.use(SimpleNamespace(day_profile={"09:00": 1.0}))
    tell(page["link"], type="show", open=True)
    assert "own data" in page["link"].note


@pytest.mark.parametrize("model", [CASE.slug])
@given(data=st.data())
def test_what_one_student_shares_is_what_another_sees(model: str, data: st.DataObject) -> None:
    now, pins = data.draw(made.settings(model)), data.draw(made.pins(model))
    sender, receiver = opened({"what_if": saved(now, pins)}), opened(lang="zh")
    sent = panels(sender)["link"]
    tell(sent, type="show", open=True)
    tell(panels(receiver)["offer"], type="open", text=sent.link_with_pins or sent.link)
    assert receiver.params == sender.params == now
    assert [pin.params for pin in receiver.pinned] == [pin.params for pin in sender.pinned]
    assert panels(receiver)["outcomes"].values == panels(sender)["outcomes"].values


def saved(now: Any, pins: list[tuple[str, Any]]) -> dict[str, Any]:
    return {
        "levers": vars(now),
        "pins": [{"id": f"pin-{n}", "name": name, "levers": vars(params)} for n, (name, params) in enumerate(pins)],
    }


# Files


def file(what_if: Any, name: str, kind: str) -> bytes:
    panel = panels(what_if)["downloads"]
    ((answer, files),) = arrive(panel, {"id": "1", "type": "file", "name": name, "kind": kind})
    assert answer["ok"], answer
    return bytes(files[0])


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_the_scenarios_file_has_every_setting_outcome_and_note() -> None:
    what_if = opened()
    page = panels(what_if)
    tell(page["levers"], type="set", name="agents", value=25)
    tell(page["scenarios"], type="pin", name='=HYPERLINK("x")')
    tell(page["scenarios"], type="note", pin=page["scenarios"].pins[0]["id"], field="finding", text="=1+1")
    table = rows(file(what_if, "scenarios", "csv"))
    head = next(n for n, row in enumerate(table) if "Baseline" in row)
    assert table[head][4:7] == ["Baseline", "Now", '\'=HYPERLINK("x")']
    by_field = {row[2]: row[4:7] for row in table[head + 1 :]}
    assert [row[7] for row in table[head:] if row[2] == "wage"] == ["teaching value"]
    assert by_field["agents"] == ["18", "25", "25"]
    for name, value in vars(simulate(Params(agents=25))).items():
        assert float(by_field[name][1]) == pytest.approx(value, rel=1e-11)
    assert table[-1][1] == "What I found" and table[-1][6] == "'=1+1"


@pytest.mark.parametrize(
    ("lang", "word", "source"), [("en", "Constructed data", "our own model"), ("zh", "构造数据", "来源")]
)
def test_every_file_says_where_it_comes_from(lang: str, word: str, source: str) -> None:
    what_if = opened(lang=lang)
    items = [item["name"] for item in panels(what_if)["downloads"].items]
    assert items == ["scenarios", "service_level", "cost_by_option", "day"]
    for name in items:
        said = file(what_if, name, "csv").decode("utf-8-sig")
        assert word in said and source in said and CASE.title.text(lang) in said
        sheet = openpyxl.load_workbook(io.BytesIO(file(what_if, name, "xlsx"))).active
        assert sheet is not None
        assert [
            [str(cell) for cell in row if cell is not None] for row in sheet.iter_rows(max_row=4, values_only=True)
        ] == rows(file(what_if, name, "csv"))[:4]
    for name in items[1:]:
        credit = "".join(panels(what_if)[name].credit)
        assert word in credit and source in credit


def test_the_charts_rows_are_those_of_its_own_table() -> None:
    what_if = opened()
    shown = panels(what_if)["service_level"]
    table = rows(file(what_if, "service_level", "csv"))
    start = table.index([column["title"] for column in shown.columns])
    read = [[float(cell) for cell in row] for row in table[start + 1 :]]
    assert read == [
        pytest.approx([row[column["name"]] for column in shown.columns], rel=1e-11) for row in shown.rows["rows"]
    ]


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"name": "scenarios"},
        {"name": "scenarios", "kind": "exe"},
        {"name": "../x", "kind": "csv"},
        {"name": ["day"], "kind": "csv"},
    ],
)
def test_no_other_file_is_made(message: dict[str, Any]) -> None:
    assert not tell(panels(opened())["downloads"], type="file", **message)["ok"]
