"""What a phone, the desk and the projector can do by their addresses, and nobody else."""

from __future__ import annotations

import io
import json
import re
import tempfile
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from unittest import mock

import docx
import jinja2
from tornado.httpclient import HTTPResponse
from tornado.testing import AsyncHTTPTestCase
from tornado.web import Application

from caseroom import catalogue
from caseroom.casefile import closing
from classroom import assets
from classroom.room.hall import Hall
from classroom.room.routes import routes
from classroom.store import Database, Rooms, Store, StoreBeside, Threads
from classroom.troubles import Troubles

KEY = "ab" * 12
TEMPLATES = Path(assets.__file__).parent / "templates"


def no_model(slug: str) -> dict[str, Any]:
    """A room shows its own answers alone."""
    return {}


class Visitor:
    """A browser: it keeps its cookies and names the page that it sends from."""

    def __init__(self, test: InARoom) -> None:
        self._test, self.cookies = test, SimpleCookie()

    def ask(self, path: str, body: Any = None, origin: str | None = None) -> HTTPResponse:
        own = f"http://127.0.0.1:{self._test.get_http_port()}"
        headers = {"Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())}
        if body is not None:
            headers["Origin"] = own if origin is None else origin
        answer = self._test.fetch(
            path,
            method="GET" if body is None else "POST",
            body=None if body is None else json.dumps(body),
            headers=headers,
            follow_redirects=False,
        )
        for cookie in answer.headers.get_list("Set-Cookie"):
            self.cookies.load(cookie)
        return answer

    def now(self, address: str = "/room") -> Any:
        return json.loads(self.ask(f"{address}/now").body)


class InARoom(AsyncHTTPTestCase):
    def get_app(self) -> Application:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        return self.application()

    def application(self) -> Application:
        """A server on the same store: a second one is the first after it was started again."""
        self.database, threads = Database(self.folder / "room.sqlite3"), Threads()
        self.hall = Hall(Rooms(self.database), threads, KEY, no_model)
        pages = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True)
        pages.globals["asset"] = assets.address
        given = {"store": StoreBeside(Store(self.database), threads), "pages": pages, "troubles": Troubles()}
        return Application(routes(given), hall=self.hall, base_url="/")

    def room(self, promise: str = "named", agenda: str = "peer_instruction") -> tuple[Visitor, str]:
        """A trainer with a new room."""
        trainer = Visitor(self)
        trainer.ask(f"/teach/key/{KEY}")
        made = trainer.ask("/teach", {"slug": "helpdesk", "agenda": agenda, "promise": promise})
        assert made.code == 200, made.body
        return trainer, json.loads(made.body)["code"]

    def do(self, trainer: Visitor, code: str, **command: Any) -> HTTPResponse:
        self._keys = getattr(self, "_keys", 0) + 1
        key = command.pop("key", f"key-{self._keys:08}")
        return trainer.ask(f"/teach/{code}/do", {"key": key, "turn": command.pop("turn", None), "command": command})

    def join(self, code: str, name: str = "Li Min", lang: str = "en") -> tuple[Visitor, str]:
        phone = Visitor(self)
        joined = phone.ask("/room/join", {"code": code, "name": name, "lang": lang})
        assert joined.code == 200, joined.body
        return phone, json.loads(joined.body)["return_code"]

    def go_to(self, trainer: Visitor, code: str, kind: str) -> str:
        phases = trainer.now(f"/teach/{code}")["agenda"]
        phase = next(phase["id"] for phase in phases if phase["kind"] == kind)
        assert self.do(trainer, code, do="go_to", phase=phase).code == 200
        return str(phase)


