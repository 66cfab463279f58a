"""A call log counted and drawn: every figure against a frame that can be counted by hand."""

import json
from datetime import datetime

import pandas as pd
import pytest

from caseroom import catalogue
from cases.hotline import log_digest
from cases.hotline import study as hotline_data
from cases.hotline.call_log import CallLog
from cases.hotline.log_digest import LogDigest, decode, digest, encode

in_ = catalogue.load("hotline").translator

MONDAY, SECOND_MONDAY, TUESDAY = "2025-03-03", "2025-03-10", "2025-03-04"


def frame(*rows: tuple) -> pd.DataFrame:
    columns = ["arrived_at", "queue_s", "abandoned", "handle_s", "resolved", "topic", "redial_of"]
    calls = pd.DataFrame(rows, columns=columns)
    calls["arrived_at"] = [datetime.fromisoformat(moment) for moment in calls["arrived_at"]]
    for column in ("abandoned", "resolved"):
        calls[column] = calls[column].astype("boolean")
    return calls


CALLS = frame(
    (f"{MONDAY} 09:00:00", 10.0, False, 100.0, True, "noise", None),
    (f"{MONDAY} 09:10:00", 30.0, True, None, None, "noise", None),
    (f"{MONDAY} 09:29:59", 50.0, False, 200.0, False, "noise", None),
    (f"{SECOND_MONDAY} 09:15:00", 10.0, False, 300.0, False, "noise", 3),
    (f"{TUESDAY} 10:05:00", 4.0, False, 100.0, True, "noise", None),
    (f"{TUESDAY} 10:20:00", 0.0, False, 100.0, True, "heating", 4),
)


def log(calls: pd.DataFrame = CALLS) -> LogDigest:
    return digest(CallLog(calls), "small.csv")


def chart(name: str, lang: str = "en") -> hotline_data.LogChart:
    found = hotline_data.charts(in_(lang), {"noise": {"en": "Noise", "zh": "噪声"}[lang]})
    return next(chart for chart in found if chart.name == name)


def cell(weekday: int, half_hour: str) -> log_digest.Cell:
    return next(cell for cell in log().cells if (cell.weekday, cell.half_hour) == (weekday, half_hour))


# What is counted


def test_calls_are_averaged_over_the_days_of_their_weekday() -> None:
    assert (cell(0, "09:00").calls, cell(0, "09:00").per_day) == (4, 2.0)  # two Mondays
    assert (cell(1, "10:00").calls, cell(1, "10:00").per_day) == (2, 2.0)  # one Tuesday


def test_waits_and_hang_ups_are_those_of_all_calls_in_the_half_hour() -> None:
    assert cell(0, "09:00").wait == 25.0
    assert cell(0, "09:00").abandoned == 0.25


def test_every_half_hour_between_the_first_and_the_last_is_there_also_without_calls() -> None:
    quiet = cell(1, "09:30")
    assert (quiet.calls, quiet.per_day, quiet.wait, quiet.abandoned) == (0, 0.0, None, None)
    assert len(log().cells) == 2 * 3


def test_repeats_are_counted_by_weekday_and_by_topic() -> None:
    assert [(day.weekday, day.calls, day.repeated) for day in log().weekdays] == [(0, 4, 0.25), (1, 2, 0.5)]
    assert log().topics[0] == ("noise", 5, 0.2, 0.5)  # resolved: two of four answered


def test_a_rare_topic_is_counted_with_the_others() -> None:
    """So that a column of free text, mapped by mistake, cannot carry calls into what is kept."""
    assert log().topics[1] == (log_digest.OTHER_TOPICS, 1, 1.0, 1.0)


def test_many_topics_become_few() -> None:
    many = frame(*((f"{MONDAY} 09:00:00", 1.0, False, 1.0, True, f"topic {n % 40}", None) for n in range(400)))
    assert len(log(many).topics) == log_digest.MOST_TOPICS + 1
    assert sum(topic.calls for topic in log(many).topics) == 400


# What is drawn


