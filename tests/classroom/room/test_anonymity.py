"""After an anonymous class of ten nothing leads from an answer to a person, a device, a seat, an address or a moment.

It reads what an attacker with the whole server would: every table, the file's bytes, the log, every response, every
export. Whoever watches a person press the button and reads the disk in that very second is beyond any promise; whoever
comes later is not.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import random
import secrets
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from sqlalchemy.exc import IntegrityError

from classroom.room import seats
from classroom.room.handlers.desk import FILES, GRADES
from classroom.store.database import Database
from classroom.store.rooms import Rooms

from .test_addresses import InARoom, Visitor

PEOPLE = 10
ADDRESS = "127.0.0.1"
QUESTIONS = {"p2": "cheapest_option", "p3": "double_the_calls", "p4": "who_answers", "p5": "decision"}
KINDS = {"p2": "vote", "p3": "vote", "p4": "exercise", "p5": "decide"}


class Anybody:
    """One of the ten: their browser, and all by which they or their answers could be known."""

    def __init__(self, test: TestAnonymousClass, n: int, code: str) -> None:
        self.phone, self.words = test.join(code, name=f"Somebody {n}")
        _, _, cookie = self.phone.cookies["caseroom-seat"].value.partition(".")
        secret = seats.from_cookie(cookie)
        assert secret
        self.secret, self.cookie, self.number = secret, cookie, 11 + 3 * n
        self.text, self.reason = (
            f"{hashlib.sha256(f'{n}{what}'.encode()).hexdigest()[:12]} is my {what}" for what in ("word", "reason")
        )
        self.visitor = self.phone.cookies["caseroom"].value
        self.seat_hash = seats.seat_hash(secret)

    @property
    def secrets(self) -> list[bytes]:
        """What no server may keep in any form that can be read."""
        return [self.secret, self.secret.hex().encode(), self.cookie.encode(), self.visitor.encode()]

    def marks(self, person: str) -> list[bytes]:
        """By what they are known, beside their secrets."""
        known = [self.seat_hash, hashlib.sha256(self.visitor.encode()).digest()]
        return [*known, *(one.hex().encode() for one in known), person.encode(), *self.secrets]


class TestAnonymousClass(InARoom):
    def setUp(self) -> None:
        super().setUp()
        self.said: list[str] = []
        listener = logging.Handler(logging.DEBUG)
        listener.emit = lambda record: self.said.append(logging.Formatter().format(record))  # type: ignore[method-assign]
        root = logging.getLogger()
        root.addHandler(listener)
        self.addCleanup(root.removeHandler, listener)
        for name in ("tornado.access", "tornado.application", "tornado.general", "sqlalchemy"):
            self.addCleanup(logging.getLogger(name).setLevel, logging.getLogger(name).level)
            logging.getLogger(name).setLevel(logging.INFO if name != "sqlalchemy" else logging.WARNING)
        self.hold_class()

    def hold_class(self) -> None:
        self.trainer, self.code = self.room("anonymous")
        asking = [
            {"id": phase, "kind": KINDS[phase], "minutes": 3, "question": asked} for phase, asked in QUESTIONS.items()
        ]
        agenda = [{"id": "p1", "kind": "lobby", "minutes": 3}, *asking, {"id": "p6", "kind": "close", "minutes": 1}]
        assert self.do(self.trainer, self.code, do="plan", agenda=agenda).code == 200
        self.people = [Anybody(self, n, self.code) for n in range(PEOPLE)]
        self.arrival: dict[str, list[Anybody]] = {}
        dice = random.Random(4)
        for phase in QUESTIONS:
            self.do(self.trainer, self.code, do="go_to", phase=phase)
            order = self.arrival[phase] = dice.sample(self.people, PEOPLE)
            for n, one in enumerate(order):
                one.phone.ask("/room/help", {"asks": n % 2 == 0})
                sent = {"phase": phase, "answer": self.answer(one, phase)}
                assert one.phone.ask("/room/answer", sent).code == 200
                assert one.phone.ask("/room/answer", sent).code == 200
        self.go_wrong()
        self.desk = self.trainer.now(f"/teach/{self.code}")
        live = self.hall._live[self.code][0]
        self.veils = {seats.veil(one.secret, live.row.id): one for one in self.people}
        self.persons = {seat.seat_hash: seat.person for seat in Rooms(self.database).seats(live.row.id)}
        self.marks = [mark for one in self.people for mark in one.marks(self.persons[one.seat_hash])]
        self.do(self.trainer, self.code, do="close")

    def answer(self, one: Anybody, phase: str) -> dict[str, Any]:
        asked = self.trainer.now(f"/teach/{self.code}")["phase"]["question"]
        words = one.text if QUESTIONS[phase] == "who_answers" else one.reason
        fields = {field["id"]: words for field in asked["fields"]}
        if asked["parts"] == ["number"]:
            return {"number": one.number, "fields": fields}
        choices = [choice["id"] for choice in asked["choices"]]
        return {"choice": choices[one.number % len(choices)], "fields": fields} if choices else {"fields": fields}

    def go_wrong(self) -> None:
        """What a server says of a class is said when something fails."""
        late, twice = self.people[:2]
        assert late.phone.ask("/room/answer", {"phase": "p2", "answer": {"choice": late.text}}).code in (400, 409)
        assert late.phone.ask("/room/answer", {"phase": "p9", "answer": {}}).code == 409
        broken = IntegrityError("INSERT", {"by": twice.text}, Exception("locked"), hide_parameters=True)
        with mock.patch.object(Rooms, "answer_all", side_effect=broken):
            sent = {"phase": "p5", "answer": self.answer(twice, "p5")}
            assert twice.phone.ask("/room/answer", sent).code == 500

    def answers_of(self, one: Anybody) -> list[bytes]:
        return [
            one.text.encode(),
            one.reason.encode(),
            next(veil for veil, by in self.veils.items() if by is one).encode(),
        ]

    def tables(self) -> dict[str, list[Any]]:
        with self.database.reading() as db:
            names = [name for (name,) in db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: [tuple(row) for row in db.exec_driver_sql(f'SELECT * FROM "{name}"')] for name in names}

    def disk(self) -> bytes:
        """The file, and what lies beside it."""
        return b"".join(path.read_bytes() for path in sorted(self.folder.glob("room.sqlite3*")))

    # What is kept

    def test_no_table_holds_an_answer_and_a_person(self) -> None:
        tables = self.tables()
        ballots = tables.pop("ballot")
        self.assertEqual(len(ballots), PEOPLE * len(QUESTIONS))
        self.assertEqual({by for _, _, by, _ in ballots}, set(self.veils))
        kept = b"".join(_flat(row) for row in ballots)
        for mark in self.marks:
            self.assertNotIn(mark, kept)
        for name, rows in tables.items():
            flat = b"".join(_flat(row) for row in rows)
            for one in self.people:
                for answer in self.answers_of(one):
                    self.assertNotIn(answer, flat, name)
        self.assertEqual({row[1] for row in tables["visitor"]}, {""}, "nobody's time of coming")

    def test_nothing_on_the_disk_opens_a_seat(self) -> None:
        disk = self.disk()
        for one in self.people:
            for secret in one.secrets:
                self.assertNotIn(secret, disk)
            self.assertNotIn(one.words.encode(), disk)

    def test_the_order_in_which_answers_came_is_nowhere(self) -> None:
        veils = {id(one): veil for veil, one in self.veils.items()}
        ballots, disk = self.tables()["ballot"], self.disk()
        for phase, order in self.arrival.items():
            came = [veils[id(one)] for one in order]
            self.assertEqual([row[2] for row in ballots if row[1] == phase], sorted(came))
            for veil in came:
                self.assertEqual(disk.count(f"{phase}{veil}".encode()), 1, "each answer lies in one place")

    # What is told

    def test_the_desk_is_told_of_people_and_of_words_and_not_whose_they_are(self) -> None:
        self.assertEqual(len(self.desk["people"]), PEOPLE)
        words = [card["text"] for card in self.desk["cards"] if card["question"] == "who_answers"]
        self.assertEqual(words, sorted(one.text for one in self.people))
        page = self.trainer.ask(f"/teach/{self.code}").body
        for told in (*_objects(self.desk), page):
            flat = told if isinstance(told, bytes) else json.dumps(told).encode()
            for one in self.people:
                for secret in (*one.secrets, self.answers_of(one)[-1], one.words.encode()):
                    self.assertNotIn(secret, flat)
        persons = set(self.persons.values())
        for told in _objects(self.desk):
            flat = json.dumps(told)
            self.assertFalse(
                any(person in flat for person in persons) and any(one.text in flat for one in self.people), told
            )
        self.assertFalse(any("answered" in person for person in self.desk["people"]))

    def test_neither_the_screen_nor_another_phone_is_told_anything_of_anybody(self) -> None:
        screen = Visitor(self)
        told = [(None, screen.ask(f"/screen/{self.code}{part}").body) for part in ("", "/now", "/qr.svg")]
        told += [(one, one.phone.ask(f"/room{part}").body) for one in self.people for part in ("", "/now")]
        for reader, body in told:
            for one in self.people:
                if one is not reader:
                    for mark in (*self.answers_of(one), *one.marks(self.persons[one.seat_hash])):
                        self.assertNotIn(mark, body)

    def test_every_export_has_the_answers_and_nobody(self) -> None:
        for lang in ("en", "zh"):
            self.trainer.ask(f"/teach/{self.code}?lang={lang}")
            for name in GRADES:
                self.assertEqual(self.trainer.ask(f"/teach/{self.code}/files/{name}").code, 404)
            for name in [name for name in FILES if name not in GRADES]:
                written = _unpacked(self.trainer.ask(f"/teach/{self.code}/files/{name}").body)
                texts = [one.text.encode() for one in self.people]
                places = [written.find(text) for text in texts]
                if name != "record.docx":  # it has what was put on the screen
                    self.assertNotIn(-1, places, name)
                    order = [text for _, text in sorted(zip(places, texts, strict=True))]
                    self.assertEqual(order, sorted(texts), name)
                for mark in (*self.marks, *(veil.encode() for veil in self.veils), ADDRESS.encode()):
                    self.assertNotIn(mark, written, name)

    def test_no_line_of_the_log_says_who_asked_for_what(self) -> None:
        self.assertTrue(any("IntegrityError" in line for line in self.said), "what failed is told")
        said = "\n".join(self.said).encode()
        for mark in (*self.marks, *(answer for one in self.people for answer in self.answers_of(one))):
            self.assertNotIn(mark, said)
        self.assertNotIn(ADDRESS.encode(), said)

    def test_an_error_of_the_store_keeps_what_it_was_about_to_itself(self) -> None:
        one = self.people[0]
        row = {"room_id": "nowhere", "phase": "p4", "by": "x", "value": one.text}
        with self.assertRaises(IntegrityError) as failed, self.database.writing() as db:
            db.exec_driver_sql("INSERT INTO ballot VALUES (:room_id, :phase, :by, :value)", row)
        self.assertNotIn(one.text, str(failed.exception))

    def test_what_is_deleted_for_good_is_in_no_byte_of_the_disk(self) -> None:
        self.assertIn(self.people[0].text.encode(), self.disk())
        self.assertEqual(self.trainer.ask(f"/teach/{self.code}/delete", {}).code, 200)
        disk = self.disk()
        for one in self.people:
            self.assertNotIn(one.text.encode(), disk)


def test_answers_lie_on_the_disk_in_an_order_that_says_nothing(tmp_path: Path) -> None:
    names, dice = [f"{n:032x}" for n in range(60)], random.Random(2)
    came, lie = [], []
    for n in range(2):
        file = tmp_path / f"{n}.sqlite3"
        database = Database(file)
        rooms = Rooms(database)
        with mock.patch.object(secrets, "token_hex", lambda size: "5a" * size):
            row = rooms.make("helpdesk", "anonymous", "{}")
        order = dice.sample(names, len(names))
        for name in order:
            rooms.answer(row.id, "p1", name, {"choice": "own"})
        database.forget()
        came.append(_as_they_lie(file, names))
        rooms.mix(row.id)
        lie.append(_as_they_lie(file, names))
        assert rooms.answers(row.id) == {"p1": {name: {"choice": "own"} for name in names}}
    assert came[0] != came[1], "it is the order of coming that this looks for"
    assert lie[0] == lie[1]


def _as_they_lie(file: Path, names: list[str]) -> list[str]:
    disk = b"".join(path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*")))
    return sorted(names, key=lambda name: disk.find(name.encode()))


def _flat(row: tuple[Any, ...]) -> bytes:
    return b"|".join(value if isinstance(value, bytes) else str(value).encode() for value in row)


def _objects(told: Any) -> Iterator[Any]:
    """Every object in what was told, from the inside out, but those that hold everything."""
    for part in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from _objects(part)
        yield part


def _unpacked(written: bytes) -> bytes:
    """All that is in a file, be it packed."""
    if not zipfile.is_zipfile(io.BytesIO(written)):
        return written
    with zipfile.ZipFile(io.BytesIO(written)) as packed:
        return b"\n".join(packed.read(name) for name in packed.namelist())


class TestWordsThatCome(InARoom):
    """Whoever stands at the desk while one person presses the button must not see whose words are new."""

    def words(self, trainer: Visitor, code: str) -> list[str]:
        return [card["text"] for card in trainer.now(f"/teach/{code}")["cards"]]

    def at_words(self, promise: str) -> tuple[Visitor, str, list[Visitor]]:
        trainer, code = self.room(promise)
        now = trainer.now(f"/teach/{code}")["agenda"][0]["stretch"]
        asked = {"id": "x1", "kind": "exercise", "minutes": 5, "question": "who_answers"}
        self.do(trainer, code, do="plan", agenda=[now, asked, {"id": "x2", "kind": "break", "minutes": 5}])
        phones = [self.join(code, name=f"Somebody {n}")[0] for n in range(7)]
        self.do(trainer, code, do="go_to", phase="x1")
        return trainer, code, phones

    def hand(self, phone: Visitor, text: str) -> None:
        answer = {"fields": {"answer": text}}
        assert phone.ask("/room/answer", {"phase": "x1", "answer": answer, "key": secrets.token_hex(8)}).code == 200

    def test_they_come_in_groups_and_the_last_when_the_phase_is_over(self) -> None:
        trainer, code, phones = self.at_words("anonymous")
        for n, phone in enumerate(phones[:4]):
            self.hand(phone, f"words {9 - n}")
            self.assertEqual(self.words(trainer, code), [])
        self.hand(phones[4], "words 5")
        self.assertEqual(self.words(trainer, code), [f"words {n}" for n in (5, 6, 7, 8, 9)])
        self.hand(phones[5], "words 1")
        self.assertEqual(len(self.words(trainer, code)), 5)
        self.do(trainer, code, do="go_to", phase="x2")
        self.assertEqual(self.words(trainer, code), [f"words {n}" for n in (1, 5, 6, 7, 8, 9)])
        self.do(trainer, code, do="go_to", phase="x1")
        self.hand(phones[6], "words 0")
        self.assertEqual(len(self.words(trainer, code)), 6, "who comes when the phase is there again comes with others")

    def test_in_a_room_with_names_they_come_at_once(self) -> None:
        trainer, code, phones = self.at_words("named")
        self.hand(phones[0], "words")
        self.assertEqual(self.words(trainer, code), ["words"])
