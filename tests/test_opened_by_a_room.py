"""Where a room has gone on, its people's gates stand open, whether they have answered or not."""

from __future__ import annotations

import pytest

from caseroom import casefile, catalogue
from caseroom.gate import Gate
from caseroom.notebook import Case
from tests.page import MemoryClient


def gates(*opened: str) -> dict[str, bool]:
    """Which parts of a case show their content to somebody who has answered nothing."""
    case_file = catalogue.load("helpdesk")
    casefile.check(case_file)
    case = Case(case_file, "en", MemoryClient({"opened": list(opened)} if opened else {}))
    parts = {"explore": case.explore(), "what_if": case.what_if(), "rerank": case.rerank()}
    parts |= {"debrief": case.debrief(), "often_said": case.often_said()}
    assert all(isinstance(gate, Gate) for gate in parts.values())
    return {name: bool(getattr(gate, "is_open", False)) for name, gate in parts.items()}


@pytest.mark.parametrize(
    ("opened", "expected"),
    [
        ((), []),
        (("predict",), ["explore", "what_if", "rerank"]),
        (("predict", "decision"), ["explore", "what_if", "rerank", "debrief", "often_said"]),
    ],
)
def test_what_the_room_has_come_to_is_open(opened: tuple[str, ...], expected: list[str]) -> None:
    assert [name for name, is_open in gates(*opened).items() if is_open] == expected
