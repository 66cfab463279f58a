"""What did the pilot show? The published values of the case, and what must hold whatever the levers say."""

from __future__ import annotations

from dataclasses import replace
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from caseroom import data
from caseroom.methods.panel_data import Panel, changes, four_cell
from caseroom.parameters import parameters
from cases.evidence.model import (
    OPTIONS,
    SCORE_SPREAD,
    Params,
    best_of,
    compare_designs,
    parts,
    simulate,
    ways_to_choose,
)

SETTINGS = st.builds(
    Params,
    **{
        p.name: st.integers(int(p.minimum), int(p.maximum)) if p.integer else st.floats(p.minimum, p.maximum)
        for p in parameters(Params)
    },
)


@pytest.mark.parametrize(("share", "expected"), [(0.05, 2.063), (0.10, 1.755), (0.20, 1.400), (0.50, 0.798)])
def test_the_mean_of_the_best(share: float, expected: float) -> None:
    assert_allclose(best_of(share), expected, atol=5e-4)


def test_fourteen_are_reported_and_three_are_what_the_forty_would_have() -> None:
    found = simulate(Params())
    assert_allclose([found.reported, found.at_scale, found.overstated], [14.2, 2.95, 11.25], atol=0.01)


def test_the_first_ten_by_lot_bring_it_to_ten_and_the_forty_to_four() -> None:
    found = simulate(Params(selection=0))
    assert_allclose([found.reported, found.at_scale], [10, 4])


def test_a_comparison_takes_the_trend_away_and_nothing_else() -> None:
    before, after = parts(Params()), parts(Params(comparison=1))
    assert before["trend"] == 3 and after["trend"] == 0
    assert all(before[part] == after[part] for part in before if part != "trend")


def test_a_programme_that_does_nothing_for_an_average_county_may_be_praised_and_harm_the_forty() -> None:
    found = simulate(Params(true_effect=0))
    assert found.reported > 10 and found.at_scale < -1


def test_three_of_ten_cannot_give_less_than_one_in_120() -> None:
    assert ways_to_choose(Params()) == 120


def test_half_of_the_candidates_drawn_count_twice_as_the_other_half_is_as_far_away() -> None:
    assert_allclose(simulate(OPTIONS["by_lot"]).smallest_p, 2 / comb(40, 20), rtol=1e-6)
    assert_allclose(simulate(Params()).smallest_p, 1 / comb(50, 10), rtol=1e-6)


def test_each_design_is_best_for_a_judgement_that_can_be_named() -> None:
    found = compare_designs(Params()).set_index("option")
    assert found.wrong.idxmin() == "by_lot", "whoever must not be wrong"
    assert found.at_stake.idxmin() == "worst_first", "whoever wants the least money out before the next look"
    now = found[found.waiting == 0]
    assert set(now.index) == {"sign", "with_neighbours"}
    assert now.wrong.idxmin() == "with_neighbours", "whoever cannot wait, and thinks that the years brought something"
    quiet = compare_designs(Params(trend=0)).set_index("option")
    assert_allclose(quiet.wrong["sign"], quiet.wrong["with_neighbours"])
    assert quiet.standard_error["sign"] < quiet.standard_error["with_neighbours"], (
        "and whoever thinks that they did not"
    )


def test_only_the_lottery_has_no_more_false_alarms_than_one_asks_for() -> None:
    alarms = compare_designs(Params()).set_index("option").false_alarm
    assert_allclose(alarms.by_lot, 0.05, atol=1e-3)
    assert (alarms.drop("by_lot") > 0.25).all()


def test_less_chance_helps_a_lottery_more_than_more_counties_do() -> None:
    def found(**change: float) -> float:
        return float(simulate(replace(OPTIONS["by_lot"], **change)).power)

    assert found(noise=4.0) - found() > 5 * abs(found(sites=25) - found())


def test_more_years_do_not_lessen_the_chance_in_a_countys_change_as_most_of_it_lasts() -> None:
    wide = data.load("evidence").pivot(index="county", columns="year")
    others = wide["score"].to_numpy(float)[wide["pilot"].to_numpy(float).max(axis=1) == 0]
    before = others[:, :4].mean(axis=1)
    spreads = [(others[:, 4 : 4 + years].mean(axis=1) - before).std(ddof=1) for years in (1, 2, 3, 4)]
    assert_allclose(spreads, Params().noise, rtol=0.1)


def test_regression_to_the_mean_flatters_the_worst_only() -> None:
    assert parts(Params(selection=-1))["regression"] > 0
    assert parts(Params(selection=1))["regression"] == 0
    assert parts(Params(selection=-1, reliability=1))["regression"] == 0


