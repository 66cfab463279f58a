"""Tables that leave the kit for a spreadsheet: readable there in Chinese, and with nothing in them that
runs.
"""

import csv
import datetime as dt
import io
import math
import re

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
IGNORED_AT_START = " \u00a0\u3000\ufeff\u200b\u200c\u200d\u2060"  # dropped by some spreadsheets
LONGEST_CELL = 32_767  # Excel's own limit
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def neutralise(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula.

    Rule: OWASP, CSV injection. Only for text: a number keeps its minus sign.
    """
    runs = text.lstrip(IGNORED_AT_START).startswith(FORMULA_STARTS)
    return f"'{text}" if runs else text


def to_csv_bytes(frame: pd.DataFrame) -> bytes:
    """The frame without its index as CSV; the byte order mark tells Excel that it is UTF-8."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([neutralise(str(column)) for column in frame.columns])
    writer.writerows([_cell(value) for value in row] for row in frame.itertuples(index=False))
    return written.getvalue().encode("utf-8-sig", errors="replace")


def to_xlsx_bytes(frame: pd.DataFrame, note: str) -> bytes:
    """The frame without its index as a workbook; a second sheet holds the note on where the numbers come
    from.
    """
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("data")
    sheet.freeze_panes = "A2"
    for position, column in enumerate(frame.columns, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = min(40, max(12, 2 * len(str(column))))
    sheet.append([_styled(sheet, _storable(neutralise(str(column))), bold=True) for column in frame.columns])
    for row in frame.itertuples(index=False):
        sheet.append([_storable(_cell(value)) for value in row])
    about = workbook.create_sheet("README")
    about.column_dimensions["A"].width = 100
    about.append([_styled(about, _storable(neutralise(note)), bold=False)])
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _cell(value: object) -> object:
    """Numbers, yes/no and moments as they are, nothing for a missing value, any other as harmless text."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if hasattr(value, "item"):
        value = value.item()  # a numpy scalar
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, dt.datetime) and value.tzinfo is None:
        return value.replace(microsecond=0) if value.microsecond else value
    return neutralise(str(value))


def _storable(value: object) -> object:
    """What a workbook can hold: no control characters, no infinity, no longer text than Excel opens."""
    if isinstance(value, float) and math.isinf(value):
        return str(value)
    return _NO_XML.sub("", value)[:LONGEST_CELL] if isinstance(value, str) else value


def _styled(sheet: object, value: object, bold: bool) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(wrap_text=not bold, vertical="top")
    return cell
