"""What the store promises of rooms: one log, one answer each, gone when its day has come."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from classroom.store import Database, Locked, Rooms, Store, StoreError
from classroom.store.moving import move
from classroom.store.rooms import A_WEEK, SeatRow


@pytest.fixture
def rooms(where: Path | str) -> Rooms:
    return Rooms(Database(where))


def test_codes_have_six_digits_and_no_two_rooms_have_one(rooms: Rooms) -> None:
    codes = [rooms.make("helpdesk", "named", "{}").code for _ in range(30)]
    assert len(set(codes)) == 30
    assert all(len(code) == 6 and code.isdigit() for code in codes)


def test_a_log_is_one_order_and_a_second_server_is_noticed(rooms: Rooms) -> None:
    room = rooms.make("helpdesk", "named", "first").id
    rooms.append(room, 1, "key", ["second", "third"])
    assert [event for _, event in rooms.events(room)] == ["first", "second", "third"]
    with pytest.raises(StoreError, match="another server"):
        rooms.append(room, 2, "other", ["fourth"])


def test_an_answer_is_kept_once_and_never_changed(rooms: Rooms) -> None:
    room = rooms.make("helpdesk", "named", "{}").id
    rooms.answer(room, "p1", "a", {"choice": "x"})
    with pytest.raises(Locked) as locked:
        rooms.answer(room, "p1", "a", {"choice": "y"})
    assert locked.value.value == {"choice": "x"}
    for change in ("UPDATE ballot SET value = '1'", "UPDATE room_event SET key = ''"):
        with pytest.raises(IntegrityError, match="locked"), rooms.database.writing() as db:
            db.exec_driver_sql(change)
    assert rooms.answers(room) == {"p1": {"a": {"choice": "x"}}}


def test_an_ended_room_is_deleted_when_its_day_has_come_and_no_other(rooms: Rooms) -> None:
    old, kept, going_on = (rooms.make("helpdesk", "named", "{}") for _ in range(3))
    rooms.seat(old.id, 1, "", ["joined"], SeatRow(b"h", "p", b"r", b"w"))
    rooms.answer(old.id, "p1", "a", {})
    for row in (old, kept):
        rooms.end(row.id)
    rooms.keep(kept.id, None)
    assert old.keep_days == A_WEEK
    assert rooms.sweep("2000-01-01") == []
    assert rooms.sweep("2999-01-01") == [old.code]
    assert {row.code for row in rooms.every()} == {kept.code, going_on.code}
    assert rooms.seats(old.id) == [] and rooms.answers(old.id) == {} and rooms.events(old.id) == []


def test_of_many_who_append_at_one_place_one_is_first_and_the_log_has_no_gap(rooms: Rooms) -> None:
    room = rooms.make("helpdesk", "named", "0").id

    def append(n: int) -> bool:
        try:
            rooms.append(room, 1 + n // 4, "", [str(1 + n // 4)])
        except StoreError:
            return False
        return True

    with ThreadPoolExecutor(8) as many:
        first = sum(many.map(append, range(40)))
    assert [event for _, event in rooms.events(room)] == [str(n) for n in range(first + 1)]
    assert first >= 1


def test_of_many_who_take_one_seat_one_has_it_and_nothing_of_the_others_stays(rooms: Rooms) -> None:
    room = rooms.make("helpdesk", "named", "{}").id

    def sit(n: int) -> bool:
        try:
            rooms.seat(room, 1, "", [f"joined {n}"], SeatRow(b"h%d" % n, f"p{n}", b"r", b"w"))
        except StoreError:
            return False
        return True

    with ThreadPoolExecutor(8) as many:
        assert sum(many.map(sit, range(16))) == 1
    [seat] = rooms.seats(room)
    assert [event for _, event in rooms.events(room)] == ["{}", f"joined {seat.person[1:]}"]


def test_an_answer_that_many_send_at_once_is_kept_once_and_all_hear_which(rooms: Rooms) -> None:
    room = rooms.make("helpdesk", "named", "{}").id
    with ThreadPoolExecutor(8) as many:
        told = list(many.map(lambda n: rooms.answer_all(room, [("p1", "a", n), ("p1", f"b{n}", n)]), range(24)))
    kept = rooms.answers(room)["p1"]
    assert {own for own, _ in told} == {None, kept["a"]}
    assert [own for own, _ in told].count(None) == 1
    assert [other for _, other in told] == [None] * 24
    assert kept == {"a": kept["a"], **{f"b{n}": n for n in range(24)}}


def test_rooms_that_are_made_at_once_have_different_codes(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("classroom.store.rooms.secrets.choice", lambda _: random.choice("01"))  # 64 codes in all
    with ThreadPoolExecutor(8) as many:
        made = list(many.map(lambda _: rooms.make("helpdesk", "named", "{}"), range(16)))
    assert len({row.code for row in made}) == len(made) == len(rooms.every())


def test_what_was_kept_in_one_database_goes_on_in_another(tmp_path: Path, where: Path | str) -> None:
    source = Rooms(Database(tmp_path / "before.sqlite3"))
    work, token = Store(source.database), Store(source.database).new_visitor()
    room = source.make("helpdesk", "named", "first")
    source.seat(room.id, 1, "key", ["joined"], SeatRow(b"h", "p", b"r", b"w"))
    source.answer(room.id, "p1", "p", {"text": "答案"})
    source.end(room.id)
    for key, once in (("memo", False), ("answer.p", True)):
        work.save(token, "helpdesk", key, "x", once=once)
    target = Rooms(Database(where))
    move(source.database, target.database)
    assert target.every() == source.every()
    for read in (Rooms.events, Rooms.seats, Rooms.answers):
        assert read(target, room.id) == read(source, room.id)
    assert Store(target.database).load(token, "helpdesk") == {"memo": "x", "answer.p": "x"}
    with pytest.raises(StoreError, match="already"):
        move(source.database, target.database)
