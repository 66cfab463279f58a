"""What the league's debrief lays on the table: the four releases."""

from __future__ import annotations

from typing import Any

from caseroom.authoring import CaseFile, DebriefTable

from .model import Params, compare_options


def tables(case: CaseFile, lang: str) -> list[DebriefTable]:
    """The table of the debrief at the model's defaults."""
    _ = case.translator(lang)
    names = case.option_labels(lang)
    found = compare_options(Params())
    best = found.net.max()
    rows: list[dict[str, Any]] = [
        {
            "option": names[row["option"]],
            "avoided": row["avoided"],
            "concealed": row["concealed"],
            "wrongly": row["wrongly_named"],
            "worst": row["worst_reached"],
            "days": row["days"],
            "net": row["net"],
            "strong": bool(row["net"] == best),
        }
        for row in found.to_dict("records")
    ]
    columns = [
        {"name": "option", "title": _("Release"), "format": "text"},
        {"name": "avoided", "title": _("Avoided"), "format": "points"},
        {"name": "concealed", "title": _("Concealed"), "format": "points"},
        {"name": "wrongly", "title": _("Wrongly named"), "format": "decimal"},
        {"name": "worst", "title": _("Of the worst six reached"), "format": "decimal"},
        {"name": "days", "title": _("Staff days"), "format": "number"},
        {"name": "net", "title": _("Net"), "format": "points"},
    ]
    note = _("Our model at its defaults, the coming year; readmissions, networks and days.")
    return [DebriefTable(_("Four releases"), columns, rows, note)]
