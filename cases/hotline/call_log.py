"""A confirmed call log, and the few numbers that a staffing model asks of it."""

import datetime as dt
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import pandas as pd

from caseroom.intake.answers import read_abandoned, read_resolved
from caseroom.intake.cells import is_missing, plain
from caseroom.intake.columns import Chosen, Columns, LeftOut, asked_decimals, bare, checked, told_decimals
from caseroom.intake.durations import likely_unit, read_duration, unit_in
from caseroom.intake.kind import DECIMAL, ColumnRole, Kind, Mapped
from caseroom.intake.moments import ORDERS, date_order, is_utc, read_date, read_epoch, read_moment, read_time
from caseroom.intake.numbers import is_number, read_number
from caseroom.intake.problems import MESSAGES, N_, IntakeProblem, shortened
from caseroom.intake.reading import Table

ROLES = (
    *("arrived_at", "arrived_date", "arrived_time"),  # the first, or else the other two
    *("queue_s", "handle_s", "abandoned", "resolved", "topic"),
)
# A role's headings without spaces, best first; "=" asks for the whole heading, else a part of it is enough.
HEADINGS = {
    "arrived_at": """来电时间 呼入时间 进线时间 来电日期时间 呼叫时间 受理时间 开始时间 登记时间 创建时间 生成时间
        arrivedat arrival arrived calltime calldatetime callstart starttime startedat datetime timestamp
        receivedat received offered createdat created opened =时间 =time =start""",
    "arrived_date": "来电日期 呼入日期 日期 calldate date day",
    "arrived_time": "来电时间 呼入时间 进线时间 时刻 时间 timeofday calltime starttime time",
    "queue_s": """排队时长 等待时长 排队时间 等待时间 等候时长 等候时间 排队秒 等待秒 排队 等待 等候 振铃时长
        queues queuetime waitingtime waittime timeinqueue queue wait speedofanswer ringtime""",
    "handle_s": """billsec 处理时长 处理时间 服务时长 通话时长 通话时间 通话秒 接听时长 时长
        handles handletime handlingtime averagehandlingtime =aht handle servicetime talktime talk
        callduration callsecs duration""",
    "abandoned": """是否放弃 放弃 呼损 abandon 是否接通 是否接听 接通 接听状态 接听结果 呼叫结果 呼叫状态
        通话状态 通话结果 =状态 hungup answered connected callstatus callresult =status =outcome
        disposition =结果 呼叫结果 result""",
    "resolved": """是否解决 一次解决 首次解决 解决 办结 resolved solved resolution fcr firstcall
        办理结果 处理结果 处理状态 =状态 =status""",
    "topic": """诉求类别 诉求类型 诉求分类 问题类别 问题类型 事项类别 事项 业务类型 工单类型 来电类型 类别
        分类 类型 主题 诉求 topic category subject reason calltype issue =type""",
}
_ANSWERED = re.compile(r"接通|接听|应答|answered|connected")
_NOT_ANSWERED = re.compile(r"未(接|应答)|没接|unanswered|notanswered|notconnected|放弃|呼损|abandon")
_ENDS = re.compile(r"办结|完成|结束|关闭|挂断|回访|end|clos|finish|hangup|hungup|complet|resolvedat|answer")
DURATIONS = {"queue_s": "queue_unit", "handle_s": "handle_unit"}
"""The roles that are lengths of time, and the role that names each one's unit."""
LIKELY_S = {"queue_s": (0.5, 7_200.0), "handle_s": (20.0, 7_200.0)}
"""Seconds between which half of the calls are longer than, half shorter: else another unit is looked for."""
UNIT_NAMES = {"auto": N_("as the file says")} | {unit: MESSAGES[f"unit_{unit}"] for unit in ("s", "min", "h", "ms")}
DATES = {
    "dmy": N_("day first: 31/12/2024"),
    "mdy": N_("month first: 12/31/2024"),
    "ymd": N_("year first: 24/12/31"),
}
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


