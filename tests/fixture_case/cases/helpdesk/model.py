"""A help desk: waiting by Erlang-C, hanging up by Erlang-A, redials and cost by formulas made for teaching."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from caseroom.methods import erlang
from caseroom.parameters import Numbers, with_terms

from .params import DAY, OPTIONS, TERMS, Outcomes, Params

__all__ = [
    "OPTIONS", "TERMS", "Outcomes", "Params", "agents_for_connection", "agents_for_service_level", "compare_options",
    "day_by_half_hour", "service_level_by_agents", "simulate",
]  # fmt: skip


def _calls(params: Params) -> Numbers:
    repeated = 1 / (1 - (1 - params.first_call_resolution) * params.redial_probability)
    return params.arrivals_per_hour * params.districts * repeated


def _load(params: Params) -> Numbers:
    return _calls(params) * params.average_handling_time / 3600


def _cost(params: Params) -> Numbers:
    return params.agents / (1 - params.shrinkage) * params.wage * (1 + params.overhead)


def simulate(params: Params) -> Outcomes:
    """The hour's outcomes; numbers for numbers, arrays for arrays (fields broadcast over scenarios)."""
    n, load, handling = params.agents, _load(params), params.average_handling_time
    abandonment = erlang.erlang_a_abandonment(n, load, handling, params.mean_patience)
    answered = np.minimum(_calls(params), n * 3600 / handling)
    solved = answered * params.first_call_resolution
    outcomes = Outcomes(
        service_level=erlang.service_level(n, load, handling, params.answer_within),
        average_speed_of_answer=erlang.average_speed_of_answer(n, load, handling),
        abandonment=abandonment,
        connected=1 - abandonment,
        occupancy=np.minimum(load / n, 1),
        calls_per_hour=_calls(params),
        solved_per_hour=solved,
        solved_share=solved / (params.arrivals_per_hour * params.districts),
        cost_per_hour=_cost(params),
        cost_per_answered_call=_cost(params) / answered,
        cost_per_solved_problem=_cost(params) / solved,
    )
    shape = np.broadcast_shapes(*(np.shape(value) for value in vars(params).values()))
    return Outcomes(**{name: _shaped(value, shape) for name, value in vars(outcomes).items()})


def _shaped(value: Numbers, shape: tuple[int, ...]) -> Numbers:
    return np.broadcast_to(value, shape) if shape else float(value)


def agents_for_service_level(params: Params) -> int:
    """Fewest agents that reach the target service level (Erlang-C)."""
    return _agents(params, float(_load(params)))


def _agents(params: Params, load: float) -> int:
    return erlang.agents_to_answer_within(
        load, float(params.average_handling_time), float(params.answer_within), float(params.target_service_level)
    )


def agents_for_connection(params: Params, connected: float = 0.95) -> int:
    """Fewest agents that answer `connected` of the calls (Erlang-A)."""
    handling, patience = float(params.average_handling_time), float(params.mean_patience)
    return erlang.agents_to_connect(float(_load(params)), handling, patience, connected)


def compare_options(params: Params) -> pd.DataFrame:
    """A row per option: each in the situation of `params`, with the fewest agents that reach the target."""
    return pd.DataFrame([_staffed(name, with_terms(params, option, TERMS)) for name, option in OPTIONS.items()])


def _staffed(name: str, params: Params) -> dict[str, Any]:
    n = agents_for_service_level(params)
    cost = n * _cost(replace(params, agents=1)) / _calls(params)
    return {
        "option": name,
        "agents": n,
        "cost_per_answered_call": cost,
        "cost_per_solved_problem": cost / params.first_call_resolution,
    }


def service_level_by_agents(params: Params) -> pd.DataFrame:
    """Service level and share connected from too few agents to more than enough."""
    load, handling, present = _load(params), params.average_handling_time, int(params.agents)
    few = min(max(1, int(0.7 * load)), present)
    many = max(agents_for_service_level(params) + int(np.sqrt(load)) + 2, present)
    agents = np.arange(few, many + 1, dtype=float)
    return pd.DataFrame(
        {
            "agents": agents.astype(int),
            "service_level": erlang.service_level(agents, load, handling, params.answer_within),
            "connected": 1 - erlang.erlang_a_abandonment(agents, load, handling, params.mean_patience),
        }
    )


def day_by_half_hour(params: Params, profile: Mapping[str, float] | None = None) -> pd.DataFrame:
    """Calls per hour and agents needed for the target by half hour; `profile`: relative load, 1 = the peak."""
    calls, load = float(_calls(params)), float(_load(params))
    rows = [(start, share * calls, _agents(params, share * load)) for start, share in (profile or DAY).items()]
    return pd.DataFrame(rows, columns=["half_hour", "calls_per_hour", "agents_needed"])