def test_the_heat_maps_show_every_cell_that_has_a_value() -> None:
    assert len(chart("calls_by_half_hour").rows(log())["rows"]) == 6
    waits = chart("wait_by_half_hour").rows(log())["rows"]
    assert [(row["day"], row["half_hour"], row["wait"]) for row in waits] == [
        ("Mon", "09:00", 25.0),
        ("Tue", "10:00", 2.0),
    ]


def test_the_dot_with_the_longest_wait_is_named() -> None:
    rows = chart("hang_ups").rows(log())["rows"]
    assert [(row["wait"], row["abandoned"], row["calls"], row["label"]) for row in rows] == [
        (25.0, 0.25, 4, "Monday 09:00"),
        (2.0, 0.0, 2, ""),
    ]


def test_a_half_hour_of_few_calls_is_not_called_the_longest_wait() -> None:
    many = [(f"{MONDAY} 09:00:00", 20.0, False, 1.0, True, "noise", None)] * 40
    odd = (f"{MONDAY} 12:00:00", 900.0, True, None, None, "noise", None)
    assert (
        chart("wait_by_half_hour")
        .describe(log(frame(*many, odd)))
        .startswith("The longest waits are on Monday 09:00: 20 s")
    )


def test_topics_have_the_words_given_and_the_least_solved_comes_first() -> None:
    rows = chart("solved_by_topic", "zh").rows(log())["rows"]
    assert rows[0]["label"] == "噪声"
    assert [row["resolved_label"] for row in rows] == ["50%", "100%"]


@pytest.mark.parametrize(
    ("missing", "left_out"),
    [
        ("queue_s", {"wait_by_half_hour", "hang_ups"}),
        ("abandoned", {"hang_ups"}),
        ("resolved", {"solved_by_topic"}),
        ("topic", {"solved_by_topic"}),
        ("redial_of", {"repeats_by_weekday"}),
        ("handle_s", set()),
    ],
)
def test_a_chart_whose_column_is_missing_is_left_out_with_a_sentence(missing: str, left_out: set[str]) -> None:
    thin = log(CALLS.drop(columns=missing))
    charts = hotline_data.charts(in_("en"), {})
    empty = [chart for chart in charts if not chart.rows(thin)["rows"]]
    assert {chart.name for chart in empty} == left_out
    sentences = [chart.missing for chart in empty]
    assert all("not shown" in sentence for sentence in sentences)


def test_a_log_of_arrivals_alone_still_shows_when_calls_come() -> None:
    thin = log(CALLS[["arrived_at"]])
    assert [chart.name for chart in hotline_data.charts(in_("en"), {}) if chart.rows(thin)["rows"]] == [
        "calls_by_half_hour"
    ]


def test_without_redials_a_topic_still_shows_what_was_solved() -> None:
    rows = chart("solved_by_topic").rows(log(CALLS.drop(columns="redial_of")))["rows"]
    assert [(row["resolved"], row["repeated"], row["repeated_label"]) for row in rows] == [
        (0.5, None, "–"),
        (1.0, None, "–"),
    ]


def test_a_legend_names_only_what_the_log_has() -> None:
    shown = chart("solved_by_topic")
    assert {row["repeated_label"] for row in shown.rows(log(CALLS.drop(columns="redial_of")))["rows"]} == {"–"}
    bars = [layer for layer in shown.spec["layer"] if "color" in layer["encoding"]]
    assert len(bars) == 2, "one for what was solved, one for what came again"


# What is said


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", [chart.name for chart in hotline_data.charts(in_("en"), {})])
def test_a_description_says_what_this_log_shows(name: str, lang: str) -> None:
    moved = CALLS.assign(
        arrived_at=[at.replace(day=at.day + 2, hour=at.hour + 1) for at in CALLS["arrived_at"]],
        resolved=[True, None, True, True, False, False],
        queue_s=CALLS["queue_s"] * 2,
        abandoned=[True, True, False, False, False, False],
    ).astype({"resolved": "boolean", "abandoned": "boolean"})
    before, after = (chart(name, lang).describe(each) for each in (log(), log(moved)))
    assert before != after
    assert "{" not in before


