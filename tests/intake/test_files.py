"""Whatever file a student brings: the right table, or one named problem, at once."""

import datetime as dt
import io
import struct
import tracemalloc
import zipfile
import zlib

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseroom.intake import IntakeProblem, Limits, read_table

CALLS = [
    ["来电时间", "等待时长", "诉求类别"],
    ["2024-03-01 09:15", "20", "噪音扰民"],
    ["2024-03-01 09:16", "35", "供暖不热"],
]


def text(rows, separator=",", end="\n"):
    return "".join(separator.join(row) + end for row in rows)


def cells(table):
    return [list(table.columns), *table.frame.to_numpy().tolist()]


def workbook(rows=CALLS, change=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def problem(data, name="calls.csv", **limits):
    with pytest.raises(IntakeProblem) as caught:
        read_table(data, name, Limits(**limits))
    return caught.value


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16-le"),  # with a byte order mark
        ("utf-16-le", "utf-16-le"),  # without
        ("utf-16-be", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t", "，", "|"])
def test_every_encoding_with_every_separator(encoding, named, separator):
    table = read_table(text(CALLS, separator).encode(encoding), "calls.csv")
    assert cells(table) == CALLS
    assert (table.encoding, table.separator, table.header_row) == (named, separator, 1)
    assert table.warnings == ()


def test_utf_16_big_endian_with_a_mark():
    assert cells(read_table(b"\xfe\xff" + text(CALLS).encode("utf-16-be"), "calls.csv")) == CALLS


def test_a_western_encoding_is_guessed_and_says_so():
    rows = [
        ["Eingang", "Thema"],
        *([f"2024-03-01 09:{minute:02}", "Müllabfuhr, Straße gesperrt"] for minute in range(40)),
    ]
    table = read_table(text(rows, ";").encode("cp1252"), "calls.csv")
    assert table.frame["Thema"].iloc[0] == "Müllabfuhr, Straße gesperrt"
    assert [warning.code for warning in table.warnings] == ["guessed_encoding"]


simple_cell = st.text("019 abcXYZ.:-()来电时间噪音扰民供暖不热公交线路已解决未", max_size=12).map(str.strip)
awkward_cell = st.one_of(simple_cell, st.sampled_from(["a,b;c\td", 'say "yes"', "two\nlines", "，；|", "-5", "=1+1"]))


rows_of_cells = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(awkward_cell, min_size=width, max_size=width), min_size=1, max_size=12)
)


