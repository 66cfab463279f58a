"""What each case's model looks like: views.<model> says which charts it has and which rows they are fed.

Models know no chart and charts know no model; a view knows both, and the words of the case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Rows = dict[str, list[dict[str, Any]]]
"""Rows by the name of the dataset that they feed; "rows" is also what the chart's table shows."""


@dataclass(frozen=True)
class Scenario:
    """One setting of the levers and what the model says of it."""

    name: str
    params: Any
    outcomes: Any


@dataclass(frozen=True)
class Situation:
    """All that a chart may show: the levers as they stand, the baseline, what is pinned, data of the student's own.

    `own`: the digest of the student's data, as views.<model>_data makes it, or None. `bands`: by the name of a view
    that has a Band, its rows, while parameters are known only as ranges. `loaded`: the options that the student has
    set the levers to so far; of the others a chart tells nothing yet, see authoring.options.
    """

    now: Scenario
    baseline: Scenario
    pinned: tuple[Scenario, ...] = ()
    own: Any = None
    bands: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    loaded: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Band:
    """What a view draws around its curve: `outcome` over the parameter `across`, for which its rows have a field.

    Its dataset is "band" with rows {<across>, low, middle, high}: nine of ten draws lie between low and high.
    """

    across: str
    outcome: str


@dataclass(frozen=True)
class View:
    """One chart of a case; `columns` ({name, title, format}) are those of its table.

    `rows` is what it draws, `describe` the same in words, `note` a line beside the title. `short` is what the chart is
    called where it is chosen, and in the texts that send a reader to it: a place in a row of charts nobody sees.
    """

    name: str
    title: str
    spec: dict[str, Any]
    columns: tuple[dict[str, str], ...]
    rows: Callable[[Situation], Rows]
    describe: Callable[[Situation, Rows], str]
    note: Callable[[Situation], str] = lambda situation: ""
    band: Band | None = None
    short: str = ""

    @property
    def called(self) -> str:
        """Its short name, or else its title."""
        return self.short or self.title
