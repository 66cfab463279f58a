"""A table and a chart of the debrief, as a case's debrief.py writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from caseroom.authoring.views import Rows


@dataclass(frozen=True)
class DebriefTable:
    """`columns`: [{name, title, format}], format "text" or one of formats.Format; `rows`: [{name: value}].

    A row whose "strong" is true stands in bold; `note` says what the numbers are.
    """

    title: str
    columns: list[dict[str, str]]
    rows: list[dict[str, Any]]
    note: str = ""


@dataclass(frozen=True)
class DebriefChart:
    """A picture of what the case comes to: `rows` as the kind of chart `spec` takes them, by the name of a dataset.

    `columns` ({name, title, format}) are those of its table, which shows rows["rows"]; `description` says the same in
    words, `note` what the numbers are. `name` is its own among the charts of the case.
    """

    name: str
    title: str
    spec: dict[str, Any]
    columns: tuple[dict[str, str], ...]
    rows: Rows
    description: str
    note: str = ""
