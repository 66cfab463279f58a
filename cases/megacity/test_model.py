"""Thresholds and votes: Granovetter's crowd, the tipping point by formula and by hand, the law on lifts, each plan."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from math import comb

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from caseroom import catalogue, data
from caseroom.analysis.goal_seek import Aim, Bound, seek
from caseroom.casefile import Goal
from caseroom.parameters import parameters, with_terms
from cases.megacity.model import (
    LEVERS,
    MONTHS,
    OPTIONS,
    STAIRWELL,
    TERMS,
    Params,
    agreement,
    compare_levers,
    compare_plans,
    course,
    fixed_points,
    good_provided,
    joiners,
    lift_passes,
    mean_threshold,
    next_month,
    point_of_no_return,
    points_to_tipping,
    seen_as_more,
    simulate,
    staff_hours,
    stairwell_as_it_is,
    stairwell_with_one_first,
    tipping_point,
    vote_of_three_quarters,
)

SETTINGS = st.builds(Params, **{p.name: st.floats(p.minimum, p.maximum) for p in parameters(Params)})
PLANS = [name for name in OPTIONS if name != "as_is"]


def with_threshold(threshold: float, **more: float) -> Params:
    """A neighbourhood with this mean threshold, by deliberation and enterprise alone."""
    needed = (0.48 - threshold) / 0.35
    params = Params(coordination=0, technology=0, deliberation=needed, enterprise=needed, **more)
    assert mean_threshold(params) == pytest.approx(threshold)
    return params


def test_granovetters_crowd() -> None:
    assert joiners(list(range(100))) == 100
    assert joiners([0, 2, *range(2, 100)]) == 1


def test_the_stairwell_waits_for_one_household() -> None:
    assert (len(STAIRWELL), stairwell_as_it_is(Params()), stairwell_with_one_first(Params())) == (12, 0, 12)
    assert joiners([1, 1, 0, *STAIRWELL[3:]]) == 12  # whoever comes first, one is enough
    assert joiners([*STAIRWELL[:-1], 0]) == 12


@pytest.mark.parametrize(("spread", "threshold"), [(0.122, 0.2497), (0.15, 0.2908), (0.20, 0.355)])
def test_the_published_tipping_points(spread: float, threshold: float) -> None:
    assert tipping_point(spread) == pytest.approx(threshold, abs=5e-5 if spread < 0.2 else 5e-4)


def test_from_a_spread_of_two_fifths_on_nothing_jumps() -> None:
    assert tipping_point(0.41) == 0.5
    low, high = (float(_long_run(mean, 0.41)) for mean in (0.501, 0.499))
    assert 0 < high - low < 0.1


def test_above_it_few_take_part_and_below_it_all_do() -> None:
    assert simulate(with_threshold(0.34)).taking_part == pytest.approx(0.015, abs=0.002)
    assert 12 <= simulate(with_threshold(0.28)).month_of_tipping <= 13


def test_who_takes_part_already_stays() -> None:
    assert simulate(with_threshold(0.38)).settles_at < 0.05
    assert simulate(with_threshold(0.38, taking_part_today=0.8)).settles_at > 0.9


def test_a_lift_needs_eight_who_vote_and_three_quarters_of_these() -> None:
    assert lift_passes(1.0, 1.0) == 1 and lift_passes(0.0, 1.0) == 0
    draws = list(product((0, 1), repeat=4))  # four flats: three have to vote, and three have to agree
    by_hand = sum(
        np.prod([0.7 if vote else 0.3 for vote in votes])
        * sum(
            np.prod([0.8 if yes else 0.2 for yes in said])
            for said in product((0, 1), repeat=sum(votes))
            if sum(said) >= 3
        )
        for votes in draws
        if sum(votes) >= 3
    )
    assert lift_passes(0.7, 0.8, flats=4) == pytest.approx(by_hand)
    assert vote_of_three_quarters(Params()) == pytest.approx(0.649, abs=0.001)


@given(st.floats(0, 0.9), st.floats(0, 0.9))
def test_a_lift_is_likelier_the_more_vote_where_they_agree_and_the_more_agree(share: float, agree: float) -> None:
    assert lift_passes(share, agree + 0.1) >= lift_passes(share, agree) - 1e-12
    assert lift_passes(share + 0.1, 1.0) >= lift_passes(share, 1.0) - 1e-12


@settings(max_examples=20)
@given(st.floats(0.08, 0.3), st.floats(0.005, 0.05))
def test_the_formula_parts_two_worlds(spread: float, little: float) -> None:
    at = float(tipping_point(spread))
    below, above = (float(_long_run(at + side * little, spread)) for side in (-1, 1))
    assert below > above + 0.1


@settings(max_examples=20)
@given(st.floats(0.08, 0.2), st.floats(0.01, 0.3), st.floats(0.005, 0.05))
def test_the_formula_parts_two_worlds_where_signatures_are_believed(spread: float, more: float, little: float) -> None:
    at = float(tipping_point(spread, more))
    below, above = (float(_long_run(at + side * little, spread, more)) for side in (-1, 1))
    assert below > above + 0.05


def _long_run(threshold: float, spread: float, more: float = 0.0) -> float:
    share = 0.0
    for _ in range(1500):
        share = float(next_month(share, threshold, spread, more))
    return share


@given(SETTINGS)
def test_shares_stay_shares_and_only_rise_from_nothing(params: Params) -> None:
    shares = course(replace(params, taking_part_today=0.0))
    assert (shares >= 0).all() and (shares <= 1).all()
    assert (np.diff(shares, axis=0) >= -1e-12).all()
    found = simulate(params)
    assert 0 <= found.counted <= 1 and 0 <= found.lift <= 1


@given(SETTINGS, st.sampled_from(["deliberation", "enterprise", "technology"]))
def test_more_of_a_lever_never_means_fewer(params: Params, lever: str) -> None:
    assume(getattr(params, lever) <= 0.9)
    more = replace(params, **{lever: getattr(params, lever) + 0.1})
    assert simulate(more).taking_part >= simulate(params).taking_part - 1e-12


@given(SETTINGS)
def test_technology_beyond_the_telephones_changes_nothing_but_hours(params: Params) -> None:
    full = replace(params, technology=max(float(params.phones), float(params.technology)))
    more = replace(full, technology=1.0)
    assert mean_threshold(more) == pytest.approx(mean_threshold(full))
    assert staff_hours(more) >= staff_hours(full)


@given(SETTINGS)
def test_command_raises_thresholds_and_costs_votes(params: Params) -> None:
    free = replace(params, command=0.0)
    assert mean_threshold(params) >= mean_threshold(free) - 1e-12
    assert agreement(params) <= agreement(free) + 1e-12


@given(SETTINGS)
def test_where_nothing_moves_nothing_moves(params: Params) -> None:
    more = seen_as_more(params)
    for share, _ in fixed_points(params):
        moved = next_month(share, mean_threshold(params), params.spread, more)
        assert moved == pytest.approx(share, abs=2e-3)


def test_three_resting_points_above_the_tipping_point_and_the_middle_one_does_not_hold() -> None:
    assert [holds for _, holds in fixed_points(with_threshold(0.38))] == [True, False, True]


def test_the_plans_cost_the_same_but_for_the_platform() -> None:
    hours = {name: float(staff_hours(OPTIONS[name])) for name in OPTIONS}
    assert hours == pytest.approx({"as_is": 14, "platform": 19, "campaign": 21, "assembly": 21, "all_four": 21})


def best(outcome: str, plans: list[str] = PLANS, **neighbourhood: float) -> str:
    """Which plan is best by one outcome in such a neighbourhood."""
    table = compare_plans(Params(**neighbourhood)).set_index("option").loc[plans, outcome]
    return str(table.idxmin() if outcome in ("month_of_tipping", "staff_hours") else table.idxmax())


def test_where_each_plan_is_best() -> None:
    assert best("staff_hours") == "platform"  # the hours are what is scarce
    assert best("month_of_tipping", phones=0.7) == "platform"  # seven of ten have a telephone for it
    assert best("counted") == "campaign"  # the next ranking is what counts
    assert best("month_of_tipping", believed=0.25) == "campaign"  # neighbours take the names on the board for real
    assert best("month_of_tipping") == "all_four"  # the next two years count
    assert best("lift") == "assembly"  # the vote counts
    assert best("lift", believed=0.25) == "assembly"


@pytest.mark.parametrize("spread", [0.14, 0.15, 0.16])
@pytest.mark.parametrize("phones", [0.4, 0.5, 0.6])
@pytest.mark.parametrize("believed", [0.0, 0.2])
def test_no_plan_is_dominated_where_students_go(spread: float, phones: float, believed: float) -> None:
    table = compare_plans(Params(spread=spread, phones=phones, believed=believed)).set_index("option")
    merits = table[["taking_part", "counted", "lift", "agree"]]
    merits = merits.assign(soon=-table.month_of_tipping, cheap=-table.staff_hours)
    for one, other in product(OPTIONS, OPTIONS):
        if one != other:
            assert not (merits.loc[other] > merits.loc[one]).all(), f"{other} beats {one} in everything"
            assert (merits.loc[one] > merits.loc[other] + 1e-6).any(), f"{one} has nothing over {other}"


@pytest.mark.parametrize("goal", catalogue.load("megacity").goals, ids=lambda goal: goal.id)
def test_a_search_neither_gives_up_talking_nor_pays_for_telephones_that_are_not_there(goal: Goal) -> None:
    bounds = tuple(Bound(one.outcome, one.limit(Params()), one.at_least is not None) for one in goal.constraints)
    found = seek(simulate, Params(), Aim(goal.minimise, goal.by, bounds)).params
    assert found.deliberation >= Params().deliberation and found.coordination > 0
    assert found.technology <= found.phones and found.command == 0
    assert simulate(found).agree >= simulate(Params()).agree and staff_hours(found) <= 21


def test_the_edge_is_the_spreads() -> None:
    """What stands under the limits: at .12 no plan tips, at .20 today's levers do."""
    assert all(compare_plans(Params(spread=0.12)).taking_part < 0.05)
    assert simulate(Params(spread=0.20)).taking_part > 0.99


