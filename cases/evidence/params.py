"""What the model of a pilot's report is told and what it answers; four ways to learn what a pilot did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from caseroom.parameters import TEACHING_VALUE as TEACHING
from caseroom.parameters import BoundedParams, Numbers, parameter


@dataclass(frozen=True)
class Params(BoundedParams):
    """One pilot and the way it is evaluated. Each field is a number, or an array with one value per scenario.

    Points are those of a score from 0 to 100. Raises ParameterError when a value is out of its bounds.
    """

    true_effect: Numbers = parameter(4.0, unit="points", minimum=-5, maximum=15, step=0.5, source=TEACHING)
    trend: Numbers = parameter(3.0, unit="points", minimum=-5, maximum=15, step=0.5, source=TEACHING)
    site_gain: Numbers = parameter(
        3.0, unit="points per standard deviation of capacity", minimum=0, maximum=8, step=0.5, source=TEACHING
    )
    reliability: Numbers = parameter(0.8, unit="of 1", minimum=0.4, maximum=1, step=0.05, source=TEACHING)
    noise: Numbers = parameter(6.0, unit="points, one county", minimum=1, maximum=20, step=0.5, source=TEACHING)
    round: Numbers = parameter(1, unit="first or second", minimum=1, maximum=2, step=1, source=TEACHING, integer=True)
    selection: Numbers = parameter(1.0, unit="worst -1, best 1", minimum=-1, maximum=1, step=0.1, source=TEACHING)
    sites: Numbers = parameter(10, unit="counties", minimum=2, maximum=25, step=1, source=TEACHING, integer=True)
    effort: Numbers = parameter(3.0, unit="points", minimum=0, maximum=15, step=0.5, source=TEACHING)
    comparison: Numbers = parameter(0.0, unit="of the trend", minimum=0, maximum=1, step=0.1, source=TEACHING)


@dataclass(frozen=True)
class Outcomes:
    """What the evaluation finds and what is true; shapes as in the parameters."""

    reported: Numbers  # points: what the evaluation finds on average
    at_scale: Numbers  # points: what the counties that do not have it yet would have of it, with ordinary effort
    overstated: Numbers  # points: reported minus at_scale
    standard_error: Numbers  # points, of the reported figure
    power: Numbers  # chance that the figure is called significant
    false_alarm: Numbers  # the same chance if the programme did nothing to anybody
    at_stake: Numbers  # share of the money that is spent before anybody measures again
    waiting: Numbers  # counties that go without the programme for another year
    smallest_p: Numbers  # that a lottery among the candidates could give, on both sides


OPTIONS: Mapping[str, Params] = MappingProxyType(
    {
        "sign": Params(),
        "with_neighbours": Params(comparison=1.0),
        "worst_first": Params(round=2, selection=-1.0, comparison=1.0),
        "by_lot": Params(round=2, selection=0.0, comparison=1.0, effort=0.0, sites=20),
    }
)
"""Four ways to learn what the programme does (teaching values)."""

TERMS = ("round", "selection", "sites", "effort", "comparison")
"""What an evaluation's design decides; everything else is the programme and the province, the same for all."""
