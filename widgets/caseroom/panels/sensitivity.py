"""Why an outcome moved, lever by lever, and the choice of what the chart beside it shows."""

from __future__ import annotations

from typing import Any

import traitlets

from caseroom.panels.panel import Panel


class SensitivityPanel(Panel):
    """Folded until the page sends unfold {unfolded}; what is chosen changes by choose {what, value}.

    `choices`: {outcome | since | swing: [{name, label}]}, of which `chosen` names one each. `change`: {sentence,
    rows: [{label, moved, amount, part}], note}; `part`, from -1 to 1, is the length of a row's bar.
    """

    unfolded = traitlets.Bool().tag(sync=True)
    choices = traitlets.Dict().tag(sync=True)
    chosen = traitlets.Dict().tag(sync=True)
    change = traitlets.Dict().tag(sync=True)

    def __init__(self, lang: str, **traits: Any) -> None:
        super().__init__(lang, WORDS, **traits)
        self.add_class("caseroom-sensitivity")


WORDS = (
    "Why did it move?",
    "Which lever did what, and what would move it most from here.",
    "Outcome",
    "Compared with",
    "Each lever moves by",
    "Lever",
    "From, to",
    "Its share",
)
