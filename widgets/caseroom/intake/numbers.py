"""The one definition of a number, for whatever is read: as people type it and as programs write it.

8.3 and 8,3; .075; 1e-06; 1,234.5 and 1 234,5 and 1.234,5; 29.5%; full width. What can be meant in one way only is
read so. 1,234 can be meant in two ways: what decides is whether the file writes decimals with a comma.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 30  # characters: no table's number has more, and long runs of digits are slow to read
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | str.maketrans("−–’。", "--'.")

_FORM = (
    r"[-+]?"
    r"(?:[1-9]\d{{0,2}}(?:{thousands}\d{{3}})+(?:{decimal}\d*)?|\d+(?:{decimal}\d*)?|{decimal}\d+)"
    r"(?:e[-+]?\d{{1,3}})?"
)
POINT = re.compile(_FORM.format(thousands="[, ']", decimal=r"\."), re.ASCII)
COMMA = re.compile(_FORM.format(thousands="[. ']", decimal=","), re.ASCII)
WITH_POINT = POINT, str.maketrans("", "", " ',")
WITH_COMMA = COMMA, str.maketrans(",", ".", " '.")


def read_number(text: str, comma: bool = False) -> float | None:
    """The number that a cell holds (12.5% is 12.5), or None.

    comma: decimals are written with a comma here, which matters only for what can be read in two ways.
    """
    found = _read(text, comma)
    return None if found is None else found[0]


def is_number(text: str) -> bool:
    """Whether a cell is a bare number."""
    return not text.rstrip().endswith(("%", "％")) and read_number(text) is not None


@dataclass(frozen=True)
class Decimals:
    """Whether a file writes decimals with a comma, and a cell for which that matters; "" where there is none."""

    comma: bool = False
    example: str = ""


def decimals(cells: Iterable[str]) -> Decimals:
    """With a comma where some number can only be read so and none only otherwise; else with a point."""
    forms: dict[str, str] = {}
    for cell in cells:
        forms.setdefault(_form(cell), cell)
    comma = "comma" in forms and "point" not in forms
    return Decimals(comma, forms.get("comma") or forms.get("both") or "")


def _form(text: str) -> str:
    """Which sign before decimals a number allows: "comma", "point", "both" where it is another one with each, or ""."""
    point, comma = _read(text, False), _read(text, True)
    if point != comma:
        return "both"
    text = _bare(text)
    forms = bool(POINT.fullmatch(text)), bool(COMMA.fullmatch(text))
    return {(True, False): "point", (False, True): "comma"}.get(forms, "")


@lru_cache(maxsize=10_000)
def _read(text: str, comma: bool) -> tuple[float] | None:
    text = _bare(text)
    if not text or len(text) > LONGEST:
        return None
    for form, signs in (WITH_COMMA, WITH_POINT) if comma else (WITH_POINT, WITH_COMMA):
        if form.fullmatch(text):
            return (float(text.translate(signs)),)
    return None


def _bare(text: str) -> str:
    """In one form, but for what only looks like digits: 10² is not 102."""
    text = text if text.isascii() else text.translate(HALF_WIDTH)
    return " ".join(text.lower().split()).removesuffix("%").strip()
