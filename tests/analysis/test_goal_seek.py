"""Goal seek against the model's own staffing functions, against trying everything, and on models made to be awkward."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseroom.analysis import goal_seek
from caseroom.analysis.goal_seek import Aim, Bound, seek
from caseroom.parameters import BoundedParams, Numbers, parameter, parameters
from cases.helpdesk import model as helpdesk
from cases.helpdesk.model import Params, simulate

FEWEST_CONNECTED = Aim("agents", ("agents",), (Bound("connected", 0.95),))
PROMISE = Bound("service_level", 0.8)
CHEAPEST = Aim("cost_per_solved_problem", ("agents", "districts", "average_handling_time"), (PROMISE,))

situations = st.builds(
    Params,
    arrivals_per_hour=st.integers(20, 1500),
    average_handling_time=st.integers(90, 480),
    mean_patience=st.integers(20, 600),
    first_call_resolution=st.floats(0.4, 0.98),
    target_service_level=st.floats(0.5, 0.99),
    agents=st.integers(1, 400),
)


@given(situations)
def test_the_fewest_agents_are_those_the_model_names(params: Params) -> None:
    promise = Aim("agents", ("agents",), (Bound("service_level", float(params.target_service_level)),))
    for aim, needed in (
        (FEWEST_CONNECTED, helpdesk.agents_for_connection(params)),
        (promise, helpdesk.agents_for_service_level(params)),
    ):
        answer = seek(simulate, params, aim)
        assert answer.met == (needed <= 400) and answer.all_tried
        if answer.met:
            assert answer.params == replace(params, agents=needed)


@given(situations)
def test_the_answer_keeps_the_bound_and_one_step_less_does_not(params: Params) -> None:
    answer = seek(simulate, params, FEWEST_CONNECTED)
    if answer.met:
        assert simulate(answer.params).connected >= 0.95
    if answer.met and answer.params.agents > 1:
        assert simulate(replace(answer.params, agents=answer.params.agents - 1)).connected < 0.95
        assert answer.binding == (0,)


@given(situations, st.sampled_from([("agents", "first_call_resolution"), ("agents", "average_handling_time")]))
def test_a_grid_that_gets_finer_finds_what_trying_everything_finds(params: Params, by: tuple[str, ...]) -> None:
    aim = Aim("cost_per_solved_problem", by, (PROMISE,))
    answer = seek(simulate, params, aim)
    moved = [p for p in parameters(Params) if p.name in by]
    steps = [np.arange(p.minimum, p.maximum + p.step / 2, p.step).clip(None, p.maximum) for p in moved]
    grid = [axis.ravel() for axis in np.meshgrid(*steps)]
    everything = simulate(replace(params, **{p.name: axis for p, axis in zip(moved, grid, strict=True)}))
    kept = everything.service_level >= 0.8
    assert answer.met == kept.any() and not answer.all_tried
    if answer.met:
        assert answer.best.sought == pytest.approx(everything.cost_per_solved_problem[kept].min(), rel=1e-9)


@given(situations)
def test_an_answer_stands_on_the_levers_steps_and_moves_no_other(params: Params) -> None:
    found = vars(seek(simulate, params, CHEAPEST).params)
    for declared in parameters(Params):
        if declared.name in CHEAPEST.by:
            steps = (found[declared.name] - declared.minimum) / declared.step
            assert steps == round(steps) and declared.minimum <= found[declared.name] <= declared.maximum
        else:
            assert found[declared.name] == getattr(params, declared.name)


def test_what_was_tried_stands_around_the_answer_in_order() -> None:
    answer = seek(simulate, Params(), FEWEST_CONNECTED)
    assert [setting.levers["agents"] for setting in answer.near] == [14, 15, 16, 17, 18, 19, 20]
    assert [bool(setting.missed) for setting in answer.near] == [True] * 3 + [False] * 4
    for setting in answer.near:
        assert setting.bounded == (pytest.approx(simulate(Params(agents=setting.levers["agents"])).connected),)


def test_several_levers_show_the_answer_and_one_step_from_it() -> None:
    answer = seek(simulate, Params(), CHEAPEST)
    assert answer.near[0] == answer.best and len(answer.near) == 5  # two of the levers stand at an end
    assert answer.at_end == ("districts", "average_handling_time")


def test_the_nearest_miss_where_nothing_will_do() -> None:
    crowd = Params(arrivals_per_hour=1500, districts=8)
    answer = seek(simulate, crowd, FEWEST_CONNECTED)
    assert not answer.met and answer.params.agents == 400
    assert answer.binding == (0,) and answer.at_end == ("agents",)


def test_a_miss_that_nothing_helps_leaves_the_levers_alone() -> None:
    crowd = Params(arrivals_per_hour=1500, districts=8, agents=30)
    answer = seek(simulate, crowd, Aim("agents", ("agents",), (PROMISE,)))
    assert not answer.met and answer.params == crowd and answer.at_end == ()


def test_bounds_on_both_sides_name_the_one_that_binds() -> None:
    busy = Bound("occupancy", 0.85, at_least=False)
    answer = seek(simulate, Params(), Aim("agents", ("agents",), (Bound("connected", 0.5), busy)))
    assert answer.best.bounded[1] <= 0.85 and answer.binding == (1,)


def test_the_most_of_an_outcome() -> None:
    answer = seek(simulate, Params(), Aim("solved_share", ("first_call_resolution",), most=True))
    assert answer.params.first_call_resolution == 0.98 and answer.at_end == ("first_call_resolution",)
    assert answer.binding == ()


def test_among_equals_the_levers_move_least() -> None:
    answer = seek(simulate, Params(mean_patience=200), Aim("service_level", ("mean_patience",), most=True))
    assert answer.params.mean_patience == 200 and answer.at_end == ()


@pytest.mark.parametrize("by", [(), ("agents", "wage", "overhead", "shrinkage")])
def test_how_many_levers_may_move(by: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="one to 3 levers"):
        seek(simulate, Params(), Aim("cost_per_hour", by))


@dataclass(frozen=True)
class Hills(BoundedParams):
    """Two levers whose outcome goes up and down, and one that cannot move."""

    x: Numbers = parameter(0, unit="", minimum=0, maximum=10, step=0.1, source="made up")
    y: Numbers = parameter(0, unit="", minimum=0, maximum=10, step=0.1, source="made up")
    z: Numbers = parameter(2, unit="", minimum=2, maximum=2, step=1, source="made up", integer=True)


@dataclass(frozen=True)
class Height:
    height: Any
    sum: Any
    gap: Any


def walk(params: Hills) -> Height:
    height = np.sin(3 * params.x) + np.cos(2 * params.y) - 0.1 * np.abs(params.x - 4) - 0.1 * np.abs(params.y - 6)
    return Height(height, params.x + params.y, np.where(params.x + params.y > 19.95, math.nan, 1.0) + 0 * params.x)


def test_one_lever_is_exact_whatever_the_outcome_does() -> None:
    answer = seek(walk, Hills(y=6), Aim("height", ("x",), most=True))
    everything = walk(Hills(x=np.linspace(0, 10, 101), y=6)).height
    assert answer.best.sought == pytest.approx(everything.max())


def test_no_neighbour_of_an_answer_is_better() -> None:
    aim = Aim("height", ("x", "y", "z"), (Bound("sum", 12, at_least=False),), most=True)
    answer = seek(walk, Hills(), aim)
    assert not answer.all_tried and answer.met
    assert all(setting.missed or setting.sought <= answer.best.sought for setting in answer.near)
    assert answer.params.z == 2 and "z" not in answer.at_end


def test_what_is_no_number_keeps_no_bound() -> None:
    answer = seek(walk, Hills(), Aim("sum", ("x", "y"), (Bound("gap", 1.0),), most=True))
    assert answer.met and answer.best.sought == pytest.approx(19.9)


def test_a_search_looks_at_few_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def counted(params: Params) -> Any:
        calls.append(np.size(simulate(params).connected))
        return simulate(params)

    assert seek(counted, Params(), FEWEST_CONNECTED).tried == 400 and len(calls) <= 3
    calls.clear()
    assert seek(counted, Params(), CHEAPEST).tried <= sum(calls) < 20_000 < math.prod((400, 8, 79))
    assert goal_seek.MOST_SETTINGS >= 400 * 8