def confirm(table: Table, mapping: Mapped) -> CallLog:
    """The table's calls under a mapping of roles to columns, as guessed, and checked by the student.

    A row with a cell that cannot be read is left out, with a warning that counts such rows; where they are too many,
    IntakeProblems names the cells by row, column and text. Raises IntakeProblem for a mapping that cannot be.
    """
    chosen = _checked(table, mapping)
    left_out = LeftOut()
    warnings = [*told_decimals(table, chosen), *_told_units(table, chosen)]
    calls = pd.DataFrame({"arrived_at": _arrivals(table, chosen, left_out, warnings)}, index=table.frame.index)
    for role, (code, reader) in _readers(table, chosen).items():
        calls[role] = _read_column(table, chosen.columns[role], code, reader, left_out)
    for role in ("abandoned", "resolved"):
        if role in calls:
            calls[role] = calls[role].astype("boolean")
    if "topic" in chosen.columns:
        calls["topic"] = table.frame[chosen.columns["topic"]]
    warnings += left_out.told(len(calls))
    kept = calls.drop(index=list(left_out.rows)).sort_values("arrived_at", kind="stable")
    _refuse_midnights(kept["arrived_at"], chosen)
    warnings += _unlikely(kept, chosen)
    return CallLog(kept.reset_index(drop=True), len(left_out.rows), (*table.warnings, *warnings))


def _checked(table: Table, mapping: Mapped) -> Chosen:
    chosen = checked(table, mapping, KIND.roles)
    if "arrived_at" not in chosen.columns and not {"arrived_date", "arrived_time"} <= set(chosen.columns):
        raise IntakeProblem("no_arrival", words=WORDS["no_arrival"])
    return chosen


def _readers(table: Table, chosen: Chosen) -> dict[str, tuple[str, Callable[[str], object]]]:
    """Per role that has a column: the code of its bad cells and how a cell is read under that column's heading."""
    readers: dict[str, tuple[str, Callable[[str], object]]] = {}
    for role in DURATIONS:
        if role in chosen.columns:
            unit = _unit(table, chosen, role)
            readers[role] = "bad_duration", partial(read_duration, unit=unit, comma=chosen.comma(table))
    if "abandoned" in chosen.columns:
        opposite = asks_whether_answered(chosen.columns["abandoned"])
        readers["abandoned"] = "bad_abandoned", lambda cell: read_abandoned(cell, opposite)
    if "resolved" in chosen.columns:
        readers["resolved"] = "bad_resolved", read_resolved
    return readers


def _unit(table: Table, chosen: Chosen, role: str) -> str:
    """Of a column's bare numbers: as answered, else as guessed."""
    answer = chosen.answers.get(DURATIONS[role], "auto")
    return guessed_unit(table, role, chosen.columns[role]) if answer == "auto" else answer


def guessed_unit(table: Table, role: str, column: str) -> str:
    """The unit that the heading states, else the one in which its numbers are likely for a call, else seconds."""
    read = (read_number(cell, table.decimals.comma) for cell in table.frame[column])
    numbers = [number for number in read if number is not None]
    return unit_in(column) or likely_unit(numbers, LIKELY_S[role]) or "s"


def _told_units(table: Table, chosen: Chosen) -> Iterator[IntakeProblem]:
    """Where a unit other than seconds was taken that no heading states and nobody has answered differently."""
    for role in DURATIONS:
        column = chosen.columns.get(role)
        if column is None or unit_in(column):
            continue
        unit = guessed_unit(table, role, column)
        if unit != "s" and unit == _unit(table, chosen, role):
            told = {"text": _first_number(table, column), "unit": IntakeProblem(f"unit_{unit}")}
            yield IntakeProblem("guessed_unit", column=column, detail=told)


def _first_number(table: Table, column: str) -> str:
    return next((cell for cell in table.frame[column] if read_number(cell)), "")


