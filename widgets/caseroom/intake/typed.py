"""One number as somebody types it into a form, and as one would type it again."""

from __future__ import annotations

from caseroom.formats import MINUS
from caseroom.intake.numbers import read_number


def read_typed(text: str, unit: str = "", share: bool = False) -> float | None:
    """A number with full-width digits, a decimal comma, thousands, %, its unit after it; None for anything else.

    With `share`, a share of 1 is asked for: 85% is 0.85.
    """
    text = text.strip().removesuffix(unit).strip()
    number = read_number(text)
    return number / 100 if number is not None and share and text.endswith(("%", "％")) else number


def as_typed(value: float) -> str:
    """A number as one would type it: 18, not 18.0."""
    return str(int(value)) if float(value).is_integer() else str(value)


def as_written(value: float) -> str:
    """The same as it stands in a sentence: −10, not -10."""
    return as_typed(value).replace("-", MINUS)