def test_the_description_of_waits_says_whether_they_come_with_the_most_calls() -> None:
    described = chart("wait_by_half_hour").describe(log())
    assert described.startswith("The longest waits are on Monday 09:00: 25 s on average.")
    assert described.endswith("That half hour also has the most calls.")


# What is kept


def test_a_digest_survives_json_and_comes_back_as_it_was() -> None:
    assert decode(json.loads(json.dumps(encode(log())))) == log()


def test_a_digest_of_a_week_around_the_clock_is_small() -> None:
    every_minute = pd.DataFrame({"arrived_at": pd.date_range(MONDAY, periods=7 * 24 * 60, freq="min")})
    calls = every_minute.assign(queue_s=12.345, abandoned=False, resolved=True, topic="noise", redial_of=None)
    assert len(json.dumps(encode(log(calls)))) < 60_000


@pytest.mark.parametrize(
    "damage",
    [
        {"version": 0},
        {"calls": "many"},
        {"calls": -1},
        {"calls": 1.5},
        {"days": True},
        {"arrivals_per_hour": float("nan")},
        {"arrivals_per_hour": float("inf")},
        {"abandonment": 1.5},
        {"average_handling_time": "long"},
        {"day_profile": {}},
        {"day_profile": {"25:00": 1.0}},
        {"day_profile": ["09:00"]},
        {"weekday_profile": {"7": 1.0}},
        {"name": None},
        {"name": "x" * 81},
        {"columns": None},
        {"cells": []},
        {"cells": [[0, "09:00", 1]]},
        {"cells": [[0, ["09:00"], 1, 1.0, None, None]]},
        {"cells": [[0, "09:00", 1, 1.0, None, None]] * 337},
        {"weekdays": None},
        {"topics": [["noise", 1, 0.5, 2.0]]},
        {"topics": [["noise", 1, None, None]] * 14},
    ],
)
def test_damage_is_named_and_never_drawn(damage: dict) -> None:
    with pytest.raises(ValueError):
        decode(json.loads(json.dumps(encode(log()))) | damage)


@pytest.mark.parametrize("kept", [None, [], "text", 7, {}])
def test_what_is_no_digest_is_refused(kept: object) -> None:
    with pytest.raises(ValueError):
        decode(kept)


# The case's own log


def test_the_bundled_log_is_counted_once(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("CASEROOM_HOME", str(tmp_path))
    counted = log_digest.bundled("hotline")
    assert counted.calls > 30_000
    monkeypatch.setattr(log_digest.data, "load", lambda name: pytest.fail("counted again"))
    assert log_digest.bundled("hotline") == counted


@pytest.mark.parametrize("damaged", [b"", b"{}", b"\xff\xfe", b'{"version": 1}', b"[1]"])
def test_a_damaged_cache_is_counted_again_and_mended(damaged: bytes, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("CASEROOM_HOME", str(tmp_path))
    monkeypatch.setattr(log_digest.data, "load", lambda name: CALLS)
    counted = log_digest.bundled("hotline")
    (kept,) = (tmp_path / "cache").glob("log-*.json")
    kept.write_bytes(damaged)
    assert log_digest.bundled("hotline") == counted
    assert decode(json.loads(kept.read_text())) == counted


def test_without_a_place_for_the_cache_the_log_is_still_counted(tmp_path, monkeypatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("CASEROOM_HOME", str(blocked))
    monkeypatch.setattr(log_digest.data, "load", lambda name: CALLS)
    assert log_digest.bundled("hotline").calls == len(CALLS)


# In the model's terms


def test_levers_count_callers_where_the_log_counts_calls() -> None:
    found = hotline_data.levers(log_digest.bundled("hotline"))
    assert found["average_handling_time"] == 240
    assert found["first_call_resolution"] == 0.8
    assert found["arrivals_per_hour"] == pytest.approx(198 * 0.88, abs=1)  # 1 / calls per caller


def test_levers_stay_within_the_model_and_say_only_what_the_log_does() -> None:
    assert hotline_data.levers(log(CALLS[["arrived_at"]])) == {"arrivals_per_hour": 20}