def _unlikely(calls: pd.DataFrame, chosen: Chosen) -> Iterator[IntakeProblem]:
    """Handling times of which nobody would believe that they are seconds."""
    if "handle_s" not in calls:
        return
    talked = calls["handle_s"].astype(float)
    median = float(talked[talked > 0].median()) if (talked > 0).any() else math.nan
    if not LIKELY_S["handle_s"][0] / 4 <= median <= LIKELY_S["handle_s"][1] and not math.isnan(median):
        yield IntakeProblem("unlikely_duration", column=chosen.columns["handle_s"], detail={"seconds": median})


def _read_column(
    table: Table,
    column: str,
    code: str,
    read: Callable[[str], object],
    left_out: LeftOut,
    required: bool = False,
) -> list:
    """Each cell's value, None where there is none; a cell that cannot be read is noted once per row."""
    cells = table.frame[column]
    known = {cell: None if is_missing(cell) else read(cell) for cell in cells.unique()}
    read_cells = [known[cell] for cell in cells]
    if None in known.values():
        for row, cell in zip(cells.index.tolist(), cells, strict=True):
            if known[cell] is not None:
                continue
            if required and is_missing(cell):
                left_out.note(row, IntakeProblem("missing_moment", row, column, words=WORDS["missing_moment"]))
            elif not is_missing(cell):
                told = {"text": shortened(cell)}
                left_out.note(row, IntakeProblem(code, row, column, told, WORDS.get(code, "")))
    return read_cells


def _arrivals(
    table: Table, chosen: Chosen, left_out: LeftOut, warnings: list[IntakeProblem]
) -> list[dt.datetime | None]:
    """When each call came, from one column or from a date's and a time's."""
    columns = chosen.columns
    column = columns.get("arrived_at") or columns["arrived_date"]
    cells = table.frame[column].unique().tolist()
    order = _date_order(cells, column, chosen, warnings)
    if "arrived_at" in columns:
        if any(is_utc(cell) for cell in cells[:1000]):
            warnings.append(IntakeProblem("utc", column=column))
        if read_epoch(cells[0]):
            warnings.append(IntakeProblem("epoch", column=column, detail={"text": cells[0]}))
        read = partial(_moment_or_epoch, order=order)
        return _read_column(table, column, "bad_moment", read, left_out, True)
    days = _read_column(table, column, "bad_date", partial(read_date, order=order), left_out, True)
    times = _read_column(table, columns["arrived_time"], "bad_time", read_time, left_out, True)
    return [None if day is None or time is None else day + time for day, time in zip(days, times, strict=True)]


def _moment_or_epoch(cell: str, order: str) -> dt.datetime | None:
    return read_moment(cell, order) or read_epoch(cell)


def _date_order(cells: list[str], column: str, chosen: Chosen, warnings: list[IntakeProblem]) -> str:
    """What 3/1/2024 means: as answered, else as the dates themselves say or, where they leave it open, make likely."""
    found = date_order(cells)
    order = chosen.answers.get("dates", found.order)
    if found.open:
        warnings.append(IntakeProblem(f"guessed_date_order_{order}", column=column, detail={"text": found.example}))
    return order


def _refuse_midnights(arrived: pd.Series, chosen: Chosen) -> None:
    """Dates alone would put every call at midnight and call that the busiest half hour."""
    if len(arrived) > 1 and (arrived == arrived.dt.normalize()).all():
        column = chosen.columns.get("arrived_at") or chosen.columns["arrived_date"]
        raise IntakeProblem("no_time_of_day", column=column, words=WORDS["no_time_of_day"])


def asks_whether_answered(heading: str) -> bool:
    """Whether yes in this column means that the call was answered: 是否接通, but not 未接通."""
    name = bare(heading)
    return bool(_ANSWERED.search(name)) and not _NOT_ANSWERED.search(name)


