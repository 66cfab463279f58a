"""A first stage and a line: the published numbers, what must hold whatever the levers say, where each plan wins."""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from caseroom import catalogue
from caseroom.analysis.goal_seek import Aim, Bound, seek
from caseroom.casefile import Goal
from caseroom.parameters import parameters
from cases.rollout.model import (
    COUNTIES,
    OPTIONS,
    Params,
    both_above,
    by_lot_posterior,
    by_lot_weight,
    compare_plans,
    cost_with_setup,
    drawn,
    first_effect,
    friend_as_shown,
    friend_corrected,
    line,
    posterior,
    simulate,
    spread_of_the_worthless,
    three_gates,
    worth_of_the_plan,
)

SETTINGS = st.builds(Params, **{p.name: st.floats(p.minimum, p.maximum) for p in parameters(Params)})
ASKING = ("strongest", "by_lot", "waves")


@pytest.mark.parametrize(
    ("option", "net", "goes_on", "regret", "missed", "years"),
    [
        ("all_now", -78.000, 1.000, 0.576, 0.000, 360.0),
        ("strongest", 40.379, 0.705, 0.299, 0.014, 219.6),
        ("by_lot", 54.328, 0.511, 0.135, 0.041, 152.6),
        ("waves", -2.232, 0.788, 0.364, 0.011, 256.3),
    ],
)
def test_the_published_table(
    option: str, net: float, goes_on: float, regret: float, missed: float, years: float
) -> None:
    found = simulate(OPTIONS[option])
    assert found.net == pytest.approx(net, abs=1e-3)
    assert (found.goes_on, found.regret, found.missed) == pytest.approx((goes_on, regret, missed), abs=6e-4)
    assert found.county_years == pytest.approx(years, abs=0.06)


def test_what_a_first_stage_shows() -> None:
    shown = [simulate(OPTIONS[name]).shown for name in ASKING]
    assert shown == pytest.approx([3.713, 2.4375, 2.683], abs=5e-4)
    assert simulate(OPTIONS["all_now"]).shown == np.inf
    found = simulate(Params())
    assert (found.true_at_scale, found.break_even, found.perfect) == pytest.approx((1.95, 2.889, 125.56), abs=0.005)


def test_the_published_exercises() -> None:
    assert by_lot_weight(Params()) == pytest.approx(0.789, abs=5e-4)
    assert by_lot_posterior(Params()) == pytest.approx(3.31, abs=0.001)
    assert friend_as_shown(Params()) == pytest.approx(3.333, abs=5e-4)
    assert friend_corrected(Params()) == pytest.approx(2.533, abs=5e-4)
    assert cost_with_setup(Params()) == pytest.approx(2.167, abs=5e-4)
    worthless = [spread_of_the_worthless(OPTIONS[name]) for name in OPTIONS]
    assert worthless == pytest.approx([1, 0.0728, 0.0010, 0.5005], abs=5e-5)


def test_the_edges_of_the_brief() -> None:
    assert simulate(replace(OPTIONS["by_lot"], gate=0)).goes_on == 1
    assert simulate(replace(OPTIONS["waves"], gate=1)).net == pytest.approx(68.9, abs=0.05)
    assert simulate(replace(OPTIONS["by_lot"], delay=1)).net == pytest.approx(73.3, abs=0.05)
    assert simulate(replace(Params(), sites=20)).net == pytest.approx(43, abs=0.6)  # more of the same kind
    now, later = (simulate(replace(Params(), sites=n, delay=d)) for n, d in ((0, 0), (8, 0)))
    assert now.net == later.net == pytest.approx(-78)  # no time to look is no first stage


@pytest.mark.parametrize("option", ASKING)
def test_the_formulas_are_what_drawing_gives(option: str) -> None:
    plan = OPTIONS[option]
    assert drawn(plan) == pytest.approx(simulate(plan).net, abs=1.5)
    ends, found = worth_of_the_plan(plan), simulate(plan)
    assert sum(end.chance for end in ends.values()) == pytest.approx(1)
    assert sum(end.chance * end.worth for end in ends.values()) == pytest.approx(found.net, abs=1e-6)
    assert ends["wrong_on"].chance == pytest.approx(found.regret, abs=1e-6)
    assert ends["missed"].chance == pytest.approx(found.missed, abs=1e-6)
    assert ends["right_on"].whole == ends["right_on"].worth and ends["wrong_on"].whole == ends["wrong_on"].worth
    assert ends["right_off"].whole < ends["right_off"].worth and ends["missed"].whole > ends["missed"].worth


