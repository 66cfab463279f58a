"""From text to calls: which column is which, what a cell means, and what the staffing model is told."""

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseroom.intake import IntakeProblem, IntakeProblems, read_table, sentence, sentences
from caseroom.intake.answers import read_abandoned, read_resolved
from caseroom.intake.durations import read_duration
from caseroom.intake.moments import read_moment, read_time
from caseroom.intake.problems import MESSAGES
from cases.hotline.call_log import CallLog, confirm, guess_columns


def table(*rows):
    return read_table("\n".join("\t".join(row) for row in rows).encode(), "calls.tsv")


def log(*rows, **mapping):
    read = table(*rows)
    return confirm(read, mapping or guess_columns(read))


QUARTER_PAST_NINE = dt.datetime(2024, 3, 1, 9, 15)


@pytest.mark.parametrize(
    "text",
    """2024-03-01 09:15 | 2024/3/1 9:15:00 | 2024年3月1日 9时15分 | 2024年3月1日9时15分0秒
    2024.3.1 9:15 | 45352.385416666664 | 01.03.2024 09:15 | 2024-03-01T09:15:00 | 2024-03-01T09:15:00Z
    2024-03-01T09:15:00.000+08:00
    20240301 09:15 | 202403010915 | 20240301091500 | 2024-03-01 9:15 AM
    2024年3月1日 上午9:15 | 2024/3/1 星期五 9:15
    ２０２４／３／１　９：１５""".replace("\n", "|").split("|"),
)
def test_one_moment_in_many_ways_of_writing(text):
    assert read_moment(text) == QUARTER_PAST_NINE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "2024-13-01 09:15",
        "2024-02-30",
        "2024-03-01 25:00",
        "12",
        "13800138000",
        "0024-03-01 09:15",
        "9" * 5000,
        "2024-03-01 9:" + " " * 50_000 + "x",
    ],
)
def test_what_is_no_moment(text):
    assert read_moment(text) is None


@given(st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2100, 12, 31)))
def test_a_moment_survives_being_written(moment):
    moment = moment.replace(microsecond=0)
    for form in (
        "%Y-%m-%d %H:%M:%S",
        "%Y/%m/%d %H:%M:%S",
        "%Y年%m月%d日 %H时%M分%S秒",
        "%d.%m.%Y %H:%M:%S",
        "%Y%m%d%H%M%S",
    ):
        assert read_moment(moment.strftime(form)) == moment


@pytest.mark.parametrize("text", ["9:15", "09:15:00", "9时15分", "上午9:15", "9:15 am", "0.385416666666667"])
def test_a_time_of_day(text):
    assert read_time(text) == dt.timedelta(hours=9, minutes=15)


def test_the_afternoon():
    assert read_time("下午3:20") == read_time("3:20 PM") == read_time("15:20")
    assert read_time("12:05 AM") == dt.timedelta(minutes=5)


@pytest.mark.parametrize(
    "text",
    [
        "200",
        "200.0",
        "200s",
        "200秒",
        "3:20",
        "03:20",
        "0:03:20",
        "3分20秒",
        "3 min 20 s",
        "3'20\"",
        "0 days 00:03:20",
        "２００",
        "0小时3分20秒",
    ],
)
def test_two_hundred_seconds(text):
    assert read_duration(text) == 200


@pytest.mark.parametrize("text", ["-5", "abc", "3:75", "1:75:00", "", "9" * 400, "2024-03-01"])
def test_what_is_no_duration(text):
    assert read_duration(text) is None


def test_decimals_and_thousands():
    assert read_duration("1,234") == 1234
    assert read_duration("12,5") == 12.5
    assert read_duration("1.5 min") == 90


def test_yes_and_no():
    assert all(read_resolved(text) is True for text in ("是", "Y", "1", "TRUE", "已解决", "yes"))
    assert all(read_resolved(text) is False for text in ("否", "N", "0", "false", "未解决", "转办"))
    assert all(read_abandoned(text) is True for text in ("是", "放弃", "未接通", "Missed"))
    # 接通 speaks for itself; 是 means "answered" only under a heading that asks so
    assert all(read_abandoned(text, answered_asked=True) is False for text in ("是", "接通", "已接听", "1"))
    assert read_abandoned("maybe") is None and read_resolved("") is None


# columns


def test_chinese_headings():
    guess = guess_columns(
        table(
            [
                "工单编号",
                "来电时间",
                "接听时间",
                "排队时长",
                "通话时长(秒)",
                "是否接通",
                "是否解决",
                "诉求类别",
            ],
            ["20240301000001", "2024-03-01 09:15", "2024-03-01 09:16", "20", "200", "是", "否", "噪音"],
        )
    )
    assert guess == {
        "arrived_at": "来电时间",
        "arrived_date": None,
        "arrived_time": None,
        "queue_s": "排队时长",
        "handle_s": "通话时长(秒)",
        "abandoned": "是否接通",
        "resolved": "是否解决",
        "topic": "诉求类别",
        "queue_unit": "s",
        "handle_unit": "s",
    }


