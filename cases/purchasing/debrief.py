"""What the debrief lays on the table. A skeleton: the options with their outcomes."""

from __future__ import annotations

from caseroom.authoring import CaseFile, DebriefTable

from .model import OPTIONS, simulate


def tables(case: CaseFile, lang: str) -> list[DebriefTable]:
    """The table of the debrief at the model's defaults."""
    _ = case.translator(lang)
    rows = [
        {"option": option.label.text(lang), **vars(simulate(OPTIONS[option.name])), "strong": False}
        for option in case.options
    ]
    columns = [
        {"name": "option", "title": _("Option"), "format": "text"},
        {"name": "served", "title": _("Share served"), "format": "percent"},
        {"name": "cost", "title": _("Cost a day"), "format": "money"},
    ]
    return [DebriefTable(_("The options"), columns, rows)]
