"""One cell's text to a moment, a duration or yes/no. Each reader gives None for what it cannot read.

Texts may be typed in full width (：／．) and carry Chinese units; `plain` brings them to one form first.
"""

import datetime as dt
import re
import unicodedata

MISSING = frozenset({"", "-", "--", "—", "/", "na", "n/a", "nan", "nat", "null", "none", "\\n", "无", "未知"})
YEARS = range(1990, 2101)
EXCEL_DAY_ZERO = dt.datetime(1899, 12, 30)  # serial 60 is a day that never was, so 1900-03-01 is 61
LONGEST_CALL = 86_400  # seconds
EXCEL_SERIALS = (32_874, 73_415)  # 1990 to 2100

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_USUAL = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ t]+(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?")
_YEAR_LAST = re.compile(r"(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<year>\d{4})")
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:[t\s]*(?P<rest>\d{4}|\d{6}))?(?![\d.])")
_WEEKDAY = re.compile(r"^\s*\(?(?:星期|周)[一二三四五六日天]\)?")
_CLOCK = re.compile(
    r"\s*(?P<half_before>上午|下午|am|pm)?\s*"
    r"(?P<hour>\d{1,2})\s*[:时点]\s*(?:(?P<minute>\d{1,2})\s*(?:[:分]\s*(?:(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?)?)?"
    r"\s*(?P<half_after>am|pm|a\.m\.|p\.m\.)?"
    r"\s*(?P<zone>z|utc|gmt|[+-]\d\d:?\d\d)?\s*"
)
_COLONS = re.compile(r"(?:(\d+) days?,? )?(?:(\d+):)?(\d+):(\d{1,2}(?:\.\d+)?)")
_UNITS = re.compile(
    r"(?:(?P<hours>\d+(?:\.\d+)?)\s*(?:小时|时|h|hr|hrs|hours?))?\s*"
    r"(?:(?P<minutes>\d+(?:\.\d+)?)\s*(?:分钟|分|m|mins?|minutes?|'|′))?\s*"
    r"(?:(?P<seconds>\d+(?:\.\d+)?)\s*(?:秒钟?|s|secs?|seconds?|\"|''|′′)?)?"
)
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")


def plain(text: str) -> str:
    """Full width to ASCII, lower case, single spaces within (long runs would make the patterns slow)."""
    return " ".join((text if text.isascii() else unicodedata.normalize("NFKC", text)).lower().split())


def is_missing(text: str) -> bool:
    """Whether a cell says that nothing is known: empty, a dash, NULL, 无."""
    return plain(text) in MISSING


def is_number(text: str) -> bool:
    """Whether a cell is a plain number."""
    return _NUMBER.fullmatch(plain(text)) is not None


def read_number(text: str) -> float | None:
    """A number: 1,200.5 and -3 and 12.5% (as 12.5); no more digits than a table's numbers have."""
    text = plain(text).removesuffix("%").strip()
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    return float(text) if len(text) <= 30 and _NUMBER.fullmatch(text) else None


def read_yes(text: str) -> bool | None:
    """Whether a cell says yes: 1, true, 是; or no: 0, false, 否."""
    text = plain(text)
    return True if text in YES else False if text in NO else None


def read_moment(text: str, month_first: bool = False) -> dt.datetime | None:
    """A date with or without a time of day, as the clock on the wall showed it: a zone is left aside.

    month_first decides how 3/1/2024 is read. An Excel serial number is read as its date.
    """
    text = plain(text)
    if match := _USUAL.fullmatch(text):  # what most logs hold, at a fifth of the time
        return _datetime(*(int(part or 0) for part in match.groups()))
    day, rest = _day(text, month_first)
    if day is None:
        return _excel_serial(text)
    if not rest.strip(" t"):
        return day
    time = _clock(rest.lstrip(" t,"))
    return None if time is None else day + time


def read_date(text: str, month_first: bool = False) -> dt.datetime | None:
    """The day that a cell names, at midnight."""
    moment = read_moment(text, month_first)
    return None if moment is None else moment.replace(hour=0, minute=0, second=0, microsecond=0)


def read_time(text: str) -> dt.timedelta | None:
    """A time of day as the time since midnight: 9:15, 9时15分, 下午 3:20, Excel's fraction of a day."""
    text = plain(text)
    if _NUMBER.fullmatch(text) and 0 <= float(text) < 1:
        return dt.timedelta(seconds=round(float(text) * 86_400))
    return _clock(text)


def is_utc(text: str) -> bool:
    """Whether a moment is marked as universal time."""
    return plain(text).endswith(("z", "utc", "gmt", "+00:00", "+0000"))