def test_a_command_after_the_success_takes_the_way_back_and_the_vote() -> None:
    free = replace(with_terms(Params(), OPTIONS["all_four"], TERMS), taking_part_today=0.95)
    commanded = replace(free, command=0.6)
    assert simulate(commanded).settles_at > 0.99
    assert point_of_no_return(free) == 0 and point_of_no_return(commanded) == pytest.approx(0.33, abs=0.005)
    assert simulate(commanded).lift < simulate(free).lift - 0.4


@pytest.mark.parametrize(("households", "chance"), [(2, 0.96), (10, 0.83), (50, 0.81)])
def test_the_volunteers_dilemma(households: int, chance: float) -> None:
    assert good_provided(households) == pytest.approx(chance, abs=0.005)


def test_what_questions_ask_of_it() -> None:
    needed = points_to_tipping(Params())
    assert simulate(Params(deliberation=0.2 + needed)).distance_to_tipping == pytest.approx(0, abs=1e-9)
    assert points_to_tipping(Params(), "technology") == float("inf")  # half of the households have no telephone for it
    order = list(compare_levers(Params()).sort_values("left").lever)
    assert order == ["coordination", "enterprise", "deliberation", "technology"]
    assert set(compare_plans(Params()).option) == set(OPTIONS)


def test_on_which_side_the_twelve_of_exhibit_4_lie_hangs_on_one_household() -> None:
    shares = np.array(STAIRWELL) / (len(STAIRWELL) - 1)
    assert shares.mean() == pytest.approx(mean_threshold(Params()), abs=0.005)
    assert shares.std(ddof=1) == pytest.approx(0.21, abs=0.005)
    assert shares.mean() < tipping_point(shares.std(ddof=1)) - 0.02
    others = shares[:-1]  # without Bao Jianjun
    assert (others.mean(), others.std(ddof=1)) == pytest.approx((0.30, 0.15), abs=0.005)
    assert 0 < others.mean() - tipping_point(others.std(ddof=1)) < 0.01