@given(
    rows_of_cells,
    st.sampled_from(["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]),
    st.sampled_from([",", ";", "\t", "，"]),
)
def test_a_table_written_in_any_way_is_read_back_the_same(body, encoding, separator):
    header = ["来电编号", "来电时间", "等待时长", "诉求类别", "备注"][: len(body[0]) + 1]
    rows = [header, *([f"第{number}通", *row] for number, row in enumerate(body))]
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in rows]
    assert cells(read_table(text(quoted, separator, "\r\n").encode(encoding), "calls.csv")) == rows


def test_quoted_line_ends_separators_and_quotes_stay_in_their_cell():
    table = read_table(
        '时间,备注\n2024-03-01 09:15,"第一行\n第二行, ""急"""\n2024-03-01 09:20,无事\n'.encode(), "calls.csv"
    )
    assert table.frame["备注"].tolist() == ['第一行\n第二行, "急"', "无事"]
    assert table.frame.index.tolist() == [2, 3]


def test_a_comma_for_decimals_does_not_hide_the_semicolon():
    table = read_table(b"start;wait;talk\n2024-03-01 09:15;1,5;2,5\n2024-03-01 09:16;3,5;4,5\n", "calls.csv")
    assert table.separator == ";" and len(table.columns) == 3


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end(end):
    assert cells(read_table(text(CALLS, end=end).encode(), "calls.csv")) == CALLS


def test_full_width_digits_become_plain_ones():
    assert read_table("等待,备注\n１２０,甲\n".encode(), "calls.csv").frame["等待"].tolist() == ["120"]


def test_a_ragged_row_is_named():
    found = problem(b"a,b,c\n1x,2x,3x\n1x,2x\n1x,2x,3x,4x\n")
    assert (found.code, found.row) == ("ragged_row", 3)
    assert found.detail == {"found": 2, "expected": 3, "count": 2}


def test_empty_cells_and_blank_rows_at_the_edges_are_not_ragged():
    table = read_table(b"a,b,,\nx,y,,\n\n ,,\nx,z\n,,,\n", "calls.csv")
    assert cells(table) == [["a", "b"], ["x", "y"], ["x", "z"]]
    assert table.frame.index.tolist() == [2, 5]  # as a spreadsheet numbers them


def test_nul_bytes_are_named_with_their_row():
    found = problem(b"a,b\nx,y\nx,\0z\n" + b"x,y\n" * 50)
    assert (found.code, found.row) == ("nul", 3)


@pytest.mark.parametrize("row", [b"a,\0\n", b"\0b,\n", b"a,b\0\0\n"])
def test_nul_bytes_that_stand_at_every_second_place_are_not_taken_for_utf_16(row):
    assert problem(b"a,b\n" + row * 50).code == "nul"


def test_a_line_of_a_million_cells_is_refused_before_it_is_cut_up():
    found = problem(b"1," * 12_000_000)
    assert found.code == "too_many_columns"
    assert found.detail["count"] < 100_000  # it was seen from the first few


def test_a_quotation_mark_that_is_never_closed():
    assert problem(b'a,b\nx,"y\n' + b"x,y\n" * 20).code == "quotes"
    assert problem(b'a,b\nx,"y\n' + b"x,y\n" * 100_000).code == "long_cell"


def test_doubled_and_empty_headings_are_made_unique_and_told():
    table = read_table("时间,时间,,时间 (2)\na,b,c,d\n".encode(), "calls.csv")
    assert table.columns == ("时间", "时间 (3)", "C", "时间 (2)")
    assert [warning.code for warning in table.warnings] == ["doubled_column", "named_column"]


def test_a_title_above_the_header_is_passed_over():
    table = read_table("明浦区热线通话记录,,\n\n来电时间,等待,类别\n2024-03-01 09:15,3,甲\n".encode(), "calls.csv")
    assert table.columns == ("来电时间", "等待", "类别")
    assert (table.header_row, table.frame.index.tolist()) == (3, [4])


def test_a_file_without_a_header_gets_letters():
    table = read_table(b"2024-03-01 09:15,20\n2024-03-01 09:16,30\n", "calls.csv")
    assert table.columns == ("A", "B") and len(table.frame) == 2 and table.header_row is None
    assert [warning.code for warning in table.warnings] == ["no_header"]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n", b"\xff\xfe", b" , ,\n"])
def test_an_empty_file(data):
    assert problem(data).code == "empty"


def test_a_header_and_nothing_else():
    assert problem("来电时间,等待时长\n".encode()).code == "header_only"


def test_a_hundred_megabytes_are_refused_at_once():
    data = bytes(100_000_000)
    assert problem(data).code == "too_large"


def test_a_million_rows_are_refused_before_they_are_parsed():
    data = b"2024-03-01 09:15,20\n" * 1_000_000
    assert problem(data).code == "too_many_rows"


def test_the_row_limit_also_holds_where_quotes_hide_line_ends():
    assert problem(b'a,b\n"x",y\n' * 200, rows=100).code == "too_many_rows"
    assert len(read_table(b"a,b\n" + b'"x\n\n\n\n",y\n' * 100, "calls.csv", Limits(rows=100)).frame) == 100


def test_the_longest_log_that_is_allowed_is_read_whole():
    row = "2024-03-01 09:15:00,20,240,是,已解决,噪音扰民,无,甲\n".encode("gbk")
    table = read_table("来电时间,等待,通话,接通,解决,类别,备注,坐席\n".encode("gbk") + row * 300_000, "calls.csv")
    assert len(table.frame) == 300_000


# workbooks


def test_a_workbook_with_dates_durations_numbers_and_formulas():
    def change(book):
        sheet = book.active
        sheet.append(
            [
                dt.datetime(2024, 3, 1, 9, 15),
                dt.time(0, 3, 20),
                dt.timedelta(hours=25, minutes=1),
                20,
                1.5,
                True,
            ]
        )
        sheet.append([dt.datetime(2024, 3, 2), None, None, "=D2*2", "１２", None])

    table = read_table(workbook([["when", "talk", "total", "wait", "x", "ok"]], change), "calls.xlsx")
    assert table.frame.iloc[0].tolist() == [
        "2024-03-01 09:15:00",
        "00:03:20",
        "25:01:00",
        "20",
        "1.5",
        "TRUE",
    ]
    # a formula shows the value that was stored with it: here none was
    assert table.frame.iloc[1].tolist() == ["2024-03-02 00:00:00", "", "", "", "12", ""]


OPEN_DOCUMENT = """<office:document-content
    xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
  <table:table table:name="a"><table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p>
  </table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>
</office:document-content>"""


def replaced(data, part, old, new):
    """The workbook with one piece of one part's XML changed."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            target.writestr(name, content)
    return written.getvalue()


def test_a_formula_gives_the_value_stored_with_it():
    data = workbook([["wait", "x"], ["=10+10", "a"]])
    data = replaced(data, "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>20</v>")
    assert read_table(data, "calls.xlsx").frame["wait"].tolist() == ["20"]


def test_chinese_date_formats_that_a_workbook_names_by_number_only():
    def change(book):
        book.active.append([45352.5, "a"])
        book.active["A2"].number_format = "0.000"

    data = replaced(workbook([["time", "x"]], change), "xl/styles.xml", b'<xf numFmtId="164"', b'<xf numFmtId="31"')
    assert read_table(data, "calls.xlsx").frame["time"].tolist() == ["2024-03-01 12:00:00"]


def test_moments_are_whole_seconds_and_may_count_from_1904():
    def change(book):
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        book.active.append([dt.datetime(2024, 3, 1, 9, 59, 59, 999_900), 12345678901234, "a"])

    row = read_table(workbook([["time", "number", "x"]], change), "calls.xlsx").frame.iloc[0]
    assert row.tolist() == ["2024-03-01 10:00:00", "12345678901234", "a"]


def test_cells_that_do_not_say_where_they_stand_follow_one_another():
    data = replaced(workbook(), "xl/worksheets/sheet1.xml", b' r="A2"', b"")
    data = replaced(data, "xl/worksheets/sheet1.xml", b' r="B2"', b"")
    assert cells(read_table(data, "calls.xlsx")) == CALLS


def test_the_first_sheet_with_something_in_it_is_read_and_named():
    def change(book):
        for row in CALLS:
            book.create_sheet("三月").append(row) if "三月" not in book.sheetnames else book["三月"].append(row)

    table = read_table(workbook([], change), "calls.xlsx")
    assert cells(table) == CALLS and table.sheet == "三月"
    assert [warning.code for warning in table.warnings] == ["one_of_sheets"]


def test_an_empty_workbook():
    assert problem(workbook([])).code == "empty"


def test_the_name_does_not_decide_what_a_file_is():
    assert cells(read_table(workbook(), "calls.csv")) == CALLS
    assert cells(read_table(text(CALLS).encode("gbk"), "calls.xlsx")) == CALLS


def test_a_zip_bomb_is_refused_by_its_directory():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(20):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", bytes(10_000_000))
    assert problem(written.getvalue(), "calls.xlsx").code == "unpacks_too_large"


def test_a_zip_bomb_that_lies_about_its_size():
    data = replaced(workbook(), "xl/worksheets/sheet1.xml", b"</worksheet>", b"</worksheet>" + b" " * 20_000_000)
    honest = struct.pack(
        "<L",
        next(
            part.file_size
            for part in zipfile.ZipFile(io.BytesIO(data)).infolist()
            if part.filename == "xl/worksheets/sheet1.xml"
        ),
    )
    assert problem(data.replace(honest, struct.pack("<L", 100)), "calls.xlsx").code == "broken_workbook"


def test_a_directory_that_lies_about_size_and_checksum():
    part = "xl/worksheets/sheet1.xml"
    data = replaced(workbook(), part, b"</worksheet>", b"</worksheet>" + b" " * 20_000_000)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        true, start = archive.getinfo(part), archive.read(part)[:100]
    lies = {true.file_size: 100, true.CRC: zlib.crc32(start)}
    for number, lie in lies.items():
        data = data.replace(struct.pack("<L", number), struct.pack("<L", lie))
    tracemalloc.start()
    assert problem(data, "calls.xlsx").code == "broken_workbook"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000  # bytes: what is hidden is never inflated


def test_entities_that_multiply_are_not_unfolded():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet '
    assert problem(replaced(workbook(), "xl/worksheets/sheet1.xml", b"<worksheet ", bomb)).code == "broken_workbook"


def test_one_cell_in_the_far_corner_costs_nothing():
    def found(row, column):
        data = workbook([["a", "b"]], lambda book: book.active.cell(row, column, "x"))
        return problem(data, "calls.xlsx").code

    assert found(1_048_576, 16_384) == found(1, 16_384) == "too_many_columns"
    assert found(1_048_576, 2) == "too_many_cells"


def test_a_far_cell_is_found_however_it_is_written():
    def change(book):
        book.active.cell(1_048_576, 150, "x")

    data, part = workbook([["a", "b"]], change), "xl/worksheets/sheet1.xml"
    for old, new in [
        (b' r="ET1048576"', b' r = "ET1048576"'),
        (b' r="ET1048576"', b" r='&#69;T1048576'"),
        (b' r="ET1048576"', b' r="et1048576"'),
        (b'<c r="ET1048576" t="inlineStr">', b"<c/>" * 149 + b'<c t="inlineStr">'),
        (b'<c r="ET1048576" t="inlineStr">', b'<c r="ES1048576"/><c t="inlineStr">'),
    ]:
        assert problem(replaced(data, part, old, new), "calls.xlsx").code == "too_many_cells"
    endless = replaced(data, part, b"ET1048576", b"A" * 5_000_000 + b"1")
    assert problem(endless, "calls.xlsx").code == "broken_workbook"
    in_utf_16 = replaced(data, part, b"<worksheet", b'<?xml version="1.0" encoding="utf-16"?><worksheet')
    assert problem(in_utf_16, "calls.xlsx").code == "too_many_cells"


def test_a_far_cell_that_is_empty_or_on_a_sheet_that_is_not_read_does_not_matter():
    def change(book):
        book.active.cell(1_048_576, 16_384).number_format = "0.000"
        book.create_sheet("grid").cell(1_048_576, 16_384, "x")

    assert cells(read_table(workbook(change=change), "calls.xlsx")) == CALLS


def with_shared_texts(count):
    """A workbook as Excel writes it: its cells name texts of a table, one of which has a reading aid."""
    data = workbook([["a", "b"], ["x", "y"]])
    sheet, rels = "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"
    for number, letter in enumerate(b"abxy"):
        inline = b't="inlineStr"><is><t>%c</t></is>' % letter
        data = replaced(data, sheet, inline, b't="s"><v>%d</v>' % number)
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = b'<Relationship Type="%s" Target="sharedStrings.xml" Id="texts"/>' % kind
    data = replaced(data, rels, b"</Relationships>", relation + b"</Relationships>")
    in_runs = "<r><t>噪音</t></r><r><t>扰民</t></r><rPh><t>zao yin</t></rPh>"
    texts = "".join(f"<si>{text}</si>" for text in ("<t>时间</t>", "<t>b</t>", in_runs, "<t>y</t>"))
    with zipfile.ZipFile(written := io.BytesIO(data), "a") as archive:
        archive.writestr(
            "xl/sharedStrings.xml",
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            f'count="4" uniqueCount="{count}">{texts}</sst>',
        )
    return written.getvalue()


@pytest.mark.parametrize("count", [4, 10**14])
def test_texts_that_cells_share_however_many_there_are_said_to_be(count):
    table = read_table(with_shared_texts(count), "calls.xlsx")
    assert cells(table) == [["时间", "b"], ["噪音扰民", "y"]]


def test_a_duration_that_no_calendar_holds():
    def change(book):
        book.active.append([1e308, "a"])
        book.active["A2"].number_format = "[h]:mm:ss"

    assert problem(workbook([["talk", "x"]], change), "calls.xlsx").code == "broken_workbook"


def test_a_workbook_that_holds_a_table_of_another_format():
    """calamine tries the formats one after the other."""
    with zipfile.ZipFile(written := io.BytesIO(), "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("xl/workbook.xml", "<broken")
        archive.writestr("content.xml", OPEN_DOCUMENT)
    assert problem(written.getvalue(), "calls.xlsx").code == "broken_workbook"


def test_more_cells_than_can_be_read_at_once():
    assert problem(workbook([["a", "b"]] * 60), "calls.xlsx", workbook_cells=100).code == "too_many_cells"


def test_an_old_workbook_and_a_locked_one():
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
    assert problem(old, "calls.xls").code == "old_workbook"
    assert problem(old + "EncryptedPackage".encode("utf-16-le"), "calls.xlsx").code == "locked_workbook"


@pytest.mark.parametrize("keep", [30, 600, -400])
def test_a_damaged_workbook(keep):
    assert problem(workbook()[:keep], "calls.xlsx").code == "broken_workbook"


@pytest.mark.parametrize("position", range(0, 100, 7))
def test_a_workbook_with_a_wrong_byte_gives_a_table_or_a_named_problem(position):
    data = bytearray(workbook())
    data[len(data) * position // 100] ^= 0xFF
    try:
        read_table(bytes(data), "calls.xlsx")
    except IntakeProblem as found:
        assert str(found)


def test_a_web_page_called_xls_and_other_things_that_are_no_tables():
    assert problem(b"\n<html><table><tr><td>1</td></tr></table>", "calls.xls").code == "html_workbook"
    assert problem(b"%PDF-1.7 ...", "calls.csv").code == "not_a_table"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert problem(written.getvalue(), "calls.xlsx").code == "not_a_table"
    assert problem(bytes(range(128, 256)) * 20).code == "unknown_encoding"


@given(st.binary(max_size=300))
def test_any_bytes_give_a_table_or_a_named_problem(data):
    try:
        read_table(data, "calls.csv")
    except IntakeProblem as found:
        assert str(found)
