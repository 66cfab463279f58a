"""The suitcase: the result at the defaults, the first-order condition, and what holds whatever the numbers."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseroom.methods.normal import density, distribution, quantile
from caseroom.parameters import parameters
from cases.suitcase.model import (
    EFFORT_COST_TODAY,
    OPTIONS,
    SPREAD,
    TIME_LIMIT_ADVANTAGED,
    Params,
    best_programme,
    compare_programmes,
    cost_per_point,
    gap_change,
    interior_time,
    kits_for_budget,
    programme_cost,
    score,
    simulate,
    time_given,
    with_kit,
)
from cases.suitcase.study import PAIRS, STUDENT, difference

SETTINGS = st.builds(
    Params,
    **{p.name: st.floats(p.minimum, p.maximum, allow_nan=False) for p in parameters(Params)},
)


@pytest.mark.parametrize(
    ("option", "mean", "gap"),
    [
        ("as_is", 0.825, 0.582),
        ("leaflet", 0.892, 0.677),
        ("more_staff", 0.977, 0.742),
        ("kit_for_all", 0.943, 0.357),
        ("targeted_kit", 0.887, 0.376),
    ],
)
def test_the_default_result(option: str, mean: float, gap: float) -> None:
    found = simulate(OPTIONS[option])
    assert (found.mean_score, found.gap) == (pytest.approx(mean, abs=1e-3), pytest.approx(gap, abs=1e-3))


def test_each_measure_has_a_winner_of_its_own() -> None:
    table = compare_programmes(Params()).set_index("option")
    programmes = table.drop("as_is")
    assert table.cost_per_point.idxmin() == "leaflet"
    assert table.mean_score.idxmax() == "more_staff"
    assert list(table.sort_values("gap").index) == ["kit_for_all", "targeted_kit", "as_is", "leaflet", "more_staff"]
    assert programmes.total_cost.idxmin() == "targeted_kit"
    assert table.net_benefit.idxmax() == "kit_for_all" and table.net_benefit["as_is"] == 0


@pytest.mark.parametrize(
    ("lever", "below", "above", "winners"),
    [
        ("stays_away", 0.09, 0.12, ("targeted_kit", "kit_for_all")),
        ("point_value", 440, 480, ("targeted_kit", "kit_for_all")),
        ("kit_cost", 1_270, 1_310, ("kit_for_all", "targeted_kit")),
        ("compensation_cost", 2_400, 2_550, ("leaflet", "targeted_kit")),
        ("compensation_cost", 3_800, 3_900, ("targeted_kit", "kit_for_all")),
        ("disadvantaged_share", 0.16, 0.18, ("leaflet", "kit_for_all")),
        ("staff_weight", 0.63, 0.65, ("kit_for_all", "targeted_kit")),
        ("staff_weight", 0.73, 0.75, ("targeted_kit", "more_staff")),
        ("kit_skill_gain", 0.05, 0.07, ("leaflet", "kit_for_all")),
        ("kit_time_gain", 0.03, 0.05, ("leaflet", "kit_for_all")),
        ("uptake", 0.34, 0.37, ("more_staff", "targeted_kit")),
        ("uptake", 0.69, 0.72, ("targeted_kit", "kit_for_all")),
    ],
)
def test_the_order_turns_where_the_guide_says(lever: str, below: float, above: float, winners: tuple[str, str]) -> None:
    assert (best_programme(Params(**{lever: below})), best_programme(Params(**{lever: above}))) == winners
    assert best_programme(Params()) == "kit_for_all"


def test_half_a_leaflet_does_what_a_whole_one_does() -> None:
    half, whole = simulate(Params(effort_cost=0.45)), simulate(OPTIONS["leaflet"])
    assert half.time_advantaged == whole.time_advantaged == TIME_LIMIT_ADVANTAGED and half.gap == whole.gap


def test_the_effect_of_the_suitcase_in_standard_deviations() -> None:
    today, lent = simulate(Params()), simulate(OPTIONS["kit_for_all"])
    effect = lent.score_disadvantaged - today.score_disadvantaged
    of_all = float(np.hypot(SPREAD, np.sqrt(0.3 * 0.7) * today.gap))
    assert (effect, effect / SPREAD, effect / of_all) == pytest.approx((0.274, 1.1, 0.75), abs=5e-3)


def test_who_supposes_another_world_starts_from_the_same_today() -> None:
    for weight, sigma, returns in ((0.5, 4, 0.5), (0.3, 0.6, 1), (0.7, 2, 0.7)):
        found = simulate(Params(staff_weight=weight, substitution=sigma, returns=returns))
        assert (found.time_advantaged, found.score_advantaged) == (pytest.approx(1), pytest.approx(1))


def test_staff_moves_few_minutes_in_the_world_of_the_council_member() -> None:
    world = Params(substitution=4, returns=0.5)
    before, after = simulate(world), simulate(replace(world, staffing=1.2))
    assert (60 * before.time_advantaged, 60 * after.time_advantaged) == (pytest.approx(60), pytest.approx(56, abs=0.5))
    assert after.gap < before.gap  # good substitutes stand in most where least is given at home


def test_of_what_only_some_get_some_stay_away() -> None:
    only, everybody = OPTIONS["targeted_kit"], OPTIONS["kit_for_all"]
    assert with_kit(only) == (0, pytest.approx(0.75)) and with_kit(everybody) == (1, pytest.approx(1))
    assert programme_cost(only) == pytest.approx(0.3 * 0.75 * 900)


@given(st.floats(0, 1))
def test_a_programme_that_moves_nobody_at_home_is_a_programme_of_staff_and_bills(kits: float) -> None:
    idle = Params(uptake=0, kits_disadvantaged=kits, kits_advantaged=kits, effort_cost=0.4)
    assert simulate(idle).mean_score == pytest.approx(float(simulate(Params()).mean_score))
    assert simulate(idle).net_benefit == pytest.approx(-float(programme_cost(idle)))


def test_a_third_of_what_staff_widens_is_the_form_alone() -> None:
    today, staffed = simulate(Params()), simulate(OPTIONS["more_staff"])
    assert staffed.gap - today.gap == pytest.approx(0.160, abs=5e-4)
    assert (1.2**0.5 - 1) * today.gap == pytest.approx(0.055, abs=1e-3)  # with the hours of today


def test_inside_the_limit_a_family_stops_where_the_last_hour_is_worth_its_cost() -> None:
    params = Params(effort_cost=0.55)
    for skill in (0.3, 0.6, 1.0):
        assert time_given(params, skill, 5.0) == pytest.approx(interior_time(params, skill))


def test_at_the_limit_it_stands_at_the_limit() -> None:
    assert interior_time(Params(), 0.5) == pytest.approx(0.5)
    assert time_given(Params(), 0.5, 0.35) == 0.35
    assert simulate(Params()).time_advantaged == pytest.approx(1.0)


@given(SETTINGS, st.floats(0.2, 1.05), st.floats(0.1, 2))
def test_no_other_amount_of_time_leaves_a_family_better_off(params: Params, skill: float, limit: float) -> None:
    def left(time: Any) -> Any:
        points = score(params.staffing, skill * time, params.staff_weight, params.substitution)
        worth = EFFORT_COST_TODAY / (1 - params.staff_weight) / params.returns
        return worth * points**params.returns - params.effort_cost * time

    chosen = time_given(params, skill, limit)
    assert 0 <= chosen <= limit
    assert left(chosen) >= left(np.linspace(0, limit, 201)).max() - 1e-6


@given(SETTINGS)
def test_lifting_a_limit_never_lowers_a_score(params: Params) -> None:
    more = replace(params, time_limit_disadvantaged=min(params.time_limit_disadvantaged + 0.1, 1.2))
    assert simulate(more).score_disadvantaged >= simulate(params).score_disadvantaged - 1e-9


@given(SETTINGS, st.floats(0.01, 0.2))
def test_a_leaflet_does_nothing_for_a_family_at_its_limit(params: Params, less: float) -> None:
    at_limit = time_given(params, params.skill_disadvantaged, params.time_limit_disadvantaged)
    cheaper = replace(params, kits_disadvantaged=0, effort_cost=max(params.effort_cost - less, 0.2))
    before = simulate(replace(params, kits_disadvantaged=0))
    if at_limit >= params.time_limit_disadvantaged - 1e-9:
        assert simulate(cheaper).score_disadvantaged == pytest.approx(before.score_disadvantaged)


@given(SETTINGS)
def test_a_kit_for_the_disadvantaged_never_widens_the_gap(params: Params) -> None:
    none, all_of_them = (replace(params, kits_disadvantaged=share) for share in (0.0, 1.0))
    assert simulate(all_of_them).gap <= simulate(none).gap + 1e-9


@given(st.floats(0.4, 6), st.floats(0.8, 1.5))
def test_at_constant_returns_more_staff_never_makes_a_family_do_less(sigma: float, staffing: float) -> None:
    params = Params(substitution=sigma, effort_cost=0.6)
    one, more = (time_given(replace(params, staffing=s), 0.8, 5.0) for s in (staffing, staffing + 0.1))
    assert more >= one - 1e-9


def test_with_good_substitutes_and_falling_returns_staff_crowds_parents_out() -> None:
    params = Params(substitution=4, returns=0.5, effort_cost=0.6)
    times = [float(time_given(replace(params, staffing=s), 1.0, 5.0)) for s in (0.8, 1.0, 1.2, 1.4)]
    assert times == sorted(times, reverse=True) and times[0] > times[-1] + 0.05
    complements = [float(time_given(replace(params, substitution=0.8, staffing=s), 1.0, 5.0)) for s in (0.8, 1.4)]
    assert complements[1] > complements[0]


def test_ces_at_one_is_cobb_douglas_and_nearly_so_beside_it() -> None:
    assert score(1.2, 0.7, 0.4, 1) == pytest.approx(1.2**0.4 * 0.7**0.6)
    assert score(1.2, 0.7, 0.4, 1.0001) == pytest.approx(float(score(1.2, 0.7, 0.4, 1)), abs=1e-4)


@given(SETTINGS)
def test_outcomes_stay_where_they_can_be(params: Params) -> None:
    found = simulate(params)
    assert 0 <= found.below_line <= 1
    assert min(found.score_advantaged, found.score_disadvantaged) - 1e-9 <= found.mean_score
    assert found.mean_score <= max(found.score_advantaged, found.score_disadvantaged) + 1e-9
    assert found.time_advantaged <= TIME_LIMIT_ADVANTAGED + 1e-9
    assert found.total_cost == pytest.approx(found.programme_cost + found.compensation)


def test_arrays_give_what_numbers_give() -> None:
    staff = np.array([0.8, 1.0, 1.3])
    together = simulate(Params(staffing=staff, kits_disadvantaged=0.5))
    for n, value in enumerate(staff):
        alone = simulate(Params(staffing=float(value), kits_disadvantaged=0.5))
        for name in vars(alone):
            assert getattr(together, name)[n] == pytest.approx(getattr(alone, name))


def test_what_questions_ask_of_it() -> None:
    assert cost_per_point(OPTIONS["leaflet"]) == pytest.approx(75, abs=0.5)
    assert cost_per_point(Params()) == float("inf")
    assert gap_change(OPTIONS["leaflet"]) == pytest.approx(0.095, abs=1e-3)
    assert kits_for_budget(Params()) == pytest.approx(2 / 3)
    assert kits_for_budget(Params(disadvantaged_share=0.1)) == 1


@given(st.floats(-6, 6))
def test_the_normal_distribution_agrees_with_its_inverse_and_its_slope(z: float) -> None:
    share = float(distribution(z))
    if 1e-6 < share < 1 - 1e-6:
        assert quantile(share) == pytest.approx(z, abs=1e-6)
    assert (distribution(z + 1e-5) - distribution(z - 1e-5)) / 2e-5 == pytest.approx(float(density(z)), abs=1e-6)


def children(random: np.random.Generator, effect: float) -> pd.DataFrame:
    """Scores in PAIRS pairs of kindergartens, drawn as datasets/suitcase draws them; one of each pair by lot."""
    place = np.repeat(np.arange(2 * PAIRS), 40)
    lends = (np.repeat(random.random(PAIRS) < 0.5, 2) ^ (np.arange(2 * PAIRS) % 2 == 1))[place]
    own, noise = random.normal(0, 0.05, 2 * PAIRS)[place], random.normal(0, np.hypot(SPREAD, 0.1), len(place))
    names = [f"K{at + 1:02d}" for at in place]
    drawn = pd.DataFrame({"kindergarten": names, "lends_suitcase": lends, "score_after": effect * lends + own + noise})
    return drawn[random.random(len(place)) < 0.3]  # the dialect families, of whom a kindergarten has more or fewer


def test_nine_intervals_in_ten_by_pair_hold_the_truth() -> None:
    random = np.random.default_rng(20250901)
    ends = [difference(children(random, 0.27))[1:] for _ in range(400)]
    assert np.mean([low <= 0.27 <= high for low, high in ends]) == pytest.approx(0.9, abs=0.035)
    assert below_student(STUDENT, PAIRS - 1) == pytest.approx(0.95, abs=1e-6)


def below_student(t: float, freedom: int) -> float:
    """The share of Student's distribution below `t` > 0, by integrating its density."""
    x = np.linspace(0, t, 20_001)
    scale = math.gamma((freedom + 1) / 2) / (math.sqrt(freedom * math.pi) * math.gamma(freedom / 2))
    return 0.5 + float(np.trapezoid(scale * (1 + x**2 / freedom) ** (-(freedom + 1) / 2), x))
