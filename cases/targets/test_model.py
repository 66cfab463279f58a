"""Targets: the published values of the model, where each scheme is best, and the data beside the model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseroom import catalogue, data
from caseroom.analysis.goal_seek import Aim, Bound, seek
from caseroom.methods.bunching import excess_mass
from caseroom.parameters import parameters
from cases.targets.model import (
    OPTIONS,
    SPEED_COST,
    Params,
    best_bonus,
    best_option,
    compare_schemes,
    effective,
    efforts,
    on_time,
    real_rise,
    recording_for_rise,
    simulate,
)

SETTINGS = st.builds(Params, **{p.name: st.floats(p.minimum, p.maximum) for p in parameters(Params)})


def test_the_table_of_the_five_schemes() -> None:
    found = compare_schemes(Params()).set_index("option")
    published = {
        "no_bonus": (0.260, 0.260, 0.000, 0.478, 0.333, 0.467),
        "weak_bonus": (0.317, 0.300, 0.055, 0.522, 0.167, 0.507),
        "weak_audited": (0.307, 0.300, 0.022, 0.522, 0.167, 0.524),
        "two_measures": (0.296, 0.280, 0.055, 0.522, 0.500, 0.490),
        "strong_bonus": (0.406, 0.352, 0.132, 0.584, 0.000, 0.359),
    }
    columns = ["clear_up_reported", "solved", "unrecorded", "on_time", "effort_unmeasured", "welfare"]
    for option, values in published.items():
        assert found.loc[option, columns].to_numpy(dtype=float) == pytest.approx(values, abs=6e-4)


@pytest.mark.parametrize(
    ("change", "best"),
    [
        ({}, "weak_audited"),
        ({"worth_on_time": 0.5}, "no_bonus"),
        ({"worth_on_time": 5.0}, "strong_bonus"),
        ({"worth_unmeasured": 1.2}, "two_measures"),
        ({"audit_cost": 0.1}, "weak_bonus"),
        ({"harm_of_false_entries": 0.5}, "weak_bonus"),
        ({"harm_of_false_entries": 3.0}, "no_bonus"),
        ({"ratchet": 0.1}, "weak_bonus"),
        ({"ratchet": 0.15}, "strong_bonus"),
        ({"intrinsic": 0.1}, "strong_bonus"),
        ({"intrinsic": 0.9}, "no_bonus"),
    ],
)
def test_each_scheme_is_best_for_some_judgement(change: dict[str, float], best: str) -> None:
    assert best_option(Params(**change)) == best


@pytest.mark.parametrize(
    ("lever", "turn", "below", "above"),
    [
        ("worth_on_time", 0.7, "no_bonus", "weak_audited"),
        ("worth_on_time", 4.68, "weak_audited", "strong_bonus"),
        ("worth_unmeasured", 1.003, "weak_audited", "two_measures"),
        ("audit_cost", 0.078, "weak_audited", "weak_bonus"),
        ("harm_of_false_entries", 0.641, "weak_bonus", "weak_audited"),
        ("harm_of_false_entries", 2.846, "weak_audited", "no_bonus"),
        ("under_recording", 0.108, "weak_bonus", "weak_audited"),
        ("ratchet", 0.056, "weak_audited", "weak_bonus"),
        ("ratchet", 0.114, "weak_bonus", "strong_bonus"),
        ("intrinsic", 0.188, "strong_bonus", "two_measures"),
        ("intrinsic", 0.294, "two_measures", "weak_audited"),
        ("intrinsic", 0.846, "weak_audited", "no_bonus"),
    ],
)
def test_the_first_place_turns_where_the_guide_says(lever: str, turn: float, below: str, above: str) -> None:
    assert best_option(Params(**{lever: turn * 0.99})) == below
    assert best_option(Params(**{lever: turn * 1.01})) == above


@pytest.mark.parametrize("lever", ["rivalry", "risk", "pulled"])
def test_three_levers_turn_nothing_alone(lever: str) -> None:
    limits = next(parameter for parameter in parameters(Params) if parameter.name == lever)
    for value in np.linspace(limits.minimum, limits.maximum, 21):
        assert best_option(Params(**{lever: float(value)})) == "weak_audited"


def test_mended_books_do_not_make_the_strong_scheme_the_best() -> None:
    mended = replace(Params(), under_recording=0, pulled=0)
    assert best_option(mended) == "weak_bonus"
    strong = replace(mended, bonus=0.6, time_bonus=0.6)
    assert simulate(strong).welfare == pytest.approx(0.544, abs=5e-4)
    audited = simulate(Params(bonus=0.6, time_bonus=0.6, audit=0.6))
    assert audited.welfare == pytest.approx(0.440, abs=5e-4)
    assert audited.welfare < simulate(Params()).welfare


def test_with_true_books_luck_and_haste_cost_more_than_the_faster_arrivals_bring() -> None:
    weak, strong = (replace(OPTIONS[name], under_recording=0, pulled=0) for name in ("weak_bonus", "strong_bonus"))

    def from_weak_to_strong(**without: float) -> float:
        """How much of the difference in net benefit is gone `without` something."""
        full = simulate(strong).welfare - simulate(weak).welfare
        return full - (simulate(replace(strong, **without)).welfare - simulate(replace(weak, **without)).welfare)

    haste = SPEED_COST * (strong.time_bonus**2 - weak.time_bonus**2) / 2
    assert -from_weak_to_strong(risk=0) + haste > from_weak_to_strong(worth_on_time=0) > 0


def test_both_conditions_of_the_search_for_the_highest_net_benefit_bind() -> None:
    goal = next(goal for goal in catalogue.load("targets").goals if goal.id == "best_for_the_city")
    bounds = tuple(Bound(one.outcome, one.limit(Params()), one.at_least is not None) for one in goal.constraints)

    def found(by: tuple[str, ...], kept: tuple[Bound, ...]) -> tuple[float, float, float]:
        best = seek(simulate, Params(), Aim(goal.maximise, by, kept, most=True)).params
        return best.bonus, best.time_bonus, best.audit

    assert found(goal.by, bounds) == pytest.approx((0.1, 0.5, 0.55))
    assert found(goal.by, ()) == pytest.approx((0.2, 0.5, 0.55))
    for one in bounds:
        assert found(goal.by, (one,)) != pytest.approx((0.1, 0.5, 0.55)), f"{one.outcome} alone gives the same"
    assert found(("bonus", "time_bonus"), bounds) == pytest.approx((0, 0.45, 0)), "without the audit"


def test_the_ratchet_leaves_a_sixth_of_effort_and_of_false_entries_alike() -> None:
    assert effective(1, 0.5) == pytest.approx(0.167, abs=5e-4)
    with_ratchet = simulate(Params(bonus=0.6, time_bonus=0.6, ratchet=0.5))
    assert with_ratchet.unrecorded == pytest.approx(0.022, abs=5e-4)
    assert with_ratchet.effort_measured == simulate(Params(bonus=0.1)).effort_measured


def test_times_under_a_target() -> None:
    assert on_time(8) == pytest.approx(0.478, abs=5e-4)
    assert simulate(Params(time_bonus=0.6)).on_time_reported == pytest.approx(0.637, abs=5e-4)


def test_fifteen_per_cent_more_with_no_case_more_solved() -> None:
    assert recording_for_rise(Params()) == pytest.approx(0.130, abs=5e-4)
    assert real_rise(Params()) == pytest.approx(9.2, abs=0.05)
    assert best_bonus(Params()) == pytest.approx(0.11, abs=0.005)


@given(SETTINGS)
def test_nobody_does_less_than_nothing_and_shares_stay_shares(params: Params) -> None:
    found = simulate(params)
    assert found.effort_measured >= -1e-12 and found.effort_unmeasured >= -1e-12
    for share in ("solved", "unrecorded", "clear_up_reported", "on_time", "on_time_reported", "hidden_late"):
        assert 0 <= getattr(found, share) <= 1 + 1e-12


@given(SETTINGS)
def test_efforts_are_the_best_an_officer_can_do(params: Params) -> None:
    a, s = (float(effective(bonus, params.ratchet)) for bonus in (params.bonus, params.second_bonus))
    w, g = params.intrinsic, params.rivalry

    def left(one: object, two: object) -> np.ndarray:
        one, two = np.asarray(one), np.asarray(two)
        return np.asarray((a + w) * one + (s + w) * two - (one**2 + two**2) / 2 - g * one * two)

    one, two = efforts(params)
    grid = np.linspace(0, 3, 61)
    assert left(one, two) >= np.max(left(*np.meshgrid(grid, grid))) - 1e-6


@given(SETTINGS)
def test_what_is_reported_is_never_less_than_what_is_done(params: Params) -> None:
    found = simulate(params)
    assert found.clear_up_reported >= found.solved - 1e-12
    assert found.on_time_reported >= found.on_time - 1e-12


def test_the_data_are_a_year_of_the_strong_scheme() -> None:
    calls = data.load("targets")
    strong = compare_schemes(Params()).set_index("option").loc["strong_bonus"]
    assert calls.solved.sum() / calls.recorded.sum() == pytest.approx(strong.clear_up_reported, abs=0.001)
    assert calls.solved.mean() == pytest.approx(strong.solved, abs=0.001)
    assert 1 - calls.recorded.mean() == pytest.approx(strong.unrecorded, abs=0.002)
    assert (calls.minutes <= 8).mean() == pytest.approx(strong.on_time_reported, abs=0.005)


def test_the_file_on_the_desk_counts_what_the_data_hold() -> None:
    calls = data.load("targets")
    assert (len(calls), int(calls.recorded.sum()), int(calls.solved.sum())) == (20_000, 17_343, 7_037)
    assert round(100 * (calls.minutes <= 8).mean()) == 64
    starts = np.arange(2, 20, 0.5)
    found = excess_mass(starts, np.histogram(calls.minutes, np.append(starts, 20))[0], 8)
    assert [round(v) for v in (found.excess, found.low, found.high, found.missing)] == [1069, 965, 1173, 1030]
    assert found.low < 1057 < found.high, "build.py moved 1,057"


def test_options_decide_terms_only() -> None:
    for scheme in OPTIONS.values():
        assert scheme.ratchet == Params().ratchet and scheme.audit_cost == Params().audit_cost


def test_arrays_give_what_numbers_give() -> None:
    bonus = np.array([0.0, 0.4, 1.0])
    together = simulate(Params(bonus=bonus))
    for n, value in enumerate(bonus):
        alone = simulate(Params(bonus=float(value)))
        for name in vars(alone):
            assert getattr(together, name)[n] == pytest.approx(getattr(alone, name))
