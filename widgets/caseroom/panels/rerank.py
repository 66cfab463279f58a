"""The options in the order of somebody's values: weights, then a ranking, both blind; then the orders side by side."""

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
    "Your weights are locked. Before the orders show: in which order would you sign the options yourself, by judgement "
    "and without any sum? You say it once.",
    "Put them in order, the first at the top. Use the buttons, or drag a row by its number.",
    "Move {item} up (now {place} of {count})",
    "Move {item} down (now {place} of {count})",
    "{item}: now {place} of {count}",
    "Lock my ranking and show the orders",
    "As you would sign",
    "{share} of the weight",
    "Option",
    "The places by each set of weights; in brackets the score, from 0 to 1.",
    "The ratings behind it",
    "From 1 (poorly) to 5. They are our judgement: change what you judge otherwise, and the orders follow. A 1 counts "
    "as 0 and a 5 as 1, whatever the other options have.",
    "{option}, {criterion}",
    "Back to our ratings",
)


class RerankPanel(Panel):
    """`criteria`: [{id, name, meaning}]; `options`: [{id, text}]. `state`: {points, at}, `at` once they are locked.

    Once the options are ranked too, `state` also has signed, lenses, rows and found. The page sends lock {points},
    rank {order}, rate {option, criterion, value} and ours.
    """

    criteria: traitlets.List[Any] = traitlets.List().tag(sync=True)
    options: traitlets.List[Any] = traitlets.List().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, lang: str, criteria: list[dict[str, str]], options: list[dict[str, str]]) -> None:
        super().__init__(lang, WORDS, criteria=criteria, options=options)
