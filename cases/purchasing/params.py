"""What the model of four ways to buy a service is told and what it answers; the four ways as options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from caseroom.parameters import TEACHING_VALUE as TEACHING
from caseroom.parameters import BoundedParams, Numbers, parameter


@dataclass(frozen=True)
class Params(BoundedParams):
    """Each field is a number, or an array with one value per scenario. Raises ParameterError when out of bounds."""

    bidders: Numbers = parameter(4, unit="organisations", minimum=1, maximum=10, step=1, source=TEACHING)
    spread: Numbers = parameter(0.12, unit="share of families", minimum=0, maximum=0.25, step=0.01, source=TEACHING)
    partner_edge: Numbers = parameter(
        0.2, unit="standard deviations", minimum=-1.5, maximum=2, step=0.1, source=TEACHING
    )
    paper: Numbers = parameter(0.35, unit="correlation", minimum=0, maximum=1, step=0.05, source=TEACHING)
    field: Numbers = parameter(0.80, unit="correlation", minimum=0, maximum=1, step=0.05, source=TEACHING)
    complexity: Numbers = parameter(0.35, unit="share", minimum=0, maximum=0.6, step=0.05, source=TEACHING)
    informed: Numbers = parameter(0.35, unit="share of families", minimum=0, maximum=1, step=0.05, source=TEACHING)
    slack: Numbers = parameter(0.06, unit="share a year", minimum=0, maximum=0.15, step=0.01, source=TEACHING)
    growth: Numbers = parameter(0.10, unit="share a year", minimum=0, maximum=0.2, step=0.01, source=TEACHING)
    horizon: Numbers = parameter(3, unit="years", minimum=1, maximum=6, step=1, source=TEACHING)
    commission: Numbers = parameter(0.0, unit="share of the budget", minimum=0, maximum=1, step=0.05, source=TEACHING)
    contest: Numbers = parameter(0.0, unit="share of the budget", minimum=0, maximum=1, step=0.05, source=TEACHING)
    choice: Numbers = parameter(0.0, unit="share of the budget", minimum=0, maximum=1, step=0.05, source=TEACHING)
    demand_study: Numbers = parameter(0.3, unit="0 to 1", minimum=0, maximum=1, step=0.05, source=TEACHING)
    price_weight: Numbers = parameter(0.20, unit="share", minimum=0.1, maximum=0.6, step=0.05, source=TEACHING)
    seeds: Numbers = parameter(10, unit="organisations", minimum=3, maximum=20, step=1, source=TEACHING)
    kept: Numbers = parameter(3, unit="organisations", minimum=1, maximum=5, step=1, source=TEACHING)
    listed: Numbers = parameter(3, unit="organisations", minimum=2, maximum=4, step=1, source=TEACHING)


@dataclass(frozen=True)
class Outcomes:
    """What becomes of 300 families; shapes as in the parameters."""

    helped: Numbers  # families helped well a year, mean over the horizon
    first_year: Numbers  # families helped well in year one
    last_year: Numbers  # families helped well in the last year of the horizon
    quiet: Numbers  # of 100 families whom nobody speaks for, helped well a year
    bad_draw: Numbers  # families helped a year where luck with the provider is worse only one time in ten
    providers: Numbers  # able providers at the end, weighted by budget
    stopped: Numbers  # share of the budget that is expected to stand still for half a year because of an objection


OPTIONS: Mapping[str, Params] = MappingProxyType(
    {
        "tender": Params(),
        "commission": Params(commission=1.0),
        "contest": Params(contest=1.0),
        "choice": Params(choice=1.0),
    }
)
"""Four ways to buy the same service (teaching values)."""

TERMS = ("commission", "contest", "choice")
"""What an option decides; what is in none of the three shares is tendered."""
