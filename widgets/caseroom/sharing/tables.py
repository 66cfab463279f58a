"""Tables for a spreadsheet, as CSV or XLSX: readable there in Chinese, and with nothing in them that runs."""

from __future__ import annotations

import csv
import io
import math
import re
from dataclasses import dataclass
from typing import Any

from caseroom.formats import FORMATS, Kind, readable
from caseroom.sharing.settings import plain

LONGEST_CELL = 32_000  # characters; Excel takes 32,767
LONGEST_SHEET_NAME = 31  # Excel's own limit

_IGNORED = " \u00a0\u3000\ufeff\u200b\u200c\u200d\u2060"  # dropped by some spreadsheets before they look at a cell
# A cell's beginning, and what is one where the list separator of a country is a semicolon.
_FORMULA = re.compile(rf"(^|[;\t\r\n])(?=[{_IGNORED}]*[=+\-@\t\r\n＝＋－＠])")
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Quantity:
    """A number and how a reader wants it shown; a share is kept as a share (0.862, shown as 86.2%)."""

    value: float
    format: Kind = "number"


Cell = str | Quantity | None


@dataclass(frozen=True)
class ExportTable:
    """Rows under a heading: `about` says, a line each, where the numbers come from."""

    title: str
    about: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def harmless(text: str) -> str:
    """`text`, with an apostrophe wherever a spreadsheet would take it for a formula (OWASP, CSV injection)."""
    return _FORMULA.sub(r"\1'", _NO_XML.sub("", text))[:LONGEST_CELL]


def to_csv(table: ExportTable) -> bytes:
    """Heading, empty line, table. The byte order mark tells Excel that it is UTF-8."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerows([harmless(line)] for line in (table.title, *table.about))
    writer.writerow([])
    writer.writerow([harmless(column) for column in table.columns])
    writer.writerows([_in_csv(cell) for cell in row] for row in table.rows)
    return written.getvalue().encode("utf-8-sig")


def _in_csv(cell: Cell) -> str | float | None:
    if isinstance(cell, Quantity):
        return _number(cell) if math.isfinite(cell.value) else readable(cell.value, cell.format)
    return cell if cell is None else harmless(cell)


def to_xlsx(*tables: ExportTable) -> bytes:
    """The same as a workbook with a sheet for each, with the head of the table kept in sight."""
    import xlsxwriter  # only for whoever asks for a workbook: kernels start without it

    written = io.BytesIO()
    # Every cell is written as what it is, so that no text is ever taken for a formula or a link.
    workbook = xlsxwriter.Workbook(written, {"in_memory": True})
    workbook.set_properties({"title": harmless(tables[0].title), "comments": "\n".join(tables[0].about)})
    looks = _Looks(
        workbook.add_format({"bold": True}),
        workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}),
        workbook.add_format({"text_wrap": True, "valign": "top"}),
        {kind: workbook.add_format({"num_format": how.workbook, "valign": "top"}) for kind, how in FORMATS.items()},
    )
    names: list[str] = []
    for table in tables:
        names.append(_free_name(_sheet_name(table.title), names))
        _fill(workbook.add_worksheet(names[-1]), table, looks)
    workbook.close()
    return written.getvalue()


@dataclass(frozen=True)
class _Looks:
    """A workbook's cell formats."""

    title: Any
    head: Any
    words: Any
    numbers: dict[str, Any]


def _fill(sheet: Any, table: ExportTable, looks: _Looks) -> None:
    sheet.write_string(0, 0, harmless(table.title), looks.title)
    for row, line in enumerate(table.about, start=1):
        sheet.write_string(row, 0, harmless(line))
    top = len(table.about) + 2
    for column, title in enumerate(table.columns):
        sheet.write_string(top, column, harmless(title), looks.head)
        sheet.set_column(column, column, _width(column, table))
    for row, cells in enumerate(table.rows, start=top + 1):
        for column, cell in enumerate(cells):
            _write(sheet, row, column, cell, looks.numbers, looks.words)
    sheet.freeze_panes(top + 1, 1)


def _free_name(wanted: str, taken: list[str]) -> str:
    """Excel tells the names of sheets apart without regard to capitals."""
    known, name, n = {name.lower() for name in taken}, wanted, 1
    while name.lower() in known:
        n += 1
        name = f"{wanted[: LONGEST_SHEET_NAME - len(str(n)) - 1]} {n}"
    return name


def _write(sheet: Any, row: int, column: int, cell: Cell, formats: dict[str, Any], words: Any) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, harmless(cell), words)
    elif cell is not None and math.isfinite(cell.value):
        sheet.write_number(row, column, _number(cell), formats[cell.format])
    elif cell is not None:
        sheet.write_string(row, column, readable(cell.value, cell.format), words)


def _number(cell: Quantity) -> int | float:
    """In the unit in which its format counts, without the dust of floating point: twelve significant digits."""
    return plain(float(f"{cell.value * FORMATS[cell.format].shown_scale:.12g}"))


def _width(column: int, table: ExportTable) -> float:
    """Wide enough for most of a column's words; a Chinese character takes two places."""
    texts = [table.columns[column], *(row[column] for row in table.rows)]
    longest = max(sum(2 if ord(c) > 0x2E7F else 1 for c in text) for text in texts if isinstance(text, str))
    return min(42, max(12, longest + 2))


def _sheet_name(title: str) -> str:
    plain = " ".join(re.sub(r"[\[\]:*?/\\']", " ", harmless(title)).split())
    return plain[:LONGEST_SHEET_NAME] or "Caseroom"