@given(SETTINGS)
@settings(max_examples=200)
def test_the_ends_of_the_tree_are_the_outcomes(params: Params) -> None:
    assume(params.sites == 0 or params.sites >= 1)
    assume(params.horizon - params.delay >= 0.5)
    ends, found = worth_of_the_plan(params), simulate(params)
    assert sum(end.chance * end.worth for end in ends.values()) == pytest.approx(found.net, abs=0.02)
    assert ends["wrong_on"].chance == pytest.approx(found.regret, abs=1e-4)
    assert ends["missed"].chance == pytest.approx(found.missed, abs=1e-4)


def test_the_tree_of_the_lot_in_the_guide() -> None:
    ends = worth_of_the_plan(OPTIONS["by_lot"])
    told = {name: (round(100 * end.chance, 1), round(end.worth), round(end.whole)) for name, end in ends.items()}
    assert told == {
        "right_on": (37.5, 241, 241),
        "wrong_on": (13.5, -117, -117),
        "right_off": (44.8, -46, -325),
        "missed": (4.1, 9, 79),
    }


@pytest.mark.parametrize(
    ("changed", "first"),
    [
        ({"foreseen": 0.9}, "by_lot"),
        ({"foreseen": 0.95}, "strongest"),
        ({"study": 0.9}, "by_lot"),
        ({"study": 1.0}, "strongest"),
        ({"setup": 2.7}, "by_lot"),
        ({"setup": 2.8}, "nothing"),
        ({"horizon": 4}, "by_lot"),
        ({"horizon": 3}, "nothing"),
        ({"noise": 0.5}, "by_lot"),
        ({"noise": 8}, "by_lot"),
    ],
)
def test_where_the_other_levers_change_the_order(changed: dict[str, float], first: str) -> None:
    assert winner(**changed) == first


@pytest.mark.parametrize(("prior", "worth"), [(1.0, 20.09), (2.6, 125.56), (26 / 9, 161.57), (4.0, 54.0)])
def test_what_knowing_for_certain_is_worth(prior: float, worth: float) -> None:
    """Against the better of all and none, by draws: it is largest where one does not know which to choose."""
    params = replace(OPTIONS["all_now"], prior=prior)
    tau = np.random.default_rng(3).normal(prior, params.doubt, 400_000)
    net = COUNTIES * (params.horizon * (params.at_scale * tau - params.cost) - params.setup)
    drawn_worth = np.maximum(net, 0).mean() - max(net.mean(), 0)
    assert simulate(params).perfect == pytest.approx(drawn_worth, abs=1)
    assert simulate(params).perfect == pytest.approx(worth, abs=0.1)


def test_a_result_that_comes_when_no_year_is_left_has_no_line() -> None:
    late = simulate(replace(Params(), delay=4, horizon=3))
    assert late.line == np.inf and np.isfinite(late.shown) and late.goes_on == 0


@given(st.floats(-3, 3), st.floats(-3, 3))
def test_two_normal_variables(one: float, other: float) -> None:
    tail = NormalDist().cdf
    assert both_above(one, other, 0) == pytest.approx(tail(-one) * tail(-other))
    assert both_above(one, other, 1) == pytest.approx(min(tail(-one), tail(-other)), abs=1e-4)
    assert both_above(0, 0, 0.5) == pytest.approx(1 / 3)


@given(SETTINGS)
@settings(max_examples=200)
def test_chances_are_chances_and_add_up(params: Params) -> None:
    found = simulate(params)
    assert 0 <= found.regret <= found.goes_on <= 1
    assert 0 <= found.missed <= 1 - found.goes_on + 1e-9
    good_and_on = found.goes_on - found.regret
    assert good_and_on + found.missed <= 1 + 1e-9
    assert found.county_years <= COUNTIES * params.horizon + 1e-6


