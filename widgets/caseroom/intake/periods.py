"""The times of a panel in their calendar order, however they are written: years, school years, quarters, months, waves.

2021, 2021年, FY2021, 2020-2021学年, Q1 2021, 2021年第一季度, 一季度, 1月, 2021-03, March 2021, 第二期, wave 10.
"""

import re
from dataclasses import dataclass, field

from caseroom.intake.cells import plain
from caseroom.intake.moments import read_moment
from caseroom.intake.numbers import read_number

_DIGITS = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {"十一": 11, "十二": 12, "首": 1}
_CHINESE = "十[一二]|[一二三四五六七八九十首]"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SPACE = r"[\s年,/.-]*"
_QUARTER = r"(?:q(?P<q>[1-4])|第?(?P<cq>[1-4一二三四])季度?|(?P<oq>[1-4])(?:st|nd|rd|th) quarter|quarter (?P<wq>[1-4]))"
_HALF = r"(?:h(?P<h>[12])|(?P<ch>[上下])半年)"
_FORMS = (
    rf"(?:fy\s*)?{_YEAR}\s*(?:年度?)?",
    rf"{_YEAR}\s*[-–—/~至]\s*(?:\d{{4}}|\d\d)\s*(?:学年|年度?)?",
    rf"{_YEAR}{_SPACE}{_QUARTER}",
    rf"{_QUARTER}{_SPACE}{_YEAR}",
    _QUARTER,
    rf"{_YEAR}{_SPACE}{_HALF}",
    rf"{_HALF}{_SPACE}{_YEAR}",
    _HALF,
    rf"{_YEAR}\s*[-/.年m]\s*(?P<m>1[0-2]|0?[1-9])\s*月?份?",
    r"(?P<m>1[0-2]|0?[1-9])\s*月份?",
    rf"(?P<cm>{_CHINESE})月份?",
    rf"{_MONTH}{_SPACE}{_YEAR}",
    rf"{_YEAR}{_SPACE}{_MONTH}",
    _MONTH,
    rf"第?(?P<wave>{_CHINESE}|\d{{1,4}})\s*(?:期|轮|波|周|个月|年|学期|次)",
)
_READERS = tuple(re.compile(form) for form in _FORMS)
_NATURAL = re.compile(r"\d+")


@dataclass(frozen=True, order=True)
class Period:
    """What sorts in calendar order; two cells with one `place` (year, month, day) are the same time.

    text: of what is no time, in which numbers count as numbers. plain: a number or a date, whose order needs no word.
    """

    place: tuple[float, ...]
    text: tuple[tuple[float, str], ...] = ()
    plain: bool = field(default=False, compare=False)


def read_period(text: str) -> Period:
    """The time that a cell names; a text that is none sorts behind all times, by its words and numbers."""
    text = plain(text)
    for reader in _READERS:
        if match := reader.fullmatch(text):
            return _period({name: value for name, value in match.groupdict().items() if value})
    number = read_number(text)
    if number is not None:
        return Period((number,), plain=True)
    moment = read_moment(text)
    if moment is not None:
        day = moment.day + (moment.hour * 60 + moment.minute) / 1440
        return Period((moment.year, moment.month, day), plain=True)
    return Period((float("inf"),), _naturally(text))


def _period(found: dict[str, str]) -> Period:
    """A year alone is a place of one number, as any number is: 2019 and 2019年 are one time."""
    if "wave" in found:
        return Period((_counted(found["wave"]),))
    year = float(found.get("year", 0))
    quarter = next((found[name] for name in ("q", "cq", "oq", "wq") if name in found), "")
    half = found.get("h") or found.get("ch", "")
    month = found.get("m") or found.get("cm")
    if quarter:
        return Period((year, _counted(quarter) * 3 - 2))
    if half:
        return Period((year, 7 if half in ("2", "下") else 1))
    if month or "name" in found:
        return Period((year, _counted(month) if month else _MONTHS.index(found["name"]) + 1))
    return Period((year,), plain=True)


def _counted(text: str) -> float:
    return float(_DIGITS.get(text) or text)


def _naturally(text: str) -> tuple[tuple[float, str], ...]:
    """wave 2 before wave 10: words and numbers in turn."""
    words, numbers = _NATURAL.split(text), _NATURAL.findall(text)
    return tuple((float(number or 0), word) for word, number in zip(words, ["", *numbers], strict=True))
