"""What the desk is told and may do beside what every page is: undo, counting by hand, phases to add."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest

from caseroom import catalogue
from caseroom.casefile import CaseError, guide
from caseroom.casefile.classroom import Agenda, Phase
from caseroom.casefile.guide import Row
from caseroom.i18n import LANGUAGES, Text, translator
from classroom.room import live
from classroom.room.agendas import agendas, offers, stretches
from classroom.room.bound import of_room
from classroom.room.handlers import desk as pages
from classroom.room.reveals.told import short_names
from classroom.room.state import Stretch
from classroom.room.views import desk as view
from classroom.room.views.look import Look
from classroom.room.words import AS_WHOM

from .test_addresses import InARoom


class TestDesk(InARoom):
    def test_it_says_what_undo_would_take_back(self) -> None:
        trainer, code = self.room()
        desk = f"/teach/{code}"
        assert trainer.now(desk)["undo"] == ""
        self.do(trainer, code, do="next")
        assert trainer.now(desk)["undo"] == "the room went to another phase"
        self.do(trainer, code, do="tell", text="Welcome")  # what was said was said
        self.do(trainer, code, do="show", reveal={"kind": "who_knew"})
        found = trainer.now(desk)
        assert found["undo"] == "the screen was changed"
        assert found["put"] == {"kind": "who_knew", "question": ""}
        self.do(trainer, code, do="undo")
        assert trainer.now(desk)["put"] is None
        self.do(trainer, code, do="close")
        assert trainer.now(desk)["undo"] == "the class was ended"

    def test_hands_say_for_how_long_they_have_been_up(self) -> None:
        trainer, code = self.room()
        ann, _ = self.join(code, "Ann")
        ann.ask("/room/help", {"asks": True})
        found = trainer.now(f"/teach/{code}")["people"]
        assert [(one["asks"], 0 <= one["asks_for"] < 60) for one in found] == [(True, True)]
        self.do(trainer, code, do="attend")
        assert [one["asks"] for one in trainer.now(f"/teach/{code}")["people"]] == [False]

    def test_a_table_at_which_too_few_sit_is_named_once_people_have_come(self) -> None:
        trainer, code = self.room()
        for n in range(7):
            self.join(code, f"Person {n}")
        assert trainer.now(f"/teach/{code}")["few"] == []
        self.do(trainer, code, do="next")
        assert trainer.now(f"/teach/{code}")["few"] == [{"table": 2, "n": 2}]
        self.do(trainer, code, do="share_out")
        assert trainer.now(f"/teach/{code}")["few"] == []

    def test_every_kind_of_step_has_its_words(self) -> None:
        trainer, code = self.room()
        vote = self.go_to(trainer, code, "vote")
        agenda = [one["stretch"] for one in trainer.now(f"/teach/{code}")["agenda"]]
        steps: list[dict[str, Any]] = [
            {"do": "hold"},
            {"do": "switch", "door": False},
            {"do": "sort", "card": "c", "shown": True},
            {"do": "tally", "phase": vote, "counts": {"own": 3}},
            {"do": "plan", "agenda": agenda[:-1]},
        ]
        said = set()
        for step in steps:
            assert self.do(trainer, code, **step).code == 200
            said.add(trainer.now(f"/teach/{code}")["undo"])
        assert len(said) == len(steps)

    def test_a_case_that_is_broken_in_class_goes_on_as_it_was(self) -> None:
        trainer, code = self.room()
        trainer.now(f"/teach/{code}")
        broken = patch.object(live.catalogue, "load", side_effect=CaseError("a comma is missing"))
        with broken as asked, patch.object(live, "LOOK", -1.0):
            assert trainer.now(f"/teach/{code}")["reveals"]
        assert asked.called

    def test_answers_by_role_are_offered_where_there_are_choices_to_count(self) -> None:
        trainer, code = self.room()
        agenda = [one["stretch"] for one in trainer.now(f"/teach/{code}")["agenda"]]
        number = {"id": "", "kind": "vote", "minutes": 2, "question": "double_the_calls"}
        assert self.do(trainer, code, do="plan", agenda=[*agenda, number]).code == 200
        offered = {(one["kind"], one["question"]) for one in trainer.now(f"/teach/{code}")["reveals"]}
        voted = next(one["question"] for one in agenda if one["kind"] == "vote")
        assert ("guesses", "double_the_calls") in offered and ("by_role", voted) in offered
        assert ("by_role", "double_the_calls") not in offered

    def test_a_talk_shows_at_the_front_what_it_is_about_and_says_its_own_words(self) -> None:
        trainer, code = self.room()
        agenda = [one["stretch"] for one in trainer.now(f"/teach/{code}")["agenda"]]
        talk = next(n for n, one in enumerate(agenda) if one["kind"] == "talk")
        agenda[talk] |= {"title": {"en": "Why?", "zh": "为什么？"}, "text": {"en": "Say why.", "zh": "说说为什么。"}}
        assert self.do(trainer, code, do="plan", agenda=agenda).code == 200
        self.go_to(trainer, code, "talk")
        shown = trainer.now(f"/screen/{code}")["views"]
        about = catalogue.load("helpdesk").question(agenda[talk + 1]["question"])
        for lang, words in (("en", "Say why."), ("zh", "说说为什么。")):
            phase = shown[lang]["phase"]
            assert (phase["text"], phase["question"]["title"]) == (words, about.title.text(lang))
            assert phase["question"]["choices"] and not phase["question"]["fields"] and not phase["asks"]

    def test_each_phase_of_a_row_has_its_own_words(self) -> None:
        agenda = Agenda("plan_a", Text(en="A", zh="甲"), (Phase("lobby", 5, 1), *(Phase("talk", 5, 2),) * 3), "A")
        rows = [Row(0, 5, ("Seats", "Page", '"Sit."')), Row(5, 20, ("Talk", "Page", '"One." Wait.<br>–<br>"Three."'))]
        with patch.object(pages, "agendas", return_value=[agenda]), patch.object(view.guide, "plan", return_value=rows):
            trainer, code = self.room(agenda="plan_a")
            known = trainer.now(f"/teach/{code}")["agenda"]
            said = [[(one["aloud"], one["text"]) for one in phase["row"]["say"]] for phase in known]
            assert said == [[(True, "Sit.")], [(True, "One."), (False, "Wait.")], [], [(True, "Three.")]]
            left = [one["stretch"] for one in known if one["n"] != 2]  # the words go with their phase
            assert self.do(trainer, code, do="plan", agenda=left).code == 200
            said = [[one["text"] for one in phase["row"]["say"]] for phase in trainer.now(f"/teach/{code}")["agenda"]]
            assert said == [["Sit."], [], ["Three."]]

    def test_the_models_order_is_one_press_away_where_an_order_is_on_the_screen(self) -> None:
        trainer, code = self.room()
        agenda = [one["stretch"] for one in trainer.now(f"/teach/{code}")["agenda"]]
        ranked = {"id": "x1", "kind": "rank", "minutes": 2, "question": "rank_per_call"}
        shown = {"id": "x2", "kind": "reveal", "minutes": 2, "reveal": "agreement", "question": "rank_per_call"}
        own = {"id": "x3", "kind": "reveal", "minutes": 2, "reveal": "agreement"}
        assert self.do(trainer, code, do="plan", agenda=[*agenda, ranked, shown, own]).code == 200
        assert trainer.now(f"/teach/{code}")["beside"] is None
        self.do(trainer, code, do="go_to", phase="x2")
        beside = {"kind": "order", "question": "rank_per_call"}
        assert trainer.now(f"/teach/{code}")["beside"] is None  # the model has not answered
        self.hall._live[code][0].model = {"questions": {"rank_per_call": {"order": ["a"]}}}
        found = trainer.now(f"/teach/{code}")
        assert found["beside"] == beside and found["showing"]["kind"] == "agreement"
        self.do(trainer, code, do="show", reveal=beside)
        found = trainer.now(f"/teach/{code}")
        assert found["put"] == found["beside"] == beside
        self.do(trainer, code, do="go_to", phase="x3")
        assert trainer.now(f"/teach/{code}")["beside"] is None

    def test_the_words_that_are_picked_are_those_of_what_is_shown(self) -> None:
        trainer, code = self.room()
        for phase, question in (
            ({"kind": "exercise", "question": "who_answers"}, "who_answers"),
            ({"kind": "reveal", "reveal": "decisions"}, "decision"),
            ({"kind": "talk"}, "payment_clause"),  # words to it are shown next
            ({"kind": "reveal", "reveal": "cards", "question": "payment_clause"}, "payment_clause"),
        ):
            kept = [one["stretch"] for one in trainer.now(f"/teach/{code}")["agenda"] if one["stretch"]["id"] != "x1"]
            shown = {"id": "x2", "kind": "reveal", "minutes": 2, "reveal": "cards", "question": "payment_clause"}
            agenda = [*(one for one in kept if one["id"] != "x2"), {"id": "x1", "minutes": 2, **phase}, shown]
            assert self.do(trainer, code, do="plan", agenda=agenda).code == 200
            self.do(trainer, code, do="go_to", phase="x1")
            assert trainer.now(f"/teach/{code}")["words_of"] == question, phase
            self.do(trainer, code, do="go_to", phase="p1")

    def test_which_answer_is_right_is_one_press_away_once_it_spoils_nothing(self) -> None:
        trainer, code = self.room()
        kept = [one["stretch"] for one in trainer.now(f"/teach/{code}")["agenda"]]
        before = next(n for n, one in enumerate(kept) if one["kind"] == "what_if")
        guessed = {"kind": "reveal", "minutes": 2, "reveal": "shift", "question": "cheapest_option"}
        computed = {"id": "x1", "kind": "exercise", "minutes": 2, "question": "erlang_c_omits"}
        counted = {"id": "x2", "kind": "reveal", "minutes": 2, "reveal": "votes", "question": "erlang_c_omits"}
        agenda = [*kept[:before], {"id": "x3", **guessed}, computed, counted, *kept[before:], {"id": "x4", **guessed}]
        assert self.do(trainer, code, do="plan", agenda=agenda).code == 200
        right = {"kind": "right", "question": "cheapest_option"}
        for phase, beside in (("x3", None), ("x2", {**right, "question": "erlang_c_omits"}), ("x4", right)):
            self.do(trainer, code, do="go_to", phase=phase)
            found = trainer.now(f"/teach/{code}")
            offered = [{"kind": one["kind"], "question": one["question"]} for one in found["reveals"]]
            assert found["beside"] == beside and (right in offered) is (beside == right), phase
        self.do(trainer, code, do="show", reveal=right)
        found = trainer.now(f"/teach/{code}")
        assert found["put"] == found["beside"] == right

    def test_how_low_and_high_guesses_decided_is_one_press_away_where_the_decision_is_on_the_screen(self) -> None:
        trainer, code = self.room()
        kept = [one["stretch"] for one in trainer.now(f"/teach/{code}")["agenda"]]
        agenda = [one for one in kept if one["kind"] not in ("decide", "reveal")]
        guess = {"id": "x1", "kind": "vote", "minutes": 2, "question": "double_the_calls"}
        decides = {"id": "x2", "kind": "decide", "minutes": 2, "question": "decision"}
        shown = {"id": "x3", "kind": "reveal", "minutes": 2, "reveal": "decisions"}
        assert self.do(trainer, code, do="plan", agenda=[*agenda, guess, decides, shown]).code == 200
        assert trainer.now(f"/teach/{code}")["beside"] is None
        self.do(trainer, code, do="go_to", phase="x3")
        found = trainer.now(f"/teach/{code}")
        assert found["beside"] == {"kind": "by_guess", "question": "decision"}
        assert found["beside_of"] == "Which is cheapest?" and not found["beside_number"], "the first that was guessed"
        others = [one for one in agenda if one["kind"] != "vote"]
        assert self.do(trainer, code, do="plan", agenda=[*others, guess, decides, shown]).code == 200
        found = trainer.now(f"/teach/{code}")
        assert found["beside_of"] == "Twice the calls" and found["beside_number"]
        assert "at least 5 each" in found["beside_lacks"], "said here, and not before the class"
        assert found["beside"] in [{"kind": one["kind"], "question": one["question"]} for one in found["reveals"]]
        assert (
            self.do(trainer, code, do="plan", agenda=[*others, decides, shown]).code == 200
        )  # nobody guesses anything
        assert trainer.now(f"/teach/{code}")["beside"] is None

    def test_a_decision_asks_for_a_sentence_in_each_box_and_what_is_kept_says_so(self) -> None:
        trainer, code = self.room()
        phone, _ = self.join(code)
        self.go_to(trainer, code, "decide")
        fields = phone.now()["phase"]["question"]["fields"]
        assert fields and all(field["sentence"] and not field["words"] and field["rows"] == 2 for field in fields)
        phases = (Phase("vote", 5, question="cheapest_option"), Phase("exercise", 5, question="who_answers", kept=True))
        assert [one.kept for one in stretches(Agenda("a", Text(en="A", zh="甲"), phases))] == [False, True]

    def test_the_guide_tells_its_teacher_of_every_question_of_its_plans_and_of_the_tasks_at_the_levers(self) -> None:
        for where, one, row, told, folded in folds():
            if one.question or one.kind in ("what_if", "debrief") or one.reveal == "who_knew":
                assert folded, where
            for task in view.tasks_of(one, row, where[1]):
                assert told.tasks.get(task), (*where, f"the answers have nothing to task {task}")
                whole = "\n\n".join(folded)
                assert all(answer.text[1:] in whole for answer in told.tasks[task]), where
            assert one.task == 0 or one.task in view.tasks_of(one, row, where[1]), where

    def test_where_tables_do_different_things_words_and_phones_say_which_tables(self) -> None:
        split = {"en": ("odd number", "even number", "half of the tables"), "zh": ("单数桌", "双数桌", "一半的桌")}
        found = 0
        for (slug, lang, place), one, row, _, _ in folds():
            odd, even, half = split[lang]
            said = " ".join(each["text"] for each in row["say"] if each["aloud"]) if row else ""
            phone = one.text.get(lang, "")
            assert half not in f"{said} {phone}".lower(), (slug, lang, place)
            if one.kind == "what_if":
                assert {word in said for word in (odd, even)} == {word in phone for word in (odd, even)}, (slug, place)
                found += odd in phone
                assert (odd in phone) is bool(one.even_task), (slug, place, "the phones open with a task each")
        assert found >= 4

    def test_what_is_folded_is_whole(self) -> None:
        """No part of the guide ends where its list or its table begins, and the list is there to the last point."""
        listed = 0
        for where, one, _, _, folded in folds():
            assert not (folded and folded[-1].endswith((":", "："))), where
            if one.reveal == "who_knew":
                case, lang = catalogue.load(where[0]), where[1]
                written = view.guide_of(case, lang).read_text(encoding="utf-8")
                section = re.search(
                    r"^\*\*(?:Who knew what|谁知道什么).*?(?=^\*\*|^#)", written, re.MULTILINE | re.DOTALL
                )
                points = re.findall(r"^- (.+)", section[0] if section else "", re.MULTILINE)
                assert all(point in "\n".join(folded) for point in points), where
                listed += len(points)
        assert listed >= 4

    def test_only_choices_can_be_counted_by_hand(self) -> None:
        trainer, code = self.room(agenda="nominal_group")
        choices = {one["kind"]: one["choices"] for one in trainer.now(f"/teach/{code}")["agenda"]}
        assert choices["decide"] and not choices["rank"] and not choices["talk"]

    def test_roles_are_named_in_the_language_of_the_desk(self) -> None:
        trainer, code = self.room()
        self.join(code, lang="zh")
        self.join(code, lang="en")
        trainer.ask(f"/teach/{code}?lang=zh")
        people = trainer.now(f"/teach/{code}")["people"]
        assert all(re.search("[一-鿿]", role) for one in people for role in one["roles"])

    def test_a_phase_that_is_offered_can_be_added(self) -> None:
        trainer, code = self.room()
        agenda = [one["stretch"] for one in trainer.now(f"/teach/{code}")["agenda"]]
        page = trainer.ask(f"/teach/{code}").body.decode()
        offered = json.loads(re.findall(r'id="given">(.*?)</script>', page, re.S)[0])["offers"]
        added = [one["stretch"] | {"id": f"x{n}"} for n, one in enumerate(offered)]
        for first in range(0, len(added), 40):
            some = added[first : first + 40]
            assert self.do(trainer, code, do="plan", agenda=[agenda[0], *some]).code == 200
            for one in (*some, agenda[0]):
                assert self.do(trainer, code, do="go_to", phase=one["id"]).code == 200


def folds() -> Iterator[tuple[tuple[str, str, str], Stretch, Any, guide.Told, list[str]]]:
    """Each phase of the plans of all cases in each language: where it is, its row, what the guide tells and what of it
    the desk folds there.
    """
    for case, lang in itertools.product(map(catalogue.load, catalogue.slugs()), LANGUAGES):
        told = guide.told(view.guide_of(case, lang), lang)
        for agenda in filter(lambda one: one.plan, agendas(case)):
            look: Any = SimpleNamespace(live=SimpleNamespace(case=case, room=SimpleNamespace(plan=agenda.plan)))
            desk = view.DeskView(look)
            rows = desk._rows(lang)
            for n, one in enumerate(stretches(agenda), start=1):
                row = desk._row(rows.get(one.row), one)
                yield (case.slug, lang, f"{agenda.plan}{n}"), one, row, told, desk._told_of(one, told, row, lang)


@pytest.mark.parametrize("slug", catalogue.slugs())
def test_offers_have_names_of_their_own(slug: str) -> None:
    for lang in ("en", "zh"):
        names = [one["name"] for one in offers(catalogue.load(slug), lang)]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", catalogue.slugs())
def test_a_decision_says_in_whose_place_it_is_taken_where_roles_are_played(slug: str, lang: str) -> None:
    case = catalogue.load(slug)
    reader = next((short_names(case, lang)[role.id] for role in case.roles if role.reader), None)
    decides = Stretch("x2", "decide", 2, question=next(one.id for one in case.questions if one.kind == "decision"))
    for roles in ((), (Stretch("x1", "roles", 2),)):
        live: Any = SimpleNamespace(case=of_room(case, ()), room=SimpleNamespace(agenda=(*roles, decides)))
        text = Look(live).phase(decides, lang)["text"]
        said = translator(lang)(AS_WHOM).format(reader=reader)
        assert (said in text) is bool(roles and reader)