def test_sixty_households_give_their_mean_to_within_four_tenths() -> None:
    assert 1.96 * Params().spread * (len(STAIRWELL) - 1) / 60**0.5 == pytest.approx(0.4, abs=0.03)


# What the private briefs say, through the model and by exhibit 4


@pytest.mark.parametrize(("plan", "share", "ends"), [("assembly", 0.14, 0.015), ("all_four", 0.94, 1.0)])
def test_hours_that_end_in_december_take_the_meetings_back_and_not_all_four(
    plan: str, share: float, ends: float
) -> None:
    ninth = float(course(OPTIONS[plan])[9])
    assert ninth == pytest.approx(share, abs=0.005)
    assert simulate(Params(taking_part_today=ninth)).settles_at == pytest.approx(ends, abs=0.001)


def test_two_who_want_to_see_one_more_can_spoil_the_evening_unless_two_are_brought() -> None:
    """The twelve sorted: Mrs Jin is the first, 401 the second, 302 and 601 the third and fourth."""
    for one, other in combinations(range(len(STAIRWELL)), 2):
        wishes = [wish + (n in (one, other)) for n, wish in enumerate(STAIRWELL)]
        come = joiners([0, *wishes[1:]])
        assert come == (1 if 1 in (one, other) else 2 if (one, other) == (2, 3) else 12)
        assert joiners([0, 0, *wishes[2:]]) == (2 if (one, other) == (2, 3) else 12)
        assert joiners([*wishes[:2], 0, 0, *wishes[4:]]) == 12  # the two whom Fang Zhiguo can bring


