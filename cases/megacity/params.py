"""What the threshold model of a neighbourhood is told and what it answers; four plans that a subdistrict could sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from caseroom.parameters import TEACHING_VALUE as TEACHING
from caseroom.parameters import BoundedParams, Numbers, parameter

COUNTED = "six of twelve households in an exhibit of the case"


@dataclass(frozen=True)
class Params(BoundedParams):
    """One neighbourhood and what is done there. Each field is a number, or an array with one value per scenario.

    The four levers and command run from nothing (0) to all that the office could do (1). Raises ParameterError when
    a value is out of its bounds.
    """

    coordination: Numbers = parameter(0.2, unit="0 to 1", minimum=0, maximum=1, step=0.05, source=TEACHING)
    deliberation: Numbers = parameter(0.2, unit="0 to 1", minimum=0, maximum=1, step=0.05, source=TEACHING)
    enterprise: Numbers = parameter(0.2, unit="0 to 1", minimum=0, maximum=1, step=0.05, source=TEACHING)
    technology: Numbers = parameter(0.2, unit="0 to 1", minimum=0, maximum=1, step=0.05, source=TEACHING)
    command: Numbers = parameter(0.0, unit="0 to 1", minimum=0, maximum=1, step=0.05, source=TEACHING)
    spread: Numbers = parameter(
        0.15, unit="standard deviation of thresholds", minimum=0.08, maximum=0.30, step=0.01, source=TEACHING
    )
    taking_part_today: Numbers = parameter(
        0.0, unit="share of households", minimum=0, maximum=1, step=0.05, source=TEACHING
    )
    phones: Numbers = parameter(0.5, unit="share of households", minimum=0, maximum=1, step=0.05, source=COUNTED)
    believed: Numbers = parameter(
        0.0, unit="share of signatures under quota", minimum=0, maximum=0.6, step=0.05, source=TEACHING
    )
    visits: Numbers = parameter(2, unit="visits a household", minimum=0, maximum=5, step=1, source=TEACHING)
    hours_coordination: Numbers = parameter(
        20, unit="staff hours a month at full strength", minimum=0, maximum=60, step=1, source=TEACHING
    )
    hours_deliberation: Numbers = parameter(
        20, unit="staff hours a month at full strength", minimum=0, maximum=60, step=1, source=TEACHING
    )
    hours_enterprise: Numbers = parameter(
        20, unit="staff hours a month at full strength", minimum=0, maximum=60, step=1, source=TEACHING
    )
    hours_technology: Numbers = parameter(
        10, unit="staff hours a month at full strength", minimum=0, maximum=60, step=1, source=TEACHING
    )


@dataclass(frozen=True)
class Outcomes:
    """What becomes of taking part; shapes as in the parameters."""

    taking_part: Numbers  # share of households after 24 months
    month_of_tipping: Numbers  # first month with half of the households; infinite if none within 24
    counted: Numbers  # share of households that the district counts in month 6: taking part, or signed under quota
    lift: Numbers  # chance that a stairwell of twelve votes for a lift in month 24, by the Civil Code's two rules
    staff_hours: Numbers  # hours a month of the four levers
    agree: Numbers  # share of those who vote that votes for the lift
    mean_threshold: Numbers  # share of others whom a household wants to see before it joins
    distance_to_tipping: Numbers  # how far the mean threshold lies above the tipping point; below 0 it tips
    settles_at: Numbers  # share of households in the long run, from where it starts


OPTIONS: Mapping[str, Params] = MappingProxyType(
    {
        "as_is": Params(),
        "platform": Params(technology=0.7),
        "campaign": Params(coordination=0.55, command=0.6),
        "assembly": Params(deliberation=0.55),
        "all_four": Params(coordination=0.3, deliberation=0.3, enterprise=0.3, technology=0.3),
    }
)
"""What the office could sign for the coming two years (teaching values): 21 hours a month each, the platform 19."""

TERMS = ("coordination", "deliberation", "enterprise", "technology", "command")
"""What a plan decides; everything else is the neighbourhood that all plans meet."""
