"""What the model of the desk is told and what it answers; four ways to run it; the shape of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from caseroom.parameters import TEACHING_VALUE as TEACHING
from caseroom.parameters import BoundedParams, Numbers, parameter

CONVENTION = "80/20, a common convention of contact centres"


@dataclass(frozen=True)
class Params(BoundedParams):
    """One line at its peak hour. Each field is a number, or an array with one value per scenario.

    ``arrivals_per_hour`` counts distinct callers of one district, ``agents`` serve the whole (pooled) line.
    Raises ParameterError when a value is out of its bounds.
    """

    arrivals_per_hour: Numbers = parameter(180, unit="callers/h", minimum=20, maximum=1500, step=1, source=TEACHING)
    average_handling_time: Numbers = parameter(240, unit="s", minimum=90, maximum=480, step=5, source=TEACHING)
    agents: Numbers = parameter(18, unit="agents", minimum=1, maximum=400, step=1, source=TEACHING, integer=True)
    answer_within: Numbers = parameter(20, unit="s", minimum=5, maximum=120, step=1, source=CONVENTION)
    target_service_level: Numbers = parameter(
        0.80, unit="share", minimum=0.50, maximum=0.99, step=0.01, source=CONVENTION
    )
    mean_patience: Numbers = parameter(120, unit="s", minimum=20, maximum=600, step=5, source=TEACHING)
    first_call_resolution: Numbers = parameter(
        0.80, unit="share", minimum=0.40, maximum=0.98, step=0.01, source=TEACHING
    )
    redial_probability: Numbers = parameter(0.6, unit="share", minimum=0, maximum=0.9, step=0.05, source=TEACHING)
    wage: Numbers = parameter(60, unit="yuan/agent-h", minimum=30, maximum=120, step=1, source=TEACHING)
    overhead: Numbers = parameter(0.05, unit="share of wages", minimum=0, maximum=0.30, step=0.01, source=TEACHING)
    shrinkage: Numbers = parameter(
        0.30, unit="share of paid time", minimum=0.10, maximum=0.50, step=0.01, source=TEACHING
    )
    districts: Numbers = parameter(
        1, unit="districts", minimum=1, maximum=8, step=1, source=TEACHING, integer=True)  # fmt: skip


@dataclass(frozen=True)
class Outcomes:
    """What happens on the line in that hour. Shares lie within 0 and 1; shapes as in the parameters."""

    service_level: Numbers  # share answered within the promised seconds (Erlang-C)
    average_speed_of_answer: Numbers  # mean wait in s (Erlang-C); infinite when the line cannot keep up
    abandonment: Numbers  # share of calls that hang up before an answer (Erlang-A)
    connected: Numbers  # share of calls answered, 1 - abandonment (Erlang-A)
    occupancy: Numbers  # share of their time on the line that agents spend on calls
    calls_per_hour: Numbers  # all calls: first ones and redials
    solved_per_hour: Numbers  # problems solved
    solved_share: Numbers  # problems solved per distinct caller
    cost_per_hour: Numbers  # yuan
    cost_per_answered_call: Numbers  # yuan
    cost_per_solved_problem: Numbers  # yuan


OPTIONS: Mapping[str, Params] = MappingProxyType(
    {
        "in_house": Params(),
        "contractor_per_call": Params(
            average_handling_time=170, first_call_resolution=0.62, wage=46, overhead=0.12, agents=15
        ),
        "contractor_per_solution": Params(average_handling_time=210, wage=46, overhead=0.12, agents=16),
        "shared_hub": Params(average_handling_time=225, overhead=0.08, districts=4, agents=57),
    }
)
"""Four ways to run the line, each staffed for 80 % within 20 s at the default demand (teaching values)."""

TERMS = ("average_handling_time", "first_call_resolution", "wage", "overhead", "districts")
"""What an option decides; everything else is the situation that all options face."""

DAY = {"08:00": 0.4, "08:30": 0.7, "09:00": 0.9, "09:30": 1.0, "10:00": 0.8, "10:30": 0.5, "11:00": 0.3}
"""A morning of calls: load relative to the busiest half hour."""
