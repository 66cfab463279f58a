"""Tasks as numbered cards: the one in hand is open; on a phone it is the only one in sight."""

from __future__ import annotations

from typing import Any

import traitlets

from caseroom.panels.panel import Panel


class TasksPanel(Panel):
    """`tasks`: [{title, text, seen, own, if_time, places}], seen: what it has shown, which the student unfolds once it
    is done; own: ticked off by the student; if_time: the next step does not need it; places: [{place, name, title}] of
    the what-if that the text sends a reader to. `done`: the places of those that are, from 0.

    `progress`: for each a sentence on what is still to be done, "" for one that is done or that only the student ticks.

    `in_short`: the same in a word or two, for the line that stands on a phone while the levers move.

    `begin`: for each what one press does to bring the levers to where it begins, "" where they stand there.

    The charts of the task in hand stand on the panel's element as data-charts, and an event caseroom:task on document
    says that the student has turned to one: the chooser of charts follows them.

    The page asks by tick {task, done}, by begin {task}, and by commit for it to be saved.
    """

    tasks = traitlets.List(traitlets.Dict()).tag(sync=True)
    progress = traitlets.List(traitlets.Unicode()).tag(sync=True)
    begin = traitlets.List(traitlets.Unicode()).tag(sync=True)
    in_short = traitlets.List(traitlets.Unicode()).tag(sync=True)
    done = traitlets.List(traitlets.Int()).tag(sync=True)

    def __init__(self, lang: str, **traits: Any) -> None:
        super().__init__(lang, WORDS, **traits)
        self.add_class("caseroom-tasks")


WORDS = (
    "What to try",
    "Task {n} of {count}",
    "Task {n} of {count}, if you have time",
    "Task {n} of {count}, if you have time: {title}",
    "if you have time",
    "Task {n} of {count}: {title}",
    "done",
    "I have done this",
    "Not done yet after all",
    "Previous task",
    "Next task",
    "Task {n} is done.",
    "What it shows",
    "Show “{title}”",
    "These were all the tasks.",
    "When you have done these you can go on to the next step. "
    "The cards further down are for whoever wants to know more.",
    "All that the next step needs is done. You can go on to it; the other tasks are for whoever has time.",
)
