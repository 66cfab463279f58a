"""What the model of a league table is told and what it answers; four releases that a commission could sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from caseroom.parameters import TEACHING_VALUE as TEACHING
from caseroom.parameters import BoundedParams, Numbers, parameter

BY_RATE, BY_SHRUNKEN_RATE, BY_LIMITS, NOBODY = 1, 2, 3, 4
"""By what a network is named."""


@dataclass(frozen=True)
class Params(BoundedParams):
    """Thirty-six networks and what is made of their figure. Each field is a number, or an array with one a scenario.

    Raises ParameterError when a value is out of its bounds.
    """

    rule: Numbers = parameter(BY_RATE, unit="1 to 4", minimum=1, maximum=4, step=1, source=TEACHING, integer=True)
    years: Numbers = parameter(1, unit="years", minimum=1, maximum=5, step=1, source=TEACHING, integer=True)
    named: Numbers = parameter(6, unit="networks", minimum=1, maximum=12, step=1, source=TEACHING, integer=True)
    limit: Numbers = parameter(1.645, unit="standard deviations", minimum=1, maximum=3.3, step=0.005, source=TEACHING)
    counted: Numbers = parameter(
        1.0, unit="share of the variance between networks", minimum=0, maximum=1, step=0.05, source=TEACHING
    )
    control: Numbers = parameter(0.5, unit="share of variance", minimum=0, maximum=1, step=0.02, source=TEACHING)
    spread: Numbers = parameter(3.0, unit="percentage points", minimum=0.5, maximum=8, step=0.1, source=TEACHING)
    base: Numbers = parameter(14.0, unit="per cent of discharges", minimum=5, maximum=30, step=1, source=TEACHING)
    persistence: Numbers = parameter(
        0.75, unit="correlation from year to year", minimum=0, maximum=1, step=0.05, source=TEACHING
    )
    tenure: Numbers = parameter(0.5, unit="chance to stay a year", minimum=0, maximum=1, step=0.05, source=TEACHING)
    stake: Numbers = parameter(
        5.0, unit="per cent of performance pay", minimum=0, maximum=10, step=0.5, source=TEACHING
    )
    audit: Numbers = parameter(0.25, unit="share of files", minimum=0, maximum=1, step=0.05, source=TEACHING)
    visit: Numbers = parameter(
        0.4, unit="share of the excess removed by a visit", minimum=0, maximum=1, step=0.05, source=TEACHING
    )
    scope: Numbers = parameter(
        3.0, unit="points of rate per unit of pressure", minimum=0, maximum=8, step=0.5, source=TEACHING
    )
    ease: Numbers = parameter(
        1.5, unit="points of rate per unit of pressure", minimum=0, maximum=5, step=0.1, source=TEACHING
    )
    attendance: Numbers = parameter(0.6, unit="share of networks", minimum=0, maximum=1, step=0.05, source=TEACHING)
    shy: Numbers = parameter(
        0.5, unit="share of the worst who stay away", minimum=0, maximum=1, step=0.05, source=TEACHING
    )
    gain: Numbers = parameter(0.7, unit="percentage points", minimum=0, maximum=3, step=0.1, source=TEACHING)
    joint: Numbers = parameter(
        0.3, unit="share of what no network alone controls", minimum=0, maximum=1, step=0.05, source=TEACHING
    )
    harm: Numbers = parameter(
        1.0, unit="avoided readmissions per concealed one", minimum=0, maximum=3, step=0.1, source=TEACHING
    )
    blame: Numbers = parameter(
        1.0, unit="avoided readmissions per network wrongly named", minimum=0, maximum=5, step=0.5, source=TEACHING
    )
    elsewhere: Numbers = parameter(
        2.0, unit="avoided readmissions per 100 staff days", minimum=0, maximum=8, step=0.2, source=TEACHING
    )
    visit_days: Numbers = parameter(15.0, unit="staff days a visit", minimum=0, maximum=60, step=1, source=TEACHING)
    round_days: Numbers = parameter(
        12.0, unit="staff days a network and year", minimum=0, maximum=60, step=1, source=TEACHING
    )
    audit_days: Numbers = parameter(
        150.0, unit="staff days for all files", minimum=0, maximum=500, step=10, source=TEACHING
    )


@dataclass(frozen=True)
class Outcomes:
    """What comes of a release in the year after it; shapes as in the parameters."""

    avoided: Numbers  # readmissions that really do not happen
    concealed: Numbers  # readmissions that happen and are not in the figure
    wrongly_named: Numbers  # of the networks named, those whose own part will be no worse than the average
    worst_reached: Numbers  # of the six whose own part will be worst, those named, or at the table of the rounds
    days: Numbers  # staff days for visits, rounds and checking files
    net: Numbers  # avoided, less what is concealed, wrongly blamed and left undone elsewhere, in readmissions
    reported: Numbers  # what the figure falls by: avoided and concealed
    networks_named: Numbers
    small_named: Numbers  # of the networks named, the share with fewer than 60 discharges; infinite where none is named
    small_cut: Numbers  # percentage points by which the rate of these small networks really falls


OPTIONS: Mapping[str, Params] = MappingProxyType(
    {
        "table": Params(),
        "funnel": Params(rule=BY_LIMITS),
        "three_years": Params(rule=BY_SHRUNKEN_RATE, years=3),
        "rounds": Params(rule=NOBODY),
    }
)
"""What the commission could release (teaching values)."""

TERMS = ("rule", "years", "named", "limit", "counted")
"""What a release decides; everything else is the province that all releases meet."""
