"""How numbers are written: one table, read by Python, by the page's scripts, by charts and by workbooks.

A number has the decimals that its size deserves, and a whole one has none: 7.20 yuan, 1,104 yuan, 20%. Ties are rounded
away from zero. Both languages write numbers alike; they differ in the unit and in the space before it (i18n).

Where a unit of the other language is a hundredth of the model's (Unit.zh_times), a number is written in a format
derived from its own: "decimal" becomes "decimal*100", which has the same digits (3.71 million yuan, 371万元), so that
no language says more than the other. A share in per cent is such a number, too.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any, Literal, Protocol, cast, get_args

from caseroom.i18n import LANGUAGES, Unit, language

Format = Literal["number", "decimal", "precise", "points", "percent", "seconds", "money"]
"""As a case names them."""
Scaled = Literal["number*100", "decimal*100", "precise*100", "points*100", "money*100"]
Kind = Format | Scaled

MINUS, ENDLESS, UNKNOWN = "−", "∞", "–"
DUST = 1e-9
SET_DECIMALS = 4  # of a value that somebody has set, which is written as it stands


@dataclass(frozen=True)
class NumberFormat:
    """How one kind of number is written.

    decimals: (size, decimals) from the smallest size on: what a number below that size has; from the largest on it has
    `last`, which is below nought where tens or hundreds are rounded. scale: what a value is multiplied with. suffix:
    what stands directly behind it, instead of a unit. apart: the unit of a difference where it is another one, which is
    written as `points`.
    """

    decimals: tuple[tuple[float, int], ...] = ()
    last: int = 0
    scale: int = 1
    suffix: str = ""
    apart: Unit | None = None

    @property
    def steps(self) -> tuple[tuple[float, int], ...]:
        """`decimals`, with the sizes from which a number is rounded up to the next step: 9.996 is 10.0, not 10.00."""
        return tuple((size - 0.5 * 10**-decimals, decimals) for size, decimals in self.decimals)

    @property
    def most(self) -> int:
        """The decimals of the smallest numbers."""
        return max(0, self.decimals[0][1]) if self.decimals else 0

    @property
    def d3(self) -> str:
        """The format for a chart's axis, in d3's notation, as Vega reads it; of the scales it knows that of shares."""
        return f",.{self.most}~{self.suffix or 'f'}"

    @property
    def shown_scale(self) -> int:
        """What a number has to be multiplied with where a chart or a workbook writes it: a sign such as % does that."""
        return 1 if self.suffix else self.scale

    @property
    def workbook(self) -> str:
        """The format for a column of a spreadsheet, where decimals stand below each other."""
        return f"{'0' if self.suffix else '#,##0'}.{'0' * self.most}{self.suffix}" if self.most else "General"

    def times(self, scale: int) -> NumberFormat:
        """The same digits of a number that is so many times as large; `scale` is a power of ten."""
        fewer = len(str(scale)) - 1
        decimals = tuple((size * scale, decimals - fewer) for size, decimals in self.decimals)
        return NumberFormat(decimals, self.last - fewer, scale)


_PLAIN: Mapping[Kind, NumberFormat] = {
    "number": NumberFormat(),
    "decimal": NumberFormat(((10, 2), (1000, 1))),
    "precise": NumberFormat(((10, 3), (100, 2), (1000, 1))),
    "points": NumberFormat(((1000, 1),)),
    "percent": NumberFormat(((1000, 1),), scale=100, suffix="%", apart=Unit("points", "个百分点", one="point")),
    "seconds": NumberFormat(((10, 1),)),
    "money": NumberFormat(((1000, 2),)),
}

TIMES = (1, 100)
"""How many of a language's unit may make one of the model's."""

FORMATS: Mapping[Kind, NumberFormat] = {
    **_PLAIN,
    **{kind: _PLAIN[cast(Kind, kind.partition("*")[0])].times(100) for kind in get_args(Scaled)},
}


class Counted(Protocol):
    """What a case says of a lever, an outcome or a curve: how its numbers are written, and in which unit."""

    @property
    def format(self) -> Format: ...

    @property
    def unit(self) -> Unit: ...


def in_unit(kind: Format, unit: Unit, lang: str) -> Kind:
    """The format that writes a number of the model in the unit of `lang`."""
    times = unit.times(lang)
    return kind if times == 1 else cast(Scaled, f"{kind}*{times}")


def kind_of(words: Counted, lang: str) -> Kind:
    """The same for the numbers of a lever, an outcome or a curve."""
    return in_unit(words.format, words.unit, lang)


def readable(value: float, kind: Kind) -> str:
    """A number as a reader expects it: "86.2%", "9.90", "1,104", "−3", "∞"; "–" for NaN."""
    how = FORMATS[kind]
    number = float(value) * how.scale
    decimals = next((decimals for size, decimals in how.steps if abs(number) < size), how.last)
    return _signed(number, _digits(number, min(0, decimals) if _is_whole(number) else decimals), how)


def as_read(value: float, kind: Kind) -> float:
    """What a reader takes the value to be: differences between written numbers are taken from these."""
    text = readable(value, kind).removesuffix(FORMATS[kind].suffix)
    return float(text.replace(",", "").replace(MINUS, "-")) / FORMATS[kind].scale


def as_set(value: float, kind: Kind) -> str:
    """A value that somebody has set, as it stands: "22", "80%", "12.25"."""
    how = FORMATS[kind]
    number = float(value) * how.scale
    digits = _digits(number, SET_DECIMALS)
    return _signed(number, digits.rstrip("0").rstrip(".") if "." in digits else digits, how)


def measured(value: float, kind: Format, unit: Unit, lang: str) -> str:
    """A number of the model with its unit: "86.2%", "9.90 yuan/call", "1 agent", "22人", "371万元"; ∞ has none."""
    return _with_unit(readable(value, in_unit(kind, unit, lang)), value, kind, unit, lang)


def set_to(value: float, kind: Format, unit: Unit, lang: str) -> str:
    """A value that somebody has set, with its unit: "22 agents", "80%"."""
    return _with_unit(as_set(value, in_unit(kind, unit, lang)), value, kind, unit, lang)


def difference(value: float, kind: Format, unit: Unit, lang: str) -> str:
    """How far two numbers are apart, without a sign: "3.1 points" between shares, "0.20 yuan/call"."""
    how = FORMATS[kind]
    if how.apart is not None:
        return measured(abs(value) * how.scale, "points", how.apart, lang)
    return measured(abs(value), kind, unit, lang)


def unit_words(unit: Unit, lang: str) -> dict[str, str]:
    """A unit as the page's scripts take it: for one and for any other number."""
    return {"unit": unit.text(lang), "unit_one": unit.of("1", lang)}


