"""Targets: the published values of the model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseroom.parameters import parameters
from cases.targets.model import (
    Params,
    best_bonus,
    compare_schemes,
    effective_bonus,
    efforts,
    on_time,
    recording_for_rise,
    simulate,
    welfare,
)

SETTINGS = st.builds(Params, **{p.name: st.floats(p.minimum, p.maximum) for p in parameters(Params)})


@pytest.mark.parametrize(("bonus", "value"), [(0, 0.500), (0.2, 0.534), (0.4, 0.503), (0.6, 0.441), (1.0, 0.225)])
def test_welfare_by_the_strength_of_the_bonus(bonus: float, value: float) -> None:
    assert welfare(Params(bonus=bonus)) == pytest.approx(value, abs=5e-4)


def test_without_a_will_of_their_own_the_best_bonus_is_the_textbooks() -> None:
    params = Params(intrinsic=0, rivalry=0.5, risk=0.5, worth_unmeasured=1)
    interior = (1 - 0.5) / (1 + 0.5 * (1 - 0.25))
    assert interior == pytest.approx(0.364, abs=5e-4)
    one, two = efforts(replace(params, bonus=0.3))
    assert (one, two) == (pytest.approx(0.3), 0)


def test_the_ratchet_leaves_a_sixth() -> None:
    assert effective_bonus(Params(bonus=1, ratchet=0.5)) == pytest.approx(0.167, abs=5e-4)


def test_times_under_a_target() -> None:
    assert on_time(8) == pytest.approx(0.478, abs=5e-4)
    assert simulate(Params(pulled_share=0.5)).on_time_reported == pytest.approx(0.530, abs=5e-4)
    assert simulate(Params(clock_late=1.5)).on_time_reported == pytest.approx(0.628, abs=5e-4)


def test_fifteen_per_cent_more_with_no_case_more_solved() -> None:
    assert recording_for_rise(Params()) == pytest.approx(0.130, abs=5e-4)


@given(SETTINGS)
def test_nobody_does_less_than_nothing_and_shares_stay_shares(params: Params) -> None:
    found = simulate(params)
    assert found.effort_measured >= -1e-12 and found.effort_unmeasured >= 0
    for share in ("solved", "recorded", "clear_up_reported", "on_time", "on_time_reported"):
        assert 0 <= getattr(found, share) <= 1 + 1e-12


@given(SETTINGS)
def test_efforts_are_the_best_an_officer_can_do(params: Params) -> None:
    a, w, g = float(effective_bonus(params)), params.intrinsic, params.rivalry

    def left(one: object, two: object) -> object:
        one, two = np.asarray(one), np.asarray(two)
        return (a + w) * one + w * two - (one**2 + two**2) / 2 - g * one * two

    one, two = efforts(params)
    grid = np.linspace(0, 3, 61)
    assert left(one, two) >= np.max(left(*np.meshgrid(grid, grid))) - 1e-6


@given(SETTINGS, st.floats(0.05, 0.3))
def test_what_is_reported_is_never_less_than_what_is_solved(params: Params, more: float) -> None:
    found = simulate(params)
    assert found.clear_up_reported >= found.solved - 1e-12
    assert found.on_time_reported >= found.on_time - 1e-12


def test_the_best_bonus_is_weak_and_the_strong_one_looks_best() -> None:
    assert best_bonus(Params()) == pytest.approx(0.204, abs=0.002)
    table = compare_schemes(Params()).set_index("option")
    assert table.clear_up_reported.idxmax() == "strong_bonus" and table.welfare.idxmin() == "strong_bonus"
    assert table.welfare.idxmax() == "weak_bonus"


def test_arrays_give_what_numbers_give() -> None:
    bonus = np.array([0.0, 0.4, 1.2])
    together = simulate(Params(bonus=bonus))
    for n, value in enumerate(bonus):
        alone = simulate(Params(bonus=float(value)))
        for name in vars(alone):
            assert getattr(together, name)[n] == pytest.approx(getattr(alone, name))
