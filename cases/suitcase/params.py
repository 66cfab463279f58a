"""What the suitcase model is told and what it answers; five things that a children's department could do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from caseroom.parameters import TEACHING_VALUE as TEACHING
from caseroom.parameters import BoundedParams, Numbers, parameter


@dataclass(frozen=True)
class Params(BoundedParams):
    """Two groups of families and what is done for them. Each field is a number, or an array with one per scenario.

    Scores are in points: 1 is what an advantaged child reaches without any programme, at the defaults. Time is in
    hours a week; an advantaged family then gives one. Raises ParameterError when a value is out of its bounds.
    """

    effort_cost: Numbers = parameter(
        0.5, unit="points per weekly hour", minimum=0.2, maximum=1, step=0.05, source=TEACHING
    )
    staffing: Numbers = parameter(1, unit="times today's staff", minimum=0.6, maximum=1.6, step=0.05, source=TEACHING)
    kits_disadvantaged: Numbers = parameter(
        0, unit="share of families", minimum=0, maximum=1, step=0.05, source=TEACHING
    )
    kits_advantaged: Numbers = parameter(0, unit="share of families", minimum=0, maximum=1, step=0.05, source=TEACHING)
    skill_disadvantaged: Numbers = parameter(
        0.5, unit="of an advantaged parent's", minimum=0.2, maximum=1, step=0.05, source=TEACHING
    )
    time_limit_disadvantaged: Numbers = parameter(
        0.35, unit="hours a week", minimum=0.1, maximum=1.2, step=0.05, source=TEACHING
    )
    disadvantaged_share: Numbers = parameter(
        0.3, unit="share of children", minimum=0.05, maximum=0.6, step=0.01, source=TEACHING
    )
    kit_skill_gain: Numbers = parameter(
        0.3, unit="of an advantaged parent's", minimum=0, maximum=0.5, step=0.05, source=TEACHING
    )
    kit_time_gain: Numbers = parameter(0.25, unit="hours a week", minimum=0, maximum=0.6, step=0.05, source=TEACHING)
    staff_weight: Numbers = parameter(0.5, unit="exponent", minimum=0.2, maximum=0.8, step=0.05, source=TEACHING)
    substitution: Numbers = parameter(1, unit="elasticity", minimum=0.4, maximum=6, step=0.2, source=TEACHING)
    returns: Numbers = parameter(1, unit="exponent", minimum=0.3, maximum=1, step=0.05, source=TEACHING)
    stays_away: Numbers = parameter(0.25, unit="share of families", minimum=0, maximum=0.8, step=0.05, source=TEACHING)
    uptake: Numbers = parameter(1, unit="share of families", minimum=0, maximum=1, step=0.05, source=TEACHING)
    point_value: Numbers = parameter(
        1_000, unit="yuan per tenth of a point", minimum=0, maximum=3_000, step=50, source=TEACHING
    )
    staff_cost: Numbers = parameter(
        1_500, unit="yuan per child for a fifth more staff", minimum=200, maximum=6_000, step=50, source=TEACHING
    )
    kit_cost: Numbers = parameter(900, unit="yuan per kit", minimum=100, maximum=4000, step=50, source=TEACHING)
    compensation_cost: Numbers = parameter(
        12_000, unit="yuan per low-performing child", minimum=0, maximum=40_000, step=500, source=TEACHING
    )


@dataclass(frozen=True)
class Outcomes:
    """What becomes of the children; shapes as in the parameters."""

    mean_score: Numbers  # points, over all children
    gap: Numbers  # points, advantaged minus disadvantaged
    score_disadvantaged: Numbers  # points
    score_advantaged: Numbers  # points
    time_disadvantaged: Numbers  # hours a week given at home, mean of those with a kit and those without
    time_advantaged: Numbers
    below_line: Numbers  # share of all children below the line
    programme_cost: Numbers  # yuan per child of the district
    compensation: Numbers  # yuan per child of the district, later, for low-performing children
    total_cost: Numbers  # yuan per child of the district
    net_benefit: Numbers  # yuan per child against no programme: points at their worth, less both costs


OPTIONS: Mapping[str, Params] = MappingProxyType(
    {
        "as_is": Params(),
        "leaflet": Params(effort_cost=0.4),
        "more_staff": Params(staffing=1.2),
        "kit_for_all": Params(kits_disadvantaged=1, kits_advantaged=1),
        "targeted_kit": Params(kits_disadvantaged=1),
    }
)
"""Five programmes for the coming year (teaching values)."""

TERMS = ("effort_cost", "staffing", "kits_disadvantaged", "kits_advantaged")
"""What a programme decides; everything else is the situation that all of them meet."""
