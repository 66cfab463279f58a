"""A year of calls in two charts: times to the scene with what a smooth hill would have there, and stations twice."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from caseroom import data
from caseroom.authoring import (
    CaseFile,
    DataChart,
    Figures,
    Own,
    Rows,
    Study,
    as_set,
    columns_of,
    joined,
    kept,
    numbered,
    readable,
)
from caseroom.charts.bars import bars_by_option
from caseroom.charts.bunching import bunching
from caseroom.charts.look import Measure
from caseroom.i18n import Translate
from caseroom.intake import distribution
from caseroom.intake.distribution import Distribution
from caseroom.methods.bunching import DEGREE, balanced_mass

from .model import TARGET_MINUTES

FIRST, LAST, WIDTH = 2.0, 20.0, 0.5  # minutes: from where to where counted, and in which steps
TARGET = TARGET_MINUTES
AROUND = 2  # bins on either side of a target that it may have touched
FARTHEST = 10  # bins from which values may have come
LONGEST_NAME = 80


@dataclass(frozen=True)
class Station:
    name: str
    solved: float  # share of all calls that were cases
    recorded: float

    @property
    def reported(self) -> float:
        return self.solved / self.recorded


@dataclass(frozen=True)
class Spike:
    """What the estimator says of the bins, see methods.bunching; NaN where there is no curve or no interval.

    reach: how far from the target the missing ones were looked for; 0 in what was kept before there was more than one.
    """

    counterfactual: tuple[float, ...]
    excess: float
    missing: float
    low: float
    high: float
    reach: float = 0.0


@dataclass(frozen=True)
class Calls:
    """counts: values by bin of `width` from `starts` on. A file of one's own has no stations."""

    name: str
    calls: int
    width: float
    target: float
    rewarded: str
    starts: tuple[float, ...]
    counts: tuple[int, ...]
    spike: Spike
    stations: tuple[Station, ...]


def study(case: CaseFile, lang: str) -> Study[Calls]:
    """A constructed year of calls, or a distribution that the student brings."""
    _ = case.translator(lang)
    names = {name: words.text(lang) for name, words in data.categories(case.dataset, "station").items()}
    return Study(
        bundled=lambda: _bundled(case.dataset),
        charts=(_minutes(_), _stations(_, names)),
        figures=lambda calls: _figures(calls, _),
        own=Own("distribution", distribution.KIND, _digest, kept.encode, _decode, lambda calls: calls.name),
    )


@lru_cache(maxsize=4)
def _bundled(dataset: str) -> Calls:
    table = data.load(dataset)
    starts = np.arange(FIRST, LAST, WIDTH)
    counts = np.histogram(table.minutes.to_numpy(dtype=float), np.append(starts, LAST))[0]
    by = table.groupby("station")[["solved", "recorded"]].mean()
    stations = [Station(str(name), float(row.solved), float(row.recorded)) for name, row in by.iterrows()]
    found = Distribution(tuple(map(float, starts)), tuple(map(int, counts)), WIDTH, TARGET)
    return _digest(found, dataset, tuple(sorted(stations, key=lambda station: -station.reported)), len(table))


def _digest(read: Distribution, name: str, stations: tuple[Station, ...] = (), calls: int = 0) -> Calls:
    """The bins with what the estimator says of the two on either side of the target, or of more on that which lost.

    A target that was guessed, or that is a round value among heaped ones, has no interval: it would cover nothing.
    """
    reach = AROUND * read.width
    left_out = np.array(read.heaped) if any(read.heaped) else None
    starts, counts = np.array(read.starts), np.array(read.counts)
    farthest = FARTHEST * read.width
    spike = balanced_mass(starts, counts, read.target, reach, farthest, read.rewarded, left_out, _degree(read))
    blind = read.guessed or read.heaped_target
    low, high = (math.nan, math.nan) if blind else (spike.low, spike.high)
    return Calls(
        name[:LONGEST_NAME],
        calls or sum(read.counts),
        read.width,
        read.target,
        read.rewarded,
        read.starts,
        read.counts,
        Spike(tuple(map(float, spike.counterfactual)), spike.excess, spike.missing, low, high, spike.reach),
        stations,
    )


