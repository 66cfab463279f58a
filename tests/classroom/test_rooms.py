"""What the store promises of rooms: one log, one answer each, gone when its day has come."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from classroom.store import Database, Locked, Rooms, StoreError
from classroom.store.rooms import A_WEEK, SeatRow


@pytest.fixture
def rooms(tmp_path: Path) -> Rooms:
    return Rooms(Database(tmp_path / "room.sqlite3"))


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
    for change in ("UPDATE ballot SET value = '1'", "REPLACE INTO ballot SELECT * FROM ballot"):
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
