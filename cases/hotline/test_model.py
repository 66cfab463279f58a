"""The hotline against the case's published results, and what must hold whatever a student sets."""

import math
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from caseroom.parameters import parameters
from cases.hotline import model as hotline
from cases.hotline.model import OPTIONS, Params, simulate

SHARES = (
    "service_level", "abandonment", "connected", "occupancy", "solved_share", "own_say", "carries_on_alone",
)  # fmt: skip


def _values(name: str) -> st.SearchStrategy[Any]:
    declared = {p.name: p for p in parameters(Params)}[name]
    if declared.integer:
        return st.integers(int(declared.minimum), int(declared.maximum))
    return st.floats(declared.minimum, declared.maximum)


situations = st.builds(Params, **{p.name: _values(p.name) for p in parameters(Params)})


@pytest.mark.parametrize(
    ("option", "agents", "per_answered_call", "per_solved_problem"),
    [
        ("in_house", 18, 7.92, 9.90),
        ("contractor_per_call", 15, 4.73, 7.64),
        ("contractor_per_solution", 16, 5.91, 7.39),
        ("mixed", 16, 6.21, 7.97),
        ("shared_hub", 57, 6.45, 8.06),
    ],
)
def test_published_result_of_each_option(
    option: str, agents: int, per_answered_call: float, per_solved_problem: float
) -> None:
    row = hotline.compare_options(Params()).set_index("option").loc[option]
    assert row.agents == agents == OPTIONS[option].agents
    assert round(row.cost_per_answered_call, 2) == per_answered_call
    assert round(row.cost_per_solved_problem, 2) == per_solved_problem
    outcomes = simulate(OPTIONS[option])
    assert outcomes.cost_per_answered_call == pytest.approx(row.cost_per_answered_call)
    assert outcomes.cost_per_solved_problem == pytest.approx(row.cost_per_solved_problem)
    assert outcomes.service_level == pytest.approx(row.service_level) and row.service_level >= 0.8


def test_the_cheapest_call_is_not_the_cheapest_solution() -> None:
    table = hotline.compare_options(Params()).set_index("option")
    assert table.cost_per_answered_call.idxmin() == "contractor_per_call"
    assert table.cost_per_solved_problem.idxmin() == "contractor_per_solution"


def test_three_changes_and_the_checks_end_the_lead_per_solution() -> None:
    def cheapest(**situation: float) -> str:
        return str(hotline.compare_options(Params(**situation)).set_index("option").cost_per_solved_problem.idxmin())

    per_call = replace(OPTIONS["contractor_per_call"], first_call_resolution=0.64, agents=14)
    assert (
        simulate(per_call).service_level >= 0.8 > simulate(replace(per_call, first_call_resolution=0.63)).service_level
    )
    assert round(simulate(per_call).cost_per_solved_problem, 2) == 7.01
    assert cheapest() == cheapest(target_service_level=0.79) == "contractor_per_solution"
    assert cheapest(target_service_level=0.78) == "contractor_per_call"
    assert cheapest(arrivals_per_hour=60) == "shared_hub"
    checked = [simulate(replace(OPTIONS["contractor_per_solution"], callbacks=n)) for n in (29, 30)]
    fewer, more = (outcomes.cost_per_solved_problem for outcomes in checked)
    assert fewer < simulate(OPTIONS["contractor_per_call"]).cost_per_solved_problem < more


def test_only_resolution_is_an_edge_beyond_which_the_order_stays_turned() -> None:
    """Agents come whole: over promises and callers the order goes back and forth."""
    per_call = OPTIONS["contractor_per_call"]
    for percent in range(64, 81):
        settled = replace(per_call, first_call_resolution=percent / 100)
        agents = hotline.agents_for_service_level(settled)
        assert simulate(replace(settled, agents=agents)).cost_per_solved_problem < 7.39
    cheapest = {
        n: hotline.compare_options(Params(arrivals_per_hour=n)).set_index("option").cost_per_solved_problem.idxmin()
        for n in (*range(20, 61), *range(100, 301))
    }
    usual = [cheapest[n] for n in range(100, 301)]
    assert usual.count("contractor_per_solution") == 161 and usual.count("contractor_per_call") == 40
    assert [cheapest[n] for n in range(20, 61)].count("shared_hub") == 31


def test_each_way_is_best_by_a_judgement_that_can_be_named() -> None:
    best = hotline.best_by_judgement(Params()).set_index("judgement").best.to_dict()
    assert best == {
        "money": "contractor_per_call",
        "help": "contractor_per_solution",
        "say": "mixed",
        "standby": "shared_hub",
        "both": "in_house",
    }


def test_who_decides_and_who_could_carry_on() -> None:
    say = {name: simulate(option).own_say for name, option in OPTIONS.items()}
    alone = {name: round(simulate(option).carries_on_alone, 2) for name, option in OPTIONS.items()}
    assert say == {
        "in_house": 1, "contractor_per_call": 0, "contractor_per_solution": 0, "mixed": 1, "shared_hub": 0.25
    }  # fmt: skip
    assert alone == {
        "in_house": 0.97, "contractor_per_call": 0, "contractor_per_solution": 0, "mixed": 0.33, "shared_hub": 0.91
    }  # fmt: skip


@given(situations)
def test_a_judgement_never_makes_a_line_cheaper(params: Params) -> None:
    money = replace(params, worth_of_help=0, worth_of_say=0, worth_of_standby=0)
    assert simulate(params).judged_cost_per_caller >= simulate(money).judged_cost_per_caller
    callers = params.arrivals_per_hour * params.districts
    assert simulate(money).judged_cost_per_caller == pytest.approx(simulate(money).cost_per_hour / callers)


