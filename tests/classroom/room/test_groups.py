"""Few are never shown apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from classroom.room.groups import FEWEST, shown_apart

SIZES = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 20), max_size=8)


@given(SIZES)
def test_no_small_group_can_be_read_off(sizes: dict[str, int]) -> None:
    shown = shown_apart(sizes)
    withheld = sum(size for name, size in sizes.items() if name not in shown)
    assert all(sizes[name] >= FEWEST for name in shown)
    assert withheld == 0 or withheld >= FEWEST or not shown


def test_one_small_group_takes_the_next_smallest_with_it() -> None:
    assert shown_apart({"a": 9, "b": 6, "c": 2}) == {"a"}
    assert shown_apart({"a": 9, "b": 6, "c": 7}) == {"a", "b", "c"}
