"""Pinned scenarios: a table to compare them, and what the student asked, expected, found and decided with each."""

from __future__ import annotations

from typing import Any

import traitlets

from caseroom.panels.panel import Panel


class ScenariosPanel(Panel):
    """Shows `pins`, [{id, name, outcomes, changed: [text], question, expectation, finding, decision}].

    `outcomes` as in OutcomesPanel; a pin's, and `baseline`, are {name: number | None}. `proposed` is a name
    for the next pin. The page asks by the messages pin, rename, remove, apply and note, and by commit for all
    to be saved.
    """

    outcomes = traitlets.List(traitlets.Dict()).tag(sync=True)
    baseline = traitlets.Dict().tag(sync=True)
    pins = traitlets.List(traitlets.Dict()).tag(sync=True)
    proposed = traitlets.Unicode().tag(sync=True)
    limit = traitlets.Int().tag(sync=True)
    longest_name = traitlets.Int().tag(sync=True)
    longest_note = traitlets.Int().tag(sync=True)

    def __init__(self, lang: str, **traits: Any) -> None:
        super().__init__(lang, WORDS, **traits)
        self.add_class("caseroom-scenarios")


WORDS = (
    "Scenarios",
    "Pin a setting of the levers to compare it with others. Note what you asked, expected, found and decided.",
    "Name of the scenario",
    "A name has room for {most} characters. Shorten it to write more.",
    "Pin this setting",
    "{count} of {limit} pinned",
    "All {limit} are pinned. Remove one below to pin another.",
    "Outcome",
    "Baseline",
    "best",
    "Changed levers",
    "{count} more",
    "none",
    "Tap one to note what you found, rename it, set the levers to it or remove it.",
    "Name",
    "Set the levers to this one",
    "Remove",
    "Remove for good",
    "Keep it",
    "Question",
    "What I expect",
    "What I found",
    "More notes",
    "Pinned as “{name}”.",
    "Below you can rename it and note what you found.",
    "What I decide",
    "What do you want to know?",
    "Before you look at the numbers",
    "After you have looked",
    "Keep it, drop it, or change what?",
)
