"""Tables open in a spreadsheet as they were meant: in Chinese, with numbers as numbers, and nothing runs."""

from __future__ import annotations

import csv
import io
import math
import os
import subprocess
import sys
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from caseroom.sharing.tables import ExportTable, Quantity, harmless, to_csv, to_xlsx

ATTACKS = (
    "=1+1",
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\u200b=1",
    "　＝1+1",
    "＋1",
    "harmless; =cmd|' /C calc'!A0",
    "first line\n=HYPERLINK(1)",
    '"=1',
)


def table(*cells: Any, title: str = "情景") -> ExportTable:
    return ExportTable(
        title, ("来源：本案例模型", "构造数据"), ("名称", "数值"), tuple((cell, Quantity(1.5)) for cell in cells)
    )


def rows_of(data: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def sheet_of(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data)).active


def test_the_head_says_where_the_numbers_come_from() -> None:
    head = [["情景"], ["来源：本案例模型"], ["构造数据"], [], ["名称", "数值"]]
    assert rows_of(to_csv(table("a")))[:5] == head
    sheet = sheet_of(to_xlsx(table("a")))
    assert [[cell for cell in row if cell] for row in sheet.iter_rows(max_row=5, values_only=True)] == head
    assert sheet.freeze_panes == "B6" and sheet.title == "情景"


def test_excel_is_told_that_a_csv_is_unicode() -> None:
    assert to_csv(table("话务员")).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("value", [0.1 + 0.2, 12, -3.5, 0.862, 1e-7])
def test_a_number_stays_a_number(value: float) -> None:
    numbers = ExportTable("x", (), ("a",), ((Quantity(value, "percent"),),))
    assert float(rows_of(to_csv(numbers))[-1][0]) == pytest.approx(value, rel=1e-11)
    cell = sheet_of(to_xlsx(numbers))["A4"]
    assert cell.value == pytest.approx(value, rel=1e-11) and cell.data_type == "n" and cell.number_format == "0.0%"


def test_a_queue_that_never_empties_and_nothing_at_all() -> None:
    odd = ExportTable("x", (), ("a", "b"), ((Quantity(math.inf, "seconds"), None),))
    assert rows_of(to_csv(odd))[-1] == ["∞", ""]
    assert [cell.value for cell in sheet_of(to_xlsx(odd))[4]] == ["∞", None]


def begins_a_formula(cell: str) -> bool:
    seen = cell.lstrip(" \u00a0\u3000\ufeff\u200b\u200c\u200d\u2060")
    return seen.startswith(tuple("=+-@\t\r\n＝＋－＠"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_is_a_formula_anywhere_in_a_csv(attack: str) -> None:
    attacked = ExportTable(attack, (attack,), (attack, attack), ((attack, attack), (None, attack)))
    for delimiter in (",", ";", "\t"):  # what a country's list separator may be
        for row in rows_of(to_csv(attacked), delimiter):
            for cell in row:
                assert not any(map(begins_a_formula, [cell, *cell.splitlines()])), (delimiter, cell)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_is_a_formula_or_a_link_in_a_workbook(attack: str) -> None:
    sheet = sheet_of(to_xlsx(ExportTable(attack, (attack,), (attack,), ((attack,), ("https://example.org",)))))
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) == 5 and all(cell.data_type == "s" and not cell.hyperlink for cell in cells)
    assert not any(begins_a_formula(str(cell.value)) for cell in cells)


@example(text="a\x00\x0b\ud800\ufffe")
@example(text="")
@example(text="'" * 40)
@example(text="A" * 40_000)
@given(text=st.text(st.characters(exclude_categories=[]), max_size=80))
def test_every_text_makes_a_file_that_opens(text: str) -> None:
    odd = table(text, title=text)
    assert rows_of(to_csv(odd))
    assert sheet_of(to_xlsx(odd)).max_row >= 5


def test_ordinary_words_are_left_alone() -> None:
    for text in ("话务员 20 人", "a = b", "18-20", "e-mail; phone", "What do I want to know?\nWhether 20 suffice."):
        assert harmless(text) == text


def test_a_kernel_starts_without_the_workbook_writer() -> None:
    code = "import sys; import caseroom.notebook; sys.exit('xlsxwriter' in sys.modules)"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0