@given(SETTINGS, st.floats(0, 1))
def test_what_is_shown_rises_one_for_one_with_the_bias(params: Params, more: float) -> None:
    assume(params.sites > 0 and params.delay > 0 and params.bias + more <= 3)
    assert simulate(replace(params, bias=params.bias + more)).shown - simulate(params).shown == pytest.approx(more)


@given(SETTINGS, st.floats(0, 3))
def test_a_bias_that_is_wholly_taken_off_changes_nothing_but_the_line(params: Params, bias: float) -> None:
    assume(params.sites == 0 or params.sites >= 1)
    without, with_bias = (simulate(replace(params, corrected=1.0, bias=b)) for b in (0.0, bias))
    assert with_bias.net == pytest.approx(without.net, abs=1e-6)
    assert with_bias.goes_on == pytest.approx(without.goes_on, abs=1e-9)
    if np.isfinite(without.line):
        assert with_bias.line - without.line == pytest.approx(bias, abs=1e-6)


@given(SETTINGS)
def test_at_the_line_what_is_expected_just_covers_the_cost(params: Params) -> None:
    assume(params.sites >= 1 and 1 <= params.delay <= params.horizon - 1)
    seen = 1 - params.foreseen * (1 - params.at_scale)
    new = (COUNTIES - params.sites) / COUNTIES
    cost = params.cost + new * params.setup / (params.horizon - params.delay)
    assert posterior(params, line(params)) * seen == pytest.approx(cost, abs=1e-6)


@given(st.sampled_from(ASKING), st.floats(0, 6), st.floats(0.3, 4), st.floats(0, 1), st.floats(0.6, 1))
def test_no_plan_is_worth_more_than_to_know_for_certain(
    option: str, prior: float, doubt: float, corrected: float, at_scale: float
) -> None:
    plan = replace(OPTIONS[option], prior=prior, doubt=doubt, corrected=corrected, at_scale=at_scale)
    found = simulate(plan)
    all_now = simulate(replace(plan, sites=0.0, delay=0.0))
    assert found.net <= found.perfect + max(all_now.net, 0) + 1e-6


def test_what_pays_in_few_counties_only_can_be_worth_more_than_to_know_for_certain() -> None:
    """As the words of the outcome say: knowing helps to choose between all counties and none."""
    lot = replace(OPTIONS["by_lot"], prior=5.5, doubt=0.4, at_scale=0.35, horizon=4)
    assert simulate(lot).net > simulate(lot).perfect + max(simulate(replace(lot, sites=0, delay=0)).net, 0)


def test_what_the_limits_say_of_a_first_wave_and_of_staying_in_the_first_counties() -> None:
    assert simulate(replace(OPTIONS["waves"], bias=0)).net == pytest.approx(0, abs=0.5)
    assert simulate(replace(OPTIONS["by_lot"], bias=0.3)).net == pytest.approx(50, abs=0.5)
    random, draws = np.random.default_rng(5), 200_000
    for name in ("strongest", "by_lot", "waves"):
        plan = OPTIONS[name]
        n, left = plan.sites, plan.horizon - plan.delay
        tau = random.normal(plan.prior, plan.doubt, draws)
        v, seen = first_effect(plan), 1 - plan.foreseen * (1 - plan.at_scale) * n / COUNTIES
        shown = tau * v + plan.bias + random.normal(0, plan.noise / n**0.5, draws)
        stays = (shown < line(plan)) & (posterior(plan, shown) * seen > plan.cost)
        assert abs((stays * n * (tau * v - plan.cost) * left).mean() * plan.gate) < 2


def test_arrays_and_numbers_agree() -> None:
    sites = np.array([0.0, 4.0, 8.0, 40.0])
    many = simulate(replace(Params(), sites=sites))
    for n, one in enumerate(sites):
        single = simulate(replace(Params(), sites=float(one)))
        assert many.net[n] == pytest.approx(single.net)
        assert many.regret[n] == pytest.approx(single.regret)
    assert first_effect(replace(Params(), sites=sites))[2] == pytest.approx(0.9667, abs=5e-5)


