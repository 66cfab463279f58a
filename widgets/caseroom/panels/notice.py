"""A sentence that stands where something else will come, or tells of a difficulty."""

from __future__ import annotations

from typing import Literal

import traitlets

from caseroom.panels.panel import Panel

Until = Literal["", "predict", "decision"]
WORDS = ("Go to your predictions", "Go to your decision")


class NoticePanel(Panel):
    """`tone` is "wait" (something comes first) or "warning"; `until`, the kind of question that is waited for."""

    text = traitlets.Unicode().tag(sync=True)
    tone = traitlets.Unicode("wait").tag(sync=True)
    until = traitlets.Unicode().tag(sync=True)

    def __init__(self, lang: str, text: str, tone: str = "wait", until: Until = "") -> None:
        super().__init__(lang, WORDS, text=text, tone=tone, until=until)
