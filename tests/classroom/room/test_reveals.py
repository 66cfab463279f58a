"""What a room is shown of itself: right, and nothing that points at one person."""

from __future__ import annotations

import itertools
import json
import random
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from msgspec import structs

import classroom
from caseroom import catalogue
from caseroom.answers import answers, scenario_of
from caseroom.casefile import CaseError, closing
from caseroom.casefile.classroom import (
    Brief,
    ClassroomFile,
    Contradiction,
    Fact,
    PhaseKind,
    RevealKind,
    read_classroom,
)
from caseroom.exercises.judging import Judge
from caseroom.i18n import LANGUAGES, Text, translator
from classroom.room import commands as ask
from classroom.room import events as was
from classroom.room.agendas import name_of
from classroom.room.history import apply, replay
from classroom.room.reveals import MADE_BY, Seen, Shower, Shown, cards, first_guess, kendalls_w, reveal, size
from classroom.room.rules import decide
from classroom.room.shared import fullest
from classroom.room.state import Promise, Reveal, Room, Stretch
from classroom.room.views.phone import reader_of
from classroom.room.words import PHASE_WORDS, REVEAL_WORDS

CASE = catalogue.load("helpdesk")
WITH_BRIEFS = [slug for slug in catalogue.slugs() if read_classroom(catalogue.load(slug)).briefs]
OPTIONS = [option.name for option in CASE.options]
VOTE = "cheapest_option"
CHOICES = [choice.id for choice in CASE.question(VOTE).choices]
AGENDA = (
    Stretch("p1", "vote", 3, question=VOTE),
    Stretch("p2", "talk", 3),
    Stretch("p3", "revote", 3, question=VOTE),
    Stretch("p4", "vote", 3, question="double_the_calls"),
    Stretch("p5", "vote", 3, question="drawn_promise"),
    Stretch("p6", "rank", 3),
    Stretch("p7", "weigh", 3),
    Stretch("p8", "exercise", 3, question="who_answers"),
    Stretch("p9", "decide", 3, question="decision"),
    Stretch("p10", "revote", 3, question=VOTE, per_table=True),
)
MODEL = json.loads(json.dumps(answers(CASE)))


def text(words: str) -> Text:
    return Text(en=words, zh=words)


CLASSROOM = ClassroomFile(
    briefs=(
        Brief(
            "official",
            text("You sign."),
            (Fact("signed", text("You have signed half of it."), text("The official has signed half of it.")),),
        ),
        Brief("caller", text("You wait."), (Fact("waited", text("Nobody rang back.")),)),
    ),
    contradictions=(Contradiction(("signed", "waited"), text("Other months.")),),
)


def room_of(people: int, promise: Promise = "named") -> Room:
    room = replay([was.Opened("helpdesk", promise, 5, ("official", "caller"), AGENDA)])
    for n in range(people):
        for event in decide(room, ask.Join(f"person{n}", f"Person {n}", "en"), 0.0):
            room = apply(room, event)
    return room


