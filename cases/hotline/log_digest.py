"""What the charts and the staffing need of a call log, and nothing else: totals, no calls.

A student's log is kept with their work only as such a digest; the case's own 40,000 calls are counted once.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from caseroom import client, data

from . import call_log
from .call_log import CallLog, Summary

VERSION = 1
LONGEST_NAME = 80  # characters of a file's name or a topic
COUNTED = ("queue_s", "abandoned", "resolved", "topic", "redial_of")  # columns that a log may lack
MOST_TOPICS = 12
FEWEST_CALLS = 5  # a rarer topic is counted with the others: it says too much about one call
OTHER_TOPICS = ""


class Cell(NamedTuple):
    """One half hour of one weekday (0 is Monday). calls: all of them; per_day: their mean per such day."""

    weekday: int
    half_hour: str
    calls: int
    per_day: float
    wait: float | None  # mean seconds in the queue
    abandoned: float | None  # share of the calls


class Weekday(NamedTuple):
    weekday: int
    calls: int
    repeated: float | None  # share that repeats an earlier call


class Topic(NamedTuple):
    topic: str  # OTHER_TOPICS for all the rare ones together
    calls: int
    repeated: float | None
    resolved: float | None  # share of the answered calls


@dataclass(frozen=True)
class LogDigest(Summary):
    """A call log's summary and what its charts are drawn from. `columns`: those of COUNTED that it has."""

    name: str
    columns: tuple[str, ...]
    cells: tuple[Cell, ...]
    weekdays: tuple[Weekday, ...]
    topics: tuple[Topic, ...]

    @property
    def busiest(self) -> str:
        """The half hour of the day with the most calls, as "HH:MM"."""
        return max(self.day_profile, key=self.day_profile.__getitem__)


def digest(log: CallLog, name: str) -> LogDigest:
    """Count a log: a column arrived_at (datetime) and any of COUNTED, one row per call."""
    calls = log.calls
    columns = tuple(column for column in COUNTED if column in calls)
    return LogDigest(
        **vars(log.summary()),
        name=name[:LONGEST_NAME],
        columns=columns,
        cells=_cells(calls),
        weekdays=_weekdays(calls),
        topics=_topics(calls) if "topic" in columns else (),
    )


def _cells(calls: pd.DataFrame) -> tuple[Cell, ...]:
    """Every half hour from the first to the last that has calls, on every weekday that the log has."""
    arrived = calls["arrived_at"]
    weekday, half_hour = arrived.dt.day_of_week, arrived.dt.hour * 2 + arrived.dt.minute // 30
    days = arrived.dt.normalize().drop_duplicates().dt.day_of_week.value_counts()
    keys = [weekday.rename("weekday"), half_hour.rename("half_hour")]
    every = pd.MultiIndex.from_product([sorted(days.index), range(half_hour.min(), half_hour.max() + 1)])
    counts = arrived.groupby(keys).size().reindex(every, fill_value=0)
    waits, abandoned = (_means(calls, column, keys) for column in ("queue_s", "abandoned"))
    return tuple(
        Cell(
            weekday=day,
            half_hour=f"{at // 2:02}:{at % 2 * 30:02}",
            calls=count,
            per_day=round(count / int(days[day]), 2),
            wait=waits.get((day, at)),
            abandoned=abandoned.get((day, at)),
        )
        for (day, at), count in zip(every.tolist(), counts.tolist(), strict=True)
    )


def _weekdays(calls: pd.DataFrame) -> tuple[Weekday, ...]:
    weekday = calls["arrived_at"].dt.day_of_week
    repeated = _repeated(calls, weekday)
    counts = weekday.value_counts().sort_index()
    return tuple(Weekday(day, count, repeated.get(day)) for day, count in counts.items())


def _topics(calls: pd.DataFrame) -> tuple[Topic, ...]:
    """The most frequent first, the rare ones together last. Calls without a topic are left out."""
    calls = calls[calls["topic"].notna() & (calls["topic"] != "")]
    counts = calls["topic"].value_counts()
    frequent = counts[counts >= FEWEST_CALLS].index[:MOST_TOPICS]
    topic = calls["topic"].where(calls["topic"].isin(frequent), OTHER_TOPICS)
    repeated, resolved = _repeated(calls, topic), _means(calls, "resolved", topic)
    counts = topic.value_counts()
    return tuple(
        Topic(name[:LONGEST_NAME], int(counts[name]), repeated.get(name), resolved.get(name))
        for name in sorted(counts.index, key=lambda name: (name == OTHER_TOPICS, -counts[name], name))
    )