def winner(**changed: float) -> str:
    """The option with the highest net worth, or nothing where none is above nought."""
    table = compare_plans(replace(Params(), **changed)).set_index("option").net
    return str(table.idxmax()) if table.max() > 0 else "nothing"


@pytest.mark.parametrize(
    ("changed", "first"),
    [
        ({}, "by_lot"),
        ({"prior": 1.9}, "nothing"),
        ({"prior": 2.0}, "by_lot"),
        ({"prior": 3.5}, "waves"),
        ({"prior": 3.7}, "all_now"),
        ({"prior": 3.0, "doubt": 0.5}, "all_now"),
        ({"prior": 2.8, "doubt": 0.5}, "nothing"),
        ({"corrected": 0.65}, "strongest"),
        ({"doubt": 2.1}, "strongest"),
        ({"at_scale": 0.9}, "strongest"),
        ({"corrected": 0.6, "doubt": 1.5}, "by_lot"),
    ],
)
def test_where_each_plan_wins(changed: dict[str, float], first: str) -> None:
    assert winner(**changed) == first


def test_a_gate_that_closes_makes_the_waves_the_best() -> None:
    lot = simulate(OPTIONS["by_lot"]).net
    assert simulate(replace(OPTIONS["waves"], gate=0.85)).net < lot < simulate(replace(OPTIONS["waves"], gate=0.95)).net


def test_the_orders_of_the_exercise() -> None:
    orders = [list(compare_plans(replace(Params(), prior=p)).sort_values("loss").option) for p in (2.6, 4.0)]
    assert orders == [["by_lot", "strongest", "waves", "all_now"], ["all_now", "waves", "strongest", "by_lot"]]


def test_three_gates_cost_less_before_the_last() -> None:
    assert three_gates(Params(), draws=50_000) == pytest.approx(56.2, abs=3)


@pytest.mark.parametrize("goal", catalogue.load("rollout").goals, ids=lambda goal: goal.id)
def test_a_search_neither_gives_it_up_nor_makes_everybody_wait(goal: Goal) -> None:
    bounds = tuple(Bound(one.outcome, one.limit(Params()), one.at_least is not None) for one in goal.constraints)
    aim = Aim(goal.maximise or goal.minimise, goal.by, bounds, most=bool(goal.maximise))
    found = seek(simulate, Params(), aim).params
    reached = simulate(found)
    assert reached.net > simulate(OPTIONS["by_lot"]).net and reached.missed <= 0.05
    assert (found.delay, found.corrected) == (1, 1)  # whoever looks takes the friend's part off


@pytest.mark.parametrize(
    ("option", "net", "years"),
    [("all_now", -78, 330), ("strongest", 31, 198), ("by_lot", 42, 134), ("waves", -10, 231)],
)
def test_what_becomes_of_the_order_where_half_of_the_counties_serve_a_year_later(
    option: str, net: float, years: float
) -> None:
    """Drawn, as the limits say. The strongest are prepared, of drawn counties half; who is late costs no running."""
    plan, draws, random = OPTIONS[option], 400_000, np.random.default_rng(1)
    tau, asks = random.normal(plan.prior, plan.doubt, draws), plan.sites > 0
    v, left = float(first_effect(plan)), plan.horizon - plan.delay
    late = 0 if option == "strongest" else plan.sites / 2
    shown = tau * v + plan.bias + random.normal(0, plan.noise / np.sqrt(max(plan.sites, 1)), draws)
    on = (shown > line(plan)) | (random.random(draws) > plan.gate) if asks else np.ones(draws, bool)
    first = plan.sites * ((tau * v - plan.cost - plan.study) * plan.delay - plan.setup) - late * (tau * v - plan.cost)
    served, later = COUNTIES * left - (COUNTIES / 2 - late), (COUNTIES - plan.sites) * plan.setup
    second = served * (plan.at_scale * tau - plan.cost) - later
    assert (first + on * second).mean() == pytest.approx(net, abs=1.5)
    assert (plan.sites * plan.delay - late + on * served).mean() == pytest.approx(years, abs=0.7)
