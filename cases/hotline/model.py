"""The government hotline: how many agents, what service, what cost per answered call and per solved problem.

Waiting is Erlang-C (Erlang 1917), hanging up is Erlang-A (M/M/n+M, exponential patience): see ``erlang.py``.
Failure demand (callers who ring again because nothing was solved; the word is Seddon's, 1992), cost, and what it means
to decide and to carry on alone are our own teaching formulas.
Handling time counts the talk and the work after it. Left out: busy signals, bursts of calls, redials after
hanging up, agents who differ or tire.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from caseroom.methods import erlang
from caseroom.methods.shapley import shapley
from caseroom.parameters import Numbers, with_terms

from .params import CALLBACK_MINUTES, OPTIONS, OWN_HOUR, TERMS, Outcomes, Params, day_profile

__all__ = [
    "OPTIONS", "Outcomes", "Params", "agents_for_connection", "agents_for_service_level", "best_by_judgement",
    "calls_per_caller", "calls_per_hour", "carries_on_alone", "checking_cost", "compare_options",
    "cost_per_hour", "day_by_half_hour", "day_profile", "decompose_saving", "offered_load", "pooling",
    "saving_by_source", "service_level_by_agents", "simulate", "square_root_staffing",
]  # fmt: skip


def calls_per_caller(params: Params) -> Numbers:
    """Calls per distinct caller: 1 / (1 - (1 - f) rho); an unsolved caller redials with probability rho."""
    return 1 / (1 - (1 - params.first_call_resolution) * params.redial_probability)


def calls_per_hour(params: Params) -> Numbers:
    """Calls that reach the line per hour, redials included (failure demand), from all its districts."""
    return params.arrivals_per_hour * params.districts * calls_per_caller(params)


def offered_load(params: Params) -> Numbers:
    """Work that arrives, in erlangs: agents who would be busy if nobody ever waited."""
    return calls_per_hour(params) * params.average_handling_time / 3600


def cost_per_hour(params: Params) -> Numbers:
    """Yuan per hour for the line: n / (1 - shrinkage) * wage * (1 + overhead); shrinkage is paid time off the phone."""
    return params.agents / (1 - params.shrinkage) * params.wage * (1 + params.overhead)


def checking_cost(params: Params) -> Numbers:
    """Yuan per solved problem for call-backs by the district's own people, who are paid while off the phone too."""
    hours = params.callbacks / 1000 * CALLBACK_MINUTES / 60
    return hours * OWN_HOUR / (1 - params.shrinkage)


def carries_on_alone(params: Params) -> Numbers:
    """Share of this district's calls that would be answered if the firm and the partner districts were gone.

    The district keeps its own part of the agents, (1 - contracted) n / districts, in whole people, and its own callers.
    """
    own = np.floor((1 - params.contracted) * params.agents / params.districts + 1e-9)
    load = offered_load(params) / params.districts
    lost = erlang.erlang_a_abandonment(np.maximum(own, 1), load, params.average_handling_time, params.mean_patience)
    return np.where(own >= 1, 1 - lost, 0.0)


def simulate(params: Params) -> Outcomes:
    """The hour's outcomes; numbers for numbers, arrays for arrays (fields broadcast over scenarios).

    A line that cannot keep up (load >= agents) has service level 0, an infinite wait and occupancy 1, and
    answers only what its agents can handle.
    """
    n, load, handling = params.agents, offered_load(params), params.average_handling_time
    abandonment = erlang.erlang_a_abandonment(n, load, handling, params.mean_patience)
    answered = np.minimum(calls_per_hour(params), n * 3600 / handling)
    solved = answered * params.first_call_resolution
    callers = params.arrivals_per_hour * params.districts
    cost = cost_per_hour(params) + solved * checking_cost(params)
    say, alone = params.own_dispatch / params.districts, carries_on_alone(params)
    unhelped = 1 - solved / callers
    outcomes = Outcomes(
        service_level=erlang.service_level(n, load, handling, params.answer_within),
        average_speed_of_answer=erlang.average_speed_of_answer(n, load, handling),
        abandonment=abandonment,
        connected=1 - abandonment,
        occupancy=np.minimum(load / n, 1),
        calls_per_hour=calls_per_hour(params),
        solved_per_hour=solved,
        solved_share=solved / callers,
        cost_per_hour=cost,
        cost_per_answered_call=cost / answered,
        cost_per_solved_problem=cost / solved,
        own_say=say,
        carries_on_alone=alone,
        judged_cost_per_caller=cost / callers
        + params.worth_of_help * unhelped
        + params.worth_of_say * (1 - say)
        + params.worth_of_standby * (1 - alone),
    )
    shape = np.broadcast_shapes(*(np.shape(value) for value in vars(params).values()))
    return Outcomes(**{name: _shaped(value, shape) for name, value in vars(outcomes).items()})


