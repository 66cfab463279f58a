"""What the league's debrief lays on the table: the four releases."""

from __future__ import annotations

from caseroom.authoring import CaseFile, DebriefTable, table_of_options

from .model import Params, compare_options


def tables(case: CaseFile, lang: str) -> list[DebriefTable]:
    """The table of the debrief at the model's defaults."""
    _ = case.translator(lang)
    found = compare_options(Params())
    columns = [
        {"name": "avoided", "title": _("Avoided"), "format": "points"},
        {"name": "concealed", "title": _("Concealed"), "format": "points"},
        {"name": "wrongly_named", "title": _("Wrongly named"), "format": "decimal"},
        {"name": "worst_reached", "title": _("Of the worst six reached"), "format": "decimal"},
        {"name": "days", "title": _("Staff days"), "format": "number"},
        {"name": "net", "title": _("Net"), "format": "points"},
    ]
    note = _("Our model at its defaults, the coming year; readmissions, networks and days.")
    best, labels = found.net == found.net.max(), case.option_labels(lang)
    return [table_of_options(_("Four releases"), _("Release"), labels, found, columns, best, note)]
