"""What the lens case's debrief lays on the table: four options under four sets of weights, and what a scale does."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from caseroom.authoring import CaseFile, DebriefTable
from caseroom.i18n import Translate
from caseroom.methods.weighing import CRITERIA

from .model import NAMES, OPTIONS, Params, share_of, simulate

PANG = Params(
    economy=40, efficiency=15, effectiveness=5, equity=5, citizenship=10, public_interest=25, accountability=0
)


def tables(case: CaseFile, lang: str) -> list[DebriefTable]:
    """Values by the weights of each option's friends; by equal ones, with the ends of some criteria taken from the
    list; and by Pang Tao's, with the visits listed and struck.
    """
    _ = case.translator(lang)
    names = case.option_labels(lang)
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
            _("Equal weights: which ends turn the order"),
            [{"name": "ends", "title": _("Ends taken from the list"), "format": "text"}, *values],
            _stretches(_),
            _("The lever moves the ends of all seven criteria together; this table moves some of them."),
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


def _stretches(_: Translate) -> list[dict[str, Any]]:
    """Values by equal weights, a row for each choice of criteria whose ends the list sets."""
    return [
        {"ends": _("None of the seven"), **stretched([])},
        {"ends": _("All seven"), **stretched(CRITERIA)},
        {"ends": _("All but accountability"), **stretched(set(CRITERIA) - {"accountability"})},
        {"ends": _("All but effectiveness"), **stretched(set(CRITERIA) - {"effectiveness"})},
        {"ends": _("Accountability only"), **stretched(["accountability"])},
        {"ends": _("Effectiveness only"), **stretched(["effectiveness"])},
    ]


def stretched(criteria: Collection[str]) -> dict[str, float]:
    """The options' values by equal weights where the list sets the ends of these criteria, and of no others."""
    fixed, by_list = (share_of(Params(scaling=scaling)) for scaling in (0.0, 1.0))
    share = fixed.assign(**{criterion: by_list[criterion] for criterion in criteria})
    return dict(zip(NAMES, share[list(CRITERIA)].mean(axis=1).tolist(), strict=True))


def _values(params: Params) -> dict[str, Any]:
    found = simulate(params)
    return {name: getattr(found, name) for name in NAMES}
