"""What counts as an answer."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseroom import catalogue
from caseroom.casefile import closing
from classroom.room.ballots import parts, read
from classroom.room.rules import Refused
from classroom.room.state import Stretch

CASE = catalogue.load("helpdesk")
VOTE = Stretch("p1", "vote", 3, question="cheapest_option")
NUMBER = Stretch("p2", "vote", 3, question="double_the_calls")
CURVE = Stretch("p3", "vote", 3, question="drawn_promise")
RANK = Stretch("p4", "rank", 3)
WEIGH = Stretch("p5", "weigh", 3)
WORDS = Stretch("p6", "exercise", 3, question="who_answers")
EVERY = (VOTE, NUMBER, CURVE, RANK, WEIGH, WORDS)


def whole(stretch: Stretch) -> dict[str, Any]:
    """An answer that fits."""
    question = CASE.question(stretch.question) if stretch.question else None
    answer: dict[str, Any] = {}
    for part in parts(stretch, CASE):
        if part == "choice" and question:
            answer[part] = question.choices[0].id
        elif part == "number" and question and question.number:
            answer[part] = question.number.minimum
        elif part == "curve" and question and question.curve:
            answer[part] = [question.curve.start] * len(question.curve.at)
        elif part == "order":
            answer[part] = [option.name for option in CASE.options]
        elif part == "weights":
            answer[part] = {criterion.id: 10 for criterion in closing().criteria}
    if not answer and question:
        answer["fields"] = {question.fields[0].id: "Because."}
    return answer


@pytest.mark.parametrize("stretch", EVERY, ids=lambda one: one.question or one.kind)
def test_a_whole_answer_is_kept_as_it_was_given(stretch: Stretch) -> None:
    assert read(whole(stretch), stretch, CASE) == whole(stretch)


@pytest.mark.parametrize("stretch", EVERY, ids=lambda one: one.question or one.kind)
def test_an_empty_answer_is_none(stretch: Stretch) -> None:
    with pytest.raises(Refused, match="incomplete"):
        read({}, stretch, CASE)


@pytest.mark.parametrize(
    ("stretch", "raw"),
    [
        (VOTE, {"choice": "no_such"}),
        (VOTE, {"choice": "in_house", "number": 3}),
        (VOTE, {"choice": "in_house", "fields": {"no_such": "x"}}),
        (NUMBER, {"number": 10_000}),
        (NUMBER, {"number": "36"}),
        (CURVE, {"curve": [0.5]}),
        (CURVE, {"curve": [float("nan")] * 9}),
        (RANK, {"order": ["in_house", "in_house"]}),
        (WEIGH, {"weights": {"economy": 100}}),
        (WEIGH, {"weights": {criterion.id: 0 for criterion in closing().criteria}}),
        (WORDS, {"fields": {"answer": "x" * 4001}}),
        (VOTE, []),
        (VOTE, None),
        (VOTE, {"choice": "in_house", "more": 1}),
    ],
)
def test_what_no_page_sends_is_refused(stretch: Stretch, raw: object) -> None:
    if raw == {"choice": "in_house", "more": 1}:
        assert read(raw, stretch, CASE) == {"choice": "in_house"}  # a newer page may say more
        return
    with pytest.raises(Refused):
        read(raw, stretch, CASE)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
PARTS = st.sampled_from(["choice", "number", "curve", "order", "sorted", "weights", "fields"])


@given(st.sampled_from(EVERY), JSON | st.dictionaries(PARTS, JSON, max_size=4))
def test_anything_is_an_answer_or_refused(stretch: Stretch, raw: object) -> None:
    try:
        kept = read(raw, stretch, CASE)
    except Refused:
        return
    assert set(kept) <= {*parts(stretch, CASE), "fields"}
