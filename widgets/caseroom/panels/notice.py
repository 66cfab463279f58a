"""A sentence that stands where something else will come, or tells of a difficulty."""

from __future__ import annotations

import traitlets

from caseroom.panels.panel import Panel


class NoticePanel(Panel):
    """`tone` is "wait" (something must be done first) or "warning"."""

    text = traitlets.Unicode().tag(sync=True)
    tone = traitlets.Unicode("wait").tag(sync=True)

    def __init__(self, lang: str, text: str, tone: str = "wait") -> None:
        super().__init__(lang, text=text, tone=tone)
