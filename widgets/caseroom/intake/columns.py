"""Which column plays which role: by its heading in English or Chinese, checked against what it holds."""

import datetime as dt
import re
from collections.abc import Callable, Sequence

from caseroom.intake.reading import Table
from caseroom.intake.values import (
    is_missing,
    is_number,
    plain,
    read_abandoned,
    read_date,
    read_duration,
    read_moment,
    read_resolved,
    read_time,
)

ROLES = (
    *("arrived_at", "arrived_date", "arrived_time"),  # the first, or else the other two
    *("queue_s", "handle_s", "abandoned", "resolved", "topic"),
)
SAMPLE = 200
FITS = 0.9

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
_MINUTES = re.compile(r"分钟|\(分\)|\[分\]|(?<![a-z])(mins?|minutes)\W*$")


def asks_whether_answered(heading: str) -> bool:
    """Whether yes in this column means that the call was answered: 是否接通, but not 未接通."""
    name = _bare(heading)
    return bool(_ANSWERED.search(name)) and not _NOT_ANSWERED.search(name)


def in_minutes(heading: str) -> bool:
    """Whether a heading states minutes as its unit: 等待(分钟), talk_min."""
    return _MINUTES.search(plain(heading).replace("_", " ")) is not None


def guess_columns(table: Table) -> dict[str, str | None]:
    """A column, or None, for each of ROLES. A log has its moment in one column, or its date and its time in
    two.
    """
    samples = {column: _sample(table.frame[column].tolist()) for column in table.columns}
    guess: dict[str, str | None] = dict.fromkeys(ROLES)
    guess["arrived_at"] = _by_heading("arrived_at", samples, _moment, ()) or _by_content(samples, _moment)
    if guess["arrived_at"] is None:
        guess["arrived_date"] = _by_heading("arrived_date", samples, _date, ()) or _by_content(samples, _date)
        guess["arrived_time"] = _by_heading("arrived_time", samples, read_time, (guess["arrived_date"],))
        if not (guess["arrived_date"] and guess["arrived_time"]):
            guess["arrived_date"] = guess["arrived_time"] = None
    for role, fits in (
        ("queue_s", read_duration),
        ("handle_s", read_duration),
        ("abandoned", read_abandoned),
        ("resolved", read_resolved),
        ("topic", _words),
    ):
        guess[role] = _by_heading(role, samples, fits, tuple(guess.values()))
    return guess


def _sample(values: Sequence[str]) -> list[str]:
    """Some filled cells, taken from all over the column: a log's first hours may be unlike the rest."""
    filled = [value for value in values[:: max(1, len(values) // (4 * SAMPLE))] if not is_missing(value)]
    return filled[:: max(1, len(filled) // SAMPLE)]


def _by_heading(
    role: str, samples: dict[str, list[str]], fits: Callable[[str], object], taken: tuple[str | None, ...]
) -> str | None:
    """The column with the best heading for the role among those whose cells fit it."""
    for wanted in HEADINGS[role].split():
        for column, sample in samples.items():
            if column not in taken and _named(column, wanted) and _fits(sample, fits):
                return column
    return None


def _by_content(samples: dict[str, list[str]], fits: Callable[[str], object]) -> str | None:
    return next((column for column, sample in samples.items() if _fits(sample, fits)), None)


def _fits(sample: list[str], read: Callable[[str], object]) -> bool:
    readable = sum(read(value) is not None for value in sample)
    return bool(sample) and readable >= FITS * len(sample)


def _named(column: str, wanted: str) -> bool:
    name = _bare(column)
    return name == wanted[1:] if wanted.startswith("=") else wanted in name


def _bare(heading: str) -> str:
    """Letters and digits only, so that call_time, "Call time" and CallTime are one."""
    return re.sub(r"[\W_]", "", plain(heading))


def _moment(text: str) -> dt.datetime | None:
    """A date with its time of day; a bare whole number is none, it may be anything."""
    if not re.search(r"\d\s*[:时点]|\d{12}|\d{8}[t\s]|^\d{5}\.\d", plain(text)):
        return None
    return read_moment(text) or read_moment(text, month_first=True)


def _date(text: str) -> dt.datetime | None:
    return read_date(text) or read_date(text, month_first=True)


def _words(text: str) -> str | None:
    return None if is_number(text) or read_moment(text) else text
