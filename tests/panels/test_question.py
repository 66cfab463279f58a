"""What the question card tells a page, and what it takes from one."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from caseroom.casefile import Choice, Field, Number, Question
from caseroom.i18n import Text, translator
from caseroom.panels import question as card
from caseroom.panels.panel import Refused

_ = translator("en")


def both(words: str) -> Text:
    return Text(en=words, zh=f"中：{words}")


EVERYTHING = Question(
    id="all",
    kind="decision",
    title=both("Title"),
    prompt=both("First paragraph.\n\nSecond."),
    choices=(Choice("a", both("A"), both("secret feedback")), Choice("b", both("B"))),
    key="secret key",
    number=Number(unit=both("agents"), minimum=0, maximum=400, tolerance=0.5),
    items=(Choice("x", both("X")), Choice("y", both("Y"))),
    fields=(Field("reason", both("Reason"), words=20),),
    exemplar=both("secret exemplar"),
    explanation=both("secret explanation"),
)
SHARE = Number(unit=both(""), minimum=0, maximum=1)
PERCENT = Number(unit=both("%"), minimum=0, maximum=100)
AGENTS = Number(unit=Text("agents", "人"), minimum=0, maximum=5000)

GOOD: dict[str, Any] = {"choice": "a", "number": "18", "order": ["y", "x"], "fields": {"reason": "because"}}


def test_a_page_gets_words_and_structure_and_nothing_secret() -> None:
    told = card.public(EVERYTHING, "zh")
    assert told["title"] == "中：Title"
    assert [choice["id"] for choice in told["choices"]] == ["a", "b"]
    assert "secret" not in json.dumps(told, ensure_ascii=False)


def test_work_that_fits_is_taken_as_it_is() -> None:
    assert card.read_work({"work": GOOD}, EVERYTHING, _) == GOOD


@pytest.mark.parametrize(
    "forged",
    [
        None,
        "text",
        {},
        [GOOD],
        GOOD | {"choice": "c"},
        GOOD | {"choice": ["a"]},
        GOOD | {"choice": {"a": 1}},
        GOOD | {"number": 18},
        GOOD | {"number": float("nan")},
        GOOD | {"number": "1" * 1000},
        GOOD | {"order": ["x"]},
        GOOD | {"order": ["x", "x"]},
        GOOD | {"order": [float("nan"), {}]},
        GOOD | {"order": "xy"},
        GOOD | {"fields": {"reason": 1}},
        GOOD | {"fields": {"reason": "r", "more": "m"}},
        GOOD | {"fields": ["reason"]},
        GOOD | {"done": True},
    ],
)
def test_forged_work_is_refused(forged: object) -> None:
    with pytest.raises(Refused):
        card.read_work({"work": forged}, EVERYTHING, _)


def test_a_text_of_a_million_characters_is_refused_with_the_reason() -> None:
    with pytest.raises(Refused, match="too long"):
        card.read_work({"work": GOOD | {"fields": {"reason": "x" * 1_000_000}}}, EVERYTHING, _)


@pytest.mark.parametrize("kept", [None, 5, [], {"choice": "gone", "order": ["x", "z"], "fields": {"reason": None}}])
def test_kept_work_that_no_longer_fits_is_read_as_empty(kept: object) -> None:
    empty = {"choice": "", "number": "", "order": ["x", "y"], "fields": {"reason": ""}}
    assert card.fitting(kept, EVERYTHING) == empty


@pytest.mark.parametrize(
    ("kept", "typed"), [(18.0, "18"), (7.92, "7.92"), (True, ""), (10**400, ""), (float("inf"), "")]
)
def test_a_kept_number_is_shown_as_one_would_type_it(kept: object, typed: str) -> None:
    assert card.fitting({"number": kept}, EVERYTHING)["number"] == typed


@pytest.mark.parametrize(
    ("typed", "number", "value"),
    [
        ("18", AGENTS, 18),
        (" 18 agents ", AGENTS, 18),
        ("１８", AGENTS, 18),
        ("１８．５", AGENTS, 18.5),
        ("7,92", AGENTS, 7.92),
        ("7，92", AGENTS, 7.92),
        ("1,200", AGENTS, 1200),
        ("1,200.5", AGENTS, 1200.5),
        ("1.200,5", AGENTS, 1200.5),
        ("1 200", AGENTS, 1200),
        ("0,125", SHARE, 0.125),
        (".85", SHARE, 0.85),
        ("85%", SHARE, 0.85),
        ("85％", PERCENT, 85),
        ("85", PERCENT, 85),
    ],
)
def test_a_number_is_read_the_way_people_type_it(typed: str, number: Number, value: float) -> None:
    assert card.read_number(typed, number, "en", _) == pytest.approx(value)


def test_a_number_may_carry_its_unit_in_the_readers_language() -> None:
    assert card.read_number("18人", AGENTS, "zh", _) == 18


@pytest.mark.parametrize("typed", ["", "many", "nan", "inf", "1e3", "1_000", "0x12", "--5", "1/2", "10²", "٣", "5%%"])
def test_what_is_no_number_is_told_so(typed: str) -> None:
    with pytest.raises(Refused, match="in digits"):
        card.read_number(typed, AGENTS, "en", _)


@pytest.mark.parametrize("typed", ["-1", "401"])
def test_a_number_out_of_range_is_told_the_range(typed: str) -> None:
    with pytest.raises(Refused, match="between 0 and 400"):
        card.read_number(typed, replace(AGENTS, maximum=400), "en", _)


def test_every_sentence_that_the_script_says_is_sent_to_it() -> None:
    script = Path(card.__file__).with_suffix(".js").read_text(encoding="utf-8")
    said = set(re.findall(r'say\(\s*"([^"]+)"', script))
    assert said
    assert said <= set(card.WORDS)
    assert all(f'"{sentence}"' in script for sentence in card.WORDS)
