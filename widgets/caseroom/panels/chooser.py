"""Which of the what-if's charts is in view: the one that the task in hand names, else the one that the touched lever
moves most, or the reader's own choice.
"""

from __future__ import annotations

from typing import Any

import traitlets

from caseroom.panels.panel import Panel


class ChooserPanel(Panel):
    """`charts`: [{name, title}], by their short names, which stand beside this panel.

    `moved`: for each lever the chart it moves most.
    """

    charts = traitlets.List(traitlets.Dict()).tag(sync=True)
    moved = traitlets.Dict().tag(sync=True)

    def __init__(self, lang: str, **traits: Any) -> None:
        super().__init__(lang, WORDS, **traits)


WORDS = (
    "Chart",
    "Auto: {chart}",
    "Auto shows the chart that your task names, or else the one that the lever you touch moves most.",
    "Chart before",
    "Chart after",
)
