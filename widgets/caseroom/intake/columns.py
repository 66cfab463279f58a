"""Which column plays which role: by its heading in English or Chinese, checked against what it holds."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from caseroom.intake.cells import is_missing, plain
from caseroom.intake.kind import ColumnRole, Mapped
from caseroom.intake.problems import IntakeProblem, IntakeProblems, shortened
from caseroom.intake.reading import Table

SAMPLE = 200
ALIKE_SHOWN = 5
FITS = 0.9  # of a column's cells: what is proposed can be confirmed, for as many are asked for there


@dataclass(frozen=True)
class Chosen:
    """A mapping taken apart: the columns by role, and the answers where a role is no column but has choices."""

    columns: dict[str, str]
    answers: dict[str, str]

    def comma(self, table: Table) -> bool:
        """Whether decimals are written with a comma: as answered, else as the file does."""
        return self.answers.get("decimal", "comma" if table.decimals.comma else "point") == "comma"


def checked(table: Table, mapping: Mapped, roles: Sequence[ColumnRole]) -> Chosen:
    """What was chosen. IntakeProblem for a role or answer that is not offered, and for a column that is not there."""
    offered = {role.name: role for role in roles}
    chosen = Chosen({}, {})
    for name, value in mapping.items():
        if not value:
            continue
        if name not in offered:
            raise IntakeProblem("no_such_role", detail={"text": shortened(str(name))})
        choices = offered[name].choices
        if choices and value not in choices:
            raise IntakeProblem("no_such_role", detail={"text": shortened(str(value))})
        if not choices and value not in table.columns:
            raise IntakeProblem("no_such_column", column=shortened(str(value)))
        (chosen.answers if choices else chosen.columns)[name] = value
    return chosen


def asked_decimals(table: Table) -> dict[str, str | None]:
    """The guess for the role "decimal", asked only where it matters."""
    return {"decimal": "comma" if table.decimals.comma else "point"} if table.decimals.example else {}


def told_decimals(table: Table, chosen: Chosen) -> list[IntakeProblem]:
    """How numbers were read that can be meant in two ways."""
    code = "decimal_comma" if chosen.comma(table) else "decimal_point"
    found = table.decimals.example
    return [IntakeProblem(code, detail={"text": shortened(found)})] if found else []


class LeftOut:
    """Rows with a cell that cannot be read: a few are left out and told, more are refused with every cell named."""

    def __init__(self) -> None:
        self.rows: dict[int, IntakeProblem] = {}

    def note(self, row: int, problem: IntakeProblem) -> None:
        """The first problem of a row stands for it."""
        self.rows.setdefault(row, problem)

    def told(self, total: int, tolerance: float = 1 - FITS) -> list[IntakeProblem]:
        """A warning that counts them; IntakeProblems where they are more than `tolerance` of `total` rows."""
        if len(self.rows) > tolerance * total + 1e-9:
            raise IntakeProblems(_few_of_each(self.rows.values()))
        if not self.rows:
            return []
        first = self.rows[min(self.rows)]
        return [IntakeProblem("rows_left_out", detail={"count": len(self.rows), "total": total, "first": first})]


def _few_of_each(problems: Iterable[IntakeProblem]) -> Iterator[IntakeProblem]:
    """The problems in the order of rows, of each kind in each column the first few and then how many more."""
    kinds: dict[tuple[str, str | None], list[IntakeProblem]] = {}
    for problem in sorted(problems, key=lambda problem: problem.row or 0):
        kinds.setdefault((problem.code, problem.column), []).append(problem)
    for (_, column), alike in kinds.items():
        yield from alike[:ALIKE_SHOWN]
        if len(alike) > ALIKE_SHOWN:
            yield IntakeProblem("and_more", column=column, detail={"count": len(alike) - ALIKE_SHOWN})


class Columns:
    """A table's columns with some of their filled cells, to be asked which of them plays a role."""

    def __init__(self, table: Table) -> None:
        self._samples = {column: _sample(table.frame[column].tolist()) for column in table.columns}

    @property
    def names(self) -> list[str]:
        return list(self._samples)

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
