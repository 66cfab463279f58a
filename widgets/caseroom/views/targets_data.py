"""A year of calls in two charts: times to the scene with what a smooth hill would have there, and stations twice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from caseroom import data
from caseroom.casefile import CaseFile
from caseroom.charts.bars import bars_by_option
from caseroom.charts.bunching import bunching
from caseroom.charts.look import Measure
from caseroom.i18n import Translate, translator
from caseroom.models.bunching import Bunching, excess_mass
from caseroom.models.targets import Params
from caseroom.views import Rows, readable
from caseroom.views.study import DataChart, Figures, Study
from caseroom.views.words import columns_of, joined

FIRST, LAST, WIDTH = 2.0, 20.0, 0.5  # minutes: from where to where counted, and in which steps
TARGET = float(Params().target_minutes)


@dataclass(frozen=True)
class Station:
    name: str
    solved: float  # share of all calls that were cases
    recorded: float

    @property
    def reported(self) -> float:
        return self.solved / self.recorded


@dataclass(frozen=True)
class Calls:
    """counts: calls by bin from `starts` on; spike: what the estimator says of them."""

    calls: int
    starts: tuple[float, ...]
    counts: tuple[int, ...]
    spike: Bunching
    stations: tuple[Station, ...]


def study(case: CaseFile, lang: str) -> Study[Calls]:
    """A constructed year of calls."""
    _ = translator(lang)
    names = {name: words.text(lang) for name, words in data.categories(case.dataset, "station").items()}
    return Study(
        bundled=lambda: _digest(case.dataset),
        charts=(_minutes(_), _stations(_, names)),
        figures=lambda calls: _figures(calls, _),
    )


@lru_cache(maxsize=4)
def _digest(dataset: str) -> Calls:
    table = data.load(dataset)
    starts = np.arange(FIRST, LAST, WIDTH)
    counts = np.histogram(table.minutes.to_numpy(dtype=float), np.append(starts, LAST))[0]
    by = table.groupby("station")[["solved", "recorded"]].mean()
    stations = [Station(str(name), float(row.solved), float(row.recorded)) for name, row in by.iterrows()]
    return Calls(
        len(table),
        tuple(map(float, starts)),
        tuple(map(int, counts)),
        excess_mass(starts, counts, TARGET),
        tuple(sorted(stations, key=lambda station: -station.reported)),
    )


def _figures(calls: Calls, _: Translate) -> Figures:
    spike = calls.spike
    return (
        (_("Calls"), f"{calls.calls:,}"),
        (_("Too many just before {target} minutes").format(target=f"{TARGET:g}"), f"{spike.excess:,.0f}"),
        (_("Nine draws in ten between"), f"{spike.low:,.0f}–{spike.high:,.0f}"),
        (_("Too few just behind"), f"{spike.missing:,.0f}"),
    )


def _minutes(_: Translate) -> DataChart[Calls]:
    minutes, count = Measure("minutes", _("Minutes to the scene")), Measure("calls", _("Calls"))
    expected = Measure("expected", _("Without a target (fitted)"))

    def rows(calls: Calls) -> Rows:
        fitted = calls.spike.counterfactual
        found = [
            {"minutes": start, "end": start + WIDTH, "calls": calls.counts[n], "expected": round(float(fitted[n]), 1)}
            for n, start in enumerate(calls.starts)
        ]
        label = _("Target {minutes} min").format(minutes=f"{TARGET:g}")
        return {"rows": found, "target": [{"value": TARGET, "label": label}]}

    def describe(calls: Calls) -> str:
        spike = calls.spike
        sentence = _(
            "In the minute before the target stand {excess} calls more than a smooth hill would have "
            "(nine draws in ten: {low} to {high}); in the minute behind it {missing} fewer."
        )
        return sentence.format(
            excess=f"{spike.excess:,.0f}",
            low=f"{spike.low:,.0f}",
            high=f"{spike.high:,.0f}",
            missing=f"{spike.missing:,.0f}",
        )

    columns = columns_of(Measure("minutes", minutes.title, "points"), count, expected)
    spec = bunching(minutes, count, expected.title)
    return DataChart("minutes", _("Where has the hill a thorn?"), spec, columns, rows, describe)


def _stations(_: Translate, names: dict[str, str]) -> DataChart[Calls]:
    reported = Measure("reported", _("Reported: solved over recorded"), "percent")
    solved = Measure("solved", _("Solved, of all that came in"), "percent")

    def rows(calls: Calls) -> Rows:
        return {
            "rows": [
                {
                    "label": names[station.name],
                    "reported": station.reported,
                    "reported_label": readable(station.reported, "percent"),
                    "solved": station.solved,
                    "solved_label": readable(station.solved, "percent"),
                }
                for station in calls.stations
            ]
        }

    def describe(calls: Calls) -> str:
        first = calls.stations[0]
        best = max(calls.stations, key=lambda station: station.solved)
        table = _("By the reported rate {one} comes first ({share}).")
        city = _("Of all that came in {other} solved most ({share}).")
        return joined(
            [
                table.format(one=names[first.name], share=readable(first.reported, "percent")),
                city.format(other=names[best.name], share=readable(best.solved, "percent")),
            ]
        )

    columns = ({"name": "label", "title": _("Station"), "format": "number"}, *columns_of(reported, solved))
    return DataChart("stations", _("Which station is best?"), bars_by_option(reported, solved), columns, rows, describe)
