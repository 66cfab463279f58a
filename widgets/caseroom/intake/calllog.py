"""A confirmed call log, and the few numbers that a staffing model asks of it."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from caseroom.intake import values
from caseroom.intake.columns import ROLES, asks_whether_answered, in_minutes
from caseroom.intake.problems import IntakeProblem, IntakeProblems, shortened
from caseroom.intake.reading import Table

TOLERANCE = 0.01  # a share of bad rows that may be left out: above it, something is wrong with the file
ALIKE_SHOWN = 5


@dataclass(frozen=True)
class Summary:
    """A call log in the model's terms. None where the log has no such column. Nothing is clipped to a
    model's bounds.

    calls, days: counts; a day is a date with at least one call.
    arrivals_per_hour: calls per hour in the busiest half hour of the day, averaged over the days. Repeat
    calls count.
    average_handling_time: seconds, over the calls that were answered. abandonment: share of all calls.
    first_call_resolution: share of the answered calls of which the log says whether they solved the matter.
    day_profile: "HH:MM" -> load relative to the busiest interval (1), from the first to the last that has
    calls.
    weekday_profile: 0 (Monday) to 6 -> load of an average such day relative to the busiest weekday (1).
    """

    calls: int
    days: int
    arrivals_per_hour: float
    average_handling_time: float | None
    abandonment: float | None
    first_call_resolution: float | None
    day_profile: dict[str, float]
    weekday_profile: dict[int, float]


@dataclass(frozen=True)
class CallLog:
    """One row per call, in order of arrival; columns are those of arrived_at (datetime), queue_s and
    handle_s (seconds), abandoned and resolved (boolean, may be missing) and topic (str) that the log has.
    """

    calls: pd.DataFrame
    rows_left_out: int = 0
    warnings: tuple[IntakeProblem, ...] = ()

    def summary(self, half_hours: bool = True) -> Summary:
        """What the model wants to know, counted by the half hour or else by the hour."""
        arrived = self.calls["arrived_at"]
        days = arrived.dt.normalize()
        minutes = 30 if half_hours else 60
        per_interval = _per_interval(arrived, minutes)
        per_weekday = (
            arrived.dt.day_of_week.value_counts() / days.drop_duplicates().dt.day_of_week.value_counts()
        )
        return Summary(
            calls=len(arrived),
            days=days.nunique(),
            arrivals_per_hour=float(per_interval.max() / days.nunique() * 60 / minutes),
            average_handling_time=self._mean("handle_s", answered=True),
            abandonment=self._mean("abandoned"),
            first_call_resolution=self._mean("resolved", answered=True),
            day_profile=(per_interval / per_interval.max()).to_dict(),
            weekday_profile=(per_weekday / per_weekday.max()).sort_index().to_dict(),
        )

    def _mean(self, column: str, answered: bool = False) -> float | None:
        """Mean of the known values; of answered calls only where the log tells them apart. A handling of 0
        s is none.
        """
        calls = self.calls
        if column not in calls:
            return None
        if answered and "abandoned" in calls:
            calls = calls[~calls["abandoned"].fillna(False).astype(bool)]
        known = calls[column].dropna()
        if column == "handle_s":
            known = known[known > 0]
        return float(known.astype(float).mean()) if len(known) else None


def _per_interval(arrived: pd.Series, minutes: int) -> pd.Series:
    """Calls in each interval of the day over all days, from the first interval with calls to the last."""
    interval = (arrived.dt.hour * 60 + arrived.dt.minute) // minutes
    counts = interval.value_counts()
    counts = counts.reindex(range(interval.min(), interval.max() + 1), fill_value=0)
    counts.index = [f"{at * minutes // 60:02}:{at * minutes % 60:02}" for at in counts.index]
    return counts


def confirm(table: Table, mapping: Mapping[str, str | None], tolerance: float = TOLERANCE) -> CallLog:
    """The table's calls under a mapping of ROLES to columns, as `guess_columns` gives it and the student
    has checked it.

    A row with a cell that cannot be read is left out, with a warning that counts such rows; where their
    share exceeds `tolerance`, IntakeProblems names the cells by row, column and text. Raises IntakeProblem
    for a mapping that cannot be.
    """
    chosen = _checked(table, mapping)
    bad: dict[int, IntakeProblem] = {}
    warnings: list[IntakeProblem] = []
    calls = pd.DataFrame({"arrived_at": _arrivals(table, chosen, bad, warnings)}, index=table.frame.index)
    for role, (code, reader) in _readers(chosen).items():
        calls[role] = _read_column(table, chosen[role], code, reader, bad)
    for role in ("abandoned", "resolved"):
        if role in calls:
            calls[role] = calls[role].astype("boolean")
    if "topic" in chosen:
        calls["topic"] = table.frame[chosen["topic"]]
    if len(bad) > tolerance * len(calls):
        raise IntakeProblems(_told(bad.values()))
    if bad:
        first = bad[min(bad)]
        warnings.append(
            IntakeProblem("rows_left_out", detail={"count": len(bad), "total": len(calls), "first": first})
        )
    kept = calls.drop(index=list(bad)).sort_values("arrived_at", kind="stable")
    _refuse_midnights(kept["arrived_at"], chosen)
    return CallLog(kept.reset_index(drop=True), len(bad), (*table.warnings, *warnings))


def _checked(table: Table, mapping: Mapping[str, str | None]) -> dict[str, str]:
    chosen = {role: column for role, column in mapping.items() if column}
    for role, column in chosen.items():
        if role not in ROLES:
            raise IntakeProblem("no_such_role", detail={"text": shortened(str(role))})
        if column not in table.columns:
            raise IntakeProblem("no_such_column", column=shortened(str(column)))
    if "arrived_at" not in chosen and not {"arrived_date", "arrived_time"} <= set(chosen):
        raise IntakeProblem("no_arrival")
    return chosen


def _readers(chosen: Mapping[str, str]) -> dict[str, tuple[str, Callable[[str], object]]]:
    """Per role that has a column: the code of its bad cells and how a cell is read under that column's
    heading.
    """
    readers: dict[str, tuple[str, Callable[[str], object]]] = {}
    for role in ("queue_s", "handle_s"):
        if role in chosen:
            readers[role] = "bad_duration", _minutes if in_minutes(chosen[role]) else values.read_duration
    if "abandoned" in chosen:
        opposite = asks_whether_answered(chosen["abandoned"])
        readers["abandoned"] = "bad_abandoned", lambda cell: values.read_abandoned(cell, opposite)
    if "resolved" in chosen:
        readers["resolved"] = "bad_resolved", values.read_resolved
    return readers


def _minutes(cell: str) -> float | None:
    """A duration under a heading that says minutes: bare numbers are minutes, 3:20 and 200s speak for
    themselves.
    """
    seconds = values.read_duration(cell)
    return seconds * 60 if seconds is not None and values.is_number(cell) else seconds


def _read_column(
    table: Table,
    column: str,
    code: str,
    read: Callable[[str], object],
    bad: dict[int, IntakeProblem],
    required: bool = False,
) -> list:
    """Each cell's value, None where there is none; a cell that cannot be read is noted once per row in
    `bad`.
    """
    cells = table.frame[column]
    known = {cell: None if values.is_missing(cell) else read(cell) for cell in cells.unique()}
    read_cells = [known[cell] for cell in cells]
    if None in known.values():
        for row, cell in zip(cells.index.tolist(), cells, strict=True):
            if known[cell] is not None:
                continue
            if required and values.is_missing(cell):
                bad.setdefault(row, IntakeProblem("missing_moment", row, column))
            elif not values.is_missing(cell):
                bad.setdefault(row, IntakeProblem(code, row, column, {"text": shortened(cell)}))
    return read_cells


def _arrivals(
    table: Table, chosen: Mapping[str, str], bad: dict[int, IntakeProblem], warnings: list[IntakeProblem]
) -> list[dt.datetime | None]:
    """When each call came, from one column or from a date's and a time's."""
    column = chosen.get("arrived_at") or chosen["arrived_date"]
    cells = table.frame[column].unique().tolist()
    month_first = _month_first(cells, column, warnings)
    if "arrived_at" in chosen:
        if any(values.is_utc(cell) for cell in cells[:1000]):
            warnings.append(IntakeProblem("utc", column=column))
        return _read_column(
            table, column, "bad_moment", lambda cell: values.read_moment(cell, month_first), bad, True
        )
    days = _read_column(
        table, column, "bad_date", lambda cell: values.read_date(cell, month_first), bad, True
    )
    times = _read_column(table, chosen["arrived_time"], "bad_time", values.read_time, bad, True)
    return [
        None if day is None or time is None else day + time for day, time in zip(days, times, strict=True)
    ]


def _month_first(cells: list[str], column: str, warnings: list[IntakeProblem]) -> bool:
    """Whether 3/1/2024 means March: by a number above 12, else by the reading under which the log covers
    fewer days.
    """
    dates = [(pair, cell) for cell in cells if (pair := values.day_and_month(cell))]
    if not dates:
        return False
    not_months = [sum(pair[place] > 12 for pair, _ in dates) for place in (0, 1)]
    if not_months[0] != not_months[1]:
        return not_months[1] > not_months[0]
    spans = []
    for month, day in ((1, 0), (0, 1)):
        days_of_year = [pair[month] * 31 + pair[day] for pair, _ in dates]
        spans.append(max(days_of_year) - min(days_of_year))
    month_first = spans[1] < spans[0]
    code = "guessed_date_order_us" if month_first else "guessed_date_order"
    warnings.append(IntakeProblem(code, column=column, detail={"text": shortened(dates[0][1])}))
    return month_first


def _refuse_midnights(arrived: pd.Series, chosen: Mapping[str, str]) -> None:
    """Dates alone would put every call at midnight and call that the busiest half hour."""
    if len(arrived) > 1 and (arrived == arrived.dt.normalize()).all():
        raise IntakeProblem("no_time_of_day", column=chosen.get("arrived_at") or chosen["arrived_date"])


def _told(problems: Iterable[IntakeProblem]) -> Iterator[IntakeProblem]:
    """The problems in the order of rows, of each kind in each column the first few and then how many more."""
    kinds: dict[tuple[str, str | None], list[IntakeProblem]] = {}
    for problem in sorted(problems, key=lambda problem: problem.row or 0):
        kinds.setdefault((problem.code, problem.column), []).append(problem)
    for (_, column), alike in kinds.items():
        yield from alike[:ALIKE_SHOWN]
        if len(alike) > ALIKE_SHOWN:
            yield IntakeProblem("and_more", column=column, detail={"count": len(alike) - ALIKE_SHOWN})
