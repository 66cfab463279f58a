"""What the data show. A skeleton: one chart, over the days."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from caseroom import data
from caseroom.authoring import CaseFile, DataChart, Rows, Study, as_set, columns_of, readable
from caseroom.charts.curves import curves
from caseroom.charts.look import Measure


@dataclass(frozen=True)
class Days:
    """People who came, by day."""

    came: tuple[float, ...]


def study(case: CaseFile, lang: str) -> Study[Days]:
    """The case's constructed data."""
    _ = case.translator(lang)
    day = Measure("day", _("Day"))
    came = Measure("came", _("People who came"))

    def rows(days: Days) -> Rows:
        return {"rows": [{"day": n, "came": value} for n, value in enumerate(days.came, 1)]}

    def describe(days: Days) -> str:
        sentence = _("From {least} to {most} came.")
        return sentence.format(least=as_set(min(days.came), "number"), most=as_set(max(days.came), "number"))

    title = _("How many come?")
    chart = DataChart("came", title, curves(day, (came,), came), columns_of(day, came), rows, describe)
    return Study(
        bundled=lambda: _digest(case.dataset),
        charts=(chart,),
        figures=lambda days: ((_("Days"), readable(len(days.came), "number")),),
    )


@lru_cache(maxsize=4)
def _digest(dataset: str) -> Days:
    return Days(tuple(map(float, data.load(dataset).came)))
