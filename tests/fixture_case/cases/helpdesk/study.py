"""Two days of calls in three charts, or a file that a student brings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from caseroom import data
from caseroom.authoring import CaseFile, DataChart, Figures, Own, Rows, Study, columns_of, kept, numbered, readable
from caseroom.charts.bars import bars
from caseroom.charts.look import Measure
from caseroom.i18n import Translate

from .call_file import KIND, CallFile

LONGEST_NAME = 80


@dataclass(frozen=True)
class HalfHour:
    """`wait` in seconds, NaN where the file has none."""

    start: str
    per_hour: float
    wait: float


@dataclass(frozen=True)
class Topic:
    name: str
    calls: int
    solved: float


@dataclass(frozen=True)
class Digest:
    """A file of one's own has no topics: what they were called may say too much about a caller."""

    name: str
    calls: int
    days: int
    half_hours: tuple[HalfHour, ...]
    topics: tuple[Topic, ...]

    @property
    def busiest(self) -> HalfHour:
        """The half hour with the most calls."""
        return max(self.half_hours, key=lambda one: one.per_hour)

    @property
    def day_profile(self) -> dict[str, float]:
        """Load by half hour, 1 = the busiest."""
        return {one.start: one.per_hour / self.busiest.per_hour for one in self.half_hours}


def study(case: CaseFile, lang: str) -> Study[Digest]:
    """The case's constructed calls, or a student's own."""
    _ = case.translator(lang)
    names = {code: words.text(lang) for code, words in data.categories(case.dataset, "topic").items()}
    return Study(
        bundled=lambda: _bundled(case.dataset),
        charts=(_calls(_), _waits(_), _topics(_, names)),
        figures=lambda digest: _figures(digest, _),
        own=Own("own_data", KIND, _digest, kept.encode, _decode, lambda digest: digest.name, _levers),
    )


@lru_cache(maxsize=4)
def _bundled(dataset: str) -> Digest:
    calls = data.load(dataset)
    by = calls[~calls.abandoned].groupby("topic").resolved
    topics = tuple(Topic(str(name), len(one), float(one.mean())) for name, one in by)
    found = _digest(CallFile(calls), dataset)
    return Digest(found.name, found.calls, found.days, found.half_hours, topics)


def _digest(file: CallFile, name: str) -> Digest:
    arrived = file.calls.arrived_at
    days = int(arrived.dt.normalize().nunique())
    start = arrived.dt.floor("30min").dt.strftime("%H:%M")
    waits = file.calls.queue_s if "queue_s" in file.calls else pd.Series(float("nan"), index=arrived.index)
    half_hours = [HalfHour(str(at), len(one) * 2 / days, float(one.mean())) for at, one in waits.groupby(start)]
    return Digest(name[:LONGEST_NAME], len(arrived), days, tuple(half_hours), ())


def _decode(value: object) -> Digest:
    """A kept digest; ValueError for what is none."""
    found = kept.decode(Digest, value)
    if not found.half_hours:
        raise ValueError("not a digest of calls")
    return found


def _levers(digest: Digest) -> Mapping[str, float]:
    return {"arrivals_per_hour": float(min(max(round(digest.busiest.per_hour), 20), 1500))}


def _figures(digest: Digest, _: Translate) -> Figures:
    return (
        (_("Calls"), readable(digest.calls, "number")),
        (_("Days"), readable(digest.days, "number")),
        (_("Busiest half hour"), digest.busiest.start),
    )


def _calls(_: Translate) -> DataChart[Digest]:
    sentence = _("Calls peak at {time}.")
    chart = _by_half_hour(_, Measure("calls", _("Calls per hour")), lambda one: one.per_hour, sentence)
    return DataChart("calls_by_half_hour", _("When do they ring?"), *chart)


def _waits(_: Translate) -> DataChart[Digest]:
    sentence = _("At {time}, when most people ring, they wait {wait} seconds.")
    chart = _by_half_hour(_, Measure("wait", _("Mean wait in seconds")), lambda one: one.wait, sentence)
    missing = _("Waits are not shown: the log has no times in the queue.")
    return DataChart("wait_by_half_hour", _("When do they wait?"), *chart, missing)


def _by_half_hour(_: Translate, measure: Measure, value: Callable[[HalfHour], float], sentence: str):  # type: ignore[no-untyped-def]
    """All of a chart but its name and title."""

    def rows(digest: Digest) -> Rows:
        known = [one for one in digest.half_hours if value(one) == value(one)]
        return {"rows": [numbered(one.start, (measure, value(one))) for one in known]}

    def describe(digest: Digest) -> str:
        return sentence.format(time=digest.busiest.start, wait=readable(digest.busiest.wait, "number"))

    columns = ({"name": "label", "title": _("Half hour beginning at"), "format": "number"}, *columns_of(measure))
    return bars(measure), columns, rows, describe


def _topics(_: Translate, names: dict[str, str]) -> DataChart[Digest]:
    solved = Measure("solved", _("Solved"), "percent")

    def rows(digest: Digest) -> Rows:
        return {"rows": [numbered(names[one.name], (solved, one.solved)) for one in digest.topics]}

    def describe(digest: Digest) -> str:
        least = min(digest.topics, key=lambda one: one.solved)
        return _("Least often solved: {topic} ({share}).").format(
            topic=names[least.name], share=readable(least.solved, "percent")
        )

    columns = ({"name": "label", "title": _("Topic"), "format": "number"}, *columns_of(solved))
    return DataChart("solved_by_topic", _("What is solved?"), bars(solved), columns, rows, describe,
                     _("Topics are not compared: that takes the topics of the constructed log."))  # fmt: skip
