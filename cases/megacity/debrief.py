"""What the megacity's debrief lays on the table: the plans."""

from __future__ import annotations

import math

from caseroom.authoring import CaseFile, DebriefTable, readable, table_of_options

from .model import Params, compare_plans


def tables(case: CaseFile, lang: str) -> list[DebriefTable]:
    """The table of the debrief at the model's defaults."""
    return [_plans(case, lang)]


def _plans(case: CaseFile, lang: str) -> DebriefTable:
    _ = case.translator(lang)
    names = {"as_is": _("As it is")} | case.option_labels(lang)
    found = compare_plans(Params())
    month = [_("never") if math.isinf(one) else readable(one, "number") for one in found.month_of_tipping]
    columns = [
        {"name": "counted", "title": _("Counted in month 6"), "format": "percent"},
        {"name": "month", "title": _("Time until half take part (months)"), "format": "text"},
        {"name": "taking_part", "title": _("Taking part in month 24"), "format": "percent"},
        {"name": "lift", "title": _("A lift passes"), "format": "percent"},
        {"name": "staff_hours", "title": _("Staff hours a month"), "format": "points"},
    ]
    note = _(
        "Our model at its defaults. “Counted” is what the district's ranking would show: households that take part, "
        "and signatures under quota."
    )
    title, most = _("Four plans and doing nothing more"), found.taking_part > 0.5
    return table_of_options(title, _("Plan"), names, found.assign(month=month), columns, most, note)
