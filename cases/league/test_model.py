"""The league table: the brief's numbers, a province drawn by lot, and what holds whatever the levers say."""

from __future__ import annotations

import csv
from dataclasses import replace
from itertools import product
from math import inf
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from caseroom import catalogue, data
from caseroom.analysis.goal_seek import Aim, Bound, seek
from caseroom.casefile import Goal
from caseroom.parameters import parameters
from cases.league.model import (
    CALLED_IN,
    FIGURES,
    OPTIONS,
    SIZES,
    SMALL,
    Params,
    beyond,
    both_above,
    compare_options,
    fall_by_itself,
    fall_by_luck,
    fall_of_patients,
    fall_of_patients_by_itself,
    fall_of_patients_by_luck,
    fall_reported,
    naming,
    rates,
    reliability,
    shrunken_rate,
    simulate,
    upper_limit,
    wrong_share,
)
from cases.league.params import BY_LIMITS, NOBODY

SETTINGS = st.builds(
    Params,
    **{
        p.name: st.integers(int(p.minimum), int(p.maximum)) if p.integer else st.floats(p.minimum, p.maximum)
        for p in parameters(Params)
    },
)
ONE = ("avoided", "concealed", "wrongly_named", "worst_reached", "small_named", "days", "net")


@pytest.mark.parametrize(
    ("option", "published"),
    [
        ("table", (19.7, 12.5, 1.95, 1.78, 0.56, 128, 2.7)),
        ("funnel", (11.3, 7.2, 0.43, 0.69, 0.39, 64, 2.4)),
        ("three_years", (22.8, 13.8, 1.78, 1.88, 0.28, 128, 4.7)),
        ("rounds", (13.3, 0, 0, 1.80, inf, 297, 7.4)),
    ],
)
def test_the_published_values(option: str, published: tuple[float, ...]) -> None:
    found = simulate(OPTIONS[option])
    for name, value in zip(ONE, published, strict=True):
        assert getattr(found, name) == pytest.approx(value, abs=0.0051 if value < 2.2 else 0.06 if value < 60 else 0.6)


def test_small_networks_are_four_in_ten() -> None:
    assert sum(size < SMALL for size in SIZES) / len(SIZES) == pytest.approx(0.39, abs=0.005)


def test_without_control_half_of_the_named_are_named_wrongly_and_one_of_the_worst_is_reached_by_chance() -> None:
    found = simulate(Params(control=0))
    assert found.wrongly_named == pytest.approx(3) and found.worst_reached == pytest.approx(1)


def test_what_questions_ask_of_it() -> None:
    assert wrong_share(Params()) == pytest.approx(0.325, abs=0.0005)
    assert wrong_share(Params(years=3)) == pytest.approx(0.310, abs=0.0005)
    assert upper_limit(Params(), between=0.0) == pytest.approx(22.8, abs=0.05)
    assert upper_limit(Params()) == pytest.approx(24.6, abs=0.05)
    assert upper_limit(Params(), between=0.0) + 1.96 * 3 == pytest.approx(28.7, abs=0.05)
    assert reliability(Params(), 22) == pytest.approx(0.141, abs=0.0005)
    assert shrunken_rate(Params(), 22, 22.7) == pytest.approx(15.2, abs=0.05)
    assert reliability(Params(), 19) == pytest.approx(0.124, abs=0.0005)
    assert shrunken_rate(Params()) == pytest.approx(15.5, abs=0.05)
    assert fall_reported() == pytest.approx(4.5, abs=0.05)
    assert fall_by_itself(Params()) == pytest.approx(4.9, abs=0.05)
    assert fall_of_patients() == pytest.approx(2.1, abs=0.05)


def test_how_far_the_fall_by_itself_may_lie_from_what_was_expected() -> None:
    """Provinces drawn by lot, whose six called in have the rates of exhibit 2 before and no talk after."""
    draws, random, params = 20_000, np.random.default_rng(3), Params()
    before = [FIGURES[n - 1][2] for n in CALLED_IN]
    falls, of_patients = np.zeros(draws), np.zeros(draws)
    for cases, back in before:
        luck, excess = 14 * 86 / cases, 100 * back / cases - 14
        trust = 9 / (9 + luck)  # of q + u, given the rate; of each half
        both = np.array([[4.5, 0.0], [0.0, 4.5]]) - 4.5**2 / (9 + luck)
        q, u = random.multivariate_normal([trust * excess / 2] * 2, both, draws).T
        after = 0.75 * q + u + random.normal(0, (4.5 * (1 - 0.75**2) + luck) ** 0.5, draws)
        falls += (excess - after) / len(before)
        of_patients += (excess - after) * cases / sum(counted for counted, _back in before)
    for drawn, itself, luck, seen in (
        (falls, fall_by_itself, fall_by_luck, fall_reported()),
        (of_patients, fall_of_patients_by_itself, fall_of_patients_by_luck, fall_of_patients()),
    ):
        assert drawn.mean() == pytest.approx(itself(params), abs=0.05)
        low, high = np.quantile(drawn, (0.05, 0.95))
        assert (high - low) / 2 == pytest.approx(luck(params), abs=0.06)
        assert low < seen < high


