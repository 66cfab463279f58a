"""The place that is kept: whatever comes in, what is read out is a place in the case."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseroom import catalogue
from caseroom.casefile.keys import PLACE
from caseroom.client import FileClient
from caseroom.journey import Journey, read_place

CASE = catalogue.load("helpdesk")
STEPS = [step.address for step in CASE.steps]
JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text() | st.sampled_from([*STEPS, "cell"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["step", "cell", "seen", "read"]), inner)
    ),
)


@given(JSON)
def test_whatever_was_kept_is_a_place_in_the_case_or_none(kept: object) -> None:
    place = read_place(kept, CASE)
    assert place["step"] in ("", *STEPS)
    assert place["seen"] == [step for step in STEPS if step in place["seen"]]
    assert read_place(place, CASE) == place


@pytest.mark.parametrize("cell", ["</script><script>", "a b", "x" * 81, 3, None])
def test_a_cells_name_is_a_name(cell: object) -> None:
    assert read_place({"step": "predict", "cell": cell}, CASE)["cell"] == ""


def test_of_two_tabs_the_later_says_where_and_both_what_was_seen_and_read(tmp_path: Path) -> None:
    client = FileClient(tmp_path / "helpdesk.json")
    one, other = (Journey(CASE, client, {}) for _ in range(2))
    one.keep({"step": "explore", "cell": "", "seen": ["brief", "predict"], "read": ["exhibit-memo"]})
    other.keep({"step": "decide", "cell": "decide", "seen": ["exercises"], "read": ["exhibit-call", "a b", 3, ""]})
    assert client.load()[PLACE] == {
        "step": "decide",
        "cell": "decide",
        "seen": ["brief", "predict", "exercises"],
        "read": ["exhibit-call", "exhibit-memo"],
    }
