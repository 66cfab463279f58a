"""Every assumption of the model with its source, and the reader's own value in its place."""

from __future__ import annotations

from typing import Any

import traitlets

from caseroom.panels.panel import Panel


class AssumptionsPanel(Panel):
    """Shows `assumptions` beside their `values` now, and what is `contested`.

    `assumptions`: [{name, label, unit, format, minimum, maximum, step, default, lever, taught, source, grade,
    evidence}];
    `contested`: [{name, value, reason, effects: [{label, default, mine}]}]. Folded until the page sends unfold
    {unfolded}; it asks by contest {name, value, reason}, withdraw and take {name}, and by commit for all to be saved.
    """

    unfolded = traitlets.Bool().tag(sync=True)
    assumptions = traitlets.List(traitlets.Dict()).tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    contested = traitlets.List(traitlets.Dict()).tag(sync=True)
    longest_reason = traitlets.Int().tag(sync=True)

    def __init__(self, lang: str, **traits: Any) -> None:
        super().__init__(lang, WORDS, **traits)
        self.add_class("caseroom-assumptions")


WORDS = (
    "What the model supposes",
    "{count} assumptions, with their sources; {contested} contested.",
    "If you know better, put your own value in place of the model's and say why. It goes into your memo.",
    "Assumption",
    "Default",
    "Range",
    "Now",
    "Source",
    "{minimum} to {maximum}",
    "Contest",
    "Contest: {label}",
    "Your value",
    "Your reason",
    "How do you know? Where could one check it?",
    "Keep for the memo",
    "Cancel",
    "My value: {value}",
    "Outcome",
    "With the default",
    "With my value",
    "Everything else as the levers stand.",
    "Set the lever to my value",
    "Calculate with my value",
    "Change",
    "Withdraw",
)
