"""What the debrief of the roll-out lays on the table: the plans, and what each believer would bring."""

from __future__ import annotations

from dataclasses import replace

from caseroom.authoring import CaseFile, Counting, DebriefTable, counting, readable, table_of_options
from caseroom.i18n import Translate

from .model import OPTIONS, Params, compare_plans

BELIEVERS = ((1.8, 1.5), (2.6, 1.5), (3.5, 1.5), (4.0, 1.5), (3.0, 0.5))


def tables(case: CaseFile, lang: str) -> list[DebriefTable]:
    """The plans at the model's defaults, and their net worth for five beliefs."""
    _ = case.translator(lang)
    names, money = case.option_labels(lang), counting(case, "net", lang)
    return [_plans(_, names, money), _beliefs(_, names, money)]


def _plans(_: Translate, names: dict[str, str], money: Counting) -> DebriefTable:
    found = compare_plans(Params())
    best = found.net == found.net.max()
    found["net"] = [money.readable(value, "number") for value in found["net"]]
    found["county_years"] = [readable(value, "number") for value in found["county_years"]]
    columns = [
        {"name": "net", "title": _("Net, million yuan"), "format": "text"},
        {"name": "regret", "title": _("Extended and should not have been"), "format": "percent"},
        {"name": "missed", "title": _("Stopped and should have been extended"), "format": "percent"},
        {"name": "county_years", "title": _("County-years of service"), "format": "text"},
    ]
    note = _("Our model at its defaults, over six years, against doing nothing. A county has 1.95 once all run it.")
    return table_of_options(_("Four plans"), _("Plan"), names, found, columns, best, note)


def _beliefs(_: Translate, names: dict[str, str], money: Counting) -> DebriefTable:
    rows = []
    for prior, doubt in BELIEVERS:
        table = compare_plans(replace(Params(), prior=prior, doubt=doubt)).set_index("option").net
        best = str(table.idxmax()) if table.max() > 0 else ""
        nets = {option: money.readable(float(table[option]), "number") for option in OPTIONS}
        says = _("{prior}, give or take {doubt}").format(
            prior=money.readable(prior, "points"), doubt=money.readable(doubt, "points")
        )
        rows.append({"belief": says, **nets, "best": names.get(best, _("doing nothing")), "strong": prior == 2.6})
    columns = [
        {"name": "belief", "title": _("Worth expected beforehand"), "format": "text"},
        *({"name": option, "title": names[option], "format": "text"} for option in OPTIONS),
        {"name": "best", "title": _("Best"), "format": "text"},
    ]
    return DebriefTable(_("What was believed before, and what it makes best (net, million yuan)"), columns, rows)
