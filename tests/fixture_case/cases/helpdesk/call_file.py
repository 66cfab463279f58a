"""A file of calls that a student may bring: when each came, how long it waited, whether the caller gave up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from caseroom.intake import ColumnRole, IntakeProblem, IntakeProblems, Kind, Table
from caseroom.intake.answers import read_abandoned
from caseroom.intake.columns import Columns, checked
from caseroom.intake.durations import read_duration
from caseroom.intake.kind import Mapped
from caseroom.intake.moments import read_moment
from caseroom.intake.problems import N_, shortened

HEADINGS = {
    "arrived_at": "来电时间 arrived",
    "queue_s": "排队 queue",
    "abandoned": "接听状态 abandoned",
    "topic": "topic",
}
READERS: dict[str, Callable[[str], Any]] = {
    "arrived_at": read_moment,
    "queue_s": read_duration,
    "abandoned": lambda cell: read_abandoned(cell, True),
    "topic": str,
}
NO_ARRIVAL = N_("Say which column holds the time of the call.")
BAD_CELL = N_("Row {row}, column “{column}”: “{text}” cannot be read.")


@dataclass(frozen=True)
class CallFile:
    """One row a call; of the columns of READERS those that the file has."""

    calls: pd.DataFrame
    warnings: tuple[IntakeProblem, ...] = ()


def guess_columns(table: Table) -> dict[str, str | None]:
    """The columns by their headings."""
    columns = Columns(table)
    return {role: columns.by_heading(HEADINGS[role], read) for role, read in READERS.items()}


def confirm(table: Table, mapping: Mapped) -> CallFile:
    """The calls under a mapping of roles to columns. IntakeProblem: no time of the call; cells that cannot be read."""
    chosen = checked(table, mapping, KIND.roles).columns
    if "arrived_at" not in chosen:
        raise IntakeProblem("no_arrival", words=NO_ARRIVAL)
    bad: list[IntakeProblem] = []
    calls = {role: _read(table, column, READERS[role], bad) for role, column in chosen.items()}
    if bad:
        raise IntakeProblems(sorted(bad, key=lambda problem: problem.row or 0))
    return CallFile(pd.DataFrame(calls), table.warnings)


def _read(table: Table, column: str, read: Callable[[str], Any], bad: list[IntakeProblem]) -> list[Any]:
    cells = table.frame[column]
    found = [read(cell) for cell in cells]
    for row, cell, value in zip(cells.index.tolist(), cells, found, strict=True):
        if value is None:
            bad.append(IntakeProblem("bad_cell", row, column, {"text": shortened(cell)}, words=BAD_CELL))
    return found


KIND = Kind(
    name="call_file",
    groups=(
        (N_("When did the call come? (needed)"), (ColumnRole("arrived_at", N_("Date and time")),)),
        (
            N_("What else does the file say? (as far as it does)"),
            (
                ColumnRole("queue_s", N_("Seconds in the queue")),
                ColumnRole("abandoned", N_("Hung up, or answered")),
                ColumnRole("topic", N_("Topic")),
            ),
        ),
    ),
    words={
        "bring": N_("Bring your own call log"),
        "privacy": N_("Only totals by half hour are kept with your work."),
        "check": N_("Check this log"),
        "right": N_("Is this your desk?"),
        "use": N_("Use this log"),
        "back": N_("Back to the constructed log"),
        "bundled": N_("The call log in these charts"),
        "yours": N_("Your call log in these charts"),
        "lacks": N_("What this log cannot show"),
        "named": N_("A call log of my own"),
    },
    guess=guess_columns,
    confirm=confirm,
)
