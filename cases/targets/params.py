"""What the model of a police target is told and what it answers; four schemes that a chief could sign."""

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

    bonus: Numbers = parameter(0.0, unit="per unit of effort", minimum=0, maximum=1.5, step=0.05, source=TEACHING)
    under_recording: Numbers = parameter(
        0.2, unit="share of cases per unit of bonus", minimum=0, maximum=0.4, step=0.01, source=TEACHING
    )
    ratchet: Numbers = parameter(0.0, unit="of what was achieved", minimum=0, maximum=1, step=0.05, source=TEACHING)
    rivalry: Numbers = parameter(0.5, unit="of 1", minimum=0, maximum=0.95, step=0.05, source=TEACHING)
    intrinsic: Numbers = parameter(0.5, unit="per unit of effort", minimum=0, maximum=1, step=0.05, source=TEACHING)
    worth_unmeasured: Numbers = parameter(
        1.0, unit="per unit of effort", minimum=0, maximum=2, step=0.1, source=TEACHING
    )
    risk: Numbers = parameter(0.3, unit="r times variance", minimum=0, maximum=1, step=0.05, source=TEACHING)
    target_minutes: Numbers = parameter(8.0, unit="min", minimum=4, maximum=20, step=0.5, source=TEACHING)
    pulled_share: Numbers = parameter(0.0, unit="of those just late", minimum=0, maximum=1, step=0.05, source=TEACHING)
    clock_late: Numbers = parameter(0.0, unit="min", minimum=0, maximum=3, step=0.25, source=TEACHING)


@dataclass(frozen=True)
class Outcomes:
    """What is done and what is reported; shapes as in the parameters."""

    effort_measured: Numbers  # on what the target counts
    effort_unmeasured: Numbers  # on everything else
    welfare: Numbers  # worth of both efforts, less their cost and that of risk
    solved: Numbers  # share of all cases that come in
    recorded: Numbers  # share of cases that are written down
    clear_up_reported: Numbers  # solved over recorded
    on_time: Numbers  # share of calls reached within the target
    on_time_reported: Numbers  # the same, as the log has it


OPTIONS: Mapping[str, Params] = MappingProxyType(
    {
        "no_bonus": Params(),
        "weak_bonus": Params(bonus=0.2),
        "strong_bonus": Params(bonus=0.8, pulled_share=0.5),
        "scorecard": Params(bonus=0.35, under_recording=0.02),
    }
)
"""Four schemes for the coming year; the scorecard is audited once (teaching values)."""

TERMS = ("bonus", "under_recording", "pulled_share", "clock_late", "ratchet")
"""What a scheme decides or brings about; everything else is the force that all schemes meet."""
