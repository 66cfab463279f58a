"""A button behind which stand the panels that few readers need."""

from __future__ import annotations

import traitlets

from caseroom.panels.panel import Panel


class MorePanel(Panel):
    """Shows and hides what stands beside it; `text` says what that is."""

    text = traitlets.Unicode().tag(sync=True)

    def __init__(self, lang: str, text: str) -> None:
        super().__init__(lang, text=text)
