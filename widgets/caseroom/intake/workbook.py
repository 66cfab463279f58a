"""An .xlsx workbook to rows of text: the values that its cells show, never a formula.

Read straight from its XML (ECMA-376 part 1, 18.3 to 18.8): a log of 40,000 calls has to be on the screen at
once, and a hostile sheet (one cell at the far corner, parts that unpack without end) must cost no more than
its bytes.
"""

import datetime as dt
import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

from caseroom.intake.grid import FULL_WIDTH_DIGITS, Grid, Limits, Row
from caseroom.intake.problems import IntakeProblem
from caseroom.intake.values import EXCEL_DAY_ZERO

DIGITS = str.maketrans(FULL_WIDTH_DIGITS)
EAST_ASIAN_DATES = (
    *range(27, 37),
    *range(50, 59),
)  # number formats without a code of their own: 2024年3月1日
DAYS_FROM_1900_TO_1904 = 1462
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    KeyError,
    ValueError,
    IndexError,
    EOFError,
    OSError,
    NotImplementedError,
    OverflowError,
)

Attributes = dict[str, str]


@dataclass(frozen=True)
class Book:
    """What the cells of every sheet refer to: shared texts, and per style whether a number is a "date" or a
    "span".
    """

    texts: list[str]
    kinds: list[str | None]
    day_zero: dt.datetime


def read_workbook(data: bytes, limits: Limits) -> Grid:
    """The first sheet that is not empty. IntakeProblem for what is no workbook, is damaged or unpacks too
    large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_before_unpacking(archive.infolist(), limits)
            return _first_filled_sheet(archive, limits)
    except IntakeProblem:
        raise
    except DAMAGE as error:
        raise IntakeProblem("broken_workbook") from error


def _refuse_before_unpacking(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    # zipfile never gives more bytes of a part than the directory states, so the stated sum is a true bound.
    if sum(part.file_size for part in parts) > limits.unpacked:
        raise IntakeProblem("unpacks_too_large", detail={"limit": limits.unpacked / 1e6})
    if any(part.flag_bits & 1 for part in parts):
        raise IntakeProblem("locked_workbook")
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise IntakeProblem("not_a_table")


def _first_filled_sheet(archive: zipfile.ZipFile, limits: Limits) -> Grid:
    sheets, day_zero = _sheets(archive)
    book = Book(_shared_texts(archive), _kinds(archive), day_zero)
    for name, part in sheets:
        rows = _rows(archive, part, book, limits)
        if rows:
            several = [IntakeProblem("one_of_sheets", detail={"sheet": name})] if len(sheets) > 1 else []
            return Grid(_even(rows, limits), sheet=name, warnings=several)
    raise IntakeProblem("empty")


def _sheets(archive: zipfile.ZipFile) -> tuple[list[tuple[str, str]], dt.datetime]:
    """(name, part) of the sheets that can be seen, in their order, and the day from which the workbook
    counts.
    """
    targets: dict[str, str] = {}
    named: list[tuple[str, str]] = []
    day_zero = EXCEL_DAY_ZERO

    def relation(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes["Type"].endswith("/worksheet"):
            target = attributes["Target"]
            targets[attributes["Id"]] = target[1:] if target.startswith("/") else f"xl/{target}"

    def workbook(name: str, attributes: Attributes) -> None:
        nonlocal day_zero
        if name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            day_zero += dt.timedelta(days=DAYS_FROM_1900_TO_1904)
        elif name == "sheet" and attributes.get("state", "visible") == "visible":
            relation_id = next(text for key, text in attributes.items() if key.endswith(":id"))
            named.append((attributes["name"], relation_id))

    _parse(archive, "xl/_rels/workbook.xml.rels", start=relation)
    _parse(archive, "xl/workbook.xml", start=workbook)
    return [(name, targets[found]) for name, found in named if found in targets], day_zero


def _shared_texts(archive: zipfile.ZipFile) -> list[str]:
    """Texts that cells refer to by number; a text may come in runs, and with a reading aid (rPh) that is no
    part of it.
    """
    texts: list[str] = []
    runs: list[str] = []
    inside: set[str] = set()

    def start(name: str, _: Attributes) -> None:
        inside.add(name)
        if name == "si":
            runs.clear()

    def end(name: str) -> None:
        inside.discard(name)
        if name == "si":
            texts.append("".join(runs))

    def data(text: str) -> None:
        if "t" in inside and "rPh" not in inside:
            runs.append(text)

    if "xl/sharedStrings.xml" in archive.namelist():
        _parse(archive, "xl/sharedStrings.xml", start, end, data)
    return texts


def _kinds(archive: zipfile.ZipFile) -> list[str | None]:
    """Per cell style: "date", "span" ([h]:mm) or None for a plain number."""
    codes: dict[int, str] = {**BUILTIN_FORMATS, **dict.fromkeys(EAST_ASIAN_DATES, "yyyy-mm-dd")}
    kinds: list[str | None] = []
    in_cell_styles = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal in_cell_styles
        if name == "numFmt":
            codes[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif name == "cellXfs":
            in_cell_styles = True
        elif name == "xf" and in_cell_styles:
            code = codes.get(int(attributes.get("numFmtId", 0)), "General")
            kinds.append("span" if is_timedelta_format(code) else "date" if is_date_format(code) else None)

    def end(name: str) -> None:
        nonlocal in_cell_styles
        in_cell_styles = in_cell_styles and name != "cellXfs"

    if "xl/styles.xml" in archive.namelist():
        _parse(archive, "xl/styles.xml", start, end)
    return kinds


def _rows(archive: zipfile.ZipFile, part: str, book: Book, limits: Limits) -> list[Row]:
    """A sheet's rows that are not blank, refused as soon as there are too many cells."""
    rows: list[Row] = []
    row: list[str] = []
    value: list[str] = []
    number = cells = column = 0
    collecting = False
    kind = style = ""

    def start(name: str, attributes: Attributes) -> None:
        nonlocal number, cells, column, collecting, kind, style, row
        if name == "c":
            cells += 1
            if cells > limits.workbook_cells:
                raise IntakeProblem("too_many_cells", detail={"limit": limits.workbook_cells})
            column = _column(attributes["r"]) if "r" in attributes else len(row)
            kind, style = attributes.get("t", "n"), attributes.get("s", "0")
            value.clear()
        elif name in ("v", "t"):
            collecting = True
        elif name == "row":
            number = int(attributes.get("r", number + 1))
            row = []

    def data(text: str) -> None:
        if collecting:
            value.append(text)

    def end(name: str) -> None:
        nonlocal collecting
        if name in ("v", "t"):
            collecting = False
        elif name == "c" and value:
            text = _text("".join(value), kind, style, book).strip()
            if text:
                if column >= limits.columns:
                    raise IntakeProblem(
                        "too_many_columns", detail={"count": column + 1, "limit": limits.columns}
                    )
                row.extend([""] * (column - len(row)))
                row.append(text)
        elif name == "row" and row:
            rows.append((number, row))

    _parse(archive, part, start, end, data)
    return rows


