"""The outcomes in large numbers, each beside the baseline."""

from __future__ import annotations

from typing import Any

import traitlets

from caseroom.panels.panel import Panel


class OutcomesPanel(Panel):
    """`outcomes`: [{name, label, meaning, unit, better, format, headline, absent}].

    `values` and `baseline`: {name: number}; None stands for a number without limit, or, where an
    outcome may be `absent`, for none at all. `reasons`: {name: why it has none, or can only be nought}.
    """

    outcomes = traitlets.List(traitlets.Dict()).tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    baseline = traitlets.Dict().tag(sync=True)
    reasons = traitlets.Dict().tag(sync=True)

    def __init__(self, lang: str, **traits: Any) -> None:
        super().__init__(lang, WORDS, **traits)
        self.add_class("caseroom-outcomes")


WORDS = (
    "Outcomes",
    "better",
    "worse",
    "higher",
    "lower",
    "unchanged",
    "up {amount} from the baseline",
    "down {amount} from the baseline",
    "as at the baseline",
    "What they mean, and more outcomes",
)
