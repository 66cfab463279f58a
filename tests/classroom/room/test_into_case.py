"""What is answered in a room has its place in the case."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import docx
import pytest

from caseroom import catalogue
from caseroom.casefile.classroom import read_classroom
from caseroom.closing import Rerank
from caseroom.debrief import debrief_panels
from caseroom.exercises import Exercise
from caseroom.i18n import Text
from caseroom.memo import to_docx
from caseroom.takeaway import Parts, Takeaway
from classroom.room.into_case import Place, places_in_case
from classroom.room.state import Stretch
from tests.page import MemoryClient, tell

from .test_reveals import CASE, OPTIONS, answered

AT = "2026-01-02T03:04:05.000006+00:00"
MODEL = CASE.code("model")
ANSWERS: dict[str, Any] = answered(1)


def given(phase: str) -> Any:
    return ANSWERS[phase]["person0"]


def places(stretch: Stretch, answer: Any, table: int = 0) -> dict[str, Place]:
    return {place.key: place for place in places_in_case(stretch, CASE, answer, AT, "room", table)}


def test_weights_and_ranking_stand_in_the_closing_step_and_come_into_the_memo() -> None:
    kept: dict[str, Any] = {}
    for stretch in (Stretch("p6", "rank", 3), Stretch("p7", "weigh", 3)):
        for place in places(stretch, given(stretch.id)).values():
            assert place.once, "the first counts"
            kept[place.key] = place.value
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
    kept = places(stretch, given(stretch.id))
    assert kept[key].value["done"] and kept[f"in_class.room.{stretch.id}"].value["question"] == stretch.question


def read(question: str, kept: dict[str, Place], lang: str = "en") -> tuple[Exercise, Takeaway]:
    """What the case's page makes of what a class has kept."""
    client = MemoryClient({key: place.value for key, place in kept.items()})
    exercise = Exercise(CASE.question(question), MODEL, lang, client, client.load())
    return exercise, Takeaway(CASE, lang, client, client.load(), [exercise], Parts)  # type: ignore[arg-type]


def said(takeaway: Takeaway) -> str:
    """The memo as a Word document, all its paragraphs."""
    made = docx.Document(io.BytesIO(to_docx(takeaway.memo("", None))))
    return "\n".join(paragraph.text for paragraph in made.paragraphs)


RANKED = next(one for one in CASE.questions if one.kind == "ranking")


@pytest.mark.parametrize(("lang", "sentence"), [("en", "Given in class."), ("zh", "这是课上提交的答案。")])
def test_a_ranking_of_the_class_is_handed_in_and_judged_as_on_the_page(lang: str, sentence: str) -> None:
    key = Exercise(RANKED, MODEL, "en", MemoryClient(), {})._judge.key
    assert isinstance(key, list)
    for order, right in ((key, True), (key[::-1], False)):
        kept = places(Stretch("r", "rank", 3, question=RANKED.id), {"order": order})
        assert set(kept) == {"in_class.room.r"}, "no draft, and the page judges it"
        exercise, takeaway = read(RANKED.id, kept, lang)
        state = exercise.panel.state
        assert state["work"]["order"] == order and state["at"] == AT and state["final"] == exercise.done == right
        assert state["feedback"]["text"].startswith(sentence)
        assert takeaway.panel.parts[0]["done"] and takeaway.panel.parts[0]["hint"]
        assert sentence in said(takeaway) and exercise.summary()["answer"] in said(takeaway)
    assert tell(exercise.panel, type="submit", work={"order": key, "fields": {}})["ok"], "it may be tried again"
    assert exercise.done and [one["right"] for one in (exercise.answer or {})["attempts"]] == [False, True]
    assert sentence not in said(takeaway) and exercise.given_in_class()[0] in said(takeaway)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_once_decided_the_memo_has_the_answer_beside_a_wrong_one_of_the_class(lang: str) -> None:
    key = Exercise(RANKED, MODEL, lang, MemoryClient(), {})._judge.key
    assert isinstance(key, list)
    decided = places(Stretch("p9", "decide", 3, question="decision"), given("p9"))
    for order, decision, told in ((key, decided, False), (key[::-1], {}, False), (key[::-1], decided, True)):
        kept = places(Stretch("r", "rank", 3, question=RANKED.id), {"order": order}) | decision
        client = MemoryClient({name: place.value for name, place in kept.items()})
        asked = (CASE.question("decision"), RANKED)
        exercises = [Exercise(question, MODEL, lang, client, client.load()) for question in asked]
        takeaway = Takeaway(CASE, lang, client, client.load(), exercises, Parts)  # type: ignore[arg-type]
        beside = said(takeaway).replace(exercises[1].summary()["answer"], "")
        assert (exercises[1]._judge.key_in_words() in beside) == told


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_both_answers_to_a_question_asked_twice_are_in_the_memo(lang: str) -> None:
    first, *_, other = (choice.id for choice in CASE.question("cheapest_option").choices)
    vote, again = (
        Stretch("p1", "vote", 3, question="cheapest_option"),
        Stretch("p3", "revote", 3, question="cheapest_option"),
    )
    one = {"choice": first, "fields": {"reason": "mine"}}
    same = read("cheapest_option", places(again, one) | places(vote, one), lang)
    moved = read("cheapest_option", places(again, one | {"choice": other}) | places(vote, one), lang)
    for exercise, takeaway in (same, moved):
        assert exercise.done and exercise.panel.state["final"] and (exercise.answer or {})["choice"] == first
        assert len(exercise.given_in_class()) == 2
        assert all(sentence.split("\n")[0] in said(takeaway) for sentence in exercise.given_in_class())
    labels = {choice.id: choice.text.text(lang) for choice in CASE.question("cheapest_option").choices}
    assert labels[other] in moved[0].given_in_class()[1] and labels[first] not in same[0].given_in_class()[1]