def day_and_month(text: str) -> tuple[int, int] | None:
    """The first two numbers of a date that ends in its year, where their order is open; None for any other
    text.
    """
    match = _YEAR_LAST.match(plain(text))
    return (int(match["first"]), int(match["second"])) if match else None


def _day(text: str, month_first: bool) -> tuple[dt.datetime | None, str]:
    """(midnight of the day that the text opens with, the text behind it)."""
    if match := _YEAR_FIRST.match(text):
        return _datetime(match["year"], match["month"], match["day"]), _WEEKDAY.sub("", text[match.end() :])
    if match := _YEAR_LAST.match(text):
        day, month = (match["second"], match["first"]) if month_first else (match["first"], match["second"])
        return _datetime(match["year"], month, day), text[match.end() :]
    if match := _COMPACT.match(text):
        digits = match["rest"] or ""
        rest = ":".join(digits[i : i + 2] for i in range(0, len(digits), 2))
        return _datetime(match["year"], match["month"], match["day"]), rest + text[match.end() :]
    return None, ""


def _datetime(
    year: str | int, month: str | int, day: str | int, hour: int = 0, minute: int = 0, second: int = 0
) -> dt.datetime | None:
    if int(year) not in YEARS:
        return None
    try:
        return dt.datetime(int(year), int(month), int(day), hour, minute, second)
    except ValueError:
        return None


def _clock(text: str) -> dt.timedelta | None:
    match = _CLOCK.fullmatch(text)
    if not match:
        return None
    hour, minute, second = int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0)
    half = (match["half_before"] or match["half_after"] or "").replace(".", "")
    if half and hour > 12 and half in ("am", "上午"):
        return None
    if half in ("pm", "下午") and hour < 12:
        hour += 12
    elif half in ("am", "上午") and hour == 12:
        hour = 0
    if hour > 23 or minute > 59 or second > 59:
        return None
    return dt.timedelta(hours=hour, minutes=minute, seconds=second)


def _excel_serial(text: str) -> dt.datetime | None:
    if not _NUMBER.fullmatch(text) or not EXCEL_SERIALS[0] <= float(text) < EXCEL_SERIALS[1]:
        return None
    return EXCEL_DAY_ZERO + dt.timedelta(seconds=round(float(text) * 86_400))


def read_duration(text: str) -> float | None:
    """Seconds: 200, 200s, 3:20, 0:03:20, 3分20秒, 1.5 min. None for less than none or over a day."""
    text = plain(text)
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    elif re.fullmatch(r"\d+,\d+", text):
        text = text.replace(",", ".")
    seconds = _colons(text) if ":" in text else _units(text)
    return seconds if seconds is not None and seconds <= LONGEST_CALL else None


def _colons(text: str) -> float | None:
    match = _COLONS.fullmatch(text)
    if not match:
        return None
    days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    if seconds >= 60 or (minutes >= 60 and match[2]):
        return None
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds


def _units(text: str) -> float | None:
    match = _UNITS.fullmatch(text)
    if not text or not match:
        return None
    hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return (hours * 60 + minutes) * 60 + seconds


def _words(text: str) -> frozenset[str]:
    return frozenset(" ".join(word.split()) for word in text.split(","))


YES = _words("是, y, yes, 1, 1.0, true, t, 对, 有, √, ✓")
NO = _words("否, n, no, 0, 0.0, false, f, 不, 没有, ×, x, ✗")
ABANDONED = _words("""放弃, 已放弃, 呼损, 未接, 未接通, 未接听, 漏接, 未应答, 排队放弃,
    用户放弃, 用户挂断, 主动放弃,
    abandoned, abandon, missed, unanswered, not answered, no answer, lost, hung up, not connected""")
ANSWERED = _words("""接通, 已接, 已接通, 接听, 已接听, 应答, 已应答, 未放弃, 正常, 人工接听,
    answered, connected, handled, completed, not abandoned, success""")
RESOLVED = _words("""已解决, 解决, 当场解决, 一次解决, 直接解答, 直接答复, 已办结, 办结, 已处理,
    resolved, solved, closed, done, first call""")
UNRESOLVED = _words("""未解决, 没解决, 没有解决, 未办结, 待处理, 处理中, 转办, 未处理,
    unresolved, not resolved, unsolved, not solved, open, pending, escalated, forwarded""")


def read_abandoned(text: str, answered_asked: bool = False) -> bool | None:
    """Whether the caller gave up. answered_asked: the column asks the opposite (是否接通)."""
    text = plain(text)
    if text in ABANDONED or text in ANSWERED:
        return text in ABANDONED
    if text in YES or text in NO:
        return (text in YES) != answered_asked
    return None


def read_resolved(text: str) -> bool | None:
    """Whether the call solved the caller's matter."""
    text = plain(text)
    if text in RESOLVED or text in YES:
        return True
    return False if text in UNRESOLVED or text in NO else None
