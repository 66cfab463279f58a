"""What both readers, of text and of workbooks, hand on: rows of text cells."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from caseroom.intake.problems import IntakeProblem

PREAMBLE = 20  # a title, a unit, a blank line: rows that may stand above the header
SAMPLE_ROWS = 60
FULL_WIDTH_DIGITS = dict(zip("０１２３４５６７８９", "0123456789", strict=True))


Row = tuple[int, Sequence[str]]  # its number as a spreadsheet shows it, its cells


@dataclass(frozen=True)
class Limits:
    """What is refused before any work is put into it: bytes, rows, columns, cells of a workbook, its bytes
    unpacked.

    A workbook's cells take longer to read than those of a text file, hence their own limit.
    """

    size: int = 25_000_000
    rows: int = 300_000
    columns: int = 200
    workbook_cells: int = 500_000
    unpacked: int = 150_000_000


@dataclass(frozen=True)
class Grid:
    """A file's rows that are not blank, and how they were read."""

    rows: list[Row]
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    warnings: list[IntakeProblem] = field(default_factory=list)
    sheets: tuple[str, ...] = ()
