"""What the hotline model is told and what it answers; five ways to run the line; the shape of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from caseroom.parameters import TEACHING_VALUE as TEACHING
from caseroom.parameters import BoundedParams, Numbers, parameter

CONVENTION = "80/20, a common contact-centre convention (GB/T 33358-2016 asks for 15 s)"

JUDGEMENT = "a judgement, for whoever decides to name; at nought the model counts money only"
OWN_HOUR = 63.0
"""Yuan for a paid hour of the district's own people (60 and 5 % overhead), whoever runs the line."""
CALLBACK_MINUTES = 10.0
"""What one call-back by the district's own people takes, notes included (teaching value)."""


@dataclass(frozen=True)
class Params(BoundedParams):
    """One line at its peak hour. Each field is a number, or an array with one value per scenario.

    ``arrivals_per_hour`` counts distinct callers of one district, ``agents`` serve the whole (pooled) line.
    ``contracted`` is the share of the line's work that a firm's people do; ``own_dispatch`` the share of calls of which
    officials decide who acts on them and when they are closed; ``callbacks`` are made by the district's own people.
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
    contracted: Numbers = parameter(0, unit="share of the work", minimum=0, maximum=1, step=0.01, source=TEACHING)
    own_dispatch: Numbers = parameter(1, unit="share of calls", minimum=0, maximum=1, step=0.05, source=TEACHING)
    callbacks: Numbers = parameter(0, unit="per 1,000 problems", minimum=0, maximum=100, step=1, source=TEACHING)
    worth_of_help: Numbers = parameter(0, unit="yuan per caller", minimum=0, maximum=30, step=1, source=JUDGEMENT)
    worth_of_say: Numbers = parameter(0, unit="yuan per caller", minimum=0, maximum=5, step=0.5, source=JUDGEMENT)
    worth_of_standby: Numbers = parameter(0, unit="yuan per caller", minimum=0, maximum=5, step=0.5, source=JUDGEMENT)


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
    own_say: Numbers  # share of the matters of which this district decides who acts and when they are closed
    carries_on_alone: Numbers  # share of this district's calls answered if firm and partners were gone (Erlang-A)
    judged_cost_per_caller: Numbers  # yuan: money, and what the three judgements put on what money leaves out


_CONTRACTOR = {"wage": 46, "overhead": 0.12, "contracted": 1, "own_dispatch": 0}

OPTIONS: Mapping[str, Params] = MappingProxyType(
    {
        "in_house": Params(),
        "contractor_per_call": Params(
            average_handling_time=170, first_call_resolution=0.62, agents=15, **_CONTRACTOR
        ),
        "contractor_per_solution": Params(average_handling_time=210, callbacks=13, agents=16, **_CONTRACTOR),
        "mixed": Params(
            average_handling_time=210, first_call_resolution=0.78, wage=50, overhead=0.10, contracted=0.71,
            callbacks=13, agents=16,
        ),
        "shared_hub": Params(average_handling_time=225, overhead=0.08, districts=4, agents=57),
    }
)  # fmt: skip
"""Five ways to run the line, each staffed for 80 % within 20 s at the default demand (teaching values).

Mixed: of 210 s a firm's people talk for 150 (46 yuan, 12 %) and the district's own dispatch for 60 (60 yuan, 5 %),
so that 0.71 of the work is contracted at 50 yuan and 10 % on average.
"""

TERMS = (
    "average_handling_time", "first_call_resolution", "wage", "overhead", "districts", "contracted", "own_dispatch",
    "callbacks",
)  # fmt: skip
"""What an option decides; everything else is the situation that all options face."""

_LOAD_BY_HALF_HOUR = (
    0.14, 0.22, 0.40, 0.66, 0.88, 1.00, 0.98, 0.90, 0.72, 0.46,  # 07:00-12:00, peak at half past nine
    0.34, 0.30, 0.36, 0.56, 0.78, 0.92, 0.90, 0.82, 0.68, 0.54,  # 12:00-17:00, quiet noon, second peak
    0.42, 0.34, 0.30, 0.26, 0.22, 0.18, 0.14, 0.10,  # 17:00-21:00
)  # fmt: skip


def day_profile() -> dict[str, float]:
    """A weekday of calls: relative load (1 = the peak) by the start of each half hour, "07:00" to "20:30".

    Constructed for teaching; the call log of the case is made from the same numbers.
    """
    return {f"{7 + i // 2:02d}:{i % 2 * 30:02d}": load for i, load in enumerate(_LOAD_BY_HALF_HOUR)}
