"""What did the pilot show? The published values of the case, and what must hold whatever the levers say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from caseroom.parameters import parameters
from cases.evidence.model import (
    OPTIONS,
    Params,
    best_of,
    compare_designs,
    parts,
    simulate,
    ways_to_choose,
)

SETTINGS = st.builds(Params, **{p.name: st.floats(p.minimum, p.maximum) for p in parameters(Params)})


@pytest.mark.parametrize(("share", "expected"), [(0.05, 2.063), (0.10, 1.755), (0.20, 1.400), (0.50, 0.798)])
def test_the_mean_of_the_best(share: float, expected: float) -> None:
    assert_allclose(best_of(share), expected, atol=5e-4)


def test_fourteen_are_reported_and_four_are_true() -> None:
    found = simulate(Params())
    assert_allclose([found.reported, found.at_scale], [14.2, 4], atol=0.01)
    assert_allclose(found.at_scale / found.reported, 0.28, atol=0.005)


def test_sites_by_lot_alone_bring_it_to_ten() -> None:
    assert_allclose(simulate(Params(selection=0)).reported, 10)


def test_a_comparison_takes_the_trend_away_and_nothing_else() -> None:
    before, after = parts(Params()), parts(Params(comparison=1))
    assert before["trend"] == 3 and after["trend"] == 0
    assert all(before[part] == after[part] for part in before if part != "trend")


def test_three_of_ten_cannot_give_less_than_one_in_120() -> None:
    assert ways_to_choose(Params()) == 120


def test_more_counties_by_lot_find_more_until_half_have_it() -> None:
    lots = Params(selection=0.0, comparison=1.0, effort=0.0, sites=np.array([5.0, 10.0, 20.0, 25.0]))
    found = list(simulate(lots).power)
    assert found == sorted(found)


def test_only_the_lottery_is_right_for_the_right_reason() -> None:
    designs = compare_designs(Params()).set_index("option")
    assert designs.loc["by_lot", "wrong"] == 0
    assert_allclose(designs.loc["by_lot", "false_alarm"], 0.05, atol=1e-3)
    others = designs.drop(index="by_lot")
    assert (others.wrong > 1).all() and (others.false_alarm > 0.25).all()


def test_regression_to_the_mean_flatters_the_worst_only() -> None:
    assert parts(Params(selection=-1))["regression"] > 0
    assert parts(Params(selection=1))["regression"] == 0
    assert parts(Params(selection=-1, reliability=1))["regression"] == 0


@given(SETTINGS)
def test_the_parts_add_up_to_the_report(params: Params) -> None:
    found = simulate(params)
    assert_allclose(sum(parts(params).values()), found.reported, atol=1e-9)
    assert_allclose(found.reported - found.at_scale, found.overstated, atol=1e-9)
    assert 0 <= found.false_alarm <= 1 and 0 <= found.power <= 1
    assert found.standard_error > 0 and 0 < found.smallest_p <= 1 / 50 + 1e-12


@given(SETTINGS)
def test_a_lot_with_a_comparison_and_no_more_effort_is_right_on_average(params: Params) -> None:
    found = simulate(replace(params, selection=0, comparison=1, effort=0))
    assert_allclose(found.overstated, 0, atol=1e-12)
    assert_allclose(found.false_alarm, 0.05, atol=1e-3)


def test_arrays_give_what_single_numbers_give() -> None:
    sites = np.arange(1.0, 26.0)
    found = simulate(Params(sites=sites))
    assert_allclose(found.reported, [simulate(Params(sites=n)).reported for n in sites])


def test_every_option_is_within_bounds() -> None:
    assert set(OPTIONS) == {"sign", "with_neighbours", "worst_first", "by_lot"}