def test_who_answered_only_the_second_time_has_predicted() -> None:
    again = Stretch("p3", "revote", 3, question="cheapest_option")
    place = places(again, given("p3"))["answer.cheapest_option"]
    assert place.once and place.value["choice"] == given("p3")["choice"]


@pytest.mark.parametrize(("lang", "named"), [("en", "by table 2"), ("zh", "第2桌")])
def test_what_a_table_wrote_is_handed_in_for_each_of_it_and_may_be_revised(lang: str, named: str) -> None:
    together = Stretch("p8", "exercise", 3, question="who_answers", per_table=True)
    field = CASE.question("who_answers").fields[0].id
    kept = places(together, {"fields": {field: "Our clause."}}, table=2)
    assert set(kept) == {"in_class.room.p8"}, "nobody's answer alone"
    exercise, takeaway = read("who_answers", kept, lang)
    state = exercise.panel.state
    assert exercise.done and not state["final"] and not state["pending"]
    assert state["work"]["fields"][field] == "Our clause."
    assert named in state["feedback"]["text"] and named in said(takeaway) and "Our clause." in said(takeaway)
    assert tell(exercise.panel, type="submit", work={"fields": {**state["work"]["fields"], field: "My own."}})["ok"]
    assert "My own." in said(takeaway) and "Our clause." in said(takeaway)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_a_table_wrote_stands_under_the_tables_name_for_it(lang: str) -> None:
    mine, ours = "My field", "Our table's field"
    asked = CASE.question("who_answers")
    field = replace(asked.fields[0], label=Text(mine, mine), ours=Text(ours, ours))
    asked = replace(asked, fields=(field, *asked.fields[1:]))
    together = Stretch("p8", "exercise", 3, question=asked.id, per_table=True)
    kept = places(together, {"fields": {field.id: "Written."}}, table=2)
    client = MemoryClient({key: place.value for key, place in kept.items()})
    exercise = Exercise(asked, MODEL, lang, client, client.load())
    assert ours in exercise.summary()["answer"] and mine not in exercise.summary()["answer"]
    work = {"fields": {**exercise.panel.state["work"]["fields"], field.id: "Now."}}
    assert tell(exercise.panel, type="submit", work=work)["ok"]
    assert mine in exercise.summary()["answer"] and ours in exercise.given_in_class()[0]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_debrief_has_the_second_vote_and_the_order_as_the_memo_has_them(lang: str) -> None:
    first, *_, other = (choice.id for choice in CASE.question("cheapest_option").choices)
    votes = [Stretch(name, kind, 3, question="cheapest_option") for name, kind in (("p1", "vote"), ("p3", "revote"))]
    kept = places(votes[0], {"choice": first, "fields": {"reason": "mine"}})
    kept |= places(votes[1], {"choice": other, "fields": {"reason": "mine"}})
    key = Exercise(RANKED, MODEL, "en", MemoryClient(), {})._judge.key
    assert isinstance(key, list)
    kept |= places(Stretch("r", "rank", 3, question=RANKED.id), {"order": key[::-1]})
    exercises = [read(name, kept, lang)[0] for name in ("cheapest_option", RANKED.id)]
    vote, order = debrief_panels(CASE, lang, exercises)[0].rows
    for row, exercise in ((vote, exercises[0]), (order, exercises[1])):
        assert row["said"] == "\n\n".join([exercise.summary()["answer"], *exercise.given_in_class()])
    assert len(exercises[0].given_in_class()) == 2 and not exercises[1].done


def test_an_order_of_options_that_a_table_made_is_nobodys_in_the_case() -> None:
    assert places(Stretch("p10", "rank", 3, per_table=True), given("p6"), table=1) == {}


@pytest.mark.parametrize("slug", catalogue.slugs())
def test_what_people_are_told_to_try_is_what_the_case_opens_with(slug: str) -> None:
    for agenda in read_classroom(catalogue.load(slug)).agendas:
        for phase in agenda.phases:
            named = re.search(r"\btasks? (\d)", phase.text.en) if phase.text and phase.kind == "what_if" else None
            assert phase.task == (int(named[1]) if named else 0), (agenda.id, phase)
