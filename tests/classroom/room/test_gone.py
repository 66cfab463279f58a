"""A case that is edited under its rooms: what they bind by an id and the case has no more; and a case that is gone."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import openpyxl

from caseroom import catalogue
from caseroom.casefile import CaseError, CaseFile
from caseroom.i18n import LANGUAGES
from classroom.room import live
from classroom.room.bound import of_room
from classroom.room.hall import Hall
from classroom.room.handlers import desk as pages
from classroom.room.handlers.desk import FILES
from classroom.room.words import PHASE_WORDS

from .test_addresses import KEY, InARoom, Visitor, no_model

CASE = catalogue.load("helpdesk")
Edit = Callable[[CaseFile], CaseFile]


def renamed(case: CaseFile, question: str = "") -> CaseFile:
    """Every question, or one, under another id."""
    questions = tuple(replace(one, id=f"{one.id}_new") if question in ("", one.id) else one for one in case.questions)
    return replace(case, questions=questions)


def with_other_choices(case: CaseFile) -> CaseFile:
    def other(parts: Any) -> Any:
        return tuple(replace(one, id=f"{one.id}_new") for one in parts)

    return replace(
        case,
        questions=tuple(
            replace(one, choices=other(one.choices), items=other(one.items), fields=other(one.fields), key="")
            for one in case.questions
        ),
    )


def stripped(case: CaseFile) -> CaseFile:
    """Without its roles' ids, its tasks and its own steps."""
    return replace(case, roles=tuple(replace(one, id=f"{one.id}_new") for one in case.roles), tasks=(), steps=())


@contextmanager
def edited(edit: Edit) -> Iterator[None]:
    with patch.object(live.catalogue, "load", return_value=edit(CASE)), patch.object(live, "LOOK", -1.0):
        yield


@contextmanager
def deleted() -> Iterator[None]:
    nothing = CaseError("There is no case named 'helpdesk'")
    with ExitStack() as stack:
        stack.enter_context(patch.object(live.catalogue, "load", side_effect=nothing))
        stack.enter_context(patch.object(live.catalogue, "slugs", return_value=[]))
        stack.enter_context(patch.object(live, "LOOK", -1.0))
        yield


class Rooms(InARoom):
    def setUp(self) -> None:
        super().setUp()
        self.enterContext(self.assertNoLogs("caseroom", "ERROR"))  # no picture failed and was left out

    def start_again(self) -> None:
        """The server, on the same store."""
        self.hall = Hall(self.hall.rooms, self.hall.threads, KEY, no_model)
        self._app.settings["hall"] = self.hall

    def every_page(self, trainer: Visitor, code: str, phones: list[Visitor]) -> None:
        """Nothing of a room is answered with a mistake of the server's."""
        for lang in LANGUAGES:
            trainer.cookies["caseroom-language"] = lang
            for path in ("", "/now", "/replay"):
                assert trainer.ask(f"/teach/{code}{path}?lang={lang}").code == 200, path
            for name in FILES:
                assert trainer.ask(f"/teach/{code}/files/{name}?lang={lang}").code in (200, 404), name
            assert trainer.ask(f"/teach?lang={lang}").code == 200
        for path in (f"/screen/{code}", f"/screen/{code}/now", f"/j/{code}"):
            assert trainer.ask(path).code in (200, 302), path
        for phone in phones:
            for path in ("/room", "/room/now", "/room/phase", "/room/levers"):
                assert phone.ask(path).code == 200, path

    def every_view(self, trainer: Visitor, code: str, phones: list[Visitor]) -> None:
        asked = [(trainer, f"/teach/{code}"), (trainer, f"/screen/{code}"), *((phone, "/room") for phone in phones)]
        for visitor, path in asked:
            assert visitor.ask(f"{path}/now").code == 200, path

    def held(self, promise: str = "named") -> tuple[Visitor, str, list[Visitor]]:
        """A class in which every kind of phase was held and everything was answered, up to its decision."""
        trainer, code = self.room(promise)
        phones = [self.join(code, f"Person {n}", LANGUAGES[n % 2])[0] for n in range(6)]
        first = trainer.now(f"/teach/{code}")["agenda"][0]["stretch"]
        asks = [
            ("vote", "cheapest_option"),
            ("vote", "double_the_calls"),
            ("vote", "drawn_promise"),
            ("revote", "cheapest_option"),
            ("exercise", "who_owes"),
            ("exercise", "who_answers"),
            ("rank", "rank_per_call"),
            ("rank", ""),
            ("weigh", ""),
            ("decide", "decision"),
        ]
        shows = [("votes", "cheapest_option"), ("shift", "cheapest_option"), ("guesses", "double_the_calls")]
        shows += [("right", "cheapest_option"), ("agreement", "rank_per_call"), ("order", "rank_per_call")]
        shows += [("agreement", ""), ("weights", ""), ("cards", "who_answers"), ("who_knew", ""), ("scenarios", "")]
        shows += [("guesses", "drawn_promise"), ("by_role", ""), ("by_table", ""), ("by_guess", ""), ("decisions", "")]
        agenda = [
            first,
            {"id": "r", "kind": "roles", "minutes": 1},
            {"id": "w", "kind": "what_if", "minutes": 1, "step": "what-if", "task": 1},
            *({"id": f"a{n}", "kind": kind, "minutes": 1, "question": of} for n, (kind, of) in enumerate(asks)),
            *(
                {"id": f"s{n}", "kind": "reveal", "minutes": 1, "reveal": of[0], "question": of[1]}
                for n, of in enumerate(shows)
            ),
            {"id": "end", "kind": "debrief", "minutes": 1, "step": "debrief"},
        ]
        assert self.do(trainer, code, do="plan", agenda=agenda).code == 200
        for n, _ in enumerate(asks):
            self.do(trainer, code, do="go_to", phase=f"a{n}")
            for phone in phones:
                question = phone.now()["phase"]["question"]
                answer = filled(question)
                sent = phone.ask("/room/answer", {"phase": f"a{n}", "answer": answer})
                assert sent.code == 200, (sent.body, question)
        return trainer, code, phones


