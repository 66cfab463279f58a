"""What the model of a police target is told and what it answers; five schemes that a chief could sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from caseroom.parameters import TEACHING_VALUE as TEACHING
from caseroom.parameters import BoundedParams, Numbers, parameter


@dataclass(frozen=True)
class Params(BoundedParams):
    """One force and its targets. Each field is a number, or an array with one value per scenario.

    Raises ParameterError when a value is out of its bounds.
    """

    bonus: Numbers = parameter(0.0, unit="per unit of effort", minimum=0, maximum=1, step=0.05, source=TEACHING)
    time_bonus: Numbers = parameter(0.0, unit="of 1", minimum=0, maximum=1, step=0.05, source=TEACHING)
    second_bonus: Numbers = parameter(0.0, unit="per unit of effort", minimum=0, maximum=1, step=0.05, source=TEACHING)
    audit: Numbers = parameter(
        0.0, unit="share of false entries deterred", minimum=0, maximum=0.8, step=0.05, source=TEACHING
    )
    ratchet: Numbers = parameter(0.0, unit="of what was achieved", minimum=0, maximum=1, step=0.05, source=TEACHING)
    rivalry: Numbers = parameter(0.5, unit="of 1", minimum=0, maximum=0.95, step=0.05, source=TEACHING)
    intrinsic: Numbers = parameter(0.5, unit="per unit of effort", minimum=0, maximum=1, step=0.05, source=TEACHING)
    risk: Numbers = parameter(0.3, unit="r times variance", minimum=0, maximum=1, step=0.05, source=TEACHING)
    under_recording: Numbers = parameter(
        0.22, unit="share of cases per unit of bonus", minimum=0, maximum=0.4, step=0.01, source=TEACHING
    )
    pulled: Numbers = parameter(
        0.9, unit="share of the just late per unit of bonus", minimum=0, maximum=1, step=0.05, source=TEACHING
    )
    worth_unmeasured: Numbers = parameter(
        0.9, unit="per unit of effort", minimum=0, maximum=2, step=0.1, source=TEACHING
    )
    worth_on_time: Numbers = parameter(2.0, unit="per call in time", minimum=0, maximum=6, step=0.25, source=TEACHING)
    harm_of_false_entries: Numbers = parameter(
        1.0, unit="per false entry", minimum=0, maximum=3, step=0.1, source=TEACHING
    )
    audit_cost: Numbers = parameter(
        0.05, unit="0.6 of it for a depth of 0.6", minimum=0.01, maximum=0.3, step=0.01, source=TEACHING
    )


@dataclass(frozen=True)
class Outcomes:
    """What is done and what is reported; shapes as in the parameters."""

    effort_measured: Numbers  # on what the clear-up rate counts
    effort_unmeasured: Numbers  # on prevention and victims
    welfare: Numbers  # worth of all that is done, less its cost, false entries and the running of the scheme
    solved: Numbers  # share of all cases that come in
    unrecorded: Numbers  # share of cases that are not written down
    clear_up_reported: Numbers  # solved over recorded
    on_time: Numbers  # share of calls reached within the target
    on_time_reported: Numbers  # the same, as the log has it
    hidden_late: Numbers  # share of calls that came late and stand in the log as in time
    running_cost: Numbers  # audit and survey


OPTIONS: Mapping[str, Params] = MappingProxyType(
    {
        "no_bonus": Params(),
        "weak_bonus": Params(bonus=0.25, time_bonus=0.25),
        "weak_audited": Params(bonus=0.25, time_bonus=0.25, audit=0.6),
        "two_measures": Params(bonus=0.25, time_bonus=0.25, second_bonus=0.25),
        "strong_bonus": Params(bonus=0.6, time_bonus=0.6),
    }
)
"""Five schemes; the strong one is the one in force in the story (teaching values)."""

TERMS = ("bonus", "time_bonus", "second_bonus", "audit")
"""What a scheme decides; everything else is the force and the city that all schemes meet."""