def test_three_earlier_years_give_nearly_the_same_fall_as_one() -> None:
    """The guide: 5.0 give or take 3.7 by rates, 3.4 give or take 2.5 by patients, where 2021 and 2022 count too."""
    years = np.arange(4)
    falls, variances = [], []
    for n in CALLED_IN:
        counts, back = np.array(FIGURES[n - 1], float)[:3].T
        luck = 14 * 86 / np.append(counts, counts[-1])
        covariance = 4.5 * 0.75 ** abs(years[:, None] - years) + 4.5 + np.diag(luck)
        weights = np.linalg.solve(covariance[:3, :3], covariance[:3, 3])
        excess = 100 * back / counts - 14
        falls.append(excess[-1] - weights @ excess)
        variances.append(covariance[3, 3] - weights @ covariance[:3, 3])
    size = np.array([FIGURES[n - 1][2][0] for n in CALLED_IN])
    for share, fall, either in ((np.full(6, 1 / 6), 5.0, 3.7), (size / size.sum(), 3.4, 2.5)):
        assert share @ falls == pytest.approx(fall, abs=0.05)
        assert 1.645 * (share**2 @ variances) ** 0.5 == pytest.approx(either, abs=0.05)


def test_where_exactly_six_are_named_hardly_more_are_named_wrongly() -> None:
    """The limits: by the table 1.99 of six, where the formula, which names six on average, has 1.95."""
    draws, random, sizes = 40_000, np.random.default_rng(7), np.array(SIZES)
    q, u = (4.5**0.5 * random.standard_normal((draws, len(sizes))) for _ in range(2))
    rate = q + u + np.sqrt(14 * 86 / sizes) * random.standard_normal(q.shape)
    after = 0.75 * q + (4.5 * (1 - 0.75**2)) ** 0.5 * random.standard_normal(q.shape)
    named = np.argsort(-rate, axis=1)[:, :6]
    wrongly = (np.take_along_axis(after, named, axis=1) <= 0).sum() / draws
    assert wrongly == pytest.approx(1.99, abs=0.015)


def test_a_province_drawn_by_lot_gives_what_the_formulas_give() -> None:
    draws, random, params = 4_000, np.random.default_rng(7), Params()
    sizes = np.array(SIZES)
    own, given_ = params.spread * params.control**0.5, params.spread * (1 - params.control) ** 0.5
    for option in ("table", "funnel", "three_years"):
        plan = OPTIONS[option]
        years = int(plan.years)
        q = own * random.standard_normal((draws, len(sizes)))
        u, past = given_ * random.standard_normal((draws, len(sizes))), []
        for _ in range(years):
            past.append(q)
            q = 0.75 * q + own * (1 - 0.75**2) ** 0.5 * random.standard_normal(q.shape)
        luck = np.sqrt(14 * 86 / (sizes * years)) * random.standard_normal(q.shape)
        rate = np.mean(past, axis=0) + u + luck
        expected = naming(plan)
        named = rate / expected.spread > expected.at
        worst = q > own * NormalDist().inv_cdf(5 / 6)
        found = simulate(plan)
        assert named.sum() / draws == pytest.approx(found.networks_named, abs=0.12)
        assert (named & (q < 0)).sum() / draws == pytest.approx(found.wrongly_named, abs=0.08)
        assert (named & worst).sum() / draws == pytest.approx(found.worst_reached, abs=0.08)
        removed = (named * q * 0.4 * sizes / 100).sum() / draws
        assert removed == pytest.approx(found.avoided - simulate(replace(plan, visit=0)).avoided, abs=0.25)


@pytest.mark.parametrize(("h", "k", "r"), [(0.5, 0.0, 0.9), (1.2, 0.97, 0.3), (-1, 0, 0.99), (0, 0, 0.5)])
def test_two_normal_variables_above_two_values(h: float, k: float, r: float) -> None:
    from scipy.stats import multivariate_normal

    expected = multivariate_normal.cdf([-h, -k], cov=[[1, r], [r, 1]])
    assert both_above(h, k, r) == pytest.approx(expected, abs=2e-5)


def test_at_the_far_end_of_all_levers_no_more_is_avoided_and_concealed_than_comes_back() -> None:
    far = Params(rule=2, years=5, stake=10, ease=5, scope=8, control=1, audit=0, spread=0.5, tenure=1, named=12, base=5)
    assert simulate(far).reported == pytest.approx(sum(SIZES) * 0.05)


