"""What a province that thinks of a first stage is told and what it answers; four plans that could be brought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from caseroom.parameters import TEACHING_VALUE as TEACHING
from caseroom.parameters import BoundedParams, Numbers, parameter

MONEY = "million yuan a county and year"


@dataclass(frozen=True)
class Params(BoundedParams):
    """One programme, who decides on it and how. Each field is a number, or an array with one value per scenario.

    Raises ParameterError when a value is out of its bounds.
    """

    sites: Numbers = parameter(8, unit="counties", minimum=0, maximum=40, step=1, source=TEACHING)
    delay: Numbers = parameter(1, unit="years", minimum=0, maximum=4, step=1, source=TEACHING)
    bias: Numbers = parameter(1.2, unit=MONEY, minimum=0, maximum=3, step=0.1, source=TEACHING)
    gate: Numbers = parameter(1, unit="share of cases", minimum=0, maximum=1, step=0.05, source=TEACHING)
    corrected: Numbers = parameter(0.3, unit="share of the bias", minimum=0, maximum=1, step=0.05, source=TEACHING)
    foreseen: Numbers = parameter(0.5, unit="share of the scale loss", minimum=0, maximum=1, step=0.05, source=TEACHING)
    prior: Numbers = parameter(2.6, unit=MONEY, minimum=0, maximum=6, step=0.1, source=TEACHING)
    doubt: Numbers = parameter(1.5, unit="standard deviation", minimum=0.2, maximum=4, step=0.1, source=TEACHING)
    noise: Numbers = parameter(
        3, unit="standard deviation of one county", minimum=0.5, maximum=8, step=0.5, source=TEACHING
    )
    at_scale: Numbers = parameter(0.75, unit="share of the effect", minimum=0.3, maximum=1, step=0.05, source=TEACHING)
    cost: Numbers = parameter(2, unit=MONEY, minimum=0, maximum=5, step=0.1, source=TEACHING)
    setup: Numbers = parameter(1, unit="million yuan a county, once", minimum=0, maximum=4, step=0.1, source=TEACHING)
    study: Numbers = parameter(0.3, unit=MONEY, minimum=0, maximum=1, step=0.1, source=TEACHING)
    horizon: Numbers = parameter(6, unit="years", minimum=3, maximum=12, step=1, source=TEACHING)


@dataclass(frozen=True)
class Outcomes:
    """What is to be expected of a plan; shapes as in the parameters. Money in million yuan."""

    net: Numbers  # over the horizon, against doing nothing
    goes_on: Numbers  # chance that the programme is extended to all counties
    regret: Numbers  # chance that it is extended and should not have been
    missed: Numbers  # chance that it is stopped and should have been extended
    shown: Numbers  # what the first stage shows on average, a county and year; infinite where there is none
    county_years: Numbers  # years of service, summed over counties
    true_at_scale: Numbers  # worth of a county and year where all run it
    break_even: Numbers  # worth in an ordinary county from which extending to all at once pays
    line: Numbers  # the result from which the planner goes on; infinite where none can decide
    perfect: Numbers  # the expected value of perfect information: to know its worth, against the better of all and none


OPTIONS: Mapping[str, Params] = MappingProxyType(
    {
        "all_now": Params(sites=0, delay=0, bias=0),
        "strongest": Params(sites=8, delay=1, bias=1.2),
        "by_lot": Params(sites=15, delay=2, bias=0),
        "waves": Params(sites=20, delay=1, bias=0.3, gate=0.5),
    }
)
"""What Xiang Wei could bring (teaching values)."""

TERMS = ("sites", "delay", "bias", "gate")
"""What a plan decides; everything else is the programme and the province that all plans meet."""
