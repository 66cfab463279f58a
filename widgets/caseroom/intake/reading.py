"""A file's bytes to a table of text, whatever program wrote it."""

import gc
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import pandas as pd

from caseroom.intake import headings
from caseroom.intake.delimited import read_text
from caseroom.intake.grid import SAMPLE_ROWS, Grid, Limits, Row
from caseroom.intake.numbers import Decimals, decimals
from caseroom.intake.problems import IntakeProblem, shortened
from caseroom.intake.workbook import read_workbook

TOLERANCE = 0.01  # of the rows: more of another width, and something is wrong with the file
SAMPLE = 1_000  # rows
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
    there is none. sheets: the workbook's, where there are several. warnings are IntakeProblems to be told, not raised.
    """

    source: str
    columns: tuple[str, ...]
    frame: pd.DataFrame
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    header_row: int | None = 1
    warnings: tuple[IntakeProblem, ...] = ()
    sheets: tuple[str, ...] = ()
    decimals: Decimals = field(default_factory=Decimals)


def read_table(data: bytes, filename: str, limits: Limits | None = None, sheet: str | None = None) -> Table:
    """The table that a file holds. The file's first bytes decide what it is; its name is only remembered.

    sheet: of a workbook; without it the one that holds most. Raises IntakeProblem naming what is wrong, with the row
    where there is one.
    """
    limits = limits or Limits()
    if len(data) > limits.size:
        raise IntakeProblem("too_large", detail={"size": len(data) / 1e6, "limit": limits.size / 1e6})
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise IntakeProblem("empty")
    _refuse_other_kinds(data)
    with _collector_at_rest():
        grid = read_workbook(data, limits, sheet) if data.startswith(ZIP) else read_text(data, limits)
        return _table(grid, shortened(filename, headings.HEADING_LENGTH), limits)


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
    position, taken, header = headings.find_header([row for _, row in grid.rows[:SAMPLE_ROWS]])
    width = headings.width_of(grid.rows[position][1]) if header is None else len(header)
    if width > limits.columns:
        raise IntakeProblem("too_many_columns", detail={"count": width, "limit": limits.columns})
    body, below = headings.without_footers(grid.rows[position + taken :])
    if not body:
        raise IntakeProblem("header_only")
    if len(body) > limits.rows:
        raise IntakeProblem("too_many_rows", detail={"limit": limits.rows})
    columns, warnings = headings.named(header, width)
    warnings += [_left_out("footer", row) for row in below]
    body = _squared(body, width, warnings)
    cells = zip(*(row for _, row in body), strict=True)
    frame = pd.DataFrame(
        {column: list(map(str.strip, texts)) for column, texts in zip(columns, cells, strict=True)},
        index=pd.Index([number for number, _ in body], name="row"),
        dtype="str",
    )
    return Table(
        source,
        tuple(columns),
        frame,
        grid.encoding,
        grid.separator,
        grid.sheet,
        None if header is None else grid.rows[position][0],
        (*grid.warnings, *warnings),
        grid.sheets,
        decimals(cell for _, row in body[:: max(1, len(body) // SAMPLE)] for cell in row),
    )


def _squared(body: list[Row], width: int, warnings: list[IntakeProblem]) -> list[Row]:
    """The rows at the header's width, without empty cells beyond it; a few of another width are left out and told."""
    odd = [(number, row) for number, row in body if len(row) != width and not _same_width(row, width)]
    if len(odd) > TOLERANCE * len(body):
        number, row = odd[0]
        raise IntakeProblem("ragged_row", row=number, detail={"found": len(row), "expected": width, "count": len(odd)})
    warnings += [_left_out("ragged_left_out", odd[0], count=len(odd))] if odd else []
    left_out = {number for number, _ in odd}
    return [(number, row if len(row) == width else row[:width]) for number, row in body if number not in left_out]


def _left_out(code: str, row: Row, **detail: object) -> IntakeProblem:
    text = " ".join(filter(None, row[1]))
    return IntakeProblem(code, row=row[0], detail={"text": shortened(text), **detail})


def _same_width(row: Sequence[str], width: int) -> bool:
    return len(row) > width and not any(row[width:])
