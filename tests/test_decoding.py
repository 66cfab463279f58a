"""What comes from outside: nothing that JSON can hold may raise, and what the kit kept is read again."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseroom import catalogue
from caseroom.closing import Rerank
from caseroom.decoding import read, salvage
from caseroom.exercises import Exercise
from caseroom.takeaway import Takeaway
from caseroom.whatif import WhatIf
from caseroom.worksheet import KeptSheet, Worksheet
from tests.page import MemoryClient, arrive
from tests.test_whatif import panels

CASE = catalogue.load("helpdesk")
MODEL = CASE.code("model")

# names that mean something and values that nearly do, so that damage reaches every decoder
KNOWN_NAMES = """levers undo redo pins id name goal by limits ranges contested value reason points at kind fields
    attempts done ticks history choice number order sorted work text field pin low high option criterion what size
    mapping open agents wage arrivals_per_hour economy equity in_house right"""
KINDS = """set commit preset undo redo reset pin rename remove apply note seek unfold range widen drop choose contest
    withdraw take look open show file lock rate ours draft submit reveal tick"""
NAMES = st.sampled_from(KNOWN_NAMES.split())
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | NAMES
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=5), max_leaves=25
)


class Pinned(msgspec.Struct):
    name: Annotated[str, msgspec.Meta(min_length=1)]
    levers: dict[str, Any]
    note: str = ""


class Kept(msgspec.Struct):
    pins: list[Pinned] = []
    ratings: dict[str, int] = {}
    at: str = ""


def test_what_makes_no_sense_is_left_out_and_the_rest_is_kept() -> None:
    sound = {"name": "A", "levers": {"agents": None}}
    kept = {
        "pins": [sound, {"name": "B"}, {"name": "", "levers": {}}, 5, {**sound, "note": 7}],
        "ratings": {"economy": 3, "equity": "x", "more": True},
        "at": ["noon"],
        "unknown": 1,
    }
    assert salvage(kept, Kept) == Kept([Pinned(**sound), Pinned(**sound)], {"economy": 3})


@pytest.mark.parametrize("value", [None, 5, "x", []])
def test_what_is_no_table_is_no_struct(value: object) -> None:
    assert salvage(value, Kept) is None


def test_a_message_is_taken_whole_or_not_at_all() -> None:
    assert read({"pins": [], "ratings": {"economy": 3}}, Kept) == Kept([], {"economy": 3})
    assert read({"pins": [], "ratings": {"economy": True}}, Kept) is None
    assert read(10**400, float) is None


@given(JSON)
def test_any_json_is_read_without_an_error(value: Any) -> None:
    for kind in (Kept, list[Pinned], dict[str, int], KeptSheet):
        assert salvage(value, kind) is None or read(msgspec.to_builtins(salvage(value, kind)), kind) is not None  # type: ignore[type-var]


@given(JSON, JSON)
def test_any_kept_work_opens(what_if: Any, part: Any) -> None:
    state = {"what_if": what_if, "weights": part, "ranking": part, "ratings": part, "memo": part}
    for sheet in (what_if, {"goal": part, "ranges": part, "contested": part, "pins": [part], "undo": part}):
        WhatIf(CASE, MODEL, "en", MemoryClient(), {"what_if": sheet}).summary()
    Rerank(CASE, "en", MemoryClient(), state)
    Takeaway(CASE, "en", MemoryClient(), state, [], lambda: pytest.fail("nobody asked for the memo"))
    for question in CASE.questions:
        Exercise(
            question, MODEL, "en", MemoryClient(), {f"answer.{question.id}": part, f"draft.{question.id}": what_if}
        )


@given(st.data())
def test_a_worksheet_comes_back_as_it_was(data: st.DataObject) -> None:
    sheet = Worksheet(MODEL.Params)
    for agents in data.draw(st.lists(st.integers(1, 400), max_size=5)):
        sheet.now = MODEL.Params(agents=agents)
        sheet.commit()
    for name in data.draw(st.lists(st.text(min_size=1, max_size=40), max_size=4, unique=True)):
        sheet.pin(name)
    if data.draw(st.booleans()):
        sheet.undo()
    assert Worksheet(MODEL.Params, sheet.to_json()).to_json() == sheet.to_json()


@settings(max_examples=400)
@given(data=st.data(), kind=st.sampled_from(KINDS.split()), content=st.dictionaries(NAMES, JSON, max_size=5))
def test_any_message_is_carried_out_or_refused_and_breaks_no_panel(data: Any, kind: str, content: Any) -> None:
    panel = data.draw(st.sampled_from(PANELS))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("caseroom.panels.panel.log.exception", lambda *broken: pytest.fail(str(broken)))
        for answer, _ in arrive(panel, {**content, "type": kind, "id": "1"}):
            assert answer["ok"] or answer["refused"]


PANELS = [
    *panels(WhatIf(CASE, MODEL, "en", MemoryClient(), {})).values(),
    Rerank(CASE, "en", MemoryClient(), {}).panel,
    *(Exercise(question, MODEL, "en", MemoryClient(), {}).panel for question in CASE.questions),
]
