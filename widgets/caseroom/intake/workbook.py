"""An .xlsx workbook to rows of text: the values that its cells show, never a formula.

calamine reads it, and a guard unpacks it first: calamine would inflate without end, and it ends the process
where it cannot have the memory it asks for. It asks for what a text table says of itself (tafia/calamine
issue 684) and for every cell between the first and the last filled one (issue 693).
"""

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from functools import lru_cache
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum, WorksheetNotFound

from caseroom.intake.grid import FULL_WIDTH_DIGITS, Grid, Limits, Row
from caseroom.intake.problems import IntakeProblem

DIGITS = str.maketrans(FULL_WIDTH_DIGITS)
TEXT_COUNT = re.compile(rb"""uniqueCount(?=\s*=\s*["'])""")  # a hint that a workbook may leave out
HALF_A_SECOND = dt.timedelta(seconds=0.5)
DAMAGE = (
    CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    ValueError,
    EOFError,
    OSError,
    NotImplementedError,
    OverflowError,
)
PANIC = "PanicException"  # what a panic in calamine arrives as: no Exception, and not to be imported


def read_workbook(data: bytes, limits: Limits, sheet: str | None = None) -> Grid:
    """The sheet of this name or, without one, the sheet that holds most. IntakeProblem for what is no workbook, is
    damaged or unpacks too large.
    """
    too_large: list[IntakeProblem] = []
    try:
        with CalamineWorkbook.from_filelike(_unpacked(data, limits, too_large)) as book:
            return _sheet(book, sheet, too_large)
    except IntakeProblem:
        raise
    except BaseException as error:
        if isinstance(error, DAMAGE) or type(error).__name__ == PANIC:  # also: a sheet that was left out
            raise (too_large or [IntakeProblem("broken_workbook")])[0] from error
        raise


def _unpacked(data: bytes, limits: Limits, too_large: list[IntakeProblem]) -> io.BytesIO:
    """The workbook's own parts, not compressed: nothing else is left to inflate or to read as another format.

    A sheet that is too large is left out, and why is added to too_large.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w") as target:
        parts = {part.filename: part for part in source.infolist()}
        _refuse_before_unpacking(parts, limits)
        for name, part in parts.items():
            if not name.startswith(("xl/", "_rels/")) or not name.endswith((".xml", ".rels")):
                continue
            content = _inflated(source, part)
            try:
                if b"sheetData" in content:
                    _refuse_wide(content, limits)
                target.writestr(name, TEXT_COUNT.sub(b"unique_count", content))
            except IntakeProblem as problem:
                too_large.append(problem)
    written.seek(0)
    return written


def _inflated(source: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Never more than the directory states: without a number `read` would inflate all there is, and then cut it."""
    with source.open(part) as packed:
        return packed.read(part.file_size)


def _refuse_before_unpacking(parts: dict[str, zipfile.ZipInfo], limits: Limits) -> None:
    if sum(part.file_size for part in parts.values()) > limits.unpacked:
        raise IntakeProblem("unpacks_too_large", detail={"limit": limits.unpacked / 1e6})
    if any(part.flag_bits & 1 for part in parts.values()):
        raise IntakeProblem("locked_workbook")
    if "xl/workbook.xml" not in parts:
        raise IntakeProblem("not_a_table")


def _refuse_wide(sheet: bytes, limits: Limits) -> None:
    """Refuse a sheet whose last filled cell is too far from A1 (ECMA-376 part 1, 18.3.1)."""
    row = cell_row = column = rows = columns = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, cell_row, column, rows, columns
        if ":" in name:  # a prefix, which programs choose differently
            name = name.rpartition(":")[2]
        if name == "c":
            if reference := attributes.get("r"):
                letters = reference.rstrip("0123456789")
                cell_row, column = int(reference[len(letters) :]), _column(letters)
            else:
                cell_row, column = row, column + 1
        elif name in ("v", "is"):
            if cell_row > rows:  # not max(): this runs for every cell
                rows = cell_row
            if column > columns:
                columns = column
        elif name == "row":
            row, column = max(row + 1, int(attributes.get("r", 0))), 0

    def refuse_entities(*_: object) -> None:
        raise IntakeProblem("broken_workbook")  # no honest workbook declares a document type

    parser = expat.ParserCreate("utf-8")  # as calamine reads it, whatever the part says
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse_entities
    parser.Parse(sheet, True)
    if columns > limits.columns:
        raise IntakeProblem("too_many_columns", detail={"count": columns, "limit": limits.columns})
    if rows * columns > limits.workbook_cells:
        raise IntakeProblem("too_many_cells", detail={"limit": limits.workbook_cells})


@lru_cache(maxsize=1000)
def _column(letters: str) -> int:
    """B -> 2."""
    if len(letters) > len("XFD"):
        raise ValueError("no column of a sheet")
    position = 0
    for letter in letters.upper():
        position = position * 26 + ord(letter) - 64
    return position


def _sheet(book: CalamineWorkbook, wanted: str | None, left_out: list[IntakeProblem]) -> Grid:
    names = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]
    found = {name: _rows(book, name) for name in names if wanted in (None, name)}
    if not any(found.values()):
        if left_out:
            raise left_out[0]
        raise IntakeProblem("empty")
    name = max(found, key=lambda name: sum(map(bool, (cell for _, row in found[name] for cell in row))))
    several = tuple(names) if len(names) > 1 else ()
    warnings = [IntakeProblem("one_of_sheets", detail={"sheet": name})] if several else []
    return Grid(found[name], sheet=name, warnings=warnings, sheets=several)


def _rows(book: CalamineWorkbook, name: str) -> list[Row]:
    """None of a sheet that was left out."""
    try:
        sheet = book.get_sheet_by_name(name)
    except WorksheetNotFound:
        return []
    rows = enumerate(sheet.to_python(skip_empty_area=False), 1)
    texts = ((number, [TEXTS[type(cell)](cell) for cell in row]) for number, row in rows)
    return [(number, row) for number, row in texts if any(row)]


def _number(value: float) -> str:
    return f"{value:.0f}" if value.is_integer() else f"{value:.15g}"


def _moment(value: dt.datetime) -> str:
    return (value + HALF_A_SECOND).isoformat(sep=" ", timespec="seconds")


def _span(value: dt.timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


# A cell as a text file would write it. calamine gives an error value as an empty text.
TEXTS: dict[type, Callable[..., str]] = {
    str: lambda text: text.strip().translate(DIGITS),
    float: _number,
    bool: lambda value: "TRUE" if value else "FALSE",
    dt.datetime: _moment,
    dt.date: lambda value: f"{value} 00:00:00",
    dt.time: lambda value: _moment(dt.datetime.combine(dt.date.min, value))[11:],
    dt.timedelta: _span,
}