@settings(max_examples=40)
@given(SETTINGS)
def test_what_holds_whatever_the_levers_say(params: Params) -> None:
    found = simulate(params)
    if params.rule in (1, 2):
        assert found.networks_named == pytest.approx(params.named, abs=1e-6)
    assert -1e-9 <= found.wrongly_named <= found.networks_named + 1e-9
    assert -1e-9 <= found.worst_reached <= 6 + 1e-9
    assert found.reported == pytest.approx(found.avoided + found.concealed)
    assert found.reported <= sum(SIZES) * params.base / 100 + 1e-9  # no more than come back
    assert found.concealed >= 0 and found.small_named >= 0


@settings(max_examples=30)
@given(SETTINGS)
def test_concealment_falls_with_audit_and_is_nought_without_stake_or_with_every_file_checked(params: Params) -> None:
    assume(params.audit <= 0.9)
    assert simulate(replace(params, audit=params.audit + 0.1)).concealed <= simulate(params).concealed + 1e-12
    assert simulate(replace(params, stake=0.0)).concealed == simulate(replace(params, audit=1.0)).concealed == 0


def best(outcome: str = "net", **province: float) -> str:
    table = compare_options(Params(**province)).set_index("option")
    return str(table[outcome].idxmax())


def test_where_each_release_is_best() -> None:
    assert best() == best(attendance=0.45) == best(control=0.56) == best(harm=0.9) == "rounds"
    assert best(control=0.6) == best(audit=0.45) == best(attendance=0.35) == "three_years"
    assert best(audit=0.8, tenure=0.3) == best(spread=6.0) == "table"
    assert best(elsewhere=6.0) == best(elsewhere=5.7) == best(blame=3.0, attendance=0.1) == "funnel"
    assert compare_options(Params(elsewhere=5.7)).net.max() == pytest.approx(0.0, abs=0.05)
    assert best(harm=0.8) == best(attendance=0.38) == best(gain=0.5) == best(elsewhere=4.0) == "three_years"


@pytest.mark.parametrize(("control", "audit", "elsewhere"), [*product((0.4, 0.5, 0.6), (0.2, 0.3), (1.0, 2.0, 3.0))])
def test_no_release_is_dominated_where_students_go(control: float, audit: float, elsewhere: float) -> None:
    table = compare_options(Params(control=control, audit=audit, elsewhere=elsewhere)).set_index("option")
    merits = table[["avoided", "worst_reached", "net"]].assign(
        cheap=-table.days, honest=-table.concealed, fair=-table.wrongly_named
    )
    for one, other in product(OPTIONS, OPTIONS):
        if one != other:
            assert not (merits.loc[other] > merits.loc[one]).all(), f"{other} beats {one} in everything"


@pytest.mark.parametrize("goal", catalogue.load("league").goals, ids=lambda goal: goal.id)
def test_a_search_reaches_its_goal_without_hiding_or_stopping(goal: Goal) -> None:
    bounds = tuple(Bound(one.outcome, one.limit(Params()), one.at_least is not None) for one in goal.constraints)
    found = seek(simulate, Params(), Aim(goal.minimise, goal.by, bounds)).params
    reached = simulate(found)
    for one in goal.constraints:
        value, limit = getattr(reached, one.outcome), one.limit(Params())
        assert value >= limit - 1e-9 if one.at_least is not None else value <= limit + 1e-9
    assert reached.avoided > 15


def test_the_figures_are_those_of_the_data() -> None:
    table = data.load("league")
    for n, years in enumerate(FIGURES, 1):
        rows = table[table.network == f"N{n:02d}"].sort_values("year")
        assert tuple(zip(rows.discharges, rows.readmitted, strict=True)) == years


def numbers(named: np.ndarray) -> set[int]:
    return {int(n) + 1 for n in np.flatnonzero(named)}


def test_whom_each_rule_names_by_the_figures() -> None:
    assert numbers(beyond(OPTIONS["table"])) == {23, 2, 13, 5, 19, 10}
    assert numbers(beyond(OPTIONS["funnel"])) == {2}
    assert numbers(beyond(Params(rule=BY_LIMITS, spread=2.6))) == {2, 13, 19}
    assert numbers(beyond(OPTIONS["three_years"])) >= {2, 21, 19, 23}
    assert not beyond(OPTIONS["rounds"]).any()


def test_over_several_years_the_limits_are_in_the_figures_as_in_the_outcomes() -> None:
    """An own part that is new every year leaves a quarter of its variance in the mean of four years."""
    plan = Params(rule=BY_LIMITS, years=4, control=1, persistence=0)
    cases, rate = rates(4)
    assert numbers(beyond(plan)) == numbers(rate > 14 + 1.645 * np.sqrt(9 / 4 + 14 * 86 / cases))
    assert numbers(beyond(plan)) > numbers(beyond(replace(plan, persistence=1))) == {2, 23}


