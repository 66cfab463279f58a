"""A link that opens the levers as they stand, for somebody else."""

from __future__ import annotations

from typing import Any

import traitlets

from caseroom.panels.panel import Panel


class LinkPanel(Panel):
    """`link` and `link_with_pins` are ends of an address; the latter is "" without pins or where it is too long.

    `note` says what no link can carry. The page tells {type: "show", open} when it is folded out and in.
    """

    link = traitlets.Unicode().tag(sync=True)
    link_with_pins = traitlets.Unicode().tag(sync=True)
    note = traitlets.Unicode().tag(sync=True)

    def __init__(self, lang: str, **traits: Any) -> None:
        super().__init__(lang, WORDS, **traits)


WORDS = (
    "Share this scenario",
    "Whoever opens this link in their own browser finds the levers as they stand here now, once their predictions are "
    "locked.",
    "Link to this scenario",
    "Take the pinned scenarios along, without their notes",
    "Copy the link",
    "Copied.",
    "The browser does not let this page copy. The link is selected: copy it with the keyboard or the menu.",
    "This link works on this computer only, because the page was opened as “{host}”. Open it by the room's address to "
    "share it.",
    "A notebook has no address that others can open. Share the lines under “Show me the code” instead.",
)
