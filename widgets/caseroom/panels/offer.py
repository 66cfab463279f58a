"""A scenario that came with the page's address, offered before anything moves."""

from __future__ import annotations

from typing import Any

from caseroom.panels.panel import Panel


class OfferPanel(Panel):
    """Shown only where the page's address carries a scenario (`window.caseroomShared`, see case.js).

    The page asks {type: "look", text} and is told {changed, pins}; then {type: "open", text}, and is told {said}.
    """

    def __init__(self, lang: str, **traits: Any) -> None:
        super().__init__(lang, WORDS, **traits)
        self.add_class("caseroom-offer")


WORDS = (
    "A scenario was shared with you",
    "All levers at the baseline.",
    "Pinned with it: {names}.",
    "See it",
    "Leave it",
    "Close",
    "Undo brings your own levers back.",
)
