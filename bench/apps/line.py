"""What every app of the bench computes: a hotline's hour by Erlang-C and Erlang-A, five controls, one table to draw.

Declared as a case's model is, so that the kit can serve it as a case and the others take their sliders from it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from caseroom.methods import erlang
from caseroom.parameters import BoundedParams, Numbers, parameter, parameters

TITLE = "A hotline's hour"
PROSE = "How many agents does a line need to keep its promise? Move a slider and see."
LABELS = {
    "agents": "Agents on the phones",
    "calls_per_hour": "Calls per hour",
    "average_handling_time": "Handling time (s)",
    "answer_within": "Answer within (s)",
    "mean_patience": "Patience (s)",
}
MEASURES = {"service_level": "Answered in time", "connected": "Connected"}
TEACHING = "teaching value"


@dataclass(frozen=True)
class Params(BoundedParams):
    agents: Numbers = parameter(18, unit="agents", minimum=5, maximum=60, step=1, source=TEACHING, integer=True)
    calls_per_hour: Numbers = parameter(240, unit="calls/h", minimum=60, maximum=600, step=10, source=TEACHING)
    average_handling_time: Numbers = parameter(240, unit="s", minimum=60, maximum=600, step=10, source=TEACHING)
    answer_within: Numbers = parameter(20, unit="s", minimum=5, maximum=120, step=5, source=TEACHING)
    mean_patience: Numbers = parameter(180, unit="s", minimum=30, maximum=600, step=10, source=TEACHING)


CONTROLS = parameters(Params)


@dataclass(frozen=True)
class Outcomes:
    service_level: Numbers
    connected: Numbers


def simulate(params: Params) -> Outcomes:
    """Share answered in time (Erlang-C) and share connected (Erlang-A); arrays broadcast."""
    return _outcomes(params, params.agents)


def curve(params: Params) -> pd.DataFrame:
    """Both shares by number of agents, from too few to more than enough: what the chart draws."""
    agents = np.arange(5, 61, dtype=float)
    return pd.DataFrame({"agents": agents.astype(int), **vars(_outcomes(params, agents))})


def label(params: Params) -> str:
    """What stands in the chart beside the point: the bench sees by it that the chart shows the newest value."""
    return f"{params.agents:g} agents"


def headline(params: Params) -> str:
    return f"With {params.agents:g} agents {float(simulate(params).service_level):.1%} of calls are answered in time."


def _outcomes(params: Params, agents: Numbers) -> Outcomes:
    handling = params.average_handling_time
    load = params.calls_per_hour * handling / 3600
    hang_up = erlang.erlang_a_abandonment(agents, load, handling, params.mean_patience)
    served = erlang.service_level(agents, load, handling, params.answer_within)
    return Outcomes(service_level=served, connected=1 - hang_up)