class TestRoom(InARoom):
    def test_nobody_without_the_key_gets_at_the_desk(self) -> None:
        _, code = self.room()
        phone, _ = self.join(code)
        stranger = Visitor(self)
        for visitor in (stranger, phone):
            for path in ("/teach", f"/teach/{code}", f"/teach/{code}/now", f"/teach/{code}/events"):
                self.assertEqual(visitor.ask(path).code, 403, path)
            self.assertEqual(self.do(visitor, code, do="next").code, 403)
        self.assertEqual(stranger.ask("/teach/key/" + "cd" * 12).code, 403)

    def test_a_phone_is_told_in_the_end_what_the_class_found_and_what_it_answered(self) -> None:
        trainer, code = self.room()
        phones = [self.join(code, f"Person {n}")[0] for n in range(5)]
        for kind in ("vote", "revote"):
            phase = self.go_to(trainer, code, kind)
            choice = phones[0].now()["phase"]["question"]["choices"][0]["id"]
            for phone in phones:
                phone.ask("/room/answer", {"phase": phase, "answer": {"choice": choice}})
        self.assertIsNone(phones[0].now()["end"])
        self.go_to(trainer, code, "reveal")
        self.assertEqual(json.loads(phones[0].ask("/room/phase").body)["closed"], False)
        self.do(trainer, code, do="close")
        end = phones[0].now()["end"]
        self.assertEqual([one["kind"] for one in end["found"]], ["shift"])
        self.assertEqual([one["answer"] for one in end["answers"]], [{"choice": choice}] * 2)
        self.assertTrue(json.loads(phones[0].ask("/room/phase").body)["closed"])
        self.assertEqual(Visitor(self).ask("/room/phase").code, 404)

    def test_the_decision_is_told_once_under_whatever_name_the_agenda_showed_it(self) -> None:
        trainer, code = self.room()
        phones = [self.join(code, f"Person {n}")[0] for n in range(5)]
        now = trainer.now(f"/teach/{code}")["agenda"][0]["stretch"]
        shows = [{"reveal": "votes", "question": "decision"}, {"reveal": "decisions"}]
        shows.append({"reveal": "decisions", "question": "decision"})
        agenda = [
            now,
            {"id": "x1", "kind": "decide", "minutes": 5, "question": "decision"},
            *({"id": f"y{n}", "kind": "reveal", "minutes": 1, **one} for n, one in enumerate(shows)),
        ]
        assert self.do(trainer, code, do="plan", agenda=agenda).code == 200
        self.do(trainer, code, do="go_to", phase="x1")
        choice = phones[0].now()["phase"]["question"]["choices"][0]["id"]
        for phone in phones:
            assert phone.ask("/room/answer", {"phase": "x1", "answer": {"choice": choice}}).code == 200
        for _ in shows:
            self.do(trainer, code, do="next")
        self.do(trainer, code, do="close")
        found = phones[0].now()["end"]["found"]
        self.assertEqual([(one["kind"], one["title"]) for one in found], [("decisions", "How we decided")])
        paper = docx.Document(io.BytesIO(trainer.ask(f"/teach/{code}/files/record.docx").body))
        self.assertEqual([line.text for line in paper.paragraphs].count("How we decided"), 1)
        self.assertNotIn("The answers", " ".join(line.text for line in paper.paragraphs))

    def test_what_another_site_sends_is_refused(self) -> None:
        trainer, code = self.room()
        phone, _ = self.join(code)
        for visitor, path, body in (
            (trainer, f"/teach/{code}/do", {"key": "12345678", "command": {"do": "next"}}),
            (phone, "/room/help", {"asks": True}),
            (Visitor(self), "/room/join", {"code": code, "name": "x", "lang": "en"}),
        ):
            self.assertEqual(visitor.ask(path, body, origin="http://evil.example").code, 403)
            self.assertEqual(visitor.ask(path, body, origin="").code, 403)
        self.assertEqual(trainer.now(f"/teach/{code}")["at"], 0)

    def test_a_phone_joins_answers_once_and_sees_what_counts(self) -> None:
        trainer, code = self.room()
        phone, _ = self.join(code)
        phase = self.go_to(trainer, code, "vote")
        choices = phone.now()["phase"]["question"]["choices"]
        answers = [{"phase": phase, "answer": {"choice": choice["id"]}} for choice in choices[:2]]
        self.assertEqual(json.loads(phone.ask("/room/answer", answers[0]).body)["answer"]["choice"], choices[0]["id"])
        again = json.loads(phone.ask("/room/answer", answers[1]).body)
        self.assertEqual(again["answer"]["choice"], choices[0]["id"], "the first counts")
        self.assertTrue(phone.now()["me"]["answered"])
        self.assertEqual(trainer.now(f"/teach/{code}")["count"], {"answered": 1, "people": 1})
        self.go_to(trainer, code, "talk")
        self.assertEqual(phone.ask("/room/answer", {"phase": "p99", "answer": {}}).code, 409)

    def test_a_double_click_is_one_step_and_a_stale_page_takes_none(self) -> None:
        trainer, code = self.room()
        turn = trainer.now(f"/teach/{code}")["turn"]
        for _ in range(2):
            self.assertEqual(self.do(trainer, code, do="next", key="the-same-key", turn=turn).code, 200)
        self.assertEqual(trainer.now(f"/teach/{code}")["at"], 1)
        self.assertEqual(self.do(trainer, code, do="next", turn=turn).code, 409)

    def test_who_asks_twice_for_a_seat_because_the_answer_was_lost_has_one(self) -> None:
        trainer, code = self.room()
        asked = {"code": code, "name": "Li Min", "lang": "en", "key": "5a" * 32}
        first, again = Visitor(self), Visitor(self)
        words = [json.loads(phone.ask("/room/join", asked).body)["return_code"] for phone in (first, again)]
        self.assertEqual(words[0], words[1])
        self.assertEqual(len(trainer.now(f"/teach/{code}")["people"]), 1)
        self.do(trainer, code, do="switch", door=False)
        self.assertEqual(again.ask("/room/join", asked).code, 200, "who is in is in")
        self.assertEqual(again.now()["me"], first.now()["me"])
        self.assertEqual(first.ask("/room/join", {**asked, "key": "5a"}).code, 400)

    def test_a_phone_is_told_what_it_answered_before_where_that_matters_and_no_other_phone_is(self) -> None:
        for promise in ("named", "anonymous"):
            trainer, code = self.room(promise)
            phone, _ = self.join(code)
            other, _ = self.join(code, "Wang Fang")
            phase = self.go_to(trainer, code, "vote")
            choice = phone.now()["phase"]["question"]["choices"][0]["id"]
            phone.ask("/room/answer", {"phase": phase, "answer": {"choice": choice}})
            self.assertIsNone(phone.now()["me"]["before"])
            for kind in ("talk", "revote", "reveal"):
                self.go_to(trainer, code, kind)
                self.assertEqual(phone.now()["me"]["before"]["answer"], {"choice": choice}, kind)
                self.assertIsNone(other.now()["me"]["before"])
            for kind in ("what_if", "decide", "debrief"):
                self.go_to(trainer, code, kind)
                self.assertIsNone(phone.now()["me"]["before"], kind)

    def test_a_talk_shows_the_answer_to_what_is_asked_again_not_a_later_one(self) -> None:
        trainer, code = self.room()
        phone, _ = self.join(code)
        agenda = [one["stretch"] for one in trainer.now(f"/teach/{code}")["agenda"]]
        at = next(n for n, one in enumerate(agenda) if one["kind"] == "talk")
        later = agenda[at - 1] | {"id": "later", "question": "double_the_calls"}
        self.do(trainer, code, do="plan", agenda=[*agenda[:at], later, *agenda[at:]])
        phase = self.go_to(trainer, code, "vote")
        choice = {"choice": phone.now()["phase"]["question"]["choices"][0]["id"]}
        self.assertEqual(phone.ask("/room/answer", {"phase": phase, "answer": choice}).code, 200)
        self.do(trainer, code, do="go_to", phase="later")
        self.assertEqual(phone.ask("/room/answer", {"phase": "later", "answer": {"number": 30}}).code, 200)
        self.go_to(trainer, code, "talk")
        self.assertEqual(phone.now()["me"]["before"]["answer"], choice)

    def test_a_phone_is_told_its_own_guess_beside_the_rooms_and_no_other_phone_is(self) -> None:
        trainer, code = self.room("anonymous")
        phone, _ = self.join(code)
        other, _ = self.join(code, "Wang Fang")
        agenda = [one["stretch"] for one in trainer.now(f"/teach/{code}")["agenda"]]
        asked = {**next(one for one in agenda if one["kind"] == "vote"), "id": "n", "question": "double_the_calls"}
        self.do(trainer, code, do="plan", agenda=[agenda[0], asked])
        self.do(trainer, code, do="go_to", phase="n")
        self.assertEqual(phone.ask("/room/answer", {"phase": "n", "answer": {"number": 30}}).code, 200)
        self.assertIsNone(phone.now()["own_guess"], "nothing is shown")
        self.do(trainer, code, do="show", reveal={"kind": "guesses", "question": "double_the_calls"})
        self.assertEqual(phone.now()["own_guess"], 30)
        self.assertIsNone(other.now()["own_guess"])
        self.do(trainer, code, do="show", reveal={"kind": "agreement", "question": ""})
        self.assertIsNone(phone.now()["own_guess"])

    def test_a_phone_is_told_what_its_own_weights_put_first_beside_the_rooms(self) -> None:
        trainer, code = self.room()
        phone, _ = self.join(code)
        other, _ = self.join(code, "Wang Fang")
        agenda = [one["stretch"] for one in trainer.now(f"/teach/{code}")["agenda"]]
        weigh = agenda[0] | {"id": "weigh", "kind": "weigh", "question": "", "reveal": ""}
        shown = weigh | {"id": "shown", "kind": "reveal", "reveal": "weights"}
        self.do(trainer, code, do="plan", agenda=[agenda[0], weigh, shown])
        self.do(trainer, code, do="go_to", phase="weigh")
        case = catalogue.load("helpdesk")
        weights = {criterion.id: 100 * (criterion.id == "economy") for criterion in closing().criteria}
        self.assertEqual(phone.ask("/room/answer", {"phase": "weigh", "answer": {"weights": weights}}).code, 200)
        self.assertEqual(phone.now()["own_first"], "", "the ratings are not to be guessed from it meanwhile")
        self.do(trainer, code, do="go_to", phase="shown")
        best = max(rating.economy for rating in case.ratings)
        labels = case.option_labels("en")
        named = [f"“{labels[rating.option]}”" for rating in case.ratings if rating.economy == best]
        self.assertEqual(phone.now()["own_first"], ", ".join(named))
        self.assertEqual(other.now()["own_first"], "")

    def test_beside_the_decision_a_phone_has_its_own_order_of_the_options(self) -> None:
        trainer, code = self.room()
        phone, _ = self.join(code)
        agenda = [one["stretch"] for one in trainer.now(f"/teach/{code}")["agenda"]]
        ranked = agenda[0] | {"id": "ranked", "kind": "rank", "question": "", "reveal": ""}
        decided = ranked | {"id": "decided", "kind": "decide", "question": "decision"}
        self.do(trainer, code, do="plan", agenda=[agenda[0], ranked, decided])
        self.do(trainer, code, do="go_to", phase="ranked")
        order = [item["id"] for item in phone.now()["phase"]["question"]["items"]][::-1]
        self.assertEqual(phone.ask("/room/answer", {"phase": "ranked", "answer": {"order": order}}).code, 200)
        self.assertEqual(phone.now()["me"]["first"], [])
        self.do(trainer, code, do="go_to", phase="decided")
        [first] = phone.now()["me"]["first"]
        self.assertEqual(first["answer"]["order"], order)

    def test_a_talk_after_a_question_shows_no_older_answer_to_another_one(self) -> None:
        trainer, code = self.room()
        phone, _ = self.join(code)
        agenda = [one["stretch"] for one in trainer.now(f"/teach/{code}")["agenda"]]
        ranked = agenda[0] | {"id": "ranked", "kind": "rank", "question": "rank_per_call", "reveal": ""}
        written = ranked | {"id": "written", "kind": "exercise", "question": "payment_clause", "per_table": True}
        talk = ranked | {"id": "attack", "kind": "talk", "question": ""}
        self.do(trainer, code, do="plan", agenda=[agenda[0], ranked, written, talk])
        self.do(trainer, code, do="go_to", phase="ranked")
        order = [item["id"] for item in phone.now()["phase"]["question"]["items"]]
        self.assertEqual(phone.ask("/room/answer", {"phase": "ranked", "answer": {"order": order}}).code, 200)
        self.do(trainer, code, do="go_to", phase="attack")
        self.assertIsNone(phone.now()["me"]["before"])

    def test_a_talk_of_a_later_row_does_not_go_on_from_what_has_been_shown(self) -> None:
        trainer, code = self.room()
        phone, _ = self.join(code)
        agenda = [one["stretch"] for one in trainer.now(f"/teach/{code}")["agenda"]]
        asked = agenda[0] | {"id": "asked", "kind": "vote", "question": "cheapest_option", "reveal": "", "row": 3}
        shown = asked | {"id": "shown", "kind": "reveal", "reveal": "votes"}
        talks = [asked | {"id": f"talk{row}", "kind": "talk", "question": "", "row": row} for row in (3, 4)]
        self.do(trainer, code, do="plan", agenda=[agenda[0], asked, *talks, shown])
        self.do(trainer, code, do="go_to", phase="asked")
        choice = {"choice": phone.now()["phase"]["question"]["choices"][0]["id"]}
        self.assertEqual(phone.ask("/room/answer", {"phase": "asked", "answer": choice}).code, 200)
        for row in (3, 4):  # nothing has been shown yet
            self.do(trainer, code, do="go_to", phase=f"talk{row}")
            self.assertEqual(phone.now()["me"]["before"]["answer"], choice, row)
        self.do(trainer, code, do="plan", agenda=[agenda[0], asked, shown, *talks])
        self.do(trainer, code, do="go_to", phase="talk3")
        self.assertEqual(phone.now()["me"]["before"]["answer"], choice)
        self.do(trainer, code, do="go_to", phase="talk4")
        self.assertIsNone(phone.now()["me"]["before"])

    def test_a_ranking_that_a_question_asks_for_does_not_ask_for_ones_own_order(self) -> None:
        trainer, code = self.room()
        phone, _ = self.join(code)
        agenda = [one["stretch"] for one in trainer.now(f"/teach/{code}")["agenda"]]
        own = agenda[0] | {"id": "own", "kind": "rank", "question": ""}
        asked = own | {"id": "asked", "question": "rank_per_call"}
        self.do(trainer, code, do="plan", agenda=[agenda[0], own, asked])
        said = []
        for phase in ("own", "asked"):
            self.do(trainer, code, do="go_to", phase=phase)
            said.append(phone.now()["phase"]["text"])
        self.assertIn("your own order", said[0])
        self.assertIn("that the question asks for", said[1])

    def test_a_length_is_told_as_readers_of_the_language_count_it(self) -> None:
        trainer, code = self.room()
        phones = [self.join(code, lang, lang)[0] for lang in ("en", "zh")]
        self.go_to(trainer, code, "vote")
        words = [phone.now()["phase"]["question"]["fields"][0]["words"] for phone in phones]
        self.assertEqual(words, [30, 50])

    def test_before_anything_is_asked_a_phone_is_told_the_promise(self) -> None:
        _, code = self.room("anonymous")
        page = Visitor(self).ask(f"/j/{code}?lang=en").body.decode()
        given = json.loads(page.split('id="given">')[1].split("</script>")[0])
        self.assertEqual(given["room"]["promise"]["id"], "anonymous")
        self.assertIn("Nobody can find out", given["room"]["promise"]["text"])
        wrong = Visitor(self).ask(f"/j/{(int(code) + 1) % 1_000_000:06}?lang=en").body.decode()
        self.assertIn('"room": null', wrong)

    def test_who_comes_back_on_another_device_is_spoken_to_in_their_own_language(self) -> None:
        _, code = self.room()
        _, words = self.join(code, lang="zh")
        other = Visitor(self)
        other.ask("/room/return", {"code": code, "words": words})
        self.assertEqual(other.ask("/room?lang=en").headers["Location"], "/room")
        self.assertIn('lang="zh-CN"', other.ask("/room").body.decode())

    def test_the_return_code_opens_the_same_seat_in_either_language(self) -> None:
        _, code = self.room()
        phone, words = self.join(code)
        other = Visitor(self)
        self.assertEqual(other.ask("/room/return", {"code": code, "words": words.upper()}).code, 200)
        self.assertEqual(other.now()["me"], phone.now()["me"])
        self.assertEqual(Visitor(self).ask("/room/return", {"code": code, "words": "no such four words"}).code, 404)

    def test_a_server_that_starts_again_finds_the_room_where_it_was(self) -> None:
        trainer, code = self.room()
        phone, _ = self.join(code)
        phase = self.go_to(trainer, code, "vote")
        choice = phone.now()["phase"]["question"]["choices"][0]["id"]
        phone.ask("/room/answer", {"phase": phase, "answer": {"choice": choice}})
        before = trainer.now(f"/teach/{code}")
        self._app.settings["hall"] = Hall(Rooms(self.database), Threads(), KEY, no_model)
        after = trainer.now(f"/teach/{code}")
        for part in ("at", "turn", "agenda", "count"):
            self.assertEqual(after[part], before[part])
        self.assertEqual(phone.now()["me"]["answer"], {"choice": choice})
        self.assertEqual(self.do(trainer, code, do="next", key="key-00000001").code, 200)
        self.assertEqual(trainer.now(f"/teach/{code}")["at"], before["at"], "a command of before is known")

    def test_an_ended_room_takes_nobody_in(self) -> None:
        trainer, code = self.room()
        self.do(trainer, code, do="close")
        late = Visitor(self).ask("/room/join", {"code": code, "name": "late", "lang": "zh"})
        self.assertEqual(late.code, 410)
        self.assertIn("over", json.loads(late.body)["sentence"])

    def test_the_screen_and_a_phone_learn_no_names_of_others(self) -> None:
        trainer, code = self.room()
        for name in ("Zhao Yi", "Qian Er", "Sun San", "Li Si", "Zhou Wu", "Wu Liu"):
            phone, _ = self.join(code, name)
        self.assertNotIn("Zhao", json.dumps(Visitor(self).now(f"/screen/{code}")))
        self.assertNotIn("Zhao", json.dumps(phone.now()), "she sits at another table")
        self.assertIn("Zhao", json.dumps(trainer.now(f"/teach/{code}")))

    def test_the_projector_shows_an_address_that_phones_reach(self) -> None:
        _, code = self.room()
        port = self.get_http_port()

        def shown(addresses: list[str], listens_on: str = "0.0.0.0", host: str = "") -> Any:
            self._app.settings["listens_on"] = listens_on
            asked = {"Host": host or f"localhost:{port}"}
            with mock.patch.object(self.hall.networks, "addresses", lambda: addresses):
                return json.loads(self.fetch(f"/screen/{code}/now", headers=asked).body)["join"]

        one = shown(["10.0.0.5"])
        self.assertEqual(one["address"], f"http://10.0.0.5:{port}/join")
        self.assertEqual(one["picture"], f"http://10.0.0.5:{port}/j/{code}")
        self.assertEqual((one["others"], one["trouble"]), ([], ""))
        several = shown(["10.0.0.5", "192.168.7.7"])
        self.assertEqual(several["others"], [f"http://192.168.7.7:{port}/screen/{code}"])
        self.assertEqual(shown([])["trouble"], "no_network")
        self.assertEqual(shown(["10.0.0.5"], "127.0.0.1")["trouble"], "alone")
        self.assertEqual(shown(["10.0.0.5"], host="localhost")["address"], "http://10.0.0.5/join")
        self.assertEqual(shown(["10.0.0.5"], host="[::1]:9000")["address"], "http://10.0.0.5:9000/join")
        asked_for = shown(["10.0.0.5"], host="class.example:8866")
        self.assertEqual(asked_for["address"], "http://class.example:8866/join", "as the trainer reached it")

    def test_the_projector_speaks_every_language_at_once(self) -> None:
        _, code = self.room()
        told = Visitor(self).now(f"/screen/{code}")
        self.assertEqual({lang: view["lang"] for lang, view in told["views"].items()}, {"en": "en", "zh": "zh"})
        self.assertFalse(any("clock" in view for view in told["views"].values()))

    def test_the_code_to_join_by_is_a_picture(self) -> None:
        _, code = self.room()
        picture = Visitor(self).ask(f"/screen/{code}/qr.svg")
        self.assertEqual(picture.headers["Content-Type"], "image/svg+xml")
        self.assertIn(b'xmlns="http://www.w3.org/2000/svg"', picture.body, "an <img> shows it")

    def test_every_page_comes_in_both_languages(self) -> None:
        trainer, code = self.room()
        phone, _ = self.join(code)
        for visitor, path in (
            *((trainer, path) for path in ("/teach", f"/teach/{code}")),
            *((Visitor(self), path) for path in ("/join", f"/j/{code}", f"/screen/{code}")),
        ):
            for lang, tag in (("en", 'lang="en"'), ("zh", 'lang="zh-CN"')):
                page = visitor.ask(f"{path}?lang={lang}")
                self.assertEqual(page.code, 200, path)
                self.assertIn(tag, page.body.decode())
        self.assertEqual(phone.ask("/room").code, 200)
        self.assertEqual(phone.ask("/join").code, 302, "who is in goes straight in")
        self.assertEqual(Visitor(self).ask("/room").code, 302, "who is not, to the door")

    def test_nonsense_gets_a_sentence(self) -> None:
        trainer, code = self.room()
        phone, _ = self.join(code)
        for visitor, path, body in (
            (phone, "/room/answer", {"phase": 3}),
            (phone, "/room/answer", []),
            (phone, "/room/language", {"lang": "xx"}),
            (trainer, f"/teach/{code}/do", {"key": "12345678", "command": {"do": "fly"}}),
            (trainer, f"/teach/{code}/do", {"key": "short", "command": {"do": "next"}}),
            (trainer, "/teach", {"slug": "nowhere", "agenda": "x", "promise": "named"}),
        ):
            answer = visitor.ask(path, body)
            self.assertEqual(answer.code, 400, path)
            self.assertTrue(json.loads(answer.body)["sentence"])
        self.assertEqual(Visitor(self).ask("/screen/000000/now").code, 404)
        self.assertEqual(phone.ask("/room/answer", {"phase": "p1", "answer": "x" * 70_000}).code, 413)