def _shaped(value: Numbers, shape: tuple[int, ...]) -> Numbers:
    return np.broadcast_to(value, shape) if shape else float(value)


# Staffing: one situation at a time (numbers, no arrays)


def agents_for_service_level(params: Params) -> int:
    """Fewest agents that reach the target service level (Erlang-C)."""
    return _agents_for_load(params, float(offered_load(params)))


def _agents_for_load(params: Params, load: float) -> int:
    return erlang.agents_to_answer_within(
        load,
        float(params.average_handling_time),
        float(params.answer_within),
        float(params.target_service_level),
    )


def agents_for_connection(params: Params, connected: float = 0.95) -> int:
    """Fewest agents that answer ``connected`` of the calls (Erlang-A); GB/T 33358-2016 asks for 95 %."""
    return erlang.agents_to_connect(
        float(offered_load(params)),
        float(params.average_handling_time),
        float(params.mean_patience),
        connected,
    )


def square_root_staffing(load: Numbers, beta: Numbers) -> Numbers:
    """Rule of thumb n = a + beta sqrt(a), rounded up: a is ``load`` in erlangs, ``beta`` grade of service."""
    agents = np.ceil(load + beta * np.sqrt(load))
    return agents if np.ndim(agents) else int(agents)


# Tables: what the charts draw


def compare_options(params: Params) -> pd.DataFrame:
    """A row per option: each in the situation of ``params``, with the fewest agents that reach the target."""
    return pd.DataFrame([_staffed(name, _in_situation(option, params)) for name, option in OPTIONS.items()])


def _in_situation(option: Params, params: Params) -> Params:
    return with_terms(params, option, TERMS)


def _staffed(name: str, params: Params) -> dict[str, Any]:
    n, handling = agents_for_service_level(params), params.average_handling_time
    line = n * cost_per_hour(replace(params, agents=1)) / calls_per_hour(params)
    cost = line + params.first_call_resolution * checking_cost(params)
    return {
        "option": name,
        "agents": n,
        "average_handling_time": handling,
        "first_call_resolution": params.first_call_resolution,
        "service_level": float(erlang.service_level(n, offered_load(params), handling, params.answer_within)),
        "cost_per_answered_call": cost,
        "cost_per_solved_problem": cost / params.first_call_resolution,
    }


def service_level_by_agents(params: Params) -> pd.DataFrame:
    """Service level (Erlang-C) and share connected (Erlang-A) from too few agents to more than enough."""
    load, handling = offered_load(params), params.average_handling_time
    needed, present = agents_for_service_level(params), int(params.agents)
    few = min(max(1, int(0.7 * load)), present)
    many = max(needed + int(np.sqrt(load)) + 2, present)
    agents = np.arange(few, many + 1, dtype=float)
    return pd.DataFrame(
        {
            "agents": agents.astype(int),
            "service_level": erlang.service_level(agents, load, handling, params.answer_within),
            "connected": 1 - erlang.erlang_a_abandonment(agents, load, handling, params.mean_patience),
        }
    )


def day_by_half_hour(params: Params, profile: Mapping[str, float] | None = None) -> pd.DataFrame:
    """Calls per hour and agents needed for the target by half hour; ``profile``: relative load, 1 = peak."""
    profile = day_profile() if profile is None else profile
    calls, load = float(calls_per_hour(params)), float(offered_load(params))
    rows = [(start, share * calls, _agents_for_load(params, share * load)) for start, share in profile.items()]
    return pd.DataFrame(rows, columns=["half_hour", "calls_per_hour", "agents_needed"])


def pooling(params: Params) -> pd.DataFrame:
    """Agents in total when the same calls are split evenly over 1, 2, 4 or 8 separate lines."""
    load = float(offered_load(params))
    rows = [(lines, _agents_for_load(params, load / lines)) for lines in (1, 2, 4, 8)]
    table = pd.DataFrame(rows, columns=["lines", "agents_per_line"])
    return table.assign(agents_total=table.lines * table.agents_per_line)


