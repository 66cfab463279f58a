"""Choose a goal and the levers that may move; the answer, what holds it back and what was tried."""

from __future__ import annotations

from typing import Any

import traitlets

from caseroom.panels.panel import Panel


class GoalPanel(Panel):
    """Asks by seek {goal, by: [lever], limits: [number]}, and by apply for the levers to be set to the answer.

    `goals`: [{id, label, note, by: [{name, label, fixed}], constraints: [{label, at_least, unit, format, step}]}];
    `limits`: {goal: [number]}, what the constraints are unless the reader says otherwise. `answer`: {} or {goal,
    met, found: [{label, value}], kept: [{text, value, met}], remarks: [text], columns: [text], rows: [{cells,
    missed, best}]};
    `stands`: "there", "away" or "outdated", as the levers stand to it.
    """

    goals = traitlets.List(traitlets.Dict()).tag(sync=True)
    limits = traitlets.Dict().tag(sync=True)
    most_levers = traitlets.Int().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)
    stands = traitlets.Unicode().tag(sync=True)

    def __init__(self, lang: str, **traits: Any) -> None:
        super().__init__(lang, WORDS, **traits)
        self.add_class("caseroom-goal")


WORDS = (
    "Work back from a goal",
    "Say what you want to reach; the levers that get there are searched for.",
    "Goal",
    "Levers that may move",
    "{outcome} at least",
    "{outcome} at most",
    "Search",
    "Searching…",
    "Found",
    "Not within reach; this is the nearest miss",
    "Set the levers to this",
    "The levers stand there.",
    "You have moved other levers since. Search again.",
    "What was tried around it",
    "Kept?",
    "yes",
    "no",
)
