"""Thresholds: Granovetter's crowd, the tipping point by formula and by hand, what stays and what reverts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from caseroom.parameters import parameters
from cases.megacity.model import (
    OPTIONS,
    Params,
    compare_levers,
    compare_plans,
    course,
    fixed_points,
    good_provided,
    joiners,
    mean_threshold,
    next_month,
    points_to_tipping,
    simulate,
    tipping_point,
)

SETTINGS = st.builds(Params, **{p.name: st.floats(p.minimum, p.maximum) for p in parameters(Params)})


def with_threshold(threshold: float, **more: float) -> Params:
    """A neighbourhood with this mean threshold, by deliberation and enterprise alone."""
    needed = (0.5 - threshold) / 0.4
    params = Params(coordination=0, technology=0, deliberation=needed, enterprise=needed, **more)
    assert mean_threshold(params) == pytest.approx(threshold)
    return params


def test_granovetters_crowd() -> None:
    assert joiners(list(range(100))) == 100
    assert joiners([0, 2, *range(2, 100)]) == 1


@pytest.mark.parametrize(("spread", "threshold"), [(0.122, 0.2497), (0.15, 0.2908), (0.20, 0.355)])
def test_the_published_tipping_points(spread: float, threshold: float) -> None:
    assert tipping_point(spread) == pytest.approx(threshold, abs=5e-5 if spread < 0.2 else 5e-4)


def test_above_it_few_take_part_and_below_it_all_do() -> None:
    assert simulate(with_threshold(0.34)).taking_part == pytest.approx(0.015, abs=0.002)
    assert 12 <= simulate(with_threshold(0.28)).month_of_tipping <= 13


def test_who_takes_part_already_stays() -> None:
    assert simulate(with_threshold(0.38)).settles_at < 0.05
    assert simulate(with_threshold(0.38, taking_part_today=0.8)).settles_at > 0.9


@pytest.mark.parametrize(("households", "chance"), [(2, 0.96), (10, 0.83), (50, 0.81)])
def test_the_volunteers_dilemma(households: int, chance: float) -> None:
    assert good_provided(households) == pytest.approx(chance, abs=0.005)


@given(st.floats(0.08, 0.3), st.floats(0.005, 0.05))
def test_the_formula_parts_two_worlds(spread: float, little: float) -> None:
    at = float(tipping_point(spread))
    below, above = (float(_long_run(at + side * little, spread)) for side in (-1, 1))
    assert below > above + 0.1


def _long_run(threshold: float, spread: float) -> float:
    share = 0.0
    for _ in range(5000):
        share = float(next_month(share, threshold, spread))
    return share


@given(SETTINGS)
def test_shares_stay_shares_and_only_rise_from_nothing(params: Params) -> None:
    shares = course(replace(params, taking_part_today=0.0))
    assert (shares >= 0).all() and (shares <= 1).all()
    assert (np.diff(shares) >= -1e-12).all()


@given(SETTINGS, st.sampled_from(["deliberation", "enterprise", "technology"]))
def test_more_of_a_lever_never_means_fewer(params: Params, lever: str) -> None:
    assume(getattr(params, lever) <= 0.9)
    more = replace(params, **{lever: getattr(params, lever) + 0.1})
    assert simulate(more).taking_part >= simulate(params).taking_part - 1e-12


@given(SETTINGS)
def test_command_raises_thresholds(params: Params) -> None:
    assert mean_threshold(params) >= mean_threshold(replace(params, command=0.0)) - 1e-12


@given(SETTINGS)
def test_where_nothing_moves_nothing_moves(params: Params) -> None:
    for share, _ in fixed_points(params):
        assert next_month(share, mean_threshold(params), params.spread) == pytest.approx(share, abs=2e-3)


def test_three_resting_points_above_the_tipping_point_and_the_middle_one_does_not_hold() -> None:
    assert [holds for _, holds in fixed_points(with_threshold(0.38))] == [True, False, True]


def test_what_questions_ask_of_it() -> None:
    needed = points_to_tipping(Params())
    assert simulate(Params(deliberation=0.2 + needed)).distance_to_tipping == pytest.approx(0, abs=1e-9)
    assert points_to_tipping(Params(coordination=0, deliberation=0), "technology") == float("inf")
    assert compare_levers(Params()).set_index("lever").hours_per_point.idxmin() == "technology"
    assert set(compare_plans(Params()).option) == set(OPTIONS)


def test_arrays_give_what_numbers_give() -> None:
    values = np.array([0.2, 0.6, 0.9])
    together = simulate(Params(deliberation=values))
    for n, value in enumerate(values):
        alone = simulate(Params(deliberation=float(value)))
        for name in vars(alone):
            assert getattr(together, name)[n] == pytest.approx(getattr(alone, name))
