"""One number as somebody types it into a form, and as one would type it again."""

from __future__ import annotations

import re

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．。，％－−＋　", "0123456789..,%--+ ")


def read_typed(text: str, unit: str = "", share: bool = False) -> float | None:
    """A number with full-width digits, a decimal comma, thousands, %, its unit after it; None for anything else.

    With `share`, a share of 1 is asked for: 85% is 0.85.
    """
    text = text.translate(_HALF_WIDTH).strip()
    text = re.sub(r"\s", "", text.removesuffix(unit))
    percent = text.endswith("%")
    text = _with_decimal_point(text.removesuffix("%"))
    if not re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)", text, re.ASCII):
        return None
    return float(text) / (100 if percent and share else 1)


def as_typed(value: float) -> str:
    """A number as one would type it: 18, not 18.0."""
    return str(int(value)) if float(value).is_integer() else str(value)


def _with_decimal_point(text: str) -> str:
    """1,200 and 1,200.5 have thousands; 7,9 and 0,125 and 1.200,5 a decimal comma."""
    if re.fullmatch(r"[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?", text):
        return text.replace(",", "")
    if re.fullmatch(r"[-+]?[1-9]\d{0,2}(\.\d{3})+,\d*", text):
        text = text.replace(".", "")
    return text.replace(",", ".", 1)
