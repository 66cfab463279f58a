"""What the question card tells a page, and what it takes from one."""

import json
from typing import Any

import pytest

from caseroom.casefile import Choice, Field, Number, Question
from caseroom.i18n import Text, Unit
from caseroom.panels import question as card
from caseroom.panels.panel import Refused


def both(words: str) -> Text:
    return Text(en=words, zh=f"中：{words}")


EVERYTHING = Question(
    id="all",
    kind="decision",
    title=both("Title"),
    prompt=both("First paragraph.\n\nSecond."),
    choices=(Choice("a", both("A"), both("secret feedback")), Choice("b", both("B"))),
    key="secret key",
    number=Number(unit=Unit("agents", "中：agents"), minimum=0, maximum=400, tolerance=0.5),
    items=(Choice("x", both("X")), Choice("y", both("Y"))),
    fields=(Field("reason", both("Reason"), words=20),),
    exemplar=both("secret exemplar"),
    explanation=both("secret explanation"),
)
PANEL = card.QuestionPanel(EVERYTHING, "en")
GOOD: dict[str, Any] = {"choice": "a", "number": "18", "order": ["y", "x"], "fields": {"reason": "because"}}


def test_a_page_gets_words_and_structure_and_nothing_secret() -> None:
    told = card.public(EVERYTHING, "zh")
    assert told["title"] == "中：Title"
    assert [choice["id"] for choice in told["choices"]] == ["a", "b"]
    assert "secret" not in json.dumps(told, ensure_ascii=False)


def test_work_that_fits_is_taken_as_it_is() -> None:
    assert card.read_work(GOOD, EVERYTHING, PANEL) == GOOD


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
        card.read_work(forged, EVERYTHING, PANEL)


def test_a_text_of_a_million_characters_is_refused_with_the_reason() -> None:
    with pytest.raises(Refused, match="too long"):
        card.read_work(GOOD | {"fields": {"reason": "x" * 1_000_000}}, EVERYTHING, PANEL)


@pytest.mark.parametrize("kept", [None, 5, [], {"choice": "gone", "order": ["x", "z"], "fields": {"reason": None}}])
def test_kept_work_that_no_longer_fits_is_read_as_empty(kept: object) -> None:
    empty = {"choice": "", "number": "", "order": ["x", "y"], "fields": {"reason": ""}}
    assert card.fitting(kept, EVERYTHING, "en") == empty


@pytest.mark.parametrize(
    ("kept", "typed"), [(18.0, "18"), (7.92, "7.92"), (True, ""), (10**400, ""), (float("inf"), "")]
)
def test_a_kept_number_is_shown_as_one_would_type_it(kept: object, typed: str) -> None:
    assert card.fitting({"number": kept}, EVERYTHING, "en")["number"] == typed
