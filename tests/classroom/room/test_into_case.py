"""What is answered in a room has its place in the case."""

from __future__ import annotations

import re
from typing import Any

import pytest

from caseroom import catalogue
from caseroom.casefile.classroom import read_classroom
from caseroom.closing import Rerank
from classroom.room.into_case import place_in_case
from classroom.room.state import Stretch
from tests.page import MemoryClient

from .test_reveals import CASE, OPTIONS, answered

AT = "2026-01-02T03:04:05.000006+00:00"
ANSWERS: dict[str, Any] = answered(1)


def given(phase: str) -> Any:
    return ANSWERS[phase]["person0"]


def test_weights_and_ranking_stand_in_the_closing_step_and_come_into_the_memo() -> None:
    kept = {}
    for stretch in (Stretch("p6", "rank", 3), Stretch("p7", "weigh", 3)):
        place = place_in_case(stretch, CASE, given(stretch.id), AT)
        assert place and place[2], "the first counts"
        kept[place[0]] = place[1]
    rerank = Rerank(CASE, "en", MemoryClient(kept), kept)
    assert rerank.done
    named = [option.label.text("en") for name in given("p6")["order"] for option in CASE.options if option.name == name]
    assert [row[0] for row in rerank.table()[1]] == named and len(named) == len(OPTIONS)


@pytest.mark.parametrize(
    ("stretch", "key"),
    [
        (Stretch("p1", "vote", 3, question="cheapest_option"), "answer.cheapest_option"),
        (Stretch("p9", "decide", 3, question="decision"), "answer.decision"),
        (Stretch("p8", "exercise", 3, question="who_answers"), "answer.who_answers"),
    ],
)
def test_what_needs_no_judging_is_an_answer_there(stretch: Stretch, key: str) -> None:
    place = place_in_case(stretch, CASE, given(stretch.id), AT)
    assert place and place[0] == key and place[1]["done"]


def test_what_the_case_judges_is_a_draft_there() -> None:
    judged = [one for one in CASE.questions if one.kind in ("choice", "number", "order", "match")]
    assert judged
    for question in judged:
        place = place_in_case(Stretch("x", "exercise", 3, question=question.id), CASE, {}, AT)
        assert place and place[0] == f"draft.{question.id}" and "done" not in place[1]


def test_a_second_vote_and_a_tables_answer_are_nobodys_in_the_case() -> None:
    again = Stretch("p3", "revote", 3, question="cheapest_option")
    together = Stretch("p10", "rank", 3, per_table=True)
    assert place_in_case(again, CASE, given("p3"), AT) is None
    assert place_in_case(together, CASE, given("p6"), AT) is None


@pytest.mark.parametrize("slug", catalogue.slugs())
def test_what_people_are_told_to_try_is_what_the_case_opens_with(slug: str) -> None:
    for agenda in read_classroom(catalogue.load(slug)).agendas:
        for phase in agenda.phases:
            named = re.search(r"\btasks? (\d)", phase.text.en) if phase.text and phase.kind == "what_if" else None
            assert phase.task == (int(named[1]) if named else 0), (agenda.id, phase)