def counted_words(words: Counted, lang: str) -> dict[str, str]:
    """The same with the format, as the page's scripts write numbers."""
    return {**unit_words(words.unit, lang), "format": kind_of(words, lang)}


def script() -> str:
    """The table as a line of JavaScript, which stands before the panels' shared script."""
    table: dict[str, Any] = {
        "formats": {name: _table_row(how) for name, how in FORMATS.items()},
        "set_decimals": SET_DECIMALS,
        "dust": DUST,
        "minus": MINUS,
        "endless": ENDLESS,
        "unknown": UNKNOWN,
    }
    return f"const NUMBERS = {json.dumps(table, ensure_ascii=False)};\n"


def _table_row(how: NumberFormat) -> dict[str, Any]:
    apart = {lang: unit_words(how.apart, lang) for lang in LANGUAGES} if how.apart else None
    return {"steps": how.steps, "last": how.last, "scale": how.scale, "suffix": how.suffix, "apart": apart}


def _is_whole(number: float) -> bool:
    """Up to the dust of floating point; what is only rounded to a whole number keeps its zeros: 99.96% is 100.0%."""
    return math.isfinite(number) and abs(number - round(number)) < DUST


def _digits(number: float, decimals: int) -> str:
    """The size of `number`, with thousands."""
    if not math.isfinite(number):
        return ""
    exact = Decimal(number).copy_abs()  # as the bits have it, which is what JavaScript's toFixed rounds, too
    places = Decimal(1).scaleb(-decimals)
    rounded = exact.quantize(places, context=Context(prec=400, rounding=ROUND_HALF_UP))
    return f"{rounded.quantize(Decimal(1), context=Context(prec=400)) if decimals < 0 else rounded:,f}"


def _signed(number: float, digits: str, how: NumberFormat) -> str:
    if math.isnan(number):
        return UNKNOWN
    if math.isinf(number):
        return f"{MINUS}{ENDLESS}" if number < 0 else ENDLESS
    return f"{MINUS if number < 0 and digits.strip('0.') else ''}{digits}{how.suffix}"


def _with_unit(number: str, value: float, kind: Format, unit: Unit, lang: str) -> str:
    bare = FORMATS[kind].suffix or not math.isfinite(value)
    return number if bare else language(lang).measured(number, unit.of(number, lang))
