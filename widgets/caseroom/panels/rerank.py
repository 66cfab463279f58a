"""The options in the order of somebody's values: weights first, blind; then the orders side by side."""

from __future__ import annotations

from typing import Any

import traitlets

from caseroom.panels.panel import Panel

WORDS = (
    "By whose measure?",
    "Before you see how the options do: what should count here, and how much? Give each criterion 0 to 100 points; "
    "only their proportions matter. You set them once.",
    "Lock my weights",
    "Once locked, they cannot be changed.",
    "Locked {time}",
    "{share} of the weight",
    "Option",
    "The order by each lens; in brackets the value, from 0 to 1.",
    "The ratings behind it",
    "From 1 (poorly) to 5. They are our judgement: change what you judge otherwise, and the orders follow.",
    "{option}, {criterion}",
    "Back to our ratings",
)


class RerankPanel(Panel):
    """`criteria`: [{id, name, meaning}]. `state`: {points, at}, once they are locked also lenses, rows and found.

    The page sends lock {points}, rate {option, criterion, value} and ours.
    """

    criteria: traitlets.List[Any] = traitlets.List().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, lang: str, criteria: list[dict[str, str]]) -> None:
        super().__init__(lang, WORDS, criteria=criteria)