def decompose_saving(params: Params) -> pd.DataFrame:
    """Where the contractor's saving per solved problem comes from: one change at a time, against in-house.

    The contractor is the one paid per solution; ``saving`` is a share of the in-house cost. "scale" pools as
    many districts as the shared hub, at in-house wage, handling time and overhead: scale alone, kept public.
    """
    wage, handling, overhead, checking = ({name: value} for name, value in _contractors_terms().items())
    changes: dict[str, dict[str, Any]] = {
        "in_house": {},
        "wage": wage,
        "handling": handling,
        "overhead": overhead,
        "checking": checking,
        "all_four": wage | handling | overhead | checking,
        "scale": {"districts": OPTIONS["shared_hub"].districts},
    }
    in_house = _in_situation(OPTIONS["in_house"], params)
    staffed = [_staffed(name, replace(in_house, **terms)) for name, terms in changes.items()]
    table = pd.DataFrame(staffed)[["option", "cost_per_solved_problem"]].rename(columns={"option": "change"})
    return table.assign(saving=1 - table.cost_per_solved_problem / table.cost_per_solved_problem[0])


def saving_by_source(params: Params) -> pd.DataFrame:
    """From the in-house cost per solved problem to that of the contractor paid per solution, as a sum.

    Rows "in_house", a change a row, "contractor"; ``yuan`` is a cost at both ends and what a change adds between them.
    The changes act on each other, so each has its Shapley value: they add up to the difference, in whatever order.
    """
    in_house, terms = _in_situation(OPTIONS["in_house"], params), _contractors_terms()
    taken = [
        {name: value for n, (name, value) in enumerate(terms.items()) if subset >> n & 1}
        for subset in range(2 ** len(terms))
    ]
    costs = np.array([_staffed("", replace(in_house, **some))["cost_per_solved_problem"] for some in taken])
    rows = [("in_house", costs[0]), *zip(terms, shapley(costs, len(terms)), strict=True), ("contractor", costs[-1])]
    return pd.DataFrame(rows, columns=["source", "yuan"])


def _contractors_terms() -> dict[str, Any]:
    """What the contractor paid per solution does otherwise than the district."""
    contractor = OPTIONS["contractor_per_solution"]
    return {name: getattr(contractor, name) for name in ("wage", "average_handling_time", "overhead", "callbacks")}


JUDGEMENTS: Mapping[str, Mapping[str, float]] = {
    "money": {},
    "help": {"worth_of_help": 10},
    "say": {"worth_of_help": 10, "worth_of_say": 1},
    "standby": {"worth_of_help": 10, "worth_of_standby": 1},
    "both": {"worth_of_help": 10, "worth_of_say": 3, "worth_of_standby": 4},
}
"""Five things somebody may hold, in yuan per caller: teaching values, one for each option to be best by."""


def best_by_judgement(params: Params) -> pd.DataFrame:
    """A row per judgement: each option's cost per caller with it (a column per option), and the ``best`` of them."""
    rows = {
        name: {option["option"]: _judged(str(option["option"]), int(option["agents"]), replace(params, **worths))
               for option in compare_options(params).to_dict("records")}
        for name, worths in JUDGEMENTS.items()
    }  # fmt: skip
    table = pd.DataFrame.from_dict(rows, orient="index")
    return table.assign(best=table.idxmin(axis=1)).rename_axis("judgement").reset_index()


def judged_costs(params: Params) -> pd.DataFrame:
    """Each option's cost per caller: ``money`` alone, and ``judged`` with the three judgements of ``params``."""
    nothing = dict.fromkeys(("worth_of_help", "worth_of_say", "worth_of_standby"), 0)
    rows = [
        (option, _judged(option, agents, params), _judged(option, agents, replace(params, **nothing)))
        for option, agents in compare_options(params)[["option", "agents"]].itertuples(index=False)
    ]
    return pd.DataFrame(rows, columns=["option", "judged", "money"])


def _judged(option: str, agents: int, params: Params) -> float:
    return float(simulate(replace(_in_situation(OPTIONS[option], params), agents=agents)).judged_cost_per_caller)
