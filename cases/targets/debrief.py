"""What the targets' debrief lays on the table: the five schemes, reported and real."""

from __future__ import annotations

from caseroom.authoring import CaseFile, DebriefTable, table_of_options

from .model import Params, compare_schemes


def tables(case: CaseFile, lang: str) -> list[DebriefTable]:
    """The table of the debrief at the model's defaults."""
    _ = case.translator(lang)
    found = compare_schemes(Params())
    columns = [
        {"name": "clear_up_reported", "title": _("Reported: solved over recorded"), "format": "percent"},
        {"name": "solved", "title": _("Solved, of all that came in"), "format": "percent"},
        {"name": "unrecorded", "title": _("Not recorded"), "format": "percent"},
        {"name": "on_time", "title": _("Really in time"), "format": "percent"},
        {"name": "effort_unmeasured", "title": _("Effort on prevention and victims"), "format": "decimal"},
        {"name": "welfare", "title": _("Net benefit to the city"), "format": "precise"},
    ]
    note = _("Our model at its defaults. In bold: the highest net benefit.")
    best, labels = found.welfare == found.welfare.max(), case.option_labels(lang)
    title = _("The five schemes, reported and real")
    return [table_of_options(title, _("Scheme"), labels, found, columns, best, note)]
