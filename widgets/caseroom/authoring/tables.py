"""A table and a chart of the debrief, as a case's debrief.py writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

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


def table_of_options(
    title: str,
    heading: str,
    labels: Mapping[str, str],
    found: pd.DataFrame,
    columns: Sequence[dict[str, str]],
    strong: Iterable[object],
    note: str,
) -> DebriefTable:
    """A row an option of `found`, a model's comparison with its "option" and what `columns` name, in that order.

    The first column, under `heading`, is what `labels` call the option; rows whose `strong` is true stand in bold.
    """
    rows = [
        {"option": labels[row["option"]], **{one["name"]: row[one["name"]] for one in columns}, "strong": bool(bold)}
        for row, bold in zip(found.to_dict("records"), strong, strict=True)
    ]
    return DebriefTable(title, [{"name": "option", "title": heading, "format": "text"}, *columns], rows, note)


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
