"""One cell's text to seconds, and the unit of a column of bare numbers."""

import re

from caseroom.intake.cells import plain
from caseroom.intake.numbers import read_number

LONGEST_CALL = 86_400  # seconds

_COLONS = re.compile(r"(?:(\d+) days?,? )?(?:(\d+):)?(\d+):(\d{1,2}(?:\.\d+)?)")
_NUMBER = r"\d+(?:[.,]\d+)?"
_UNITS = re.compile(
    rf"(?:(?P<hours>{_NUMBER})\s*(?:个?小时|时|h|hr|hrs|hours?))?\s*"
    rf"(?:(?P<minutes>{_NUMBER})\s*(?:分钟|分|m|mins?|minutes?|'|′))?\s*"
    rf"(?:(?P<seconds>{_NUMBER})\s*(?:秒钟?|s|secs?|seconds?|\"|''|′′)?)?"
)


_HOUR_AND_MINUTES = re.compile(r"(\d+)\s*h\s*(\d{1,2})")
UNITS = {"ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0}
"""Seconds in each unit that a column of bare numbers may have."""
_HEADINGS = {
    "ms": re.compile(r"毫秒|(?<![a-z])(ms|msecs?|millis|milliseconds?)\W*$"),
    "min": re.compile(r"分钟|\(分\)|\[分\]|(?<![a-z])(mins?|minutes)\W*$"),
    "h": re.compile(r"小时|\(时\)|\[时\]|(?<![a-z])(h|hrs?|hours?)\W*$"),
    "s": re.compile(r"秒|(?<![a-z])(s|secs?|seconds?)\W*$"),
}
LIKELY = (20.0, 7_200.0)  # seconds between which half of all calls are longer than, half shorter


def read_duration(text: str, unit: str = "s", comma: bool = False) -> float | None:
    """Seconds: 200, 200s, 3:20, 0:03:20, 3分20秒, 1.5 min, 1h05. None for less than none or over a day.

    unit: of bare numbers, one of UNITS.
    """
    number = read_number(text, comma)
    if number is not None:
        seconds: float | None = number * UNITS[unit]
    else:
        text = plain(text)
        seconds = _colons(text) if ":" in text else _in_words(text)
    return seconds if seconds is not None and 0 <= seconds <= LONGEST_CALL else None


def unit_in(heading: str) -> str | None:
    """The unit that a heading states: 等待(分钟), talk_min, 通话时长(小时), duration_ms; None where it states none."""
    name = plain(heading).replace("_", " ")
    return next((unit for unit, form in _HEADINGS.items() if form.search(name)), None)


def likely_unit(numbers: list[float], likely: tuple[float, float] = LIKELY) -> str | None:
    """The unit in which the median of bare numbers is likely for a call, seconds first; None where none is."""
    positive = sorted(number for number in numbers if number > 0)
    if not positive:
        return "s"
    median = positive[len(positive) // 2]
    return next((unit for unit in ("s", "min", "ms", "h") if likely[0] <= median * UNITS[unit] <= likely[1]), None)


def _colons(text: str) -> float | None:
    match = _COLONS.fullmatch(text)
    if not match:
        return None
    days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    if seconds >= 60 or (minutes >= 60 and match[2]):
        return None
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds


def _in_words(text: str) -> float | None:
    if both := _HOUR_AND_MINUTES.fullmatch(text):
        return int(both[1]) * 3600.0 + int(both[2]) * 60 if int(both[2]) < 60 else None
    match = _UNITS.fullmatch(text)
    if not text or not match:
        return None
    hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in match.groups())
    return (hours * 60 + minutes) * 60 + seconds
