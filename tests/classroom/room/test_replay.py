"""A class that is over: replayed from its log, compared with an earlier one, put away."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from classroom.room import events as was
from classroom.room.earlier import beside, earlier
from classroom.room.replay import reached, rooms, steps
from classroom.room.reveals import reveal
from classroom.room.state import Reveal

from .test_addresses import InARoom, Visitor
from .test_reveals import CHOICES, answered, room_of, seen
from .test_rules import OPENED

VOTED = {"kind": "votes", "question": "cheapest_option"}


def test_each_step_is_the_room_at_its_end() -> None:
    log = [
        OPENED,
        was.Joined("a", "A", "en", 1, 0),
        was.Moved(1, 1000.0),
        was.Tallied("p2", {"own": 6}),
        was.Showed(Reveal("votes", "cheapest_option")),
        was.Moved(2, 1100.0),
        was.Closed(),
        was.Compared("x"),
    ]
    seen = rooms(log)
    assert [room.at for room in seen] == [0, 1, 1, 2, 2]
    assert [bool(room.showing) for room in seen] == [False, False, True, False, False]
    assert [room.tallies for room in seen[:2]] == [{}, {"p2": {"own": 6}}]
    assert [room.closed for room in seen] == [False] * 4 + [True]
    assert {room.compared for room in seen} == {"x"}, "what was compared afterwards stands beside every step"
    assert [reached(past) for past in steps(log)][:2] == [{"p1"}, {"p1", "p2"}]


def test_an_earlier_class_is_numbers_and_none_of_a_few() -> None:
    many, few = (earlier("id", "2026-01-02", room_of(n), answered(n)) for n in (20, 4))
    assert sum(many.votes["cheapest_option"].values()) == 20
    assert many.guesses["double_the_calls"].count == 20
    assert not few.votes and not few.guesses
    assert "person" not in repr(many) and "words of" not in repr(many)


@pytest.mark.parametrize(("lang", "day"), [("en", "2 January 2026"), ("zh", "2026年1月2日")])
def test_the_day_of_an_earlier_class_is_written_as_its_reader_writes_it(lang: str, day: str) -> None:
    sight, wanted = seen(20, lang=lang), Reveal("votes", "cheapest_option")
    shown = beside(reveal(sight, wanted), sight, wanted, earlier("id", "2026-01-02", room_of(20), answered(20)))
    assert day in shown["sentence"] and day in shown["blocks"][0]["earlier"]["name"]


class TestOver(InARoom):
    def a_class(self, votes: int, promise: str = "named") -> tuple[Visitor, str]:
        trainer, code = self.room(promise)
        phones = [self.join(code, f"Person {n}")[0] for n in range(votes)]
        phase = self.go_to(trainer, code, "vote")
        for phone in phones:
            sent = {"phase": phase, "answer": {"choice": CHOICES[0]}}
            self.assertEqual(phone.ask("/room/answer", sent).code, 200)
        self.do(trainer, code, do="show", reveal=VOTED)
        self.do(trainer, code, do="close")
        return trainer, code

    def given(self, trainer: Visitor, path: str) -> Any:
        page = trainer.ask(path).body.decode()
        return json.loads(re.findall(r'id="given">(.*?)</script>', page, re.S)[0])

    def test_a_replay_shows_what_was_shown_and_changes_nothing(self) -> None:
        trainer, code = self.a_class(6)
        before = trainer.now(f"/teach/{code}")
        frames = self.given(trainer, f"/teach/{code}/replay")["replay"]["frames"]
        shown = [frame["views"]["en"] for frame in frames]
        self.assertEqual([one["phase"]["kind"] for one in shown], ["lobby", "vote", "vote", "vote"])
        self.assertEqual(shown[2]["reveal"]["blocks"][0]["totals"], [6])
        self.assertIsNone(shown[1]["reveal"])
        self.assertTrue(shown[3]["closed"])
        after = trainer.now(f"/teach/{code}")
        self.assertEqual({**after, "clock": 0}, {**before, "clock": 0})
        self.assertEqual(Visitor(self).ask(f"/teach/{code}/replay").code, 403)

    def test_an_earlier_class_stands_beside_this_one_until_it_is_deleted(self) -> None:
        _, old = self.a_class(5, "anonymous")
        trainer, code = self.a_class(6)
        [offered] = self.given(trainer, f"/teach/{code}")["earlier"]
        self.assertEqual((offered["code"], offered["people"]), (old, 5))
        self.assertEqual(self.do(trainer, code, do="compare", room="no such").code, 400)
        self.assertEqual(self.do(trainer, code, do="compare", room=offered["id"]).code, 200)
        bars = trainer.now(f"/teach/{code}")["showing"]["blocks"][0]
        self.assertEqual(sum(bars["earlier"]["values"]), 5)
        self.assertIn("In the class of", bars["sentence"])
        self.assertEqual(trainer.ask(f"/teach/{code}/files/record.docx").code, 200)
        trainer.ask(f"/teach/{old}/delete", {})
        self.assertEqual(self.do(trainer, code, do="compare", room=offered["id"]).code, 400)
        self.assertNotIn("earlier", trainer.now(f"/teach/{code}")["showing"]["blocks"][0])

    def test_a_room_is_put_away_when_it_is_over_and_comes_back(self) -> None:
        trainer, going_on = self.room()
        self.assertEqual(trainer.ask(f"/teach/{going_on}/archive", {"away": True}).code, 400)
        trainer, code = self.a_class(1)

        def away() -> list[int]:
            return [one["put_away"] for one in self.given(trainer, "/teach")["rooms"] if one["code"] == code]

        trainer.ask(f"/teach/{code}/archive", {"away": True})
        self.assertEqual(away(), [1])
        self.assertEqual(trainer.ask(f"/teach/{code}/files/answers.csv").code, 200)
        trainer.ask(f"/teach/{code}/archive", {"away": False})
        self.assertEqual(away(), [0])