def test_call_backs_cost_ten_minutes_of_the_districts_own_time() -> None:
    """13 in a thousand at 63 yuan an hour, seven tenths of which is spent on the line."""
    assert hotline.checking_cost(Params(callbacks=13)) == pytest.approx(0.013 * 10 / 60 * 63 / 0.7)


def test_published_decomposition_of_the_contractors_saving() -> None:
    """The 15 % of scale is four districts on one line with in-house wage, handling time and overhead."""
    saving = hotline.decompose_saving(Params()).set_index("change").saving
    assert saving.round(2).to_dict() == {
        "in_house": 0,
        "wage": 0.23,
        "handling": 0.11,
        "overhead": -0.07,
        "checking": -0.02,
        "all_four": 0.25,
        "scale": 0.15,
    }


def test_published_staffing_without_failure_demand() -> None:
    first_calls_only = Params(average_handling_time=210, redial_probability=0)
    assert hotline.agents_for_connection(first_calls_only) == 14
    assert simulate(replace(first_calls_only, agents=12)).abandonment == pytest.approx(0.0795, abs=5e-5)


def test_failure_demand_adds_calls_and_agents() -> None:
    assert hotline.calls_per_hour(Params()) == pytest.approx(180 / 0.88)
    assert simulate(Params()).solved_share == pytest.approx(0.8 / 0.88)
    assert hotline.agents_for_connection(Params(average_handling_time=210)) == 15


def test_published_pooling() -> None:
    calls = Params(arrivals_per_hour=1200, average_handling_time=210, redial_probability=0)
    table = hotline.pooling(calls).set_index("lines")
    assert table.agents_total.to_dict() == {1: 77, 2: 80, 4: 88, 8: 96}


def test_double_the_calls_needs_less_than_double_the_agents() -> None:
    assert hotline.agents_for_service_level(Params(arrivals_per_hour=360)) < 2 * 18


def test_square_root_staffing() -> None:
    assert hotline.square_root_staffing(100, 1) == 110
    assert hotline.square_root_staffing(np.array([100.0, 144.0]), 0.5).tolist() == [105, 150]


def test_a_day_needs_its_peak_staff_at_the_peak() -> None:
    day = hotline.day_by_half_hour(Params())
    peak = day.loc[day.calls_per_hour.idxmax()]
    assert peak.agents_needed == hotline.agents_for_service_level(Params()) == day.agents_needed.max()
    assert day.half_hour.iloc[[0, -1]].tolist() == ["07:00", "20:30"]
    assert hotline.day_by_half_hour(Params(), {"09:00": 0.0}).agents_needed.tolist() == [1]


def test_the_curve_holds_the_agents_present_and_the_agents_needed() -> None:
    for agents in (1, 18, 60):
        curve = hotline.service_level_by_agents(Params(agents=agents)).set_index("agents")
        assert curve.service_level.loc[agents] == pytest.approx(simulate(Params(agents=agents)).service_level)
        assert curve.index[curve.service_level >= 0.8][0] == 18


def test_a_line_that_cannot_keep_up_answers_what_it_can() -> None:
    outcomes = simulate(Params(agents=10))
    assert (outcomes.service_level, outcomes.average_speed_of_answer, outcomes.occupancy) == (0, math.inf, 1)
    assert outcomes.cost_per_hour / outcomes.cost_per_answered_call == pytest.approx(10 * 3600 / 240)


@given(situations)
def test_outcomes_stay_in_range(params: Params) -> None:
    outcomes = simulate(params)
    assert all(0 <= getattr(outcomes, name) <= 1 for name in SHARES)
    assert outcomes.average_speed_of_answer >= 0
    assert all(not math.isnan(value) for value in vars(outcomes).values())
    assert all(isinstance(value, float) for value in vars(outcomes).values())


@given(situations)
def test_costs_agree_with_each_other(params: Params) -> None:
    outcomes = simulate(params)
    paid_hours = params.agents / (1 - params.shrinkage)
    checks = outcomes.solved_per_hour * hotline.checking_cost(params)
    assert outcomes.cost_per_hour == pytest.approx(paid_hours * params.wage * (1 + params.overhead) + checks)
    assert outcomes.cost_per_solved_problem == pytest.approx(outcomes.cost_per_hour / outcomes.solved_per_hour)
    assert outcomes.cost_per_answered_call == pytest.approx(
        outcomes.cost_per_solved_problem * params.first_call_resolution
    )


@given(situations)
def test_one_more_agent_never_serves_worse(params: Params) -> None:
    assume(params.agents < 400)
    fewer, more = simulate(params), simulate(replace(params, agents=params.agents + 1))
    assert more.service_level >= fewer.service_level - 1e-12
    assert more.connected >= fewer.connected - 1e-12
    assert more.average_speed_of_answer <= fewer.average_speed_of_answer + 1e-9


@given(situations)
def test_pooling_never_needs_more_agents_in_total(params: Params) -> None:
    assert hotline.pooling(params).agents_total.is_monotonic_increasing


@given(st.lists(situations, min_size=1, max_size=5))
def test_many_scenarios_at_once_equal_one_at_a_time(scenarios: list[Params]) -> None:
    columns = {f.name: np.array([getattr(s, f.name) for s in scenarios], dtype=float) for f in fields(Params)}
    together = vars(simulate(Params(**columns)))
    for position, scenario in enumerate(scenarios):
        for name, value in vars(simulate(scenario)).items():
            assert together[name].shape == (len(scenarios),)
            assert together[name][position] == pytest.approx(value, rel=1e-9, abs=1e-12)


@given(situations)
def test_every_table_can_be_made_in_every_situation(params: Params) -> None:
    for table in (
        hotline.best_by_judgement,
        hotline.compare_options,
        hotline.decompose_saving,
        hotline.pooling,
        hotline.day_by_half_hour,
    ):
        assert not table(params).isna().any().any()
