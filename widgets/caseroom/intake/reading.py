"""A file's bytes to a table of text, whatever program wrote it."""

import gc
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from string import ascii_uppercase

import pandas as pd

from caseroom.intake.delimited import read_text
from caseroom.intake.grid import PREAMBLE, SAMPLE_ROWS, Grid, Limits, Row
from caseroom.intake.problems import IntakeProblem, shortened
from caseroom.intake.values import is_number, read_moment
from caseroom.intake.workbook import read_workbook

HEADING_LENGTH = 60
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHER_BINARY = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"SQLite",
    b"PAR1",
)


@dataclass(frozen=True)
class Table:
    """A file as text. `frame` holds str; its index is each row's number in the file, as a spreadsheet shows
    it (from 1).

    encoding and separator are None for a workbook, sheet is None for a text file, header_row is None when
    there is none. warnings are IntakeProblems to be told, not raised.
    """

    source: str
    columns: tuple[str, ...]
    frame: pd.DataFrame
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    header_row: int | None = 1
    warnings: tuple[IntakeProblem, ...] = ()


def read_table(data: bytes, filename: str, limits: Limits | None = None) -> Table:
    """The table that a file holds. The file's first bytes decide what it is; its name is only remembered.

    Raises IntakeProblem naming what is wrong, with the row where there is one.
    """
    limits = limits or Limits()
    if len(data) > limits.size:
        raise IntakeProblem("too_large", detail={"size": len(data) / 1e6, "limit": limits.size / 1e6})
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise IntakeProblem("empty")
    _refuse_other_kinds(data)
    with _collector_at_rest():
        grid = read_workbook(data, limits) if data.startswith(ZIP) else read_text(data, limits)
        return _table(grid, shortened(filename, HEADING_LENGTH), limits)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Hundreds of thousands of new lists, none of them garbage, make the collector take longer than the
    reading.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _refuse_other_kinds(data: bytes) -> None:
    if data.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise IntakeProblem("locked_workbook" if locked else "old_workbook")
    if data.startswith(OTHER_BINARY):
        raise IntakeProblem("not_a_table")
    if re.match(rb"(\xef\xbb\xbf)?\s*<(!doctype|html|head|meta|table|\?xml)", data[:200], re.IGNORECASE):
        raise IntakeProblem("html_workbook")


def _table(grid: Grid, source: str, limits: Limits) -> Table:
    if not grid.rows:
        raise IntakeProblem("empty")
    position, header = _header([row for _, row in grid.rows[:SAMPLE_ROWS]])
    body = grid.rows[position if header is None else position + 1 :]
    width = _width(grid.rows[position][1]) if header is None else len(header)
    if width > limits.columns:
        raise IntakeProblem("too_many_columns", detail={"count": width, "limit": limits.columns})
    if not body:
        raise IntakeProblem("header_only")
    if len(body) > limits.rows:
        raise IntakeProblem("too_many_rows", detail={"limit": limits.rows})
    columns, warnings = _headings(header, width)
    cells = zip(*_squared(body, width), strict=True)
    frame = pd.DataFrame(
        {column: list(map(str.strip, texts)) for column, texts in zip(columns, cells, strict=True)},
        index=pd.Index([number for number, _ in body], name="row"),
        dtype="str",
    )
    header_row = None if header is None else grid.rows[position][0]
    return Table(
        source,
        tuple(columns),
        frame,
        grid.encoding,
        grid.separator,
        grid.sheet,
        header_row,
        (*grid.warnings, *warnings),
    )


def _width(row: Sequence[str]) -> int:
    """Cells up to the last that is not empty: programs pad rows with empty ones."""
    width = len(row)
    while width and not row[width - 1]:
        width -= 1
    return width


def _header(head: list[Sequence[str]]) -> tuple[int, Sequence[str] | None]:
    """Position of the first full row and, where it reads as headings, that row up to the table's width.

    A row above the header (a title, a unit) fills fewer than half of the columns.
    """
    usual = Counter(map(_width, head)).most_common(1)[0][0]
    full = (position for position, row in enumerate(head[:PREAMBLE]) if 2 * sum(map(bool, row)) > usual)
    position = next(full, 0)
    row = head[position]
    if any(is_number(cell) or read_moment(cell) for cell in row if cell):
        return position, None
    # A last column without a heading still counts where the rows below fill it.
    below = Counter(map(_width, head[position + 1 :])).most_common(1)
    width = max(_width(row), min(below[0][0] if below else 0, len(row)))
    return position, row[:width]


def _squared(body: Sequence[Row], width: int) -> list[Sequence[str]]:
    """The rows at the header's width, without empty cells that stand beyond it."""
    ragged = [(number, row) for number, row in body if len(row) != width and not _same_width(row, width)]
    if ragged:
        number, row = ragged[0]
        raise IntakeProblem(
            "ragged_row", row=number, detail={"found": len(row), "expected": width, "count": len(ragged)}
        )
    return [row if len(row) == width else row[:width] for _, row in body]


def _same_width(row: Sequence[str], width: int) -> bool:
    return len(row) > width and not any(row[width:])


def _headings(header: Sequence[str] | None, width: int) -> tuple[list[str], list[IntakeProblem]]:
    """Unique headings, none empty, and what had to be changed for that."""
    if header is None:
        return [_letter(position) for position in range(width)], [IntakeProblem("no_header")]
    headings: list[str] = []
    warnings = []
    for position, cell in enumerate(header):
        heading = shortened(cell, HEADING_LENGTH)
        if not heading:
            heading = _letter(position)
            warnings.append(IntakeProblem("named_column", column=heading))
        unique = _unique(heading, headings, header)
        if unique != heading:
            warnings.append(IntakeProblem("doubled_column", column=unique, detail={"text": heading}))
        headings.append(unique)
    return headings, warnings


def _unique(heading: str, taken: list[str], header: Sequence[str]) -> str:
    unique, count = heading, 1
    while unique in taken or (count > 1 and unique in header):
        count += 1
        unique = f"{heading} ({count})"
    return unique


def _letter(position: int) -> str:
    """A column's letter in a spreadsheet: A to Z, then AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = ascii_uppercase[rest] + letters
    return letters
