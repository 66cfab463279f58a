"""One number, as people type it into a form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseroom.intake.typed import as_typed, read_typed


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("18", "agents", 18),
        (" 18 agents ", "agents", 18),
        ("18人", "人", 18),
        ("１８", "agents", 18),
        ("１８．５", "agents", 18.5),
        ("7,92", "agents", 7.92),
        ("7，92", "agents", 7.92),
        ("1,200", "agents", 1200),
        ("1,200.5", "agents", 1200.5),
        ("1.200,5", "agents", 1200.5),
        ("1 200", "agents", 1200),
        ("85％", "%", 85),
        ("85", "%", 85),
    ],
)
def test_a_number_is_read_the_way_people_type_it(typed: str, unit: str, value: float) -> None:
    assert read_typed(typed, unit) == pytest.approx(value)


@pytest.mark.parametrize(("typed", "value"), [("0,125", 0.125), (".85", 0.85), ("85%", 0.85)])
def test_a_share_may_be_typed_in_per_cent(typed: str, value: float) -> None:
    assert read_typed(typed, share=True) == pytest.approx(value)


@pytest.mark.parametrize("typed", ["", "many", "nan", "inf", "1e", "1_000", "0x12", "--5", "1/2", "10²", "٣", "5%%"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert read_typed(typed, "agents") is None


@given(st.text(max_size=40), st.text(max_size=3))
def test_any_text_is_a_number_or_none(typed: str, unit: str) -> None:
    assert read_typed(typed, unit) is None or isinstance(read_typed(typed, unit), float)


@given(st.integers(-999, 999) | st.floats(-99, 99).map(lambda value: round(value, 3)))
def test_a_number_as_one_would_type_it_is_read_again(value: float) -> None:
    assert read_typed(as_typed(value)) == pytest.approx(value)
