"""What the targets' debrief lays on the table: the five schemes, reported and real."""

from __future__ import annotations

from typing import Any

from caseroom.authoring import CaseFile, DebriefTable

from .model import Params, compare_schemes


def tables(case: CaseFile, lang: str) -> list[DebriefTable]:
    """The table of the debrief at the model's defaults."""
    _ = case.translator(lang)
    names = case.option_labels(lang)
    found = compare_schemes(Params())
    rows: list[dict[str, Any]] = [
        {
            "option": names[row["option"]],
            "reported": row["clear_up_reported"],
            "solved": row["solved"],
            "unrecorded": row["unrecorded"],
            "on_time": row["on_time"],
            "unmeasured": row["effort_unmeasured"],
            "welfare": row["welfare"],
            "strong": bool(row["welfare"] == found.welfare.max()),
        }
        for row in found.to_dict("records")
    ]
    columns = [
        {"name": "option", "title": _("Scheme"), "format": "text"},
        {"name": "reported", "title": _("Reported: solved over recorded"), "format": "percent"},
        {"name": "solved", "title": _("Solved, of all that came in"), "format": "percent"},
        {"name": "unrecorded", "title": _("Not recorded"), "format": "percent"},
        {"name": "on_time", "title": _("Really in time"), "format": "percent"},
        {"name": "unmeasured", "title": _("Effort on prevention and victims"), "format": "decimal"},
        {"name": "welfare", "title": _("Net benefit to the city"), "format": "precise"},
    ]
    note = _("Our model at its defaults. In bold: the highest net benefit.")
    return [DebriefTable(_("The five schemes, reported and real"), columns, rows, note)]
