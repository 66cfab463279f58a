"""Which column plays which role: by its heading in English or Chinese, checked against what it holds."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from caseroom.intake.problems import IntakeProblem, shortened
from caseroom.intake.reading import Table
from caseroom.intake.values import is_missing, plain

SAMPLE = 200
FITS = 0.9
_MINUTES = re.compile(r"分钟|\(分\)|\[分\]|(?<![a-z])(mins?|minutes)\W*$")


def in_minutes(heading: str) -> bool:
    """Whether a heading states minutes as its unit: 等待(分钟), talk_min."""
    return _MINUTES.search(plain(heading).replace("_", " ")) is not None


def checked(table: Table, mapping: Mapping[str, str | None], roles: Collection[str]) -> dict[str, str]:
    """The roles that have a column. IntakeProblem for a role not among `roles`, and for a column that is not there."""
    chosen = {role: column for role, column in mapping.items() if column}
    for role, column in chosen.items():
        if role not in roles:
            raise IntakeProblem("no_such_role", detail={"text": shortened(str(role))})
        if column not in table.columns:
            raise IntakeProblem("no_such_column", column=shortened(str(column)))
    return chosen


class Columns:
    """A table's columns with some of their filled cells, to be asked which of them plays a role."""

    def __init__(self, table: Table) -> None:
        self._samples = {column: _sample(table.frame[column].tolist()) for column in table.columns}

    def by_heading(
        self, headings: str, fits: Callable[[str], object], taken: Collection[str | None] = ()
    ) -> str | None:
        """The column with the best heading among those whose cells `fits` can read.

        headings: without spaces, best first; "=" asks for the whole heading, else a part of it is enough.
        """
        for wanted in headings.split():
            for column, sample in self._samples.items():
                if column not in taken and _named(column, wanted) and _fits(sample, fits):
                    return column
        return None

    def by_content(self, fits: Callable[[str], object], taken: Collection[str | None] = ()) -> str | None:
        """The first column whose cells `fits` can read."""
        fitting = (column for column, sample in self._samples.items() if column not in taken and _fits(sample, fits))
        return next(fitting, None)


def _sample(values: Sequence[str]) -> list[str]:
    """Some filled cells, taken from all over the column: a log's first hours may be unlike the rest."""
    filled = [value for value in values[:: max(1, len(values) // (4 * SAMPLE))] if not is_missing(value)]
    return filled[:: max(1, len(filled) // SAMPLE)]


def _fits(sample: list[str], read: Callable[[str], object]) -> bool:
    readable = sum(read(value) is not None for value in sample)
    return bool(sample) and readable >= FITS * len(sample)


def _named(column: str, wanted: str) -> bool:
    name = bare(column)
    return name == wanted[1:] if wanted.startswith("=") else wanted in name


def bare(heading: str) -> str:
    """A heading's letters and digits only, so that call_time, "Call time" and CallTime are one."""
    return re.sub(r"[\W_]", "", plain(heading))
