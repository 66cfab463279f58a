"""One cell's text to a moment, a day or a time of day, as the clock on the wall showed it. None for what is none.

Texts may be typed in full width (：／．) and carry Chinese units; `plain` brings them to one form first.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from caseroom.intake.cells import plain
from caseroom.intake.numbers import is_number, read_number

YEARS = range(1990, 2101)
EXCEL_DAY_ZERO = dt.datetime(1899, 12, 30)  # serial 60 is a day that never was, so 1900-03-01 is 61
EXCEL_SERIALS = (32_874, 73_415)  # 1990 to 2100
EPOCH = dt.datetime(1970, 1, 1)
ORDERS = ("dmy", "mdy", "ymd")
"""How a date of three numbers may be meant whose year does not stand first in full."""

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAME = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
_USUAL = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ t]+(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?")
_THREE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
_DAY_NAME_YEAR = re.compile(rf"(?P<day>\d{{1,2}})[-/. ]*{_NAME}[-/., ]*(?P<year>\d{{4}}|\d{{2}})(?!\d)")
_NAME_DAY_YEAR = re.compile(rf"{_NAME}[-/. ]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[-/., ]+(?P<year>\d{{4}})(?!\d)")
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:[t\s]*(?P<rest>\d{4}|\d{6}))?(?![\d.])")
_WEEKDAY = re.compile(r"^\s*\(?(?:星期|周)[一二三四五六日天]\)?")
_BEFORE = r"凌晨|清晨|早上|早晨|上午|中午|正午|下午|午后|傍晚|晚上|夜间|夜里|am|pm"
_DOTS = re.compile(r"(\d{1,2})\.(\d\d)\.(\d\d)(?!\d)")
_CLOCK = re.compile(
    rf"\s*(?P<half_before>{_BEFORE})?\s*"
    r"(?P<hour>\d{1,2})\s*[:时点]\s*(?:(?P<minute>\d{1,2})\s*(?:[:分]\s*(?:(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?)?)?"
    r"\s*(?P<half_after>am|pm|a\.m\.|p\.m\.)?"
    r"\s*(?P<zone>z|utc|gmt|[+-]\d\d:?\d\d)?\s*"
)
_MORNING = ("am", "凌晨", "清晨", "早上", "早晨", "上午")
_AFTERNOON = ("pm", "下午", "午后", "傍晚", "晚上", "夜间", "夜里")


@dataclass(frozen=True)
class Order:
    """In which order dates such as 3/4/24 are read; open: the cells would allow another one too, as `example` shows."""

    order: str = "dmy"
    open: bool = False
    example: str = ""


def read_moment(text: str, order: str = "dmy") -> dt.datetime | None:
    """A date with or without a time of day; a zone is left aside, 24:00 is midnight of the day after.

    order: one of ORDERS, decides how 3/1/2024 is read. An Excel serial number is read as its date.
    """
    text = plain(text)
    if match := _USUAL.fullmatch(text):  # what most logs hold, at a fifth of the time
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
        if hour < 24:
            return _datetime(year, month, day, hour, minute, second)
    midnight, rest = _day(text, order)
    if midnight is None:
        return _excel_serial(text)
    if not rest.strip(" t"):
        return midnight
    time = _clock(rest.lstrip(" t,"))
    return None if time is None else midnight + time


def read_date(text: str, order: str = "dmy") -> dt.datetime | None:
    """The day that a cell names, at midnight."""
    moment = read_moment(text, order)
    return None if moment is None else moment.replace(hour=0, minute=0, second=0, microsecond=0)


def read_time(text: str) -> dt.timedelta | None:
    """A time of day as the time since midnight: 9:15, 9时15分, 下午 3:20, Excel's fraction of a day."""
    text = plain(text)
    number = read_number(text)
    if number is not None:
        return dt.timedelta(seconds=round(number * 86_400)) if 0 <= number < 1 else None
    return _clock(text)


def read_epoch(text: str) -> dt.datetime | None:
    """Seconds or milliseconds since 1970, in universal time: 1709542855000."""
    text = plain(text)
    if not re.fullmatch(r"\d{10}|\d{13}", text):
        return None
    moment = EPOCH + dt.timedelta(milliseconds=int(text) * (1 if len(text) == 13 else 1000))
    return moment.replace(microsecond=0) if moment.year in YEARS else None


def is_utc(text: str) -> bool:
    """Whether a moment is marked as universal time."""
    return plain(text).endswith(("z", "utc", "gmt", "+00:00", "+0000"))


def date_order(cells: Iterable[str]) -> Order:
    """The order in which all such dates are dates; of several the one under which they cover the fewest days."""
    found = [(match.groups(), cell) for cell in cells if (match := _THREE.match(plain(cell)))]
    if not found:
        return Order()
    spans = {}
    for order in ORDERS:
        days = [day for parts, _ in found if (day := _three(parts, order))]
        if days:
            spans[order] = (len(found) - len(days), (max(days) - min(days)).days)
    if not spans:
        return Order()
    best = min(spans, key=lambda order: spans[order])
    as_good = [order for order, (failed, _) in spans.items() if failed == spans[best][0]]
    return Order(best, len(as_good) > 1, found[0][1])


def _day(text: str, order: str) -> tuple[dt.datetime | None, str]:
    """(midnight of the day that the text opens with, the text behind it)."""
    if match := _YEAR_FIRST.match(text):
        return _datetime(match["year"], match["month"], match["day"]), _WEEKDAY.sub("", text[match.end() :])
    if match := _THREE.match(text):
        return _three(match.groups(), order), text[match.end() :]
    if match := _DAY_NAME_YEAR.match(text) or _NAME_DAY_YEAR.match(text):
        month = _MONTHS.index(match["name"]) + 1
        return _datetime(_century(match["year"]), month, match["day"]), text[match.end() :]
    if match := _COMPACT.match(text):
        digits = match["rest"] or ""
        rest = ":".join(digits[i : i + 2] for i in range(0, len(digits), 2))
        return _datetime(match["year"], match["month"], match["day"]), rest + text[match.end() :]
    return None, ""


def _three(parts: tuple[str, ...], order: str) -> dt.datetime | None:
    """Three numbers as a day; a year in full can only be the last."""
    if order == "ymd" and len(parts[2]) == 4:
        return None
    named = dict(zip(order, parts, strict=True))
    return _datetime(_century(named["y"]), named["m"], named["d"])


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 90 else 2000)


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
    match = _CLOCK.fullmatch(_DOTS.sub(r"\1:\2:\3", text))
    if not match:
        return None
    hour, minute, second = int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0)
    half = (match["half_before"] or match["half_after"] or "").replace(".", "")
    hour = _of_24(hour, half)
    if hour > 24 or minute > 59 or second > 59:
        return None
    return dt.timedelta(hours=hour, minutes=minute, seconds=second)


def _of_24(hour: int, half: str) -> int:
    """The hour of a clock of twelve; 99 where it names a part of the day that it cannot be in."""
    if half in _MORNING:
        return 99 if hour > 12 else 0 if hour == 12 else hour
    if half in _AFTERNOON and hour < 12:
        return hour + 12
    if half in ("晚上", "夜间", "夜里") and hour == 12:
        return 24  # midnight, of the day after
    if half in ("中午", "正午") and hour < 4:
        return hour + 12
    return hour


def _excel_serial(text: str) -> dt.datetime | None:
    number = read_number(text) if is_number(text) else None
    if number is None or not EXCEL_SERIALS[0] <= number < EXCEL_SERIALS[1]:
        return None
    return EXCEL_DAY_ZERO + dt.timedelta(seconds=round(number * 86_400))
