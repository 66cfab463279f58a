"""What the megacity's debrief lays on the table: the plans, and what command does to the way back."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from caseroom.authoring import CaseFile, DebriefTable, readable

from .model import OPTIONS, Params, compare_plans, point_of_no_return, simulate


def tables(case: CaseFile, lang: str) -> list[DebriefTable]:
    """The tables of the debrief at the model's defaults."""
    return [_plans(case, lang), _way_back(case, lang)]


def _plans(case: CaseFile, lang: str) -> DebriefTable:
    _ = case.translator(lang)
    names = {"as_is": _("As it is")} | {option.name: option.label.text(lang) for option in case.options}
    rows: list[dict[str, Any]] = [
        {
            "option": names[row["option"]],
            "threshold": row["mean_threshold"],
            "month": _("never") if math.isinf(row["month_of_tipping"]) else readable(row["month_of_tipping"], "number"),
            "share": row["taking_part"],
            "hours": row["staff_hours"],
            "strong": bool(row["taking_part"] > 0.5),
        }
        for row in compare_plans(Params()).to_dict("records")
    ]
    columns = [
        {"name": "option", "title": _("Plan"), "format": "text"},
        {"name": "threshold", "title": _("Mean threshold"), "format": "percent"},
        {"name": "month", "title": _("Half take part in month"), "format": "text"},
        {"name": "share", "title": _("Taking part in month 24"), "format": "percent"},
        {"name": "hours", "title": _("Staff hours a month"), "format": "points"},
    ]
    note = _("Our model at its defaults; the tipping point lies at a mean threshold of 29.1%.")
    return DebriefTable(_("Four plans and doing nothing more"), columns, rows, note)


def _way_back(case: CaseFile, lang: str) -> DebriefTable:
    _ = case.translator(lang)
    rows: list[dict[str, Any]] = []
    for command in (0.0, 0.3, 0.6, 1.0):
        params = replace(OPTIONS["all_four"], command=command, taking_part_today=0.95)
        edge = point_of_no_return(params)
        rows.append(
            {
                "command": readable(command, "decimal"),
                "stays": simulate(params).settles_at,
                "edge": readable(edge, "percent") if edge else _("recovers from anything"),
            }
        )
    columns = [
        {"name": "command", "title": _("Command"), "format": "text"},
        {"name": "stays", "title": _("Of 95% taking part, in the long run"), "format": "percent"},
        {"name": "edge", "title": _("No way back below"), "format": "text"},
    ]
    note = _("“A little of all four”, after it has worked. What command takes away shows only after a slump.")
    return DebriefTable(_("After the success: high and safe are two things"), columns, rows, note)