def second_rounds(rounds: int, **design: float) -> tuple[np.ndarray, np.ndarray]:
    """Estimates and Welch ts of drawn second rounds with a comparison: fifty counties, the ablest ten left out."""
    random, p = np.random.default_rng(5), replace(OPTIONS["worst_first"], **design)
    estimates, ratios = np.empty(rounds), np.empty(rounds)
    for i in range(rounds):
        z = np.sort(random.normal(size=50))[:40]
        luck = random.normal(size=40) * 4.47 * np.sqrt(1 - p.reliability)
        score = 4.47 * np.sqrt(p.reliability) * z + luck
        order = np.argsort(score) if p.selection < 0 else random.permutation(40)
        chosen = np.isin(np.arange(40), order[: int(p.sites)])
        # The luck of the year they were sorted on goes; what else changes has the model's spread.
        change = 3 - luck + random.normal(size=40) * p.noise + chosen * (4 + 3 * z + p.effort)
        one, other = change[chosen], change[~chosen]
        estimates[i] = one.mean() - other.mean()
        ratios[i] = estimates[i] / np.sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other))
    return estimates, ratios


def test_drawn_second_rounds_give_what_the_model_says() -> None:
    weakest, _ = second_rounds(4_000)
    assert_allclose(weakest.mean(), simulate(OPTIONS["worst_first"]).reported, atol=0.25)
    by_lot, ratios = second_rounds(4_000, selection=0.0, effort=0.0, sites=20, reliability=1.0)
    expected = simulate(OPTIONS["by_lot"])
    assert_allclose(by_lot.mean(), expected.reported, atol=0.1)
    assert_allclose(by_lot.std(), expected.standard_error, rtol=0.05)
    assert_allclose(np.mean(np.abs(ratios) > 2.03), expected.power, atol=0.03)


def test_the_data_have_the_models_numbers() -> None:
    wide = data.load("evidence").pivot(index="county", columns="year")
    panel = Panel(wide["score"].to_numpy(float), wide["pilot"].to_numpy(float))
    found, expected = four_cell(panel), simulate(OPTIONS["with_neighbours"])
    assert_allclose(found.value, expected.reported, atol=0.2)
    assert_allclose(found.standard_error, expected.standard_error, rtol=0.1)
    assert_allclose(changes(panel)[~panel.ever].std(ddof=1), Params().noise, rtol=0.1)
    assert_allclose(panel.outcome[:, :4].std(axis=0).mean(), SCORE_SPREAD, rtol=0.05)


@given(SETTINGS)
def test_the_parts_add_up_to_the_report(params: Params) -> None:
    found = simulate(params)
    assert_allclose(sum(parts(params).values()), found.reported, atol=1e-9)
    assert_allclose(found.reported - found.at_scale, found.overstated, atol=1e-9)
    assert 0 <= found.false_alarm <= 1 and 0 <= found.power <= 1
    assert found.standard_error > 0 and 0 < found.smallest_p <= 1


@given(SETTINGS)
def test_a_second_round_by_lot_with_a_comparison_and_no_more_effort_is_right_on_average(params: Params) -> None:
    found = simulate(replace(params, round=2, selection=0, comparison=1, effort=0))
    assert_allclose(found.overstated, 0, atol=1e-12)
    assert_allclose(found.false_alarm, 0.05, atol=1e-3)


def test_arrays_give_what_single_numbers_give() -> None:
    sites = np.arange(2.0, 26.0)
    found = simulate(Params(sites=sites))
    assert_allclose(found.reported, [simulate(Params(sites=n)).reported for n in sites])


def test_every_option_is_within_bounds() -> None:
    assert set(OPTIONS) == {"sign", "with_neighbours", "worst_first", "by_lot"}


def test_before_the_start_the_groups_changed_alike_when_all_years_are_tested_together() -> None:
    wide = data.load("evidence").pivot(index="county", columns="year")
    ever = wide["pilot"].to_numpy(float).max(axis=1) == 1
    score = wide["score"].to_numpy(float)
    early = score[:, :3] - score[:, [3]]
    apart = early[ever].mean(axis=0) - early[~ever].mean(axis=0)
    spread = sum(np.cov(group.T) / len(group) for group in (early[ever], early[~ever]))
    # Chi-squared with three degrees of freedom: p of .17, where 7.8 would be .05.
    assert_allclose(apart @ np.linalg.solve(spread, apart), 5.02, atol=0.01)


def test_a_first_round_spends_all_the_money_and_a_second_one_what_its_counties_cost() -> None:
    assert simulate(Params(sites=2)).at_stake == simulate(Params(sites=25)).at_stake == 1
    second = simulate(Params(round=2, sites=20))
    assert second.at_stake == 0.5
    assert second.waiting == 20
