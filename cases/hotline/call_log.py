"""A confirmed call log, and the few numbers that a staffing model asks of it."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from caseroom.intake import values
from caseroom.intake.columns import Columns, bare, checked, in_minutes
from caseroom.intake.kind import ColumnRole, Kind
from caseroom.intake.problems import N_, IntakeProblem, IntakeProblems, shortened
from caseroom.intake.reading import Table

ROLES = (
    *("arrived_at", "arrived_date", "arrived_time"),  # the first, or else the other two
    *("queue_s", "handle_s", "abandoned", "resolved", "topic"),
)
# A role's headings without spaces, best first; "=" asks for the whole heading, else a part of it is enough.
HEADINGS = {
    "arrived_at": """来电时间 呼入时间 进线时间 来电日期时间 呼叫时间 受理时间 开始时间 登记时间
        arrivedat arrival arrived calltime calldatetime callstart starttime startedat datetime timestamp
        receivedat received offered =时间 =time =start""",
    "arrived_date": "来电日期 呼入日期 日期 calldate date day",
    "arrived_time": "来电时间 呼入时间 进线时间 时刻 时间 timeofday calltime starttime time",
    "queue_s": """排队时长 等待时长 排队时间 等待时间 等候时长 等候时间 排队秒 等待秒 排队 等待 等候 振铃时长
        queues queuetime waitingtime waittime timeinqueue queue wait speedofanswer ringtime""",
    "handle_s": """处理时长 处理时间 服务时长 通话时长 通话时间 通话秒 接听时长 时长
        handles handletime handlingtime averagehandlingtime =aht handle servicetime talktime talk
        callduration callsecs duration""",
    "abandoned": """是否放弃 放弃 呼损 abandon 是否接通 是否接听 接通 接听状态 接听结果 呼叫结果 呼叫状态
        通话状态 通话结果 =状态 hungup answered connected callstatus callresult =status =outcome
        disposition""",
    "resolved": """是否解决 一次解决 首次解决 解决 办结 resolved solved resolution fcr firstcall
        办理结果 处理结果 处理状态 =状态 =status""",
    "topic": """诉求类别 诉求类型 诉求分类 问题类别 问题类型 事项类别 事项 业务类型 工单类型 来电类型 类别
        分类 类型 主题 诉求 topic category subject reason calltype issue =type""",
}
_ANSWERED = re.compile(r"接通|接听|应答|answered|connected")
_NOT_ANSWERED = re.compile(r"未(接|应答)|没接|unanswered|notanswered|notconnected|放弃|呼损|abandon")
TOLERANCE = 0.01  # a share of bad rows that may be left out: above it, something is wrong with the file
ALIKE_SHOWN = 5
WORDS = {
    "no_arrival": N_("Say which column holds the time of the call (or which two hold its date and its time)."),
    "no_time_of_day": N_("Column “{column}” has dates but no time of day; the busiest half hour cannot be found."),
    "missing_moment": N_("Row {row}, column “{column}”: the time of the call is missing."),
    "bad_abandoned": N_("Row {row}, column “{column}”: “{text}” does not say whether the caller gave up."),
    "bad_resolved": N_("Row {row}, column “{column}”: “{text}” does not say whether the matter was solved."),
}
"""What can be wrong with a call log and with no other file."""


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
        per_weekday = arrived.dt.day_of_week.value_counts() / days.drop_duplicates().dt.day_of_week.value_counts()
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
        warnings.append(IntakeProblem("rows_left_out", detail={"count": len(bad), "total": len(calls), "first": first}))
    kept = calls.drop(index=list(bad)).sort_values("arrived_at", kind="stable")
    _refuse_midnights(kept["arrived_at"], chosen)
    return CallLog(kept.reset_index(drop=True), len(bad), (*table.warnings, *warnings))


def _checked(table: Table, mapping: Mapping[str, str | None]) -> dict[str, str]:
    chosen = checked(table, mapping, ROLES)
    if "arrived_at" not in chosen and not {"arrived_date", "arrived_time"} <= set(chosen):
        raise IntakeProblem("no_arrival", words=WORDS["no_arrival"])
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
                bad.setdefault(row, IntakeProblem("missing_moment", row, column, words=WORDS["missing_moment"]))
            elif not values.is_missing(cell):
                told = {"text": shortened(cell)}
                bad.setdefault(row, IntakeProblem(code, row, column, told, WORDS.get(code, "")))
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
        return _read_column(table, column, "bad_moment", lambda cell: values.read_moment(cell, month_first), bad, True)
    days = _read_column(table, column, "bad_date", lambda cell: values.read_date(cell, month_first), bad, True)
    times = _read_column(table, chosen["arrived_time"], "bad_time", values.read_time, bad, True)
    return [None if day is None or time is None else day + time for day, time in zip(days, times, strict=True)]


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
        column = chosen.get("arrived_at") or chosen["arrived_date"]
        raise IntakeProblem("no_time_of_day", column=column, words=WORDS["no_time_of_day"])


def _told(problems: Iterable[IntakeProblem]) -> Iterator[IntakeProblem]:
    """The problems in the order of rows, of each kind in each column the first few and then how many more."""
    kinds: dict[tuple[str, str | None], list[IntakeProblem]] = {}
    for problem in sorted(problems, key=lambda problem: problem.row or 0):
        kinds.setdefault((problem.code, problem.column), []).append(problem)
    for (_, column), alike in kinds.items():
        yield from alike[:ALIKE_SHOWN]
        if len(alike) > ALIKE_SHOWN:
            yield IntakeProblem("and_more", column=column, detail={"count": len(alike) - ALIKE_SHOWN})


def asks_whether_answered(heading: str) -> bool:
    """Whether yes in this column means that the call was answered: 是否接通, but not 未接通."""
    name = bare(heading)
    return bool(_ANSWERED.search(name)) and not _NOT_ANSWERED.search(name)


def guess_columns(table: Table) -> dict[str, str | None]:
    """A column, or None, for each of ROLES. A log has its moment in one column, or its date and its time in
    two.
    """
    columns = Columns(table)
    guess: dict[str, str | None] = dict.fromkeys(ROLES)
    guess["arrived_at"] = columns.by_heading(HEADINGS["arrived_at"], _moment) or columns.by_content(_moment)
    if guess["arrived_at"] is None:
        guess["arrived_date"] = columns.by_heading(HEADINGS["arrived_date"], _date) or columns.by_content(_date)
        guess["arrived_time"] = columns.by_heading(HEADINGS["arrived_time"], values.read_time, (guess["arrived_date"],))
        if not (guess["arrived_date"] and guess["arrived_time"]):
            guess["arrived_date"] = guess["arrived_time"] = None
    for role, fits in (
        ("queue_s", values.read_duration),
        ("handle_s", values.read_duration),
        ("abandoned", values.read_abandoned),
        ("resolved", values.read_resolved),
        ("topic", _words),
    ):
        guess[role] = columns.by_heading(HEADINGS[role], fits, tuple(guess.values()))
    return guess


def _moment(text: str) -> dt.datetime | None:
    """A date with its time of day; a bare whole number is none, it may be anything."""
    if not re.search(r"\d\s*[:时点]|\d{12}|\d{8}[t\s]|^\d{5}\.\d", values.plain(text)):
        return None
    return values.read_moment(text) or values.read_moment(text, month_first=True)


def _date(text: str) -> dt.datetime | None:
    return values.read_date(text) or values.read_date(text, month_first=True)


def _words(text: str) -> str | None:
    return None if values.is_number(text) or values.read_moment(text) else text


KIND = Kind(
    name="call_log",
    groups=(
        (
            N_("When did the call come? (needed)"),
            (
                ColumnRole(
                    "arrived_at", N_("Date and time in one column"), instead_of=("arrived_date", "arrived_time")
                ),
                ColumnRole("arrived_date", N_("or its date")),
                ColumnRole("arrived_time", N_("and its time of day")),
            ),
        ),
        (
            N_("What else does the log say? (as far as it does)"),
            (
                ColumnRole("queue_s", N_("Seconds in the queue")),
                ColumnRole("handle_s", N_("Handling time")),
                ColumnRole("abandoned", N_("Hung up, or answered")),
                ColumnRole("resolved", N_("Matter solved")),
                ColumnRole("topic", N_("Topic")),
            ),
        ),
    ),
    words={
        "bring": N_("Bring your own call log"),
        "privacy": N_(
            "The file is read in the memory of the computer that runs this page. No call is written to disk or sent "
            "to the internet; only totals by half hour, weekday and topic are kept with your work."
        ),
        "check": N_("Check this log"),
        "right": N_("Is this your line?"),
        "use": N_("Use this log"),
        "back": N_("Back to the constructed log"),
        "bundled": N_("The call log in these charts"),
        "yours": N_("Your call log in these charts"),
        "lacks": N_("What this log cannot show"),
        "named": N_("A call log of my own"),
    },
    guess=guess_columns,
    confirm=confirm,
)
