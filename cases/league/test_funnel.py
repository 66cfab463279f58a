"""How far units differ: against statsmodels, against scipy, and how often the intervals cover what is true."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2
from statsmodels.stats.meta_analysis import combine_effects

from cases.league.funnel import chi_square, chi_square_quantile, luck, q_statistic, shrunken, spread_of
from cases.league.model import FIGURES, SIZES

CASES, BACK = (np.array([years[3][n] for years in FIGURES], float) for n in (0, 1))


def test_tau_is_that_of_statsmodels() -> None:
    rates, variances = BACK / CASES, luck(CASES, BACK)
    theirs = combine_effects(rates, variances, method_re="iterated", atol=1e-12, maxiter=500)
    ours = spread_of(CASES, BACK)
    assert ours.tau**2 == pytest.approx(theirs.tau2, rel=1e-4)
    assert q_statistic(rates, variances, ours.tau**2) == pytest.approx(35, abs=1e-6)


def test_the_q_profile_is_that_of_viechtbauer() -> None:
    """Nine trials of diuretics in pregnancy (Collins and others 1985): tau^2 from 0.0723 to 2.2027 at 95%, as there."""
    treated = np.array(
        [[14, 131], [21, 385], [14, 57], [6, 38], [12, 1011], [138, 1370], [15, 506], [6, 108], [65, 153]]
    )
    control = np.array(
        [[14, 136], [17, 134], [24, 48], [18, 40], [35, 760], [175, 1336], [20, 524], [2, 103], [40, 102]]
    )
    cells = np.column_stack(
        [treated[:, 0], treated[:, 1] - treated[:, 0], control[:, 0], control[:, 1] - control[:, 0]]
    )
    odds = np.log(cells[:, 0] * cells[:, 3] / (cells[:, 1] * cells[:, 2]))
    variances = (1 / cells).sum(axis=1)
    for tau2, share in ((0.0723, 0.975), (2.2027, 0.025)):
        assert q_statistic(odds, variances, tau2) == pytest.approx(chi_square_quantile(share, 8), rel=1e-3)


@pytest.mark.parametrize(
    ("tail", "tau", "outside"), [(0.0, 3.2, {2}), (0.1, 1.3, {2, 19, 20})], ids=["as they are", "winsorised"]
)
def test_over_dispersion_as_programs_for_funnels_reckon_it(tail: float, tau: float, outside: set[int]) -> None:
    """The guide's other way: z-scores winsorised by a tenth at both ends, tau by DerSimonian and Laird."""
    rates, variances, common = BACK / CASES, luck(CASES, BACK), BACK.sum() / CASES.sum()
    z = (rates - common) / np.sqrt(variances)
    spread = (np.clip(z, *np.quantile(z, (tail, 1 - tail))) ** 2).sum()
    weight = 1 / variances
    tau2 = (spread - (len(z) - 1)) / (weight.sum() - (weight**2).sum() / weight.sum())
    assert 100 * tau2**0.5 == pytest.approx(tau, abs=0.05)
    beyond = np.abs(rates - common) > 1.96 * np.sqrt(variances + tau2)
    assert set(np.flatnonzero(beyond) + 1) == outside


def test_the_spread_of_2024() -> None:
    found = spread_of(CASES, BACK)
    assert (found.tau, found.low, found.high) == pytest.approx((0.0264, 0.0161, 0.0413), abs=5e-5)


@pytest.mark.parametrize("free", [1, 5, 35, 400])
def test_chi_square_is_that_of_scipy(free: int) -> None:
    for share in (0.05, 0.5, 0.95):
        assert chi_square_quantile(share, free) == pytest.approx(chi2.ppf(share, free), rel=1e-7, abs=1e-9)
    assert chi_square(0, free) == 0


def test_how_often_the_intervals_cover() -> None:
    """Nominal 90%, 120 provinces like ours: of tau .85 to .96 of them, of the shrunken rates .86 or more."""
    random, sizes, tau = np.random.default_rng(31), np.array(SIZES, float), 0.03
    of_tau, of_rates = [], []
    for _ in range(120):
        true = 0.14 + tau * random.standard_normal(len(sizes))
        back = random.binomial(sizes.astype(int), np.clip(true, 0.01, 0.6)).astype(float)
        found, each = spread_of(sizes, back), shrunken(sizes, back)
        of_tau.append(found.low <= tau <= found.high)
        of_rates.append(((each.low <= true) & (true <= each.high)).mean())
    assert 0.83 <= np.mean(of_tau) <= 0.97
    assert 0.86 <= np.mean(of_rates) <= 1


def test_where_events_are_rare_the_highest_rates_are_covered_too() -> None:
    """Nominal 90%, a hundred units of thirty with one case each on average: with luck at the common rate it was .78."""
    random, sizes, mean, tau = np.random.default_rng(11), np.full(100, 30.0), 0.03, 0.02
    both = mean * (1 - mean) / tau**2 - 1
    of_all, of_highest = [], []
    for _ in range(40):
        true = random.beta(mean * both, (1 - mean) * both, len(sizes))
        cases = random.binomial(30, true).astype(float)
        each = shrunken(sizes, cases)
        covered = (each.low <= true) & (true <= each.high)
        of_all.append(covered.mean())
        of_highest.append(covered[np.argsort(-cases)[:6]].mean())
    assert np.mean(of_all) >= 0.84 and np.mean(of_highest) >= 0.82


def test_a_rate_of_nought_is_not_said_to_be_sure() -> None:
    counts, cases = np.array([8.0, *[60.0] * 12]), np.array([0.0, *range(2, 50, 4)])
    assert shrunken(counts, cases).high[0] > 0.1


def test_where_units_do_not_differ_rates_shrink_to_the_mean() -> None:
    counts = np.full(20, 100.0)
    back = np.full(20, 15.0)
    found = spread_of(counts, back)
    assert found.tau == found.low == 0
    assert shrunken(counts, back).rate == pytest.approx(0.15, abs=1e-9)


@pytest.mark.parametrize("huge", [150, 1_000_000])
def test_one_huge_unit_does_not_make_sure_what_the_small_ones_are(huge: int) -> None:
    """Twenty units with 3 of 20 and a huge one, all at 15%: by a fine grid a small one's 90% is 12.1 to 18.0."""
    counts = np.array([20.0] * 20 + [huge])
    each = shrunken(counts, 0.15 * counts)
    assert each.rate == pytest.approx(0.15, abs=1e-9)
    assert each.high[0] - 0.15 == pytest.approx(0.029 if huge > 1000 else 0.037, abs=0.002)
    assert 0.15 - each.low[0] == pytest.approx(each.high[0] - 0.15, abs=1e-6)


def test_nobody_back_at_all_and_two_units_are_no_failure() -> None:
    for counts, back in ((np.array([10.0, 20.0, 30.0]), np.zeros(3)), (np.array([50.0, 80.0]), np.array([5.0, 40.0]))):
        each = shrunken(counts, back)
        assert np.isfinite([each.rate, each.low, each.high]).all()
        assert (each.low <= each.rate).all() and (each.rate <= each.high).all()


def test_a_small_units_rate_moves_further_than_a_large_ones() -> None:
    counts, back = np.array([20.0, 200.0, *CASES]), np.array([8.0, 80.0, *BACK])
    rate = shrunken(counts, back).rate
    assert 0.4 - rate[0] > 0.4 - rate[1] > 0