def answered(people: int) -> dict[str, dict[str, Any]]:
    dice = random.Random(7)
    question, curve = CASE.question("double_the_calls").number, CASE.question("drawn_promise").curve
    assert question and curve
    found: dict[str, dict[str, Any]] = {stretch.id: {} for stretch in AGENDA}
    for n in range(people):
        by = f"person{n}"
        found["p1"][by] = {"choice": dice.choice(CHOICES)}
        found["p3"][by] = {"choice": CHOICES[n % 2]}
        found["p4"][by] = {"number": float(dice.randint(20, 40))}
        found["p5"][by] = {"curve": [curve.start] * len(curve.at)}
        found["p6"][by] = {"order": dice.sample(OPTIONS, len(OPTIONS))}
        found["p7"][by] = {"weights": {criterion.id: dice.randint(1, 20) for criterion in closing().criteria}}
        found["p8"][by] = {"fields": {CASE.question("who_answers").fields[0].id: f"words of {n}"}}
        found["p9"][by] = {"choice": CASE.question("decision").choices[0].id, "fields": {}}
    for table in range(1, people // 5 + 1):
        found["p10"][f"table {table}"] = {"choice": CHOICES[table % 2]}
    return found


def seen(people: int = 20, promise: Promise = "named", lang: str = "en") -> Seen:
    return Seen(room_of(people, promise), CASE, CLASSROOM, answered(people), MODEL, lang)


WANTED = (
    Reveal("votes", VOTE),
    Reveal("shift", VOTE),
    Reveal("right", VOTE),
    Reveal("guesses", "double_the_calls"),
    Reveal("guesses", "drawn_promise"),
    Reveal("by_role", VOTE),
    Reveal("by_table", VOTE),
    Reveal("by_guess"),
    Reveal("agreement"),
    Reveal("weights"),
    Reveal("decisions"),
    Reveal("scenarios"),
    Reveal("who_knew"),
)


ONLY_FOLDED = ("cards", "who_knew")
"""Reveals without one sentence that says it all: a phone has them at the end behind their titles."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("wanted", WANTED, ids=lambda one: f"{one.kind} {one.question}")
def test_every_reveal_has_a_title_a_sentence_and_something_to_draw(wanted: Reveal, lang: str) -> None:
    shown = reveal(seen(lang=lang), wanted)
    assert shown["title"] and shown["blocks"]
    assert json.loads(json.dumps(shown, allow_nan=False)) == shown
    assert shown["sentence"] or wanted.kind in ("scenarios", "who_knew")


def test_there_is_a_case_for_every_kind() -> None:
    assert {one.kind for one in WANTED} | {"cards", "order"} == set(MADE_BY)


def test_what_a_classroom_toml_may_name_can_be_made_and_has_its_words() -> None:
    assert set(get_args(RevealKind)) == set(MADE_BY) == set(REVEAL_WORDS)
    assert set(get_args(PhaseKind)) == set(PHASE_WORDS)


@pytest.mark.parametrize("kind", get_args(RevealKind))
def test_the_desk_offers_it_and_a_phone_knows_how_much_of_it_is_remembered(kind: str) -> None:
    offered = (Path(classroom.__file__).parent / "room" / "views" / "desk.py").read_text(encoding="utf-8")
    assert f'"{kind}"' in offered, "no desk can put it on the screen: _of_one, or beside it"
    parts = (Path(classroom.__file__).parent / "static" / "room" / "phone_parts.js").read_text(encoding="utf-8")
    weights = re.search(r"const WEIGHT = \[(.*?)\];", parts, re.DOTALL)
    assert weights, "WEIGHT of phone_parts.js has another name"
    in_brief = set(re.findall(r'"(\w+)"', weights[1]))
    assert (kind in in_brief) != (kind in ONLY_FOLDED), "it is remembered by a sentence, or only folded"


@pytest.mark.parametrize("wanted", [one for one in WANTED if one.kind not in ("scenarios", "who_knew")])
@pytest.mark.parametrize("people", [0, 1, 4])
def test_a_few_answers_are_not_shown(wanted: Reveal, people: int) -> None:
    shown = reveal(replace(seen(people), model={}), wanted)
    assert shown["blocks"] == []
    with_model = reveal(seen(people), wanted)  # what the model says can be shown of a number, and nothing of ours
    assert with_model["blocks"] == [] or (wanted.kind == "guesses" and "the model alone" in with_model["sentence"])


@pytest.mark.parametrize("people", [0, 4])
def test_where_too_few_have_answered_the_model_is_shown_alone(people: int) -> None:
    number = reveal(seen(people), Reveal("guesses", "double_the_calls"))
    assert number["blocks"][0]["rows"][0][0] == "The model"
    placed = reveal(ranked_by(*[OF_RANKED["order"][::-1]] * people), Reveal("order", RANKED))
    assert len(placed["blocks"][0]["head"]) == 3 and "the model alone" in placed["sentence"]


def test_a_model_that_was_shown_alone_gives_way_to_what_enough_people_answered() -> None:
    shower, wanted = Shower(), Reveal("guesses", "double_the_calls")
    assert not shower.show(replace(seen(3), model={}), wanted)["blocks"]
    assert "the model alone" in shower.show(seen(3), wanted)["sentence"]  # the model has answered meanwhile
    assert "the model alone" in shower.show(seen(4), wanted)["sentence"]
    assert shower.show(seen(6), wanted)["blocks"][0]["type"] == "dots"


def test_votes_are_counted_with_the_hands_that_the_trainer_counted() -> None:
    sight = seen(20)
    with_hands = replace(sight, room=apply(sight.room, was.Tallied("p3", {CHOICES[0]: 7})))
    bars = reveal(with_hands, Reveal("votes", VOTE))["blocks"][0]
    assert bars["totals"] == [27]
    assert bars["bars"][0]["values"] == [17]


@pytest.mark.parametrize("kind", get_args(RevealKind))
def test_an_agenda_without_a_question_is_refused_or_has_something_to_show(kind: RevealKind, tmp_path: Path) -> None:
    phases = f'[{{ kind = "reveal", minutes = 3, reveal = "{kind}" }}]'
    agenda = f'[[agendas]]\nid = "a"\ntitle = {{ en = "A", zh = "甲" }}\nphases = {phases}\n'
    (tmp_path / "classroom.toml").write_text(agenda, encoding="utf-8")
    try:
        read_classroom(replace(CASE, folder=tmp_path))
    except CaseError as error:
        assert "lacks 'question'" in str(error)
    else:
        assert reveal(seen(40), Reveal(kind))["title"]


def test_a_picture_that_cannot_be_made_stops_no_class(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(MADE_BY, "votes", lambda seen, question: 1 / 0)  # type: ignore[arg-type]
    shown = Shower().show(seen(20), Reveal("votes", VOTE))
    assert shown["blocks"] == [] and "cannot be shown" in shown["sentence"]
    assert "ZeroDivisionError" in caplog.text


def test_which_answer_is_right_is_marked_and_counted() -> None:
    sight = seen(20)
    drawn, marked = (reveal(sight, Reveal(kind, VOTE)) for kind in ("votes", "right"))
    (bars,), (plain,) = marked["blocks"], drawn["blocks"]
    key = CASE.question(VOTE).key
    assert [CASE.question(VOTE).choices[n].id for n in bars["right"]] == [key]
    assert bars["bars"] == plain["bars"] and "right" not in plain
    chose = sum(value["choice"] == key for value in sight.answers["p3"].values())
    assert f": {chose} of 20 chose it." in marked["sentence"]


def test_all_that_count_as_right_are_marked() -> None:
    asked = CASE.question(VOTE)
    also = next(choice for choice in CHOICES if choice != asked.key)
    questions = tuple(replace(one, also=(also,)) if one.id == VOTE else one for one in CASE.questions)
    sight = replace(seen(20), case=replace(CASE, questions=questions))
    (bars,) = reveal(sight, Reveal("right", VOTE))["blocks"]
    assert {CHOICES[n] for n in bars["right"]} == {asked.key, also}
    chose = sum(value["choice"] in (asked.key, also) for value in sight.answers["p3"].values())
    assert f"{chose} of 20 chose one of them" in bars["sentence"]


def test_the_shift_says_who_moved_where() -> None:
    blocks = reveal(seen(40), Reveal("shift", VOTE))["blocks"]
    bars, flows = blocks
    assert len(bars["bars"][0]["values"]) == 2
    assert sum(map(sum, flows["flows"])) <= 40
    assert len(flows["flows"]) == len(flows["from"])
    assert bars["sentence"].startswith("The second time, "), "beside two bars it is said of which"
    assert size(seen(40), Reveal("shift", VOTE)) == 40, "forty people, though each has answered twice"
    drawn = sum(map(sum, flows["flows"]))
    both = bars["totals"][0]
    assert flows["whole"] is (drawn == both)
    assert flows["whole"] is not (f"The moves of {drawn} of the" in flows["sentence"])


def test_the_shift_says_of_whom_it_does_not_show_where_they_moved() -> None:
    flows = reveal(seen(18), Reveal("shift", VOTE))["blocks"][1]
    drawn, stayed = sum(map(sum, flows["flows"])), 0
    for first, row in zip(flows["from"], flows["flows"], strict=True):
        stayed += row[flows["labels"].index(first)]
    assert not flows["whole"]
    assert f"The moves of {drawn} of the 18 are shown; {drawn - stayed} of these changed" in flows["sentence"]


def test_the_shift_gives_no_reason_that_is_not_so_where_a_group_is_withheld_for_the_sake_of_a_smaller_one() -> None:
    first = [choice for choice, times in zip(CHOICES, (6, 6, 6, 4), strict=False) for _ in range(times)]
    answers = {"p1": {f"person{n}": {"choice": one} for n, one in enumerate(first)}}
    answers["p3"] = {f"person{n}": {"choice": CHOICES[n % 2]} for n in range(22)}
    sight = replace(seen(22), answers=answers)
    flows = reveal(sight, Reveal("shift", VOTE))["blocks"][1]
    assert sum(map(sum, flows["flows"])) == 12, "with eighteen shown, the other four would be told too"
    assert "The moves of 12 of the 22 are" in flows["sentence"] and "at least" not in flows["sentence"]


def test_where_several_answers_come_first_none_is_called_the_favourite() -> None:
    sight = seen(10)  # the second time five and five
    tie = reveal(sight, Reveal("votes", VOTE))["sentence"]
    first, other = (choice.text.text("en") for choice in CASE.question(VOTE).choices[:2])
    assert tie == f"“{first}” and “{other}” come first, with 5 of 10 each."
    more = replace(sight, room=apply(sight.room, was.Tallied("p3", {CHOICES[0]: 1})))
    assert reveal(more, Reveal("votes", VOTE))["sentence"].startswith("Most chose")


def test_what_less_than_half_chose_is_not_what_most_chose() -> None:
    sight = seen(10)
    split = replace(sight, room=apply(sight.room, was.Tallied("p3", {CHOICES[0]: 1, CHOICES[2]: 9})))
    said = reveal(split, Reveal("votes", VOTE))["sentence"]
    assert said.startswith("The answer chosen most often is") and "9 of 20" in said


def test_before_and_after_says_so_where_there_is_no_after() -> None:
    sight = seen(20)
    once = replace(sight, answers={**sight.answers, "p3": {}})
    assert "answered twice" in reveal(once, Reveal("shift", VOTE))["sentence"]
    assert "answered twice" not in reveal(sight, Reveal("shift", VOTE))["sentence"]


def test_before_and_after_compares_those_who_answered_both_times() -> None:
    sight = seen(20)
    few = {by: value for by, value in sight.answers["p3"].items() if by not in ("person0", "person1")}
    shown = reveal(replace(sight, answers={**sight.answers, "p3": few}), Reveal("shift", VOTE))
    assert shown["blocks"][0]["totals"] == [18, 18]
    assert "18 answered both times and are compared here; 2 answered only once." in shown["sentence"]
    assert "All 20 answered both times." in reveal(sight, Reveal("shift", VOTE))["sentence"]


def test_hands_are_nobodys_so_before_and_after_says_that_they_are_not_the_same_people() -> None:
    sight = seen(20)
    with_hands = replace(sight, room=apply(sight.room, was.Tallied("p3", {CHOICES[0]: 7})))
    shown = reveal(with_hands, Reveal("shift", VOTE))
    assert shown["blocks"][0]["totals"] == [20, 27]
    assert "not all the same people" in shown["sentence"]


def test_by_role_is_shown_where_names_are_known_and_nowhere_else() -> None:
    shown = reveal(seen(40), Reveal("by_role", VOTE))
    names = [role.name.text("en") for role in CASE.roles]
    rows = [row[0] for row in shown["blocks"][0]["rows"]]
    assert rows == [name for name in names if name in rows] and "40 people" in shown["sentence"]  # in the case's order
    for row, most in zip(shown["blocks"][0]["rows"], shown["blocks"][0]["most"], strict=True):
        assert {row[n] for n in most} == {str(max(map(int, row[1:])))}
    assert not reveal(seen(40, "anonymous"), Reveal("by_role", VOTE))["blocks"]


def test_guesses_stand_beside_the_models_number_and_its_band() -> None:
    dots = reveal(seen(), Reveal("guesses", "double_the_calls"))["blocks"][0]
    assert dots["low"] <= dots["model"] <= dots["high"]
    assert len(dots["values"]) == 20
    without = reveal(replace(seen(), model={}), Reveal("guesses", "double_the_calls"))["blocks"][0]
    assert "model" not in without


def test_what_was_computed_is_right_or_wrong_and_has_no_band() -> None:
    """A number from what is given is no guess: beside it stands the right one, and how many have it."""
    computed = next(one for one in CASE.questions if one.kind == "number" and one.number)
    assert computed.number
    phase = Stretch("x8", "exercise", 3, question=computed.id)
    room = msgspec.structs.replace(seen().room, agenda=(*seen().room.agenda, phase))
    right, near = 20.0, 20.0 + computed.number.tolerance
    given = {f"person{n}": {"number": number} for n, number in enumerate([right, near, 50.0, 51.0, 52.0])}
    of_model = {"questions": {computed.id: {"value": right, "low": 18.0, "high": 22.0}}, "options": {}}
    sight = replace(seen(), room=room, answers={**seen().answers, "x8": given}, model=of_model)
    shown = reveal(sight, Reveal("guesses", computed.id))
    [dots] = shown["blocks"]
    assert dots["computed"] and dots["model"] == right and "low" not in dots
    assert "2 of 5 have it" in shown["sentence"] and "guess" not in shown["sentence"]
    shows = Stretch("x9", "reveal", 2, question=computed.id, reveal="guesses")
    assert name_of(shows, CASE, "en").startswith("Our numbers beside the right one")
    few = reveal(replace(sight, answers={}), Reveal("guesses", computed.id))
    assert few["blocks"][0]["rows"] == [["The right number", dots["written"]["model"]]]
    assert not reveal(seen(), Reveal("guesses", "double_the_calls"))["blocks"][0]["computed"]


def test_rankings_and_weights_of_tables_are_counted_where_nobody_answered_alone_and_never_mixed() -> None:
    sight = seen(20)
    tables = {phase: {f"table {n}": sight.answers[phase][f"person{n}"] for n in range(1, 7)} for phase in ("p6", "p7")}
    together = [msgspec.structs.replace(one, per_table=True) if one.id in tables else one for one in sight.room.agenda]
    room = msgspec.structs.replace(sight.room, agenda=tuple(together))
    as_one = replace(sight, room=room, answers={**sight.answers, **tables})
    assert "6 rankings" in reveal(as_one, Reveal("agreement"))["sentence"]
    assert reveal(as_one, Reveal("weights"))["blocks"][1]["totals"] == [6]
    again = Stretch("x7", "weigh", 3, per_table=True)
    both = replace(sight, room=msgspec.structs.replace(sight.room, agenda=(*sight.room.agenda, again)))
    both = replace(both, answers={**sight.answers, "x7": tables["p7"]})
    assert reveal(both, Reveal("weights"))["blocks"][1]["totals"] == [20]


@pytest.mark.parametrize(("orders", "said"), [("one", "largely agree"), ("two", "little in common")])
def test_how_far_a_room_agrees_is_said_in_words_and_under_what_was_asked(orders: str, said: str) -> None:
    ranked = {f"person{n}": {"order": OPTIONS if orders == "one" or n % 2 else OPTIONS[::-1]} for n in range(6)}
    shown = reveal(replace(seen(6), answers={"p6": ranked}), Reveal("agreement"))
    assert said in shown["sentence"] and "6 rankings" in shown["sentence"]


def ranked_twice(before: list[list[str]], after: list[list[str]], lang: str = "en") -> Seen:
    sight = seen(max(len(before), len(after)), lang=lang)
    agenda = (*sight.room.agenda, Stretch("p11", "rank", 3))
    rounds = {"p6": before, "p11": after}
    answers = {
        phase: {f"person{n}": {"order": order} for n, order in enumerate(orders)} for phase, orders in rounds.items()
    }
    return replace(sight, room=structs.replace(sight.room, agenda=agenda), answers={**sight.answers, **answers})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_order_given_twice_shows_the_second_beside_the_first(lang: str) -> None:
    first, second, *rest = OPTIONS
    sight = ranked_twice([OPTIONS] * 6, [[second, first, *rest]] * 6, lang)
    [block] = reveal(sight, Reveal("agreement"))["blocks"]
    labels = CASE.option_labels(lang)
    assert len(block["head"]) == 3
    assert block["rows"][:3] == [
        [labels[second], "2.0 → 1.0 ▲", "0 → 6"],
        [labels[first], "1.0 → 2.0 ▼", "6 → 0"],
        [labels[rest[0]], "3.0 → 3.0", "0 → 0"],
    ]
    assert block["marked"] == [0, 1]
    if lang == "en":
        assert "come up most: its mean rank was 2.0 and is 1.0" in block["sentence"]
        assert "not all the same people" not in block["sentence"]


def test_what_stood_with_others_at_one_place_has_not_gone_down_because_they_have() -> None:
    turned = [OPTIONS[n:] + OPTIONS[:n] for n in range(len(OPTIONS))] * 5  # all have one mean rank
    [block] = reveal(ranked_twice(turned, [*turned, OPTIONS, OPTIONS]), Reveal("agreement"))["blocks"]
    for row in block["rows"]:
        before, after = (float(one) for one in row[1].split(" ")[:3:2])
        assert row[1].endswith("▲") is (after < before) and row[1].endswith("▼") is (after > before), row


def test_a_second_round_of_other_people_says_so_and_one_of_few_is_not_shown() -> None:
    others = reveal(ranked_twice([OPTIONS] * 8, [OPTIONS] * 6), Reveal("agreement"))
    assert "8 ranked the first time and 6 the second, and they are not all the same people." in others["sentence"]
    [few] = reveal(ranked_twice([OPTIONS] * 8, [OPTIONS] * 4), Reveal("agreement"))["blocks"]
    assert len(few["head"]) == 4 and "8 rankings" in few["sentence"]


def decided_after(guesses: list[float], promise: Promise = "named", lang: str = "en") -> Seen:
    """A room of which those who guess more than 30 decide for the second choice."""
    first, second = (choice.id for choice in CASE.question("decision").choices[:2])
    sight = seen(len(guesses), promise, lang)
    given = {
        "p4": {f"person{n}": {"number": guess} for n, guess in enumerate(guesses)},
        "p9": {f"person{n}": {"choice": second if guess > 30 else first} for n, guess in enumerate(guesses)},
    }
    by = replace(CLASSROOM, first_guess="double_the_calls")
    return replace(sight, classroom=by, answers={**sight.answers, **given})


@pytest.mark.parametrize("promise", get_args(Promise))
def test_the_room_sees_how_those_decided_who_guessed_low_and_high(promise: Promise) -> None:
    sight = decided_after([25.0] * 6 + [40.0] * 5, promise)
    shown = reveal(sight, Reveal("by_guess", "decision"))
    assert shown["title"] == "The decision by first guess: Twice the calls", "not the decision's title a second time"
    [block] = shown["blocks"]
    assert block["series"] == ["Guessed 25 agents or less", "Guessed more than 25 agents"]
    assert block["totals"] == [6, 5] and [bar["values"] for bar in block["bars"][:2]] == [[6, 0], [0, 5]]
    assert "guessed lower chose" in block["sentence"]
    few = reveal(decided_after([25.0] * 6 + [40.0] * 4), Reveal("by_guess"))
    assert not few["blocks"] and "at least 5 each" in few["sentence"], "four are a few"
    assert not reveal(decided_after([25.0] * 12), Reveal("by_guess"))["blocks"], "all guessed alike"


def decided_by(firsts: list[str], lang: str = "en", by: str | None = None) -> Seen:
    """A room of which those who first gave the first choice decide for the first, and all others for the second."""
    first, second = (choice.id for choice in CASE.question("decision").choices[:2])
    sight = seen(len(firsts), lang=lang)
    given = {
        "p1": {f"person{n}": {"choice": choice} for n, choice in enumerate(firsts)},
        "p9": {f"person{n}": {"choice": first if one == CHOICES[0] else second} for n, one in enumerate(firsts)},
    }
    return replace(sight, classroom=replace(CLASSROOM, first_guess=by), answers={**sight.answers, **given})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_room_sees_how_those_decided_who_first_gave_each_answer(lang: str) -> None:
    few = [CHOICES[1]] * 2 + [CHOICES[2]] * 3
    shown = reveal(decided_by([CHOICES[0]] * 6 + few, lang), Reveal("by_guess", "decision"))
    [block] = shown["blocks"]
    texts = {choice.id: choice.text.text(lang) for choice in CASE.question(VOTE).choices}
    assert CASE.question(VOTE).title.text(lang) in shown["title"]
    assert [row[:3] for row in block["rows"]] == [
        [texts[CHOICES[0]], "6", "0"],
        [translator(lang)("All other answers together"), "0", "5"],
    ]
    assert block["most"] == [[1], [2]] and "11" in block["sentence"]
    decided = [choice.id for choice in CASE.question("decision").choices]
    assert block["stayed"] == [decided.index(CHOICES[0]) + 1 if CHOICES[0] in decided else 0, 0], (
        "nobody of a mixed row"
    )
    assert block["mixed"] == [1]
    for firsts in ([CHOICES[0]] * 12, [CHOICES[0]] * 6 + few[:4], [CHOICES[0]] * 4 + [CHOICES[1]] * 4):
        none = reveal(decided_by(firsts, lang), Reveal("by_guess", "decision"))
        assert not none["blocks"] and "5" in none["sentence"], "fewer than five would stand alone"


def test_a_case_says_by_which_guess_its_decision_is_shown() -> None:
    firsts = [CHOICES[n % 2] for n in range(12)]
    assert not reveal(decided_by(firsts, by=""), Reveal("by_guess", "decision"))["blocks"]
    assert first_guess(decided_by(firsts, by=""), "decision") is None, "the desk offers no press"
    by_default, named = (first_guess(decided_by(firsts, by=q), "decision") for q in (None, "double_the_calls"))
    assert by_default and by_default[0].id == VOTE
    assert named and named[0].id == "double_the_calls"


def test_two_kinds_of_picture_of_the_same_answers_never_differ_by_one_person() -> None:
    shower, late = Shower(), seen(21)
    votes = shower.show(seen(20), Reveal("votes", VOTE))
    shift = shower.show(late, Reveal("shift", VOTE))
    after = [bar["values"][-1] for bar in shift["blocks"][0]["bars"]]
    assert [bar["values"] for bar in votes["blocks"][0]["bars"]] == [[n] for n in after]
    roles = shower.show(late, Reveal("by_role", VOTE))["blocks"][0]
    assert sum(int(cell) for row in roles["rows"] for cell in row[1:]) <= 20
    tables = shower.show(late, Reveal("by_table", VOTE))["blocks"][0]
    assert sum(int(cell) for row in tables["rows"] for cell in row[2:]) == 20
    hands = apply(seen(20).room, was.Tallied("p3", {CHOICES[0]: 2}))
    assert shower.show(replace(seen(20), room=hands), Reveal("votes", VOTE)) == votes
    assert sum(shower.show(seen(26), Reveal("shift", VOTE))["blocks"][0]["totals"]) == 52


def test_a_picture_says_how_many_answers_came_after_it() -> None:
    """What the files hold at the end is what was shown and what was said of it."""
    shower, wanted = Shower(), Reveal("votes", VOTE)
    assert "came after" not in shower.show(seen(20), wanted)["sentence"]
    late = shower.show(seen(22), wanted)
    assert late["blocks"][0]["totals"] == [20]
    assert late["sentence"].endswith(
        "Answers that came after this picture was made: 2. It is drawn anew once there are 5."
    )
    over = replace(seen(22), room=structs.replace(seen(22).room, closed=True))
    assert shower.show(over, wanted)["sentence"].endswith("too late for this picture and are not in it: 2.")
    assert "came after" not in shower.show(seen(26), wanted)["sentence"], "enough for another picture"


def test_who_comes_late_to_one_phase_is_not_carried_along_by_those_of_another() -> None:
    """Before and after the talk are two sets of answers: four more there do not let one more in here."""
    shower, wanted = Shower(), Reveal("shift", VOTE)
    first, more = seen(20), seen(26)
    before = shower.show(first, wanted)["blocks"][0]["totals"]
    late = {"p1": {by: more.answers["p1"][by] for by in list(more.answers["p1"])[:21]}, "p3": more.answers["p3"]}
    now = shower.show(replace(more, answers={**more.answers, **late}), Reveal("votes", VOTE))
    assert before == [20, 20] and now["blocks"][0]["totals"] == [26]
    assert shower.show(replace(more, answers={**more.answers, **late}), wanted)["blocks"][0]["totals"] == [20, 20]


def but(sight: Seen, phase: str, fewer: int) -> Seen:
    """The first so many people have not answered in this phase."""
    gone = {f"person{n}" for n in range(fewer)}
    left = {by: value for by, value in sight.answers[phase].items() if by not in gone}
    return replace(sight, answers={**sight.answers, phase: left})


def test_before_and_after_beside_all_votes_do_not_tell_what_the_few_said_who_left() -> None:
    shower, wanted = Shower(), Reveal("shift", VOTE)
    assert shower.show(but(seen(20), "p3", 20), Reveal("votes", VOTE))["blocks"][0]["totals"] == [20]
    [bars] = shower.show(but(seen(20), "p3", 2), wanted)["blocks"]
    assert bars["totals"] == [20, 18] and bars["sentence"].endswith("so who moved where is not drawn.")
    enough = Shower()
    enough.show(but(seen(20), "p3", 20), Reveal("votes", VOTE))
    bars, flows = enough.show(but(seen(20), "p3", 5), wanted)["blocks"]
    assert bars["totals"] == [15, 15] and flows["type"] == "flows"


@pytest.mark.parametrize("phase", ["p1", "p3"])
def test_after_before_and_after_every_picture_is_of_those_who_answered_twice(phase: str) -> None:
    shower, sight = Shower(), but(seen(20), phase, 2)
    assert shower.show(sight, Reveal("shift", VOTE))["blocks"][0]["totals"] == [18, 18]
    votes = shower.show(sight, Reveal("votes", VOTE))
    assert votes["blocks"][0]["totals"] == [18] and "Only those who answered both times" in votes["sentence"]
    tables = shower.show(sight, Reveal("by_table", VOTE))["blocks"][0]
    assert sum(int(cell) for row in tables["rows"] for cell in row[2:] if cell.isdigit()) <= 18


def test_votes_are_not_told_again_beside_the_decision_or_before_and_after() -> None:
    votes = [Reveal("votes", name) for name in ("one", "two", "three")]
    fuller = [Reveal("shift", "one"), Reveal("decisions", "two"), Reveal("right", "four")]
    assert fullest([*votes, *fuller]) == [votes[2], *fuller]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", catalogue.slugs())
def test_a_right_number_is_written_on_the_wall_as_in_the_memo(slug: str, lang: str) -> None:
    case = catalogue.load(slug)
    for asked in (one for one in case.questions if one.kind == "number"):
        judge = Judge(asked, case.code("model"), lang)
        given = {"p4": {f"person{n}": {"number": 1.0} for n in range(20)}}
        room = structs.replace(room_of(20), agenda=(structs.replace(AGENDA[3], question=asked.id),))
        model = {"questions": {asked.id: {"value": judge.key}}}
        shown = reveal(Seen(room, case, CLASSROOM, given, model, lang), Reveal("guesses", asked.id))
        texts = (shown["blocks"][0]["written"]["model"], judge.key_in_words())
        written, known = (float(re.findall(r"[\d.,]+", text)[0].replace(",", "")) for text in texts)
        assert written == known


def test_kendalls_w_is_what_the_textbooks_say() -> None:
    assert kendalls_w([list("abcd")] * 6) == 1
    assert kendalls_w([list("abcd"), list("dcba")]) == 0
    # Siegel and Castellan (1988), three executives rank six applicants: R = 8, 14, 11, 11, 11, 8 gives s = 25.5.
    orders = [list("afcbed"), list("aebdcf"), list("fcdeab")]
    sums = {item: sum(order.index(item) + 1 for order in orders) for item in "abcdef"}
    middle = sum(sums.values()) / 6
    s = sum((value - middle) ** 2 for value in sums.values())
    assert kendalls_w(orders) == pytest.approx(12 * s / (9 * (216 - 6)))


def test_nothing_of_what_was_written_is_shown_before_it_is_picked() -> None:
    sight = seen()
    nothing = reveal(sight, Reveal("cards", "who_answers"))
    assert (nothing["blocks"], nothing["sentence"]) == (
        [],
        "Nothing has been picked yet. What your teacher picks of the answers appears here.",
    )
    card = cards(sight, "who_answers")[0]
    picked = replace(sight, room=apply(sight.room, was.Sorted(card["id"], True, "Pile")))
    shown = reveal(picked, Reveal("cards", "who_answers"))["blocks"][0]["cards"]
    assert [one["text"] for one in shown] == [card["text"]]
    assert not any("person" in one["id"] for one in cards(sight, "who_answers"))


def with_roles(sight: Seen) -> Seen:
    return replace(sight, room=structs.replace(sight.room, agenda=(Stretch("p0", "roles", 1), *sight.room.agenda)))


def test_picked_words_say_whose_side_they_are_on_where_enough_are_on_it() -> None:
    names = {role.name.text("en").split(",")[0] for role in CASE.roles if role.id in ("official", "caller")}
    assert {one["whose"] for one in cards(seen(), "who_answers")} == {""}, "nobody plays a role"
    assert {one["whose"] for one in cards(with_roles(seen()), "who_answers")} == names
    assert {one["whose"] for one in cards(with_roles(seen(4)), "who_answers")} == {""}, "a role is a person"
    anonymous = with_roles(seen(20, "anonymous"))
    veiled = {f"veil{n}": value for n, value in enumerate(anonymous.answers["p8"].values())}
    anonymous = replace(anonymous, answers={**anonymous.answers, "p8": veiled})
    assert {one["whose"] for one in cards(anonymous, "who_answers")} == {""}
    assert not any("person" in one["whose"].lower() for one in cards(with_roles(seen()), "who_answers"))


def decided_with_words(firsts: int) -> Seen:
    """Twenty people, of whom so many chose the first option of the decision and the others the second."""
    decision = CASE.question("decision")
    (first, second), field = (choice.id for choice in decision.choices[:2]), decision.fields[0].id
    given = {
        f"person{n}": {"choice": first if n < firsts else second, "fields": {field: f"words of {n}"}} for n in range(20)
    }
    return replace(seen(20), answers={**seen(20).answers, "p9": given})


def test_words_beside_a_choice_say_what_was_chosen_where_enough_chose_it() -> None:
    """ "It is better" says nothing without the choice; one that few made would say who speaks."""
    decision, sight = CASE.question("decision"), decided_with_words(14)
    label = decision.fields[0].label.text("en")
    one, other = (f"chose “{choice.text.text('en')}”" for choice in decision.choices[:2])
    found = {card["text"]: card["whose"] for card in cards(sight, "decision")}
    assert found["words of 0"] == f"{one} · {label}" and found["words of 19"] == f"{other} · {label}"
    assert {card["whose"] for card in cards(decided_with_words(16), "decision")} == {label}, "four are few"
    names = {role.name.text("en").split(",")[0] for role in CASE.roles if role.id in ("official", "caller")}
    with_sides = [card["whose"].split(" · ") for card in cards(with_roles(sight), "decision")]
    assert all(words[-2] in (one, other) and set(words[:-2]) <= names for words in with_sides)
    for name, said in itertools.product(names, (one, other)):  # with the role only where enough of it chose so
        assert sum(words[:2] == [name, said] for words in with_sides) not in range(1, 5)


def test_a_tables_words_name_the_table_and_the_field() -> None:
    asked = next(one for one in CASE.questions if len(one.fields) > 1)
    ids = [field.id for field in asked.fields][:2]
    sight = seen(11)  # two tables of five, and one alone
    agenda = (*sight.room.agenda, Stretch("p11", "exercise", 3, question=asked.id, per_table=True))
    given = {f"table {n}": {"fields": {one: f"{one} of {n}" for one in ids}} for n in (1, 3)}
    sight = replace(sight, room=structs.replace(sight.room, agenda=agenda), answers={**sight.answers, "p11": given})
    found = {one["text"]: one["whose"] for one in cards(sight, asked.id)}
    labels = {field.id: field.label.text("en") for field in asked.fields}
    assert found[f"{ids[0]} of 1"] == f"Table 1 · {labels[ids[0]]}"
    assert found[f"{ids[1]} of 3"] == labels[ids[1]], "one person is all of table 3"
    boxes = [one["box"] for one in cards(sight, asked.id)]
    assert boxes == sorted(boxes) and set(boxes) == {0, 1}, "whoever looks for two clauses finds them together"


def test_a_picture_waits_until_enough_have_come_to_it() -> None:
    shower, wanted = Shower(), Reveal("votes", VOTE)
    first = shower.show(seen(10), wanted)
    assert drawn(shower.show(seen(11), wanted)) == drawn(first)
    later = shower.show(seen(15), wanted)
    assert drawn(later) != drawn(first)


def drawn(shown: Shown) -> list[dict[str, Any]]:
    """What is in the pictures, without what is said of them."""
    return [{key: value for key, value in block.items() if key != "sentence"} for block in shown["blocks"]]


def test_a_picture_counts_the_same_answers_in_every_language() -> None:
    """Whoever asks for the other language a moment later is told the wall's numbers, and not those and one person's."""
    shower, wanted = Shower(), Reveal("shift", VOTE)
    first, late = seen(12), seen(13, lang="zh")
    there = shower.show(first, wanted)
    first.answers["p3"]["person12"] = {"choice": CHOICES[0]}  # type: ignore[index]  # a room goes on answering
    other = shower.show(late, wanted)
    assert [bar["values"] for bar in other["blocks"][0]["bars"]] == [
        bar["values"] for bar in there["blocks"][0]["bars"]
    ]
    assert other["title"] == CASE.question(VOTE).title.zh
    assert drawn(shower.show(replace(late, lang="en"), wanted)) == drawn(there)
    more = shower.show(seen(18, lang="zh"), wanted)
    assert drawn(more) != drawn(other) and drawn(shower.show(seen(18), wanted)) != drawn(there)


def test_a_picture_that_there_was_too_little_for_is_made_as_soon_as_there_is() -> None:
    shower, wanted = Shower(), Reveal("votes", VOTE)
    assert shower.show(seen(4), wanted)["blocks"] == []
    assert shower.show(seen(5), wanted)["blocks"]


@pytest.mark.parametrize("wanted", WANTED)
def test_no_reveal_says_who_answered_what(wanted: Reveal) -> None:
    told = json.dumps(reveal(seen(40), wanted))
    assert "Person 3" not in told and "person3" not in told


def test_who_knew_what_tells_of_the_roles_that_were_played() -> None:
    alone = replace(seen(), room=room_of(0))
    [everybody] = reveal(alone, Reveal("who_knew"))["blocks"]
    [pair] = everybody["against"]
    assert pair["n"] == 1
    assert everybody["facts"] == [] and pair["text"] == "Other months."
    first, other = (side["who"] for side in pair["sides"])
    assert pair["who"] == f"{first}, {other}"  # whose two accounts it is about, told to everybody, or quoted
    assert [side["text"] for side in pair["sides"]] == [
        "The official has signed half of it.",
        "On the card: “Nobody rang back.”",
    ]
    one_role = replace(seen(), room=msgspec.structs.replace(room_of(4), roles=("caller",)))
    [played] = reveal(one_role, Reveal("who_knew"))["blocks"]
    assert [fact["facts"] for fact in played["facts"]] == [["On the card: “Nobody rang back.”"]]
    assert played["against"] == [] and played["unplayed"] == [pair["who"]] and everybody["unplayed"] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_quotation_on_a_card_has_marks_of_its_own_where_the_card_is_quoted(lang: str) -> None:
    for case in map(catalogue.load, catalogue.slugs()):
        classroom = read_classroom(case)
        room = structs.replace(room_of(40), roles=tuple(brief.role for brief in classroom.briefs))
        sight = replace(seen(lang=lang), case=case, classroom=classroom, room=room)
        told = [one["facts"] for block in reveal(sight, Reveal("who_knew"))["blocks"] for one in block["facts"]]
        assert not [fact for facts in told for fact in facts if re.search("“[^”]*“", fact)], case.slug


def test_pairs_are_numbered_as_they_are_shown() -> None:
    cases = [(case, read_classroom(case)) for case in map(catalogue.load, catalogue.slugs())]
    case, classroom = max(cases, key=lambda one: len(one[1].contradictions))
    for left_out in {brief.role for brief in classroom.briefs}:
        roles = tuple(brief.role for brief in classroom.briefs if brief.role != left_out)
        sight = replace(seen(), case=case, classroom=classroom, room=msgspec.structs.replace(room_of(40), roles=roles))
        [block] = reveal(sight, Reveal("who_knew"))["blocks"]
        shown, unplayed = [one["n"] for one in block["against"]], block["unplayed"]
        assert shown == list(range(1, len(shown) + 1)), "no gap"
        assert len(shown) + len(unplayed) == len(classroom.contradictions), "nor a pair without a word"


def test_options_keep_the_order_of_the_case() -> None:
    options = seen().model["options"]
    turned = {**seen().model, "options": dict(reversed(options.items()))}
    [block] = reveal(replace(seen(), model=turned), Reveal("scenarios"))["blocks"]
    assert [one["label"] for one in block["points"]] == list(CASE.option_labels("en").values())


def test_the_trade_off_is_the_cases_own_choice() -> None:
    chosen = replace(seen(), classroom=replace(CLASSROOM, trade_off=("cost_per_hour", "occupancy")))
    points = reveal(chosen, Reveal("scenarios"))["blocks"][0]
    names = {outcome.name: outcome.label.en for outcome in CASE.outcomes}
    assert (points["x"]["label"], points["y"]["label"]) == (names["cost_per_hour"], names["occupancy"])


def test_a_number_without_a_band_is_said_without_one() -> None:
    exact = {"questions": {"double_the_calls": {"value": 32.0, "low": 32.0, "high": 32.0}}, "options": {}}
    shown = reveal(replace(seen(), model=exact), Reveal("guesses", "double_the_calls"))
    assert shown["sentence"].endswith("The model says 32 agents.")


# Tables that answer as one


def test_a_table_stands_beside_its_members_and_is_not_counted_as_one_of_them() -> None:
    sight = seen(20)
    [table] = reveal(sight, Reveal("by_table", VOTE))["blocks"]
    texts = [choice.text.en for choice in CASE.question(VOTE).choices]
    assert [row[:2] for row in table["rows"]] == [[f"Table {n}", texts[n % 2]] for n in (1, 2, 3, 4)]
    assert all(sum(map(int, row[2:])) == 5 for row in table["rows"])
    votes = reveal(sight, Reveal("votes", VOTE))["blocks"][0]
    assert votes["totals"] == [20]


def test_members_of_small_tables_are_not_shown_apart_and_one_alone_is_no_table() -> None:
    sight = seen(20)
    smaller = sight.room
    for n in range(4):
        smaller = apply(smaller, was.Changed(f"person{n}", away=True))  # one is left at table 1
    for n in (5, 6):
        smaller = apply(smaller, was.Changed(f"person{n}", table=9))
    [table] = reveal(replace(sight, room=smaller), Reveal("by_table", VOTE))["blocks"]
    assert [row[0] for row in table["rows"]] == ["Table 2", "Table 3", "Table 4"]
    assert table["rows"][0][2:] == ["–"] * len(CHOICES), "three members are too few"


def test_of_an_anonymous_room_only_the_tables_own_answers_are_shown() -> None:
    [table] = reveal(seen(20, "anonymous"), Reveal("by_table", VOTE))["blocks"]
    assert len(table["rows"]) == 4 and {cell for row in table["rows"] for cell in row[2:]} == {"–"}


def test_whoever_changes_the_table_does_not_take_their_answer_along_on_the_screen() -> None:
    shower, wanted, sight = Shower(), Reveal("by_table", VOTE), seen(20)
    before = shower.show(sight, wanted)
    moved = apply(sight.room, was.Changed("person0", table=2, seat=5))
    assert shower.show(replace(sight, room=moved), wanted) == before


# Scenarios


def made(**levers: float) -> dict[str, Any]:
    found = scenario_of(levers, CASE, CASE.code("model"))
    assert found
    return found


def pinned_by(people: int) -> dict[str, list[dict[str, Any]]]:
    agents = CASE.code("model").Params().agents
    return {f"person{n}": [made(), made(agents=agents + 1 + n)] for n in range(people)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pins_and_tables_stand_among_the_options(lang: str) -> None:
    agents = CASE.code("model").Params().agents
    sight = replace(seen(20, lang=lang), pinned=pinned_by(6), stands={2: made(agents=agents + 3)})
    shown = reveal(sight, Reveal("scenarios"))
    [block] = shown["blocks"]
    assert len(block["points"]) == len(OPTIONS)
    assert sorted(one["n"] for one in block["ours"]) == [1] * 6 + [6], "who pinned the same lies in one place"
    [table] = block["tables"]
    assert (table["x"], table["y"]) in [(one["x"], one["y"]) for one in block["ours"]]
    assert len(block["rows"]) == len(OPTIONS) + 2 and all(len(row) == len(block["head"]) for row in block["rows"])
    assert sum(int(row[-1] or 0) for row in block["rows"]) == 12
    assert "12" in shown["sentence"]


def test_pins_of_a_few_are_not_shown_and_the_tables_are() -> None:
    few = replace(seen(20), pinned=pinned_by(4), stands={1: made()})
    [block] = reveal(few, Reveal("scenarios"))["blocks"]
    assert block["ours"] == [] and len(block["tables"]) == 1
    assert len(block["head"]) == 3 and {len(row) for row in block["rows"]} == {3}


def test_a_pin_that_one_person_changes_does_not_move_on_the_screen_before_others_do() -> None:
    shower, wanted, sight = Shower(), Reveal("scenarios"), seen(20)
    first = shower.show(replace(sight, pinned=pinned_by(6)), wanted)
    changed = pinned_by(6) | {"person0": [made()]}
    assert shower.show(replace(sight, pinned=changed), wanted) == first
    assert shower.show(replace(sight, pinned=pinned_by(11)), wanted) != first


def test_a_scenario_without_an_end_is_told_of_and_not_drawn() -> None:
    x = next(outcome.name for outcome in CASE.outcomes if outcome.headline and outcome.better != "none")
    endless = {**made(), "outcomes": {**made()["outcomes"], x: None}}
    sight = replace(seen(20), pinned={f"person{n}": [endless] for n in range(5)})
    shown = reveal(sight, Reveal("scenarios"))
    assert shown["blocks"][0]["ours"] == [] and "5 of them have no place" in shown["sentence"]


def test_where_no_role_has_enough_answers_it_says_so() -> None:
    sight = seen(8)
    few = {by: value for by, value in sight.answers["p3"].items() if by in ("person0", "person1", "person5", "person6")}
    shown = reveal(replace(sight, answers={**sight.answers, "p3": few}), Reveal("by_role", VOTE))
    assert not shown["blocks"] and "No role can be shown apart" in shown["sentence"]


RANKED = "rank_per_call"
OF_RANKED = MODEL["questions"][RANKED]


def ranked_by(*orders: list[str], lang: str = "en") -> Seen:
    """A room that was asked for the order, in an exercise."""
    sight = seen(len(orders), lang=lang)
    phase = Stretch("x1", "exercise", 3, question=RANKED)
    answers = {"x1": {f"person{n}": {"order": order} for n, order in enumerate(orders)}}
    return replace(sight, room=structs.replace(sight.room, agenda=(*sight.room.agenda, phase)), answers=answers)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_models_order_stands_beside_the_rooms_with_what_it_ranks_by(lang: str) -> None:
    model = OF_RANKED["order"]
    swapped = [model[1], model[0], *model[2:]]
    [block] = reveal(ranked_by(*[swapped] * 6, lang=lang), Reveal("order", RANKED))["blocks"]
    labels = {item.id: item.text.text(lang) for item in CASE.question(RANKED).items}
    assert [row[0] for row in block["rows"]] == [labels[item] for item in swapped]
    assert [row[1:3] for row in block["rows"][:3]] == [["1", "2 ▼"], ["2", "1 ▲"], ["3", "3"]]
    assert block["marked"] == [0, 1]
    by = next(one for one in CASE.outcomes if one.name == "cost_per_answered_call")
    assert by.label.text(lang) in block["head"][3] and by.unit.text(lang) in block["head"][3]
    values = [OF_RANKED["values"][item] for item in swapped]
    assert [row[3] for row in block["rows"]] == [f"{value:.2f}" for value in values]  # a phone is too narrow for units
    assert labels[model[0]] in block["sentence"] and labels[model[1]] in block["sentence"]


@pytest.mark.parametrize("kind", ["order", "agreement"])
def test_what_is_ranked_is_called_an_option_only_where_it_is_one(kind: RevealKind) -> None:
    sight, wanted = ranked_by(*[OF_RANKED["order"]] * 6), Reveal(kind, RANKED)
    assert reveal(sight, wanted)["blocks"][0]["head"][0] == "Option"
    of_others = replace(sight, case=replace(sight.case, options=sight.case.options[1:]))
    assert reveal(of_others, wanted)["blocks"][0]["head"][0] == "What was ranked"


def test_an_order_that_is_the_models_says_so() -> None:
    [block] = reveal(ranked_by(*[OF_RANKED["order"]] * 6), Reveal("order", RANKED))["blocks"]
    assert block["marked"] == [] and "Our order is the model's." in block["sentence"]


def test_a_ranking_without_an_order_of_the_models_is_shown_as_before() -> None:
    sight = ranked_by(*[OF_RANKED["order"]] * 6)
    assert reveal(replace(sight, model={}), Reveal("order", RANKED))["blocks"] == []
    assert reveal(seen(20), Reveal("order"))["blocks"] == []
    assert reveal(sight, Reveal("agreement", RANKED))["blocks"]


def test_the_model_says_by_which_values_it_puts_in_order() -> None:
    values = OF_RANKED["values"]
    assert sorted(values, key=lambda item: values[item]) == OF_RANKED["order"]


def voted(first: list[str], then: list[str]) -> Shown:
    """Before and after of people who chose these, one after the other."""
    given = {
        phase: {f"person{n}": {"choice": choice} for n, choice in enumerate(some)}
        for phase, some in (("p1", first), ("p3", then))
    }
    sight = seen(len(first))
    return reveal(replace(sight, answers={**sight.answers, **given}), Reveal("shift", VOTE))


def test_a_picture_of_none_but_those_who_stayed_is_left_out() -> None:
    first = [CHOICES[0]] * 6 + [CHOICES[1]] * 6 + [CHOICES[2]] * 3 + [CHOICES[3]] * 3
    then = [CHOICES[0]] * 6 + [CHOICES[1]] * 6 + [CHOICES[0]] * 3 + [CHOICES[1]] * 3
    shown = voted(first, then)
    assert [block["type"] for block in shown["blocks"]] == ["bars"]
    assert "6 of 18 changed their mind. Who moved where is not drawn" in shown["sentence"]


def test_where_every_first_answer_was_of_few_it_is_still_said_how_many_changed() -> None:
    first = [choice for choice in CHOICES[:4] for _ in range(4)]
    shown = voted(first, [CHOICES[0]] * 8 + first[8:])
    assert [block["type"] for block in shown["blocks"]] == ["bars"]
    assert "4 of 16 changed their mind. Who moved where is not drawn" in shown["sentence"]
    assert "0 of 16 changed their mind." in voted(first, first)["sentence"]


def test_every_fact_that_speaks_to_its_player_is_told_in_the_third_person_to_the_room() -> None:
    for case in map(catalogue.load, catalogue.slugs()):
        for brief in read_classroom(case).briefs:
            for fact in brief.knows:
                assert fact.told or not re.search(r"\b[Yy]ou(r|rs|rself)?\b|你|您", f"{fact.text.en} {fact.text.zh}"), (
                    fact.id
                )
                assert not fact.told or not re.search(
                    r"\b[Yy]ou(r|rs|rself)?\b|你|您", f"{fact.told.en} {fact.told.zh}"
                )


def test_who_plays_another_role_is_told_whom_the_case_calls_you() -> None:
    first, *others = CASE.roles
    case = replace(CASE, roles=(replace(first, reader=True), *others))
    room = structs.replace(room_of(2), agenda=(*AGENDA, Stretch("p0", "roles", 3)))
    told = [reader_of(room, case, person, "en") for person in room.people.values()]
    assert told == [None, {"reader": "The official", "roles": "The caller"}]
    assert reader_of(room_of(2), case, room.people["person1"], "en") is None  # where no roles are played
    assert all([role.reader for role in catalogue.load(slug).roles].count(True) == 1 for slug in WITH_BRIEFS)