def _parse(
    archive: zipfile.ZipFile,
    part: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    data: Callable[[str], None] | None = None,
) -> None:
    """Run the handlers over a part; elements come without their prefix, which programs choose differently."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    local = _LocalNames()

    def refuse_entities(*_: object) -> None:
        raise IntakeProblem("broken_workbook")  # no honest workbook declares a document type

    parser.StartElementHandler = lambda name, attributes: start(local[name], attributes)
    parser.StartDoctypeDeclHandler = refuse_entities
    if end:
        parser.EndElementHandler = lambda name: end(local[name])
    if data:
        parser.CharacterDataHandler = data
    with archive.open(part) as file:
        parser.ParseFile(file)


class _LocalNames(dict[str, str]):
    """Prefixed name -> the name alone, each worked out once."""

    def __missing__(self, name: str) -> str:
        self[name] = name.rpartition(":")[2]
        return self[name]


def _column(reference: str) -> int:
    """B7 -> 1."""
    position = 0
    for letter in reference.rstrip("0123456789"):
        position = position * 26 + ord(letter) - 64
    return position - 1


def _text(value: str, kind: str, style: str, book: Book) -> str:
    """A cell as a text file would write it; an error value is an empty cell."""
    if kind == "s":
        return book.texts[int(value)].translate(DIGITS)
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind == "e":
        return ""
    if kind != "n":
        return value.translate(DIGITS)
    number_kind = book.kinds[int(style)] if book.kinds else None
    if number_kind:
        return _span(float(value)) if number_kind == "span" else _moment(float(value), book.day_zero)
    return f"{float(value):.15g}" if "." in value or "E" in value else value


def _moment(serial: float, day_zero: dt.datetime) -> str:
    seconds = round(serial * 86_400)
    moment = day_zero + dt.timedelta(seconds=seconds)
    return moment.isoformat(sep=" ") if seconds >= 86_400 else moment.time().isoformat()


def _span(serial: float) -> str:
    minutes, seconds = divmod(round(serial * 86_400), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _even(rows: list[Row], limits: Limits) -> list[Row]:
    """A workbook stores no empty cells at the end of a row, so its short rows are not ragged."""
    width = max(len(cells) for _, cells in rows)
    if width * len(rows) > limits.workbook_cells:
        raise IntakeProblem("too_many_cells", detail={"limit": limits.workbook_cells})
    return [(number, [*cells, *[""] * (width - len(cells))]) for number, cells in rows]
