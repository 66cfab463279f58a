"""One call log, written as the files that people bring are written: it comes to the same calls every time."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import openpyxl
import pytest

from caseroom.intake import Table, read_table, sentence
from cases.hotline.call_log import CallLog, confirm, guess_columns

Rows = list[list[str]]
CALLS = [
    (dt.datetime(2024, 3, 4 + day, 9, 0, 7) + dt.timedelta(minutes=10 * place), 20 + place, 180 + 5 * day + place)
    for day in range(5)
    for place in range(48)
]
"""When each came, and its seconds in the queue and of talk: six an hour from 9:00 to 17:00 on five days."""
QUEUE = sum(queue for _, queue, _ in CALLS) / len(CALLS)
TALK = sum(talk for *_, talk in CALLS) / len(CALLS)
HEADING = ["来电时间", "排队时长", "通话时长"]


def rows(moment: Callable[[dt.datetime], str] = str) -> Rows:
    return [[moment(at), str(queue), str(talk)] for at, queue, talk in CALLS]


def text(body: Rows, heading: list[str] = HEADING) -> Table:
    return read_table("\n".join("\t".join(row) for row in [heading, *body]).encode(), "calls.tsv")


def workbook(*sheets: tuple[str, list[list[object]]]) -> Table:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, cells in sheets:
        sheet = book.create_sheet(name)
        for row in cells:
            sheet.append(row)
    book.save(file := io.BytesIO())
    return read_table(file.getvalue(), "calls.xlsx")


def proposed(table: Table) -> CallLog:
    return confirm(table, guess_columns(table))


def is_the_log(found: CallLog, talk: float = TALK) -> None:
    summary = found.summary()
    assert (summary.calls, summary.days, summary.arrivals_per_hour) == (240, 5, 6)
    assert found.calls["arrived_at"].iloc[0] == CALLS[0][0]
    assert summary.average_handling_time == pytest.approx(talk, abs=0.01)
    if "queue_s" in found.calls:
        assert found.calls["queue_s"].mean() == pytest.approx(QUEUE)


PARTS = ((6, "凌晨"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))


def chinese_clock(at: dt.datetime) -> str:
    part = next(name for until, name in PARTS if at.hour < until)
    return f"{at.year}/{at.month}/{at.day} {part}{at.hour - 12 if at.hour > 12 else at.hour}:{at:%M:%S}"


@pytest.mark.parametrize(
    "moment",
    [
        str,
        chinese_clock,
        lambda at: f"{at:%d-%b-%y %I.%M.%S %p}".upper(),
        lambda at: f"{at:%b} {at.day}, {at:%Y %H:%M:%S}",
        lambda at: f"{at.month}/{at.day}/{at:%y %H:%M:%S}",
        lambda at: f"{at:%y/%m/%d %H:%M:%S}",
        lambda at: str(int(at.replace(tzinfo=dt.UTC).timestamp() * 1000)),
        lambda at: str(int(at.replace(tzinfo=dt.UTC).timestamp())),
    ],
)
def test_moments_in_many_ways_of_writing(moment: Callable[[dt.datetime], str]) -> None:
    is_the_log(proposed(text(rows(moment))))


def test_midnight_may_be_called_24() -> None:
    body = [["2024-03-03 24:05:00", "20", "180"], ["2024-03-04 00:06:00", "20", "180"]]
    assert proposed(text(body)).calls["arrived_at"].tolist() == [
        dt.datetime(2024, 3, 4, 0, 5),
        dt.datetime(2024, 3, 4, 0, 6),
    ]


def test_an_open_order_of_dates_can_be_changed() -> None:
    table = text(rows(lambda at: f"{at.month}/{at.day}/{at:%Y %H:%M:%S}"))
    guess = guess_columns(table)
    assert guess["dates"] == "mdy"
    assert confirm(table, guess | {"dates": "dmy"}).calls["arrived_at"].iloc[0].month == 4


def test_date_and_time_in_two_columns_of_a_workbook_or_as_excel_saves_them() -> None:
    heading = ["日期", "时间", "排队时长", "通话时长"]
    cells = [[at.date(), at.time(), queue, talk] for at, queue, talk in CALLS]
    is_the_log(proposed(workbook(("明细", [heading, *cells]))))
    saved = [[f"{at:%Y/%m/%d} 0:00", f"{at:%H:%M:%S}", str(queue), str(talk)] for at, queue, talk in CALLS]
    is_the_log(proposed(text(saved, heading)))


def test_a_header_of_two_rows_with_merged_cells() -> None:
    heading: list[list[object]] = [
        ["序号", "来电信息", None, "时长（秒）", None, "结果"],
        [None, "来电时间", "来电号码", "排队时长", "通话时长", None],
    ]
    body = [[n, at, "(已隐去)", queue, talk, "接通"] for n, (at, queue, talk) in enumerate(CALLS)]
    found = proposed(workbook(("Sheet1", [*heading, *body])))
    is_the_log(found)
    assert found.summary().abandonment == 0


def test_the_sheet_that_holds_most_is_read_and_another_can_be_chosen() -> None:
    notes: list[list[object]] = [["数据说明"], ["字段", "含义"], ["来电时间", "电话接入的时间"]]
    table = workbook(("说明", notes), ("明细", [list(HEADING), *map(list, CALLS)]))
    assert (table.sheet, table.sheets) == ("明细", ("说明", "明细"))
    is_the_log(proposed(table))


@pytest.mark.parametrize(
    ("heading", "seconds", "unit"),
    [
        ("通话时长(小时)", 3600, "h"),
        ("duration_ms", 0.001, "ms"),
        ("talk_min", 60, "min"),
        ("通话时长", 60, "min"),
        ("通话时长", 3600, "h"),
        ("通话时长", 0.001, "ms"),
        ("通话时长", 1, "s"),
    ],
)
def test_the_unit_of_durations_is_stated_or_is_found_by_what_is_likely(heading: str, seconds: float, unit: str) -> None:
    body = [[str(at), f"{talk / seconds:.6f}"] for at, _, talk in CALLS]
    table = text(body, ["来电时间", heading])
    guess = guess_columns(table)
    assert guess["handle_unit"] == unit
    found = confirm(table, guess)
    is_the_log(found)
    told = [warning.code for warning in found.warnings]
    assert ("guessed_unit" in told) == (heading == "通话时长" and unit != "s")


def test_the_unit_that_was_found_can_be_changed() -> None:
    table = text([[str(at), f"{talk / 60:.6f}"] for at, _, talk in CALLS], ["来电时间", "通话时长"])
    assert confirm(table, guess_columns(table)).summary().average_handling_time == pytest.approx(TALK, rel=0.01)
    as_seconds = confirm(table, guess_columns(table) | {"handle_unit": "s"}).summary()
    assert as_seconds.average_handling_time == pytest.approx(TALK / 60, rel=0.01)


def test_lengths_that_no_call_has_are_said() -> None:
    body = [[str(at), f"{talk / 3600:.6f}"] for at, _, talk in CALLS]
    table = text(body, ["来电时间", "通话时长(秒)"])
    (warning,) = proposed(table).warnings
    assert warning.code == "unlikely_duration" and "less than 0.1 seconds" in sentence(warning, str)


@pytest.mark.parametrize("line", ["共240条", "(240 rows affected)"])
def test_a_line_below_the_table_is_left_out_and_told(line: str) -> None:
    in_text = text([*rows(), [line]])
    in_workbook = workbook(("明细", [list(HEADING), *map(list, CALLS), [line]]))
    for table in (in_text, in_workbook):
        found = proposed(table)
        is_the_log(found)
        assert [warning.code for warning in found.warnings] == ["footer"]
        assert line in sentence(found.warnings[0], str)


@pytest.mark.parametrize(("encoding", "cut"), [("gb18030", 1), ("utf-8", 1), ("utf-8", 2)])
def test_one_character_that_was_cut_is_one_replaced_character(encoding: str, cut: int) -> None:
    body = [[*row, "噪音扰民"] for row in rows()]
    data = "\n".join("\t".join(row) for row in [[*HEADING, "诉求类别"], *body]).encode(encoding)
    last = data.rfind("民".encode(encoding))
    table = read_table(data[: last + cut] + b"\n" + "\t".join(body[0]).encode(encoding), "calls.tsv")
    assert table.encoding == encoding
    assert [warning.code for warning in table.warnings] == ["broken_characters"]
    assert proposed(table).calls["topic"].iloc[0] == "噪音扰民"


def test_the_records_of_a_telephone_exchange() -> None:
    heading = ["src", "start", "answer", "end", "duration", "billsec", "disposition"]
    states = ["ANSWERED"] * 7 + ["NO ANSWER", "BUSY", "FAILED"]
    body = []
    for n, (at, ringing, talk) in enumerate(CALLS):
        state = states[n % 10]
        answered = at + dt.timedelta(seconds=ringing) if state == "ANSWERED" else None
        talked = talk if answered else 0
        end = at + dt.timedelta(seconds=ringing + talked)
        body.append([f"9{n}", str(at), str(answered or ""), str(end), str(ringing + talked), str(talked), state])
    found = proposed(text(body, heading))
    answered_talk = [talk for n, (*_, talk) in enumerate(CALLS) if states[n % 10] == "ANSWERED"]
    is_the_log(found, sum(answered_talk) / len(answered_talk))
    assert found.summary().abandonment == pytest.approx(0.3)


def test_neither_a_ticket_number_nor_the_end_of_a_matter_is_taken_for_the_call() -> None:
    later = dt.timedelta(days=3)
    tickets = [[f"{at:%Y%m%d}{n:06}", str(at), "某街道", str(at + later)] for n, (at, *_) in enumerate(CALLS)]
    closed_first = [[f"WD{n}", str(at + later), str(at)] for n, (at, *_) in enumerate(CALLS)]
    for body, heading in (
        (tickets, ["工单编号", "创建时间", "办理单位", "办结时间"]),
        (closed_first, ["工单编号", "办结时间", "工单生成时间"]),
    ):
        assert proposed(text(body, heading)).calls["arrived_at"].iloc[0] == CALLS[0][0]
