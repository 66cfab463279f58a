"""What leaves the kit opens in a spreadsheet, in Chinese, and nothing in it runs."""

import csv
import datetime as dt
import io

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseroom.exports import FORMULA_STARTS, neutralise, to_csv_bytes, to_xlsx_bytes

ATTACKS = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1+1",
    "\ufeff=1",
    "\u200b@x",
]
FRAME = pd.DataFrame(
    {
        "=name": [*ATTACKS, "明浦区"],
        "number": np.arange(12) - 6.5,
        "when": [dt.datetime(2024, 3, 1, 9, 15)] * 11 + [None],
        "yes": [True] * 12,
    }
)


@pytest.mark.parametrize("text", ATTACKS)
def test_a_formula_becomes_text(text):
    assert neutralise(text) == "'" + text


@given(st.text(max_size=20))
def test_nothing_exported_starts_like_a_formula_and_nothing_else_changes(text):
    safe = neutralise(text)
    assert not safe.startswith(FORMULA_STARTS)
    assert safe in (text, "'" + text)


def test_csv_opens_in_excel_and_is_harmless():
    data = to_csv_bytes(FRAME)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["'=name", "number", "when", "yes"]
    assert [row[0] for row in rows[1:]] == ["'" + attack for attack in ATTACKS] + ["明浦区"]
    assert rows[1][1:] == ["-6.5", "2024-03-01 09:15:00", "True"] and rows[12][2] == ""


def test_a_workbook_holds_numbers_as_numbers_and_no_formula():
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx_bytes(FRAME, "=constructed data")))
    sheet = book["data"]
    assert [cell.data_type for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []
    assert sheet["A2"].value == "'=1+1" and sheet["B2"].value == -6.5 and sheet["D2"].value is True
    assert sheet["C2"].value == dt.datetime(2024, 3, 1, 9, 15)
    assert book["README"]["A1"].value == "'=constructed data"


def test_characters_a_workbook_cannot_hold_and_endless_text():
    frame = pd.DataFrame({"x": ["a\x00b\x0bc\ud800", "长" * 100_000, float("inf")]})
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx_bytes(frame, "")))["data"]
    assert sheet["A2"].value == "abc" and len(sheet["A3"].value) == 32_767 and sheet["A4"].value == "inf"
    assert to_csv_bytes(frame)