def filled(question: Any) -> dict[str, Any]:
    parts, found = question["parts"], dict[str, Any]()
    if "choice" in parts:
        found["choice"] = question["choices"][0]["id"]
    if "number" in parts:
        found["number"] = question["number"]["minimum"] / question["number"]["times"]
    if "curve" in parts:
        found["curve"] = [question["curve"]["start"]] * len(question["curve"]["at"])
    if "order" in parts:
        found["order"] = [one["id"] for one in question["items"]]
    if "sorted" in parts:
        found["sorted"] = {one["id"]: question["choices"][0]["id"] for one in question["items"]}
    if "weights" in parts:
        found["weights"] = {one["id"]: 10 for one in question["criteria"]}
    return found | ({"fields": {question["fields"][0]["id"]: "In my words."}} if question["fields"] else {})


class TestAQuestionThatIsGone(Rooms):
    def test_every_phase_of_a_class_can_be_shown_live_and_after_a_restart(self) -> None:
        for promise in ("named", "anonymous"):
            trainer, code, phones = self.held(promise)
            agenda = trainer.now(f"/teach/{code}")["agenda"]
            for edit in (renamed, with_other_choices, stripped):
                with edited(edit):
                    for phase in agenda:
                        self.do(trainer, code, do="go_to", phase=phase["id"])
                        self.every_view(trainer, code, phones[:1])
                    self.start_again()
                    self.every_view(trainer, code, phones)
            with edited(lambda case: stripped(renamed(case))):
                self.every_page(trainer, code, phones[:2])
                self.do(trainer, code, do="close")
                self.every_page(trainer, code, phones[:2])

    def test_the_desk_says_so_goes_past_it_and_takes_it_out(self) -> None:
        trainer, code = self.room()
        phone, _ = self.join(code)
        vote = self.go_to(trainer, code, "vote")
        with edited(renamed):
            for lang in LANGUAGES:
                trainer.ask(f"/teach/{code}?lang={lang}")
                desk = trainer.now(f"/teach/{code}")
                now = next(one for one in desk["agenda"] if one["id"] == vote)
                assert "cheapest_option" in now["lacks"] and "cheapest_option" not in now["name"]
                assert not now["asks"] and desk["trouble"] == "" and desk["phase"]["question"] is None
                assert [one["lacks_in_short"] for one in desk["agenda"] if one["kind"] == "talk"] == [""]
            assert now["name"] != PHASE_WORDS["vote"][0]  # Chinese
            assert phone.now()["phase"]["question"] is None and not phone.now()["phase"]["asks"]
            refused = phone.ask("/room/answer", {"phase": vote, "answer": {"choice": "own"}})
            assert (refused.code, json.loads(refused.body)["reason"]) == (400, "asks_nothing")
            assert self.do(trainer, code, do="next").code == 200
            agenda = [one["stretch"] for one in trainer.now(f"/teach/{code}")["agenda"] if one["id"] != vote]
            assert self.do(trainer, code, do="plan", agenda=agenda).code == 200

    def test_a_reveal_of_it_says_that_it_cannot_be_shown(self) -> None:
        trainer, code, _ = self.held()
        with edited(renamed):
            self.do(trainer, code, do="show", reveal={"kind": "votes", "question": "cheapest_option"})
            for lang, start in (("en", "This cannot be shown"), ("zh", "这个结果无法显示")):
                shown = trainer.now(f"/screen/{code}")["views"][lang]["reveal"]
                assert shown["blocks"] == [] and shown["sentence"].startswith(start)
            offered = [one["question"] for one in trainer.now(f"/teach/{code}")["reveals"]]
            assert not any("cheapest" in one for one in offered)

    def test_what_was_answered_stays_in_the_record_by_its_id_even_out_of_the_agenda(self) -> None:
        trainer, code, _ = self.held()
        with edited(renamed):
            for out in (False, True):
                if out:
                    agenda = [one["stretch"] for one in trainer.now(f"/teach/{code}")["agenda"]]
                    self.do(trainer, code, do="go_to", phase="end")
                    assert self.do(trainer, code, do="plan", agenda=[agenda[0], agenda[-1]]).code == 200
                told = json.loads(trainer.ask(f"/teach/{code}/files/record.json").body)
                given = {one["phase"]: one for one in told["answers"]}
                assert (given["a0"]["question"], given["a0"]["title"]) == ("cheapest_option", "cheapest_option")
                assert len(given["a0"]["given"]) == 6
                assert any("In my words." in one.values() for one in given["a5"]["given"])

    def test_a_picture_counts_no_answer_that_the_question_no_longer_has(self) -> None:
        trainer, code, _ = self.held()
        with edited(with_other_choices):
            sizes = {(one["kind"], one["question"]): one["size"] for one in trainer.now(f"/teach/{code}")["reveals"]}
            assert sizes["votes", "cheapest_option"] == 0 and sizes["guesses", "double_the_calls"] == 6


