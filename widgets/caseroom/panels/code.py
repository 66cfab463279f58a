"""The lines of Python that give the page's numbers again."""

from __future__ import annotations

from typing import Any

import traitlets

from caseroom.panels.panel import Panel


class CodePanel(Panel):
    """`code` is a whole program; the page tells {type: "show", open} when it is folded out and in."""

    code = traitlets.Unicode().tag(sync=True)

    def __init__(self, lang: str, **traits: Any) -> None:
        super().__init__(lang, WORDS, **traits)


WORDS = (
    "Show me the code",
    "These lines give the numbers of this page again: the baseline, the levers as they stand and what is pinned. Paste "
    "them into a cell of the case's notebook (`python3 kit lab`). Only what differs from the baseline is named.",
    "Lines of Python",
    "Copy the code",
    "Copied.",
    "The browser does not let this page copy. The code is selected: copy it with the keyboard or the menu.",
)
