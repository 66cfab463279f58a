"""What comes from outside is refused in a sentence unless it fits the model's own declaration."""

import math
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseroom.parameters import (
    BoundedParams,
    Numbers,
    Parameter,
    ParameterError,
    parameter,
    parameters,
    read_params,
)
from cases.helpdesk import model as helpdesk


@dataclass(frozen=True)
class Canteen(BoundedParams):
    seats: Numbers = parameter(40, unit="seats", minimum=1, maximum=100, step=1, source="teaching value", integer=True)
    price: Numbers = parameter(12.5, unit="yuan", minimum=0, maximum=50, step=0.5, source="teaching value")


def test_a_declaration_can_be_read_back() -> None:
    seats, price = parameters(Canteen)
    assert (seats.name, seats.unit, seats.default, seats.minimum, seats.maximum) == (
        "seats",
        "seats",
        40,
        1,
        100,
    )
    assert seats.integer and not price.integer
    assert price.source == "teaching value"


def test_numbers_and_texts_that_spell_one_are_read() -> None:
    assert read_params(Canteen, {"seats": "50", "price": 9}) == Canteen(seats=50, price=9)
    assert read_params(Canteen, {"seats": 50.0}).seats == 50
    assert read_params(Canteen, {"price": np.float64(3.5)}).price == 3.5


def test_what_is_not_given_keeps_the_value_of_the_base() -> None:
    assert read_params(Canteen, {"price": 9}, base=Canteen(seats=7)) == Canteen(seats=7, price=9)


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("chairs", 3, "unknown"),
        ("seats", True, "not_a_number"),
        ("seats", None, "not_a_number"),
        ("seats", [40], "not_a_number"),
        ("seats", "many", "not_a_number"),
        ("seats", "", "not_a_number"),
        ("price", math.nan, "not_a_number"),
        ("price", "nan", "not_a_number"),
        ("price", math.inf, "not_a_number"),
        ("price", 10**400, "not_a_number"),
        ("seats", 40.5, "not_whole"),
        ("seats", "40.5", "not_whole"),
        ("seats", 0, "below"),
        ("seats", 999999, "above"),
        ("price", -0.01, "below"),
    ],
)
def test_anything_else_is_refused_with_its_reason(name: str, value: object, reason: str) -> None:
    with pytest.raises(ParameterError) as refused:
        read_params(Canteen, {name: value})
    assert (refused.value.name, refused.value.reason) == (name, reason)
    assert (refused.value.parameter is None) == (reason == "unknown")
    assert name in str(refused.value)


def test_the_refusal_tells_the_range() -> None:
    with pytest.raises(ParameterError, match=r"seats must be a whole number from 1 to 100 \(seats\); 0 is too small"):
        read_params(Canteen, {"seats": 0})


def test_a_refusal_does_not_repeat_a_flood() -> None:
    with pytest.raises(ParameterError) as refused:
        read_params(Canteen, {"seats": "9" * 100_000})
    assert len(str(refused.value)) < 200


def test_no_params_out_of_bounds_exists() -> None:
    with pytest.raises(ParameterError):
        Canteen(price=-1)
    with pytest.raises(ParameterError):
        Canteen(seats=np.array([10.0, 101.0]))
    with pytest.raises(ParameterError):
        Canteen(price=np.array([1.0, math.nan]))


@pytest.mark.parametrize("declared", parameters(helpdesk.Params), ids=lambda p: p.name)
def test_every_parameter_of_the_helpdesk_is_fully_declared(declared: Parameter) -> None:
    assert declared.minimum <= declared.default <= declared.maximum
    assert declared.step > 0 and declared.unit and declared.source
    steps = (declared.default - declared.minimum) / declared.step
    assert steps == pytest.approx(round(steps)), "a slider starting at the minimum must be able to stop at the default"


@given(st.sampled_from(parameters(helpdesk.Params)), st.floats(allow_nan=True, allow_infinity=True))
def test_a_number_is_read_exactly_when_it_is_within_bounds(declared: Parameter, value: float) -> None:
    fits = declared.minimum <= value <= declared.maximum and (not declared.integer or value == int(value))
    try:
        read = read_params(helpdesk.Params, {declared.name: value})
    except ParameterError:
        assert not fits
    else:
        assert fits and getattr(read, declared.name) == value
