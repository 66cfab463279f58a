"""The levers: a slider and a number field per parameter, presets, undo."""

from __future__ import annotations

from typing import Any

import traitlets

from caseroom.panels.panel import Panel


class LeversPanel(Panel):
    """Shows `values`; the page asks for others by the messages set, commit, preset, undo, redo and reset.

    `levers`: [{name, label, help, group, unit, format, minimum, maximum, usual: [from, to], step, baseline}], of
    which the slider covers the usual range and a typed value all; one whose numbers stand for names has `choices`
    [{value, label}] and is a choice of these; `groups`: [{id, label, tier}]; `presets`: [{name,
    label, note}], of which `chosen` is one or ""; `idle`: the lever that was moved and changed nothing, or "". Who owns
    the values answers the messages (see whatif/).
    """

    levers = traitlets.List(traitlets.Dict()).tag(sync=True)
    groups = traitlets.List(traitlets.Dict()).tag(sync=True)
    presets = traitlets.List(traitlets.Dict()).tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    chosen = traitlets.Unicode().tag(sync=True)
    idle = traitlets.Unicode().tag(sync=True)
    can_undo = traitlets.Bool().tag(sync=True)
    can_redo = traitlets.Bool().tag(sync=True)

    def __init__(self, lang: str, **traits: Any) -> None:
        super().__init__(lang, WORDS, **traits)
        self.add_class("caseroom-levers")


WORDS = (
    "Levers",
    "Start from an option",
    "Pin",
    "How the world is",
    "A setting of your own: none of the options.",
    "The baseline: as things stand today.",
    "What is {label}?",
    "Undo",
    "Redo",
    "Reset all",
    "{label}: back to the baseline, {value}",
    "{label}, typed",
    "Baseline {value}",
    "Baseline",
    "The slider covers {low} to {high}; you can type more.",
    "With the other levers as they stand, this one changes no outcome.",
)
