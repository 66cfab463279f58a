"""A table of the debrief, as a case's debrief.py writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class DebriefTable:
    """`columns`: [{name, title, format}], format "text" or one of formats.Format; `rows`: [{name: value}].

    A row whose "strong" is true stands in bold; `note` says what the numbers are.
    """

    title: str
    columns: list[dict[str, str]]
    rows: list[dict[str, Any]]
    note: str = ""
