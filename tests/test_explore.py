"""The data step: which log the charts show, what is kept of a student's, and what the staffing is told."""

import json
from typing import Any

import pandas as pd
import pytest

from caseroom import catalogue
from caseroom.client import FileClient, NotSaved
from caseroom.explore import Explore
from caseroom.panels.upload import UploadPanel
from tests.page import tell

CASE = catalogue.load("helpdesk")
SECRET = "13800138000 leaking roof, Lane 7"


def own_log(calls: int = 200) -> bytes:
    """A Monday's calls at odd seconds, each with a topic of its own such as a clerk's free text."""
    frame = pd.DataFrame({"arrived_at": pd.date_range("2024-03-04 09:00:07", periods=calls, freq="37s")})
    topics = [f"{SECRET} {n}" for n in range(calls)]
    return frame.assign(queue_s=11.7, topic=topics).to_csv(index=False).encode()


class Broken(FileClient):
    def save(self, key: str, value: Any, *, once: bool = False, based_on: str | None = None) -> str:
        raise NotSaved("busy")


@pytest.fixture
def place(home):
    return home / "helpdesk.json"


def opened(place, lang: str = "en") -> Explore:
    client = FileClient(place)
    return Explore(CASE, lang, client, client.load())


def shown(explore: Explore) -> list[str]:
    return [chart.name for chart in charts_of(explore)]


def bar_of(explore: Explore) -> UploadPanel:
    bar = frame_of(explore)[1]
    assert isinstance(bar, UploadPanel)
    return bar


def charts_of(explore: Explore) -> list[Any]:
    return [one for one in frame_of(explore) if not isinstance(one, UploadPanel)]


def frame_of(explore: Explore) -> tuple[Any, ...]:
    (frame,) = explore.widget.children
    return tuple(frame.children)


def bring(explore: Explore, name: str = "march.csv") -> dict[str, Any]:
    """Take the student's log through the bar, as a page does; the answer to its last step."""
    bar, file = bar_of(explore), own_log()
    tell(bar, type="begin", name=name, size=len(file))
    tell(bar, file, type="chunk", number=0)
    guess = tell(bar, type="read")["guess"]
    assert tell(bar, type="confirm", mapping=guess)["ok"]
    return tell(bar, type="use")


def test_the_constructed_log_is_shown_first_and_says_what_it_is(place) -> None:
    explore = opened(place)
    assert len(shown(explore)) == 3
    bar, charts = bar_of(explore), charts_of(explore)
    assert bar.shown["own"] is False
    assert bar.shown["left_out"] == []
    assert {chart.note for chart in charts} == {"Constructed data"}
    assert all(chart.description and chart.rows["rows"] for chart in charts)


def test_topics_have_chinese_names_in_chinese(place) -> None:
    explore = opened(place, "zh")
    (solved,) = [chart for chart in charts_of(explore) if chart.name == "solved_by_topic"]
    assert solved.rows["rows"][0]["label"] == "噪声"


def test_an_own_log_takes_over_the_charts_it_can_have(place) -> None:
    explore = opened(place)
    shown(explore)
    bring(explore)
    assert shown(explore) == ["calls_by_half_hour", "wait_by_half_hour"]
    bar, charts = bar_of(explore), charts_of(explore)
    assert (bar.shown["own"], bar.shown["name"], len(bar.shown["left_out"])) == (True, "march.csv", 1)
    assert {chart.note for chart in charts} == {"march.csv"}
    tell(bar_of(explore), type="back")
    assert len(shown(explore)) == 3


def test_an_own_log_survives_a_reload_and_a_change_of_language(place) -> None:
    bring(opened(place))
    again = opened(place, "zh")
    assert (again.digest.name, again.digest.calls) == ("march.csv", 200)
    assert shown(again) == ["calls_by_half_hour", "wait_by_half_hour"]
    tell(bar_of(again), type="back")
    assert len(shown(opened(place))) == 3


def test_what_is_kept_holds_no_call(place) -> None:
    bring(opened(place))
    kept = place.read_text(encoding="utf-8")
    assert SECRET not in kept
    assert "2024" not in kept  # no call's moment
    assert len(kept) < 60_000
    lengths = {name: len(value) for name, value in json.loads(kept)["own_data"].items() if isinstance(value, list)}
    assert max(lengths.values()) < 10  # four rows for two hours, not one for each of 200 calls


def test_a_log_that_could_not_be_saved_is_not_used(place) -> None:
    explore = Explore(CASE, "en", Broken(place), {})
    heard: list[Any] = []
    explore.on_own(lambda own, levers: heard.append((own, levers)))
    assert "busy" in bring(explore)["not_saved"]
    assert heard == []
    assert explore.digest.name != "march.csv"


@pytest.mark.parametrize("damaged", [None, 7, "text", [], {}, {"version": 1}, {"name": "x", "calls": "x"}])
def test_damaged_work_counts_as_none(place, damaged: object) -> None:
    explore = Explore(CASE, "en", FileClient(place), {"call_file": damaged})
    assert explore.digest.calls == 366


def test_the_staffing_is_told_of_a_log_and_of_its_end(place) -> None:
    explore = opened(place)
    heard: list[Any] = []
    explore.on_own(lambda own, levers: heard.append((own, levers)))
    assert heard == []
    bring(explore)
    (own, levers) = heard[0]
    assert max(own.day_profile.values()) == 1
    assert levers == {"arrivals_per_hour": 98}  # 49 calls in the busiest half hour
    tell(bar_of(explore), type="back")
    assert heard[1] == (None, {})


def test_a_restored_log_is_told_at_once_and_moves_no_lever(place) -> None:
    bring(opened(place))
    heard: list[Any] = []
    opened(place).on_own(lambda own, levers: heard.append((own.name, levers)))
    assert heard == [("march.csv", {})]


@pytest.mark.parametrize(("lang", "kind"), [("en", "The case's data: Two mornings"), ("zh", "两个上午")])
def test_the_memo_is_told_which_log_and_its_figures(place, lang: str, kind: str) -> None:
    summary = opened(place, lang).summary()
    assert kind in summary
    assert "366" in summary and "08:" in summary


def test_the_memo_names_an_own_log(place) -> None:
    bring(opened(place))
    summary = opened(place).summary()
    assert summary.startswith("A call log of my own: march.csv. Calls: 200, Days: 1, Busiest half hour: 09:00")