def guess_columns(table: Table) -> dict[str, str | None]:
    """A column, or None, for each of ROLES, and the answers that matter in this file.

    A log has its moment in one column, or its date and its time in two.
    """
    columns = Columns(table)
    guess: dict[str, str | None] = dict.fromkeys(ROLES)
    guess |= _in_two(columns, table) or {"arrived_at": _in_one(columns)}
    for role, fits in (
        ("queue_s", _length),
        ("handle_s", _length),
        ("abandoned", read_abandoned),
        ("resolved", read_resolved),
        ("topic", _words),
    ):
        guess[role] = columns.by_heading(HEADINGS[role], fits, tuple(guess.values()))
    return guess | _asked(table, guess)


def _in_one(columns: Columns) -> str | None:
    """The column with a date and a time of day: by its heading, else the first that is not about an end."""
    ends = [column for column in columns.names if _ENDS.search(bare(column))]
    return (
        columns.by_heading(HEADINGS["arrived_at"], _moment, ends)
        or columns.by_heading(HEADINGS["arrived_at"], read_epoch, ends)
        or columns.by_content(_written_out, ends)
        or columns.by_content(_written_out)
    )


def _in_two(columns: Columns, table: Table) -> dict[str, str | None] | None:
    """A column of days (which may have a midnight each) and one of times; None where there are no such two."""
    date = columns.by_heading(HEADINGS["arrived_date"], _day) or columns.by_content(_day)
    time = columns.by_heading(HEADINGS["arrived_time"], read_time, (date,)) if date else None
    return {"arrived_date": date, "arrived_time": time} if date and time else None


def _asked(table: Table, guess: Mapped) -> dict[str, str | None]:
    """The answers that the file leaves open, as they are guessed."""
    asked = asked_decimals(table)
    for role, unit in DURATIONS.items():
        column = guess[role]
        asked[unit] = guessed_unit(table, role, column) if column and _first_number(table, column) else "auto"
    dates = guess["arrived_at"] or guess["arrived_date"]
    found = date_order(table.frame[dates].unique()) if dates else None
    return asked | ({"dates": found.order} if found and found.open else {})


def _length(text: str) -> float | None:
    """A duration in whatever unit: 180000 is too long a call in seconds, and none in milliseconds."""
    return read_duration(text, "ms") if is_number(text) else read_duration(text)


def _moment(text: str) -> dt.datetime | None:
    """A date with its time of day; a bare whole number is none, it may be anything."""
    if not re.search(r"\d\s*[:时点]|\d\.\d\d\.\d\d\s*[ap]m|\d{12}|\d{8}[t\s]|^\d{5}\.\d", plain(text)):
        return None
    return next((moment for order in ORDERS if (moment := read_moment(text, order))), None)


def _written_out(text: str) -> dt.datetime | None:
    """A moment that no number of a ticket can be taken for."""
    return None if re.fullmatch(r"\d+", plain(text)) else _moment(text)


def _day(text: str) -> dt.datetime | None:
    """A day, at midnight; a bare number is none."""
    if re.fullmatch(r"[\d.]+", plain(text)) and not re.fullmatch(r"\d{8}", plain(text)):
        return None
    moment = next((moment for order in ORDERS if (moment := read_moment(text, order))), None)
    return moment if moment and moment.time() == dt.time() else None


def _words(text: str) -> str | None:
    return None if read_number(text) is not None or read_moment(text) else text


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
                ColumnRole("dates", N_("In which order dates are written"), choices=DATES),
            ),
        ),
        (
            N_("What else does the log say? (as far as it does)"),
            (
                ColumnRole("queue_s", N_("Time in the queue")),
                ColumnRole("queue_unit", N_("its unit"), choices=UNIT_NAMES),
                ColumnRole("handle_s", N_("Handling time")),
                ColumnRole("handle_unit", N_("its unit"), choices=UNIT_NAMES),
                ColumnRole("abandoned", N_("Hung up, or answered")),
                ColumnRole("resolved", N_("Matter solved")),
                ColumnRole("topic", N_("Topic")),
                DECIMAL,
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