class TestAnonymous(InARoom):
    """Nothing in what the server keeps leads from an answer to a person."""

    def test_no_table_links_an_answer_to_a_seat(self) -> None:
        trainer, code = self.room("anonymous")
        phones = [self.join(code)[0] for _ in range(6)]
        phase = self.go_to(trainer, code, "vote")
        choices = [choice["id"] for choice in phones[0].now()["phase"]["question"]["choices"]]
        for n, phone in enumerate(phones):
            sent = {"phase": phase, "answer": {"choice": choices[n % len(choices)]}}
            self.assertEqual(phone.ask("/room/answer", sent).code, 200)
        with self.database.reading() as db:
            ballots = db.exec_driver_sql("SELECT * FROM ballot").fetchall()
            others = {
                table: str(db.exec_driver_sql(f"SELECT * FROM {table}").fetchall())
                for table in ("participant", "room_event", "visitor", "work", "locked", "room")
            }
        self.assertEqual(len(ballots), 6)
        for _, _, by, value in ballots:
            self.assertTrue(re.fullmatch(r"[0-9a-f]{32}", by))
            for table, rows in others.items():
                self.assertNotIn(by, rows, table)
            self.assertNotRegex(value, r"\d{4}-\d\d-\d\d|person|seat")
        self.assertNotRegex(others["participant"], r"\d{4}-\d\d-\d\d")

    def test_neither_the_desk_nor_anybody_else_is_told_who_has_answered(self) -> None:
        trainer, code = self.room("anonymous")
        phone, _ = self.join(code)
        phase = self.go_to(trainer, code, "vote")
        choice = phone.now()["phase"]["question"]["choices"][0]["id"]
        phone.ask("/room/answer", {"phase": phase, "answer": {"choice": choice}})
        view = trainer.now(f"/teach/{code}")
        self.assertEqual(view["count"]["answered"], 1)
        self.assertNotIn("answered", view["people"][0])

    def test_who_answered_finds_the_answer_again_by_the_return_code(self) -> None:
        trainer, code = self.room("anonymous")
        phone, words = self.join(code)
        phase = self.go_to(trainer, code, "vote")
        choice = phone.now()["phase"]["question"]["choices"][0]["id"]
        phone.ask("/room/answer", {"phase": phase, "answer": {"choice": choice}})
        other = Visitor(self)
        other.ask("/room/return", {"code": code, "words": words})
        self.assertEqual(other.now()["me"]["answer"], {"choice": choice})