def test_the_exhibits_tell_what_the_data_say() -> None:
    table = data.load("league")
    last = table[table.year == 2024]
    assert (last.discharges.sum(), last.readmitted.sum()) == (4855, 694)
    before = table[(table.year == 2023) & table.network.isin([f"N{n:02d}" for n in CALLED_IN])]
    after = table[(table.year == 2024) & table.network.isin([f"N{n:02d}" for n in CALLED_IN])]
    assert (before.readmitted.sum(), before.discharges.sum()) == (189, 917)
    assert (after.readmitted.sum(), after.discharges.sum()) == (165, 893)
    wide = table.assign(rate=table.readmitted / table.discharges).pivot(index="network", columns="year", values="rate")
    six = {year: set(wide[year].nlargest(6).index) for year in wide}
    assert [len(six[year] & six[year + 1]) for year in (2021, 2022, 2023)] == [2, 2, 2]
    assert six[2023] == {f"N{n:02d}" for n in CALLED_IN}
    ranks = [wide[year].corr(wide[year + 1], method="spearman") for year in (2021, 2022, 2023)]
    assert ranks == pytest.approx([0.16, 0.28, 0.09], abs=0.005)
    first = wide[2024].nsmallest(6).index
    assert sum(last.set_index("network").discharges.loc[first] < SMALL) == 5
    assert all("N23" in six[year] for year in wide)
    assert last.living_alone.median() == pytest.approx(20.8, abs=0.05)
    assert last.contact_7d.median() == pytest.approx(64.05, abs=0.01)
    assert float(last.contact_7d[last.network == "N02"].iloc[0]) == pytest.approx(38, abs=0.5)


def test_the_truth_that_is_kept_apart() -> None:
    with (data.folder("league") / "truth.csv").open() as file:
        truth = {(row["network"], int(row["year"])): row for row in csv.DictReader(file)}
    q = {n: float(truth[f"N{n:02d}", 2024]["q"]) for n in range(1, 37)}
    worst = sorted(q, key=lambda n: -q[n])
    assert worst[:6] == [2, 19, 33, 36, 13, 9]
    assert [round(q[n], 1) for n in (2, 19, 13, 23, 5, 10)] == [4.7, 4.3, 2.4, -0.2, -0.9, -0.6]
    assert max(range(1, 37), key=lambda n: float(truth[f"N{n:02d}", 2024]["u"])) == 2
    assert [float(truth["N23", year]["q"]) for year in range(2021, 2025)] == [1.26, -0.75, -0.62, -0.24]
    contact = data.load("league").merge(data.load("league", "truth"), on=["network", "year"])
    assert contact.contact_7d.corr(contact.q) == pytest.approx(-0.76, abs=0.005)


def test_arrays_give_what_numbers_give() -> None:
    rules, years = np.array([1, 2, BY_LIMITS, NOBODY]), np.array([1, 3, 2, 5])
    together = simulate(Params(rule=rules, years=years, control=np.array([0.2, 0.5, 0.8, 0.4])))
    for n in range(4):
        alone = simulate(Params(rule=int(rules[n]), years=int(years[n]), control=(0.2, 0.5, 0.8, 0.4)[n]))
        for name in vars(alone):
            assert getattr(together, name)[n] == pytest.approx(getattr(alone, name))


@pytest.mark.parametrize(
    ("counted", "limit", "named"), [(1, 1.645, {2}), (0, 1.645, {2, 13, 19, 22}), (0, 2.5, {2, 19}), (0, 3, {2, 19})]
)
def test_without_over_dispersion_the_funnel_of_2024_names_three_more_and_none_of_them_is_small(
    counted: float, limit: float, named: set[int]
) -> None:
    cases, back = np.array(FIGURES, float)[:, 3].T
    width = limit * np.sqrt(counted * 3.0**2 + 14 * 86 / cases)
    over = 100 * back / cases > 14 + width
    assert {int(place) + 1 for place in np.flatnonzero(over)} == named
    assert cases[over].min() > np.median(cases)


@pytest.mark.parametrize(
    ("lever", "stop", "leads"),
    [
        ("control", 0.6, "three_years"),
        ("attendance", 0.35, "three_years"),
        ("harm", 0.8, "three_years"),
        ("elsewhere", 3.8, "three_years"),
        ("elsewhere", 5.8, "funnel"),
        ("spread", 5.8, "table"),
    ],
)
def test_one_lever_turns_the_lead_as_the_debrief_says(lever: str, stop: float, leads: str) -> None:
    found = compare_options(replace(Params(), **{lever: stop}))
    assert found.option[found.net.idxmax()] == leads
    declared = next(one for one in parameters(Params) if one.name == lever)
    steps = (stop - declared.minimum) / declared.step
    assert steps == pytest.approx(round(steps)), "a stop of the lever"
