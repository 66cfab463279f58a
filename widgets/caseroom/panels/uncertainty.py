"""Parameters known only as ranges, and what ten thousand draws from them say of the outcomes."""

from __future__ import annotations

from typing import Any

import traitlets

from caseroom.panels.panel import Panel


class UncertaintyPanel(Panel):
    """Folded until the page sends unfold {unfolded}.

    `parameters`: [{name, label, unit, format, step}]; `ranges`: [{name, low, high, remark}] of those that have one.
    The page asks by range {name, low, high}, widen {name} (a tenth around its value; all parameters without a name),
    drop {name} (all without a name), and by commit for the ranges to be saved. `results`: [{name, label, unit, now,
    low, middle, high, endless, ends, counts, likely}], all in words but `counts`, the numbers of draws in equal bins,
    and `likely`, the first and the last bin of nine draws in ten; `goals`: [sentence]; `summary` is for the ear;
    `drawn` says how the numbers came about.
    """

    unfolded = traitlets.Bool().tag(sync=True)
    parameters = traitlets.List(traitlets.Dict()).tag(sync=True)
    ranges = traitlets.List(traitlets.Dict()).tag(sync=True)
    results = traitlets.List(traitlets.Dict()).tag(sync=True)
    goals = traitlets.List(traitlets.Unicode()).tag(sync=True)
    summary = traitlets.Unicode().tag(sync=True)
    drawn = traitlets.Unicode().tag(sync=True)

    def __init__(self, lang: str, **traits: Any) -> None:
        super().__init__(lang, WORDS, **traits)
        self.add_class("caseroom-uncertainty")


WORDS = (
    "How sure is it?",
    "Give what you do not know a range, and see what it does to the outcomes.",
    "Ranges",
    "Only what nobody here decides can have a range. What you or an option decide stays where the levers stand.",
    "Every value in a range is equally likely, whatever the others are.",
    "Parameter",
    "Give it a range",
    "±10 % for all that is unknown",
    "Drop all",
    "No range yet: each parameter is exactly what its lever says.",
    "from",
    "to",
    "{label}, from",
    "{label}, to",
    "{label}: ±10 % around its lever",
    "{label}: drop the range",
    "Outcome",
    "As the levers stand",
    "Middle",
    "90 % interval",
    "All draws",
    "all the same",
)