def _degree(read: Distribution) -> int:
    """Of the polynomial; fewer where there are few bins to fit."""
    fewest = len(read.starts) - sum(read.heaped) - 2 * AROUND - 4
    return max(2, min(DEGREE, fewest))


def _decode(value: object) -> Calls:
    """A kept digest; ValueError for what is none."""
    found = kept.decode(Calls, value)
    if not found.starts or not len(found.starts) == len(found.counts) == len(found.spike.counterfactual):
        raise ValueError("not a distribution's digest")
    return found


def _figures(calls: Calls, _: Translate) -> Figures:
    spike, limit = calls.spike, as_set(calls.target, "number")
    below = calls.rewarded == "below"
    excess = _("Too many just before {target}") if below else _("Too many from {target} on")
    missing = _("Too few just behind") if below else _("Too few just before")
    interval = _("{low}–{high}").format(low=readable(spike.low, "number"), high=readable(spike.high, "number"))
    return (
        (_("Values"), readable(calls.calls, "number")),
        (excess.format(target=limit), readable(spike.excess, "number")),
        (_("90 % interval"), interval if math.isfinite(spike.low) else _("none, see the note")),
        (missing, readable(spike.missing, "number")),
    )


def _minutes(_: Translate) -> DataChart[Calls]:
    minutes, count = (
        Measure("minutes", _("Time to the scene"), "points", _("minutes, or the unit of your own file")),
        Measure("calls", _("How often")),
    )
    expected = Measure("expected", _("Without a target (fitted)"))

    def rows(calls: Calls) -> Rows:
        fitted = calls.spike.counterfactual
        found = [
            {
                "minutes": start,
                "end": start + calls.width,
                "calls": calls.counts[n],
                **({"expected": round(fitted[n], 1)} if math.isfinite(fitted[n]) else {}),  # a dash in the table
            }
            for n, start in enumerate(calls.starts)
        ]
        label = _("Target {value}").format(value=as_set(calls.target, "number"))
        return {"rows": found, "target": [{"value": calls.target, "label": label}]}

    def describe(calls: Calls) -> str:
        return joined([_said(calls, _), _interval(calls, _)])

    columns = columns_of(minutes, count, expected)
    spec = bunching(minutes, count, expected.title)
    return DataChart("minutes", _("How many values stand at the target that would not stand there without it?"), spec,
                     columns, rows, describe)  # fmt: skip


def _said(calls: Calls, _: Translate) -> str:
    near = AROUND * calls.width
    far = calls.spike.reach or near
    if calls.rewarded == "below":
        sentence = _(
            "Within {near} before the target stand {excess} more than the fitted curve has there; within {far} "
            "behind it stand {missing} fewer."
        )
    else:
        sentence = _(
            "Within {near} from the target on stand {excess} more than the fitted curve has there; within {far} "
            "before it stand {missing} fewer."
        )
    said = sentence.format(
        near=as_set(near, "number"),
        far=as_set(far, "number"),
        excess=readable(calls.spike.excess, "number"),
        missing=readable(calls.spike.missing, "number"),
    )
    if far == near:
        return said
    return joined([said, _("So far out it takes until about as many are missing as are too many.")])


def _interval(calls: Calls, _: Translate) -> str:
    if not math.isfinite(calls.spike.low):
        return _(
            "No interval is given: the target was guessed, or it is one of the round values on which values gather."
        )
    return _("The 90 % interval of the first number goes from {low} to {high}.").format(
        low=readable(calls.spike.low, "number"), high=readable(calls.spike.high, "number")
    )


def _stations(_: Translate, names: dict[str, str]) -> DataChart[Calls]:
    reported = Measure("reported", _("Reported: solved over recorded"), "percent")
    solved = Measure("solved", _("Solved, of all that came in"), "percent")

    def rows(calls: Calls) -> Rows:
        return {
            "rows": [
                numbered(names[station.name], (reported, station.reported), (solved, station.solved))
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
    return DataChart("stations", _("Which station is best?"), bars_by_option(reported, solved), columns, rows, describe,
                     _("Stations are not compared: that takes the calls that came in, recorded or not."))  # fmt: skip
