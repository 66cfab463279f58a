"""What the megacity's debrief lays on the table: the plans, and what command does to the way back and to a vote."""

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


def _way_back(case: CaseFile, lang: str) -> DebriefTable:
    _ = case.translator(lang)
    rows: list[dict[str, Any]] = []
    for command in (0.0, 0.3, 0.6, 1.0):
        params = replace(OPTIONS["all_four"], command=command, taking_part_today=0.95)
        found, edge = simulate(params), point_of_no_return(params)
        rows.append(
            {
                "command": readable(command, "decimal"),
                "stays": found.settles_at,
                "lift": found.lift,
                "edge": readable(edge, "percent") if edge else _("recovers from anything"),
            }
        )
    columns = [
        {"name": "command", "title": _("Command"), "format": "text"},
        {"name": "stays", "title": _("Of 95% taking part, in the long run"), "format": "percent"},
        {"name": "edge", "title": _("No way back below"), "format": "text"},
        {"name": "lift", "title": _("A lift passes"), "format": "percent"},
    ]
    note = _(
        "“A little of all four”, after it has worked. The share that takes part does not show what command takes away: "
        "the way back after a slump, and the votes for a lift."
    )
    return DebriefTable(_("After the success: high and safe are two things"), columns, rows, note)