def test_english_headings():
    guess = guess_columns(
        table(
            ["Call ID", "Start Time", "Wait (s)", "Handle Time", "Abandoned?", "Resolved", "Category"],
            ["1", "3/1/2024 9:15", "20", "0:03:20", "N", "Y", "Noise"],
        )
    )
    assert list(guess.values()) == [
        "Start Time",
        None,
        None,
        "Wait (s)",
        "Handle Time",
        "Abandoned?",
        "Resolved",
        "Category",
        "s",
        "auto",  # 0:03:20 speaks for itself
        "dmy",
    ]


def test_the_case_s_own_columns():
    guess = guess_columns(
        table(
            ["call_id", "arrived_at", "topic", "queue_s", "abandoned", "handle_s", "resolved", "redial_of"],
            ["1", "2025-03-03T07:01:42", "heating", "0.0", "false", "23.3", "true", ""],
        )
    )
    assert all(guess[role] == role for role in ("arrived_at", "queue_s", "handle_s", "abandoned", "resolved", "topic"))


def test_the_moment_is_found_by_content_and_a_heading_without_content_does_not_mislead():
    guess = guess_columns(table(["来电时间", "x1"], ["张三", "2024-03-01 09:15"]))
    assert guess["arrived_at"] == "x1"


def test_date_and_time_in_two_columns():
    calls = log(["日期", "时间", "等待"], ["2024-03-01", "9:15", "20"], ["2024/3/2", "下午3:20", "30"]).calls
    assert calls["arrived_at"].tolist() == [QUARTER_PAST_NINE, dt.datetime(2024, 3, 2, 15, 20)]


def test_nothing_is_guessed_where_nothing_fits():
    assert set(guess_columns(table(["a", "b"], ["x", "y"])).values()) == {None, "auto"}


# confirming


def test_a_heading_that_asks_for_the_opposite():
    rows = ["2024-03-01 09:15", "是"], ["2024-03-01 09:16", "否"]
    assert log(["来电时间", "是否接通"], *rows).calls["abandoned"].tolist() == [False, True]
    assert log(["来电时间", "是否放弃"], *rows).calls["abandoned"].tolist() == [True, False]
    assert log(["来电时间", "未接通"], *rows, arrived_at="来电时间", abandoned="未接通").calls[
        "abandoned"
    ].tolist() == [True, False]


def test_minutes_in_the_heading():
    rows = ["2024-03-01 09:15", "1.5"], ["2024-03-01 09:16", "3:20"]
    assert log(["来电时间", "通话时长(分钟)"], *rows).calls["handle_s"].tolist() == [90, 200]


def test_calls_come_in_order_and_unknown_values_stay_unknown():
    calls = log(
        ["来电时间", "等待时长", "是否解决"], ["2024-03-01 10:00", "-", "是"], ["2024-03-01 09:00", "20", ""]
    ).calls
    assert calls["arrived_at"].is_monotonic_increasing
    assert calls["queue_s"].iloc[0] == 20 and math.isnan(calls["queue_s"].iloc[1])
    assert calls["resolved"].isna().tolist() == [True, False]


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        (["3/1/2024 9:15", "3/31/2024 9:15"], dt.date(2024, 3, 1)),  # 31 can be no month
        (["1/3/2024 9:15", "31/3/2024 9:15"], dt.date(2024, 3, 1)),
        (
            ["3/1/2024 9:15", "3/2/2024 9:15", "3/3/2024 9:15"],
            dt.date(2024, 3, 1),
        ),  # three days rather than two months
        (["1/3/2024 9:15", "2/3/2024 9:15"], dt.date(2024, 3, 1)),
    ],
)
def test_the_order_of_day_and_month_is_found_from_the_whole_column(dates, day):
    found = log(["call time"], *([date] for date in dates))
    assert found.calls["arrived_at"].iloc[0].date() == day


def test_an_open_order_of_day_and_month_is_told():
    found = log(["call time"], ["3/1/2024 9:15"], ["3/2/2024 9:15"])
    assert [warning.code for warning in found.warnings] == ["guessed_date_order_mdy"]


def test_one_bad_row_in_a_hundred_is_left_out_and_told():
    good = [[f"2024-03-01 09:{minute % 60:02}", "20"] for minute in range(199)]
    found = log(["来电时间", "等待时长"], *good, ["2024-03-01 10:00", "很久"])
    assert (len(found.calls), found.rows_left_out) == (199, 1)
    assert "Row 201, column “等待时长”: “很久”" in sentence(found.warnings[-1], str)