def test_the_pair_of_estates_is_apart_by_months_and_not_by_where_it_ends() -> None:
    last = data.load("megacity").query("month == 24").set_index("estate")
    half = {}
    for estate in (54, 57):
        row = last.loc[estate]
        done = Params(**{lever: float(row[lever]) for lever in (*LEVERS, "command")}, phones=float(row.phones_share))
        threshold, share, month = float(mean_threshold(done)) + 0.05 * float(row.renters_share), 0.0, 0
        assert threshold < tipping_point(0.15)
        while share < 0.5:
            share, month = float(next_month(share, threshold, 0.15)), month + 1
        half[estate] = month
    assert half == {54: 18, 57: 28}


def test_thirty_three_votes_are_too_few_to_show_what_talk_does() -> None:
    """Fisher's exact test, two-sided, of 8 of 10 against 22 of 23."""
    ways = [comb(10, failed) * comb(23, 3 - failed) / comb(33, 3) for failed in range(4)]
    assert sum(way for way in ways if way <= ways[2] + 1e-12) == pytest.approx(0.21, abs=0.005)


def test_the_curve_that_is_to_be_drawn_moves_little_for_half_a_year_and_then_leaps() -> None:
    shares = course(OPTIONS["all_four"])
    assert shares[[0, 4, 6, 8]] == pytest.approx([0, 0.10, 0.18, 0.51], abs=0.005)
    assert shares[10] > 0.99 and len(shares) == MONTHS + 1


def test_arrays_give_what_numbers_give() -> None:
    values = np.array([0.2, 0.6, 0.9])
    together = simulate(Params(deliberation=values, believed=np.array([0.0, 0.3, 0.6]), command=0.5))
    for n, value in enumerate(values):
        alone = simulate(Params(deliberation=float(value), believed=(0.0, 0.3, 0.6)[n], command=0.5))
        for name in vars(alone):
            assert getattr(together, name)[n] == pytest.approx(getattr(alone, name))