class TestACaseThatIsGone(Rooms):
    def test_its_room_is_said_to_lack_it_ended_kept_and_deleted(self) -> None:
        for promise in ("named", "anonymous"):
            trainer, code, phones = self.held(promise)
            with deleted():
                self.start_again()
                self.every_page(trainer, code, phones)
                for lang in LANGUAGES:
                    trainer.ask(f"/teach/{code}?lang={lang}")
                    assert "helpdesk" in trainer.now(f"/teach/{code}")["trouble"]
                before = trainer.now(f"/teach/{code}")["trouble"]
                phone = phones[0].now()["phase"]
                assert not phone["asks"] and not phone["opens"] and "case" in phone["text"]
                assert "case" in trainer.now(f"/screen/{code}")["views"]["en"]["phase"]["text"]
                for phase in trainer.now(f"/teach/{code}")["agenda"]:
                    self.do(trainer, code, do="go_to", phase=phase["id"])
                    self.every_view(trainer, code, phones[:1])
                told = json.loads(trainer.ask(f"/teach/{code}/files/record.json").body)
                assert len(told["answers"][0]["given"]) == 6
                book = openpyxl.load_workbook(io.BytesIO(trainer.ask(f"/teach/{code}/files/record.xlsx").body))
                assert len(book.sheetnames) > 10
                rows = list(
                    csv.reader(io.StringIO(trainer.ask(f"/teach/{code}/files/answers.csv").body.decode("utf-8-sig")))
                )
                assert any("In my words." in row for row in rows)
                assert self.do(trainer, code, do="close").code == 200
                assert trainer.now(f"/teach/{code}")["trouble"] != before
                self.every_page(trainer, code, phones)
                assert trainer.ask(f"/teach/{code}/archive", {"away": True}).code == 200
                assert trainer.ask(f"/teach/{code}/delete", {}).code == 200

    def test_it_comes_back_with_its_case(self) -> None:
        trainer, code = self.room()
        with deleted():
            self.start_again()
            assert trainer.now(f"/teach/{code}")["trouble"]
        with patch.object(live, "LOOK", -1.0):
            desk = trainer.now(f"/teach/{code}")
        assert desk["trouble"] == "" and desk["title"] == CASE.title.en

    def test_a_class_that_goes_on_is_told_and_goes_on_as_it_was(self) -> None:
        trainer, code = self.room()
        trainer.ask(f"/teach/{code}?lang=en")
        vote = self.go_to(trainer, code, "vote")
        with deleted():
            desk = trainer.now(f"/teach/{code}")
            assert "goes on as it was" in desk["trouble"]
            assert desk["phase"]["question"]["choices"] and desk["phase"]["id"] == vote

    def test_the_list_of_rooms_says_whose_case_is_gone_or_broken(self) -> None:
        trainer, code = self.room()

        def lacks() -> str:
            page = trainer.ask("/teach?lang=en").body.decode()
            given = json.loads(page.split('id="given">')[1].split("</script>")[0])
            return str(next(one["lacks"] for one in given["rooms"] if one["code"] == code))

        assert lacks() == ""
        with patch.object(pages.catalogue, "slugs", return_value=[]):
            assert "gone" in lacks()
        with patch.object(pages.catalogue, "load", side_effect=CaseError("a comma is missing")):
            assert "cannot be read" in lacks()
        with patch.object(pages, "read_classroom", side_effect=CaseError("a comma is missing")):
            assert "cannot be read" in lacks()

    def test_a_classroom_file_that_is_broken_in_class_leaves_the_room_as_it_was(self) -> None:
        trainer, code = self.room()
        broken = patch("classroom.room.views.look.read_classroom", side_effect=CaseError("a comma is missing"))
        with broken, edited(renamed):
            self.start_again()
            assert trainer.ask(f"/teach/{code}/now").code == 200


def test_a_case_is_the_same_as_long_as_its_file_is() -> None:
    found = of_room(CASE, ("clerk", "nobody"))
    assert found.questions is CASE.questions and found.question("decision") is CASE.question("decision")
    assert [role.id for role in found.roles] == [
        *(role.id for role in CASE.roles),
        *(r for r in ("clerk", "nobody") if r not in {x.id for x in CASE.roles}),
    ]