def _repeated(calls: pd.DataFrame, keys: Any) -> dict[Any, float]:
    if "redial_of" not in calls:
        return {}
    return _means(calls.assign(repeated=calls["redial_of"].notna()), "repeated", keys)


def _means(calls: pd.DataFrame, column: str, keys: Any) -> dict[Any, float]:
    """The mean of the known values by group; a group without any has none."""
    if column not in calls:
        return {}
    means = calls[column].astype("Float64").groupby(keys).mean().dropna()
    return {key: round(float(mean), 4) for key, mean in means.items()}


# As JSON, for a student's kept work and for the cache


def encode(log: LogDigest) -> dict[str, Any]:
    """JSON with short rows: a log of seven days around the clock comes to less than 30 kB."""
    return {"version": VERSION, **vars(log)}


def decode(kept: object) -> LogDigest:
    """The digest that `encode` made. ValueError for anything else: damaged work must not reach a chart."""
    if not isinstance(kept, Mapping) or kept.get("version") != VERSION:
        raise ValueError("not a digest of this version")
    try:
        return LogDigest(
            calls=_whole(kept["calls"]),
            days=_whole(kept["days"]),
            arrivals_per_hour=_amount(kept["arrivals_per_hour"]),
            average_handling_time=_optional(kept["average_handling_time"]),
            abandonment=_share(kept["abandonment"]),
            first_call_resolution=_share(kept["first_call_resolution"]),
            day_profile={_half_hour(at): _amount(load, 1) for at, load in _some(kept["day_profile"].items())},
            weekday_profile={_weekday(int(day)): _amount(load, 1) for day, load in kept["weekday_profile"].items()},
            name=_text(kept["name"]),
            columns=_columns(kept["columns"]),
            cells=tuple(
                Cell(_weekday(day), _half_hour(at), _whole(calls), _amount(mean), _optional(wait), _share(left))
                for day, at, calls, mean, wait, left in _some(kept["cells"])
            ),
            weekdays=tuple(
                Weekday(_weekday(day), _whole(calls), _share(repeated))
                for day, calls, repeated in _some(kept["weekdays"])
            ),
            topics=tuple(
                Topic(_text(topic), _whole(calls), _share(repeated), _share(resolved))
                for topic, calls, repeated, resolved in _some(kept["topics"], 0, MOST_TOPICS + 1)
            ),
        )
    except (AttributeError, KeyError, TypeError) as damage:
        raise ValueError("a damaged digest") from damage


def _some(items: Any, least: int = 1, most: int = 7 * 48) -> list[Any]:
    found = list(items)
    if not least <= len(found) <= most:
        raise ValueError("too few or too many rows")
    return found


def _amount(value: Any, most: float = 1e9) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise ValueError(f"not an amount: {value!r:.40}")
    return float(value)


def _whole(value: Any) -> int:
    if not isinstance(value, int):
        raise ValueError(f"not a count: {value!r:.40}")
    _amount(value)
    return value


def _optional(value: Any) -> float | None:
    return None if value is None else _amount(value)


def _share(value: Any) -> float | None:
    return None if value is None else _amount(value, 1)


def _weekday(value: Any) -> int:
    if _whole(value) > 6:
        raise ValueError(f"not a weekday: {value!r:.40}")
    return int(value)


def _half_hour(value: Any) -> str:
    if value not in _HALF_HOURS:
        raise ValueError(f"not a half hour: {value!r:.40}")
    return str(value)


def _columns(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(column in COUNTED for column in value):
        raise ValueError(f"not columns: {value!r:.40}")
    return tuple(value)


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_NAME:
        raise ValueError("not a short text")
    return value


_HALF_HOURS = frozenset(f"{at // 2:02}:{at % 2 * 30:02}" for at in range(48))


# The case's own log


def bundled(dataset: str) -> LogDigest:
    """The digest of a dataset's calls, counted once per machine. Raises data.DataError."""
    path = client.home() / "cache" / f"log-{_fingerprint(dataset)}.json"
    try:
        return decode(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):  # not counted yet, or damaged
        log = digest(CallLog(data.load(dataset)), dataset)
        _keep(path, log)
        return log


def _fingerprint(dataset: str) -> str:
    """Of the calls, and of the code that counts them."""
    sources = (*sorted(data.folder(dataset).glob("*.csv")), Path(__file__), Path(call_log.__file__))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:32]


def _keep(path: Path, log: LogDigest) -> None:
    """Where that is possible; without it the log is only counted again next time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
            json.dump(encode(log), file, ensure_ascii=False)
        os.replace(file.name, path)
    except OSError:
        pass
