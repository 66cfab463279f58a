"""What the pilot's debrief lays on the table: four designs, and what truth.csv says of the ten counties."""

from __future__ import annotations

from typing import Any

from caseroom import data
from caseroom.authoring import CaseFile, DebriefTable, table_of_options
from caseroom.i18n import Translate

from .model import Params, compare_designs


def tables(case: CaseFile, lang: str) -> list[DebriefTable]:
    """The designs at the model's defaults, and the constructed counties with their truth uncovered."""
    _ = case.translator(lang)
    names = case.option_labels(lang)
    return [_designs(_, lang, names), _truth(_, lang, case.dataset)]


def _designs(_: Translate, lang: str, names: dict[str, str]) -> DebriefTable:
    found = compare_designs(Params())
    columns = [
        {"name": "reported", "title": _("Finds, points"), "format": "points"},
        {"name": "at_scale", "title": _("True effect, points"), "format": "points"},
        {"name": "overstated", "title": _("Too much, points"), "format": "points"},
        {"name": "false_alarm", "title": _("False alarm (type I error)"), "format": "percent"},
        {"name": "power", "title": _("Power"), "format": "percent"},
    ]
    note = _("Our model at its defaults. In bold: right on average, and not because errors cancel.")
    right = found.wrong == found.wrong.min()
    return table_of_options(_("Four designs, one programme"), _("Design"), names, found, columns, right, note)


def _in_the_others(others: Any, described: Any) -> float:
    truth = described.true_parameters
    return float(truth["true_effect"] + truth["site_gain"] * others.groupby("county").capacity.first().mean())


def _truth(_: Translate, lang: str, dataset: str) -> DebriefTable:
    seen = data.load(dataset).merge(data.load(dataset, "truth"), on=["county", "year"])
    ever = seen.groupby("county").pilot.transform("max") == 1
    after = seen.year >= seen[seen.pilot == 1].year.min()

    def rise(column: str, among: Any) -> float:
        return float(seen[among & after][column].mean() - seen[among & ~after][column].mean())

    parts: tuple[tuple[str, float], ...] = (
        (_("Score, before and after"), rise("score", ever)),
        (_("Without the pilot it would have risen by"), rise("without", ever)),
        (_("Extra effort added"), rise("effort", ever)),
        (_("The programme added, in these ten counties"), rise("programme", ever)),
        (_("The programme would add, in the forty others"), _in_the_others(seen[~ever], data.describe(dataset))),
    )
    rows = [{"part": part, "points": float(points)} for part, points in parts]
    columns = [
        {"name": "part", "title": _("In the ten counties"), "format": "text"},
        {"name": "points", "title": _("Points"), "format": "points"},
    ]
    return DebriefTable(
        _("What really happened in the ten counties"), columns, rows, _("From truth.csv of the constructed data.")
    )
