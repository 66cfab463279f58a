"""What moves an outcome: one parameter at a time, and shares that make up the whole change."""

from __future__ import annotations

import math
from dataclasses import dataclass, make_dataclass, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseroom.analysis.basics import around
from caseroom.analysis.sensitivity import MOST_SHARED, attribute, one_at_a_time, small_steps, whole_ranges
from caseroom.parameters import BoundedParams, Numbers, parameter, parameters
from cases.helpdesk import model as helpdesk
from cases.helpdesk.model import Params, simulate

DECLARED = {p.name: p for p in parameters(Params)}


UP_TO_100: Any = {"unit": "1", "minimum": 0, "maximum": 100, "step": 1, "source": "teaching value"}


@dataclass(frozen=True)
class Shop(BoundedParams):
    price: Numbers = parameter(10, **UP_TO_100)
    visitors: Numbers = parameter(20, **UP_TO_100)
    colour: Numbers = parameter(3, **UP_TO_100)


@dataclass(frozen=True)
class Sales:
    revenue: Numbers
    queue: Numbers


def sell(shop: Shop) -> Sales:
    """Revenue is a product; the queue has no limit from 50 visitors on."""
    queue = np.where(np.asarray(shop.visitors) < 50, shop.visitors, math.inf) + 0 * np.asarray(shop.price)
    return Sales(shop.price * shop.visitors + 0 * shop.colour, queue)


def settings_of(*names: str) -> st.SearchStrategy[Params]:
    """Settings of the helpdesk that differ from the default in some of `names`."""

    def value(name: str) -> st.SearchStrategy[float]:
        p = DECLARED[name]
        return st.integers(0, round((p.maximum - p.minimum) / p.step)).map(
            lambda n: min(p.maximum, round(p.minimum + n * p.step, 10))
        )

    return st.fixed_dictionaries({}, optional={name: value(name) for name in names}).map(lambda v: Params(**v))


MOVED = ("arrivals_per_hour", "average_handling_time", "first_call_resolution", "wage", "overhead", "mean_patience")


def test_the_strongest_comes_first_and_what_does_nothing_is_known() -> None:
    found = one_at_a_time(sell, Shop(), small_steps(Shop(), ("price", "visitors", "colour")))["revenue"]
    assert [(e.parameter, e.at_low, e.base, e.at_high) for e in found] == [
        ("price", 180, 200, 220),
        ("visitors", 180, 200, 220),
        ("colour", 200, 200, 200),
    ]
    assert [effect.is_none for effect in found] == [False, False, True]


def test_an_effect_without_limit_is_the_strongest() -> None:
    found = one_at_a_time(sell, Shop(), whole_ranges(Shop(), ("price", "visitors")))["queue"]
    assert [(e.parameter, e.spread) for e in found] == [("visitors", math.inf), ("price", 0)]
    from_there = one_at_a_time(sell, Shop(visitors=60), whole_ranges(Shop(), ("price", "visitors")))["queue"]
    assert [e.is_none for e in from_there] == [False, True]


@settings(max_examples=25)
@given(params=settings_of(*MOVED), whole=st.booleans())
def test_each_end_is_what_the_model_says_of_that_setting(params: Params, whole: bool) -> None:
    swings = (whole_ranges if whole else small_steps)(params, DECLARED)
    found = one_at_a_time(simulate, params, swings)
    for outcome in ("service_level", "abandonment", "cost_per_solved_problem"):
        for effect in found[outcome]:
            for value, at in ((effect.low, effect.at_low), (effect.high, effect.at_high)):
                alone = simulate(replace(params, **{effect.parameter: value}))
                assert at == pytest.approx(getattr(alone, outcome), rel=1e-9, abs=1e-9)


@given(name=st.sampled_from(sorted(DECLARED)), share=st.floats(0, 1))
def test_a_small_swing_stays_within_bounds_and_on_whole_numbers(name: str, share: float) -> None:
    p = DECLARED[name]
    value = p.minimum + share * (p.maximum - p.minimum)
    value = round(value) if p.integer else value
    low, high = around(p, value)
    assert p.minimum <= low <= value <= high <= p.maximum and low < high
    assert not p.integer or (low, high) == (round(low), round(high))


@settings(max_examples=40)
@given(before=settings_of(*MOVED), after=settings_of(*MOVED))
def test_shares_make_up_the_whole_change(before: Params, after: Params) -> None:
    for outcome, change in attribute(simulate, before, after).items():
        assert change.before == pytest.approx(getattr(simulate(before), outcome), rel=1e-9)
        assert change.after == pytest.approx(getattr(simulate(after), outcome), rel=1e-9)
        if change.shares is not None:
            whole = change.after - change.before
            assert sum(change.shares.values()) == pytest.approx(whole, abs=1e-9 * max(1, abs(change.after)))
            assert all(getattr(before, name) != getattr(after, name) for name in change.shares)


def test_nobody_is_favoured_by_the_order() -> None:
    shares = attribute(sell, Shop(price=10, visitors=10), Shop(price=20, visitors=20, colour=9))["revenue"].shares
    assert shares == pytest.approx({"price": 150, "visitors": 150, "colour": 0})


def test_one_that_moved_alone_moved_everything() -> None:
    change = attribute(simulate, Params(), Params(agents=25))["service_level"]
    assert change.shares == {"agents": pytest.approx(change.after - change.before)}


def test_where_nothing_changed_there_is_no_share() -> None:
    assert attribute(simulate, Params(), Params())["service_level"].shares == {}


def test_a_change_without_limit_has_no_shares_but_says_who_brings_it_back() -> None:
    change = attribute(sell, Shop(), Shop(price=12, visitors=60))["queue"]
    assert (change.before, change.after, change.shares, change.alone) == (20, math.inf, None, ("visitors",))
    back = attribute(sell, Shop(visitors=60), Shop())["queue"]
    assert back.shares is None and back.alone == ()


def test_a_detour_without_limit_is_not_divided_either() -> None:
    busy = Params(arrivals_per_hour=400, agents=45)
    change = attribute(simulate, Params(), busy)["average_speed_of_answer"]
    assert math.isfinite(change.after) and change.shares is None
    assert attribute(simulate, Params(), busy)["service_level"].shares is not None


def test_too_many_changes_are_not_told_apart() -> None:
    names = [f"p{n}" for n in range(MOST_SHARED + 1)]
    fields = [(name, float, parameter(1, **UP_TO_100)) for name in names]
    many: Any = make_dataclass("Many", fields, bases=(BoundedParams,), frozen=True)
    change = attribute(lambda p: Sales(sum(vars(p).values()), 0), many(), many(**dict.fromkeys(names, 2)))["revenue"]
    assert (change.after - change.before, change.shares) == (len(names), None)


def test_it_takes_one_call_of_the_model() -> None:
    calls = []

    def counted(params: Params) -> helpdesk.Outcomes:
        calls.append(params)
        return simulate(params)

    one_at_a_time(counted, Params(), small_steps(Params(), DECLARED))
    attribute(counted, Params(), Params(agents=20, wage=70, districts=2))
    assert len(calls) == 2
