"""What the lens case's debrief lays on the table: four options under four people's weights, and what a scale does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from caseroom.authoring import CaseFile, DebriefTable

from .model import NAMES, OPTIONS, Params, simulate

PANG = Params(
    economy=40, efficiency=15, effectiveness=5, equity=5, citizenship=10, public_interest=25, accountability=0
)


def tables(case: CaseFile, lang: str) -> list[DebriefTable]:
    """Values by the weights of each option's friends; and by Pang Tao's, with the visits listed and struck."""
    _ = case.translator(lang)
    names = {option.name: option.label.text(lang) for option in case.options}
    values = [{"name": name, "title": names[name], "format": "decimal"} for name in NAMES]
    return [
        DebriefTable(
            _("Four options, four sets of weights"),
            [
                {"name": "friend", "title": _("By the weights of the friends of"), "format": "text"},
                *values,
                {"name": "flip", "title": _("Weight that ties the first two"), "format": "percent"},
            ],
            [
                {"friend": names[name], **_values(weights), "flip": simulate(weights).flip}
                for name, weights in OPTIONS.items()
            ],
            _("Teaching values, measured between fixed ends. Each option is first under its friends' weights."),
        ),
        DebriefTable(
            _("One person's weights, two scales, two lists"),
            [{"name": "scale", "title": _("By Pang Tao's points"), "format": "text"}, *values],
            [
                {"scale": _("Fixed ends, visits listed"), **_values(PANG)},
                {"scale": _("Fixed ends, visits struck"), **_values(replace(PANG, visits_on_the_list=0))},
                {"scale": _("Ends of the list, visits listed"), **_values(replace(PANG, scaling=1))},
                {
                    "scale": _("Ends of the list, visits struck"),
                    **_values(replace(PANG, scaling=1, visits_on_the_list=0)),
                },
            ],
            _("An option that is struck has 0."),
        ),
    ]


def _values(params: Params) -> dict[str, Any]:
    found = simulate(params)
    return {name: getattr(found, name) for name in NAMES}
