"""What the megacity's debrief lays on the table: the plans."""

from __future__ import annotations

import math
from typing import Any

from caseroom.authoring import CaseFile, DebriefTable, readable

from .model import Params, compare_plans


def tables(case: CaseFile, lang: str) -> list[DebriefTable]:
    """The table of the debrief at the model's defaults."""
    return [_plans(case, lang)]


def _plans(case: CaseFile, lang: str) -> DebriefTable:
    _ = case.translator(lang)
    names = {"as_is": _("As it is")} | case.option_labels(lang)
    rows: list[dict[str, Any]] = [
        {
            "option": names[row["option"]],
            "month": _("never") if math.isinf(row["month_of_tipping"]) else readable(row["month_of_tipping"], "number"),
            "share": row["taking_part"],
            "counted": row["counted"],
            "lift": row["lift"],
            "hours": row["staff_hours"],
            "strong": bool(row["taking_part"] > 0.5),
        }
        for row in compare_plans(Params()).to_dict("records")
    ]
    columns = [
        {"name": "option", "title": _("Plan"), "format": "text"},
        {"name": "counted", "title": _("Counted in month 6"), "format": "percent"},
        {"name": "month", "title": _("Half take part in month"), "format": "text"},
        {"name": "share", "title": _("Taking part in month 24"), "format": "percent"},
        {"name": "lift", "title": _("A lift passes"), "format": "percent"},
        {"name": "hours", "title": _("Staff hours a month"), "format": "points"},
    ]
    note = _(
        "Our model at its defaults. “Counted” is what the district's ranking would show: households that take part, "
        "and signatures under quota."
    )
    return DebriefTable(_("Four plans and doing nothing more"), columns, rows, note)