def test_more_bad_rows_are_refused_and_named():
    with pytest.raises(IntakeProblems) as caught:
        log(
            ["来电时间", "等待时长"],
            ["2024-03-01 09:15", "20"],
            ["昨天", "20"],
            ["2024-03-01 09:16", "x" * 99],
            ["", "3"],
            arrived_at="来电时间",
            queue_s="等待时长",
        )
    assert [(found.code, found.row, found.column) for found in caught.value.problems] == [
        ("bad_moment", 3, "来电时间"),
        ("bad_duration", 4, "等待时长"),
        ("missing_moment", 5, "来电时间"),
    ]
    assert caught.value.problems[1].detail["text"] == "x" * 39 + "…"


def test_many_alike_are_summed_up():
    rows = [["2024-03-01 09:15", "很久"]] * 30
    with pytest.raises(IntakeProblems) as caught:
        log(["来电时间", "等待时长"], *rows, arrived_at="来电时间", queue_s="等待时长")
    assert [found.code for found in caught.value.problems] == ["bad_duration"] * 5 + ["and_more"]
    assert caught.value.problems[-1].detail["count"] == 25
    assert len(IntakeProblems([IntakeProblem("empty")] * 40).problems) == 10


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({}, "no_arrival"),
        ({"arrived_date": "a"}, "no_arrival"),
        ({"arrived_at": "z"}, "no_such_column"),
        ({"arrived_at": "a", "agent": "a"}, "no_such_role"),
    ],
)
def test_a_mapping_that_cannot_be(mapping, code):
    with pytest.raises(IntakeProblem) as caught:
        confirm(table(["a", "b"], ["x", "y"]), mapping)
    assert caught.value.code == code


def test_dates_without_a_time_of_day_are_refused():
    with pytest.raises(IntakeProblem) as caught:
        log(["来电时间", "x"], ["2024-03-01", "a"], ["2024-03-02", "b"], arrived_at="来电时间")
    assert caught.value.code == "no_time_of_day"


# the summary


def one_week():
    """Monday to Friday: four calls from 9:00 to 9:30, two from 10:00 to 10:30; on Friday twice as many."""
    for day in range(4, 9):
        for minute in ["09:01", "09:10", "09:20", "09:29", "10:00", "10:29"] * (2 if day == 8 else 1):
            answered = minute != "10:29"
            yield [
                f"2024-03-{day:02} {minute}",
                "200" if answered else "0",
                "是" if answered else "否",
                ("是" if minute != "10:00" else "否") if answered else "",
            ]


def test_the_summary_is_what_can_be_counted_by_hand():
    summary = log(["来电时间", "通话时长", "是否接通", "是否解决"], *one_week()).summary()
    assert (summary.calls, summary.days) == (36, 5)
    assert summary.arrivals_per_hour == pytest.approx((4 * 4 + 8) / 5 * 2)
    assert summary.average_handling_time == 200
    assert summary.abandonment == pytest.approx(1 / 6)
    assert summary.first_call_resolution == pytest.approx(4 / 5)
    assert summary.day_profile == {"09:00": 1.0, "09:30": 0.0, "10:00": 0.5}
    assert summary.weekday_profile == {0: 0.5, 1: 0.5, 2: 0.5, 3: 0.5, 4: 1.0}


def test_the_summary_by_the_hour():
    summary = log(["来电时间"], *([row[0]] for row in one_week())).summary(half_hours=False)
    assert summary.day_profile == {"09:00": 1.0, "10:00": 0.5}
    assert summary.arrivals_per_hour == pytest.approx((4 * 4 + 8) / 5)
    assert summary.average_handling_time is summary.abandonment is summary.first_call_resolution is None


def test_a_log_is_a_value():
    assert isinstance(log(["来电时间"], ["2024-03-01 09:15"]), CallLog)


# words


def test_every_problem_has_a_sentence_that_its_detail_fills():
    detail = {
        "size": 100.0,
        "limit": 25,
        "count": 3,
        "total": 9,
        "found": 2,
        "expected": 3,
        "text": "{x}",
        "sheet": "S",
        "unit": "C01",
        "time": "2024",
        "least": 100,
        "target": 8.0,
        "step": 5.0,
        "second": "2",
        "third": "4",
        "encoding": "big5",
        "first": IntakeProblem("empty"),
        "last": "2024",
        "times": "2019, 2020",
        "seconds": 0.06,
    }
    for code in MESSAGES:
        said = sentence(IntakeProblem(code, 7, "等待", detail), str)
        assert said and "None" not in said


def test_a_sentence_is_said_in_the_reader_s_language():
    chinese = {MESSAGES["bad_duration"]: "第{row}行“{column}”列：“{text}”不是时长。"}
    found = IntakeProblem("bad_duration", 5, "等待", {"text": "{row}"})
    assert sentences(found, lambda msgid: chinese[msgid]) == ["第5行“等待”列：“{row}”不是时长。"]
