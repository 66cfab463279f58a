"""The rooms of a school: each one's log, the seats in it, and the answers."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from classroom.store.database import Database
from classroom.store.errors import Locked, StoreError
from classroom.store.tables import PARTS_OF_ROOM, ballot, participant, room, room_event, scenario

DIGITS = 6
A_WEEK = 7  # days: what nobody asks to keep is gone when the next class comes


@dataclass(frozen=True)
class RoomRow:
    """A room as the list of rooms has it; times are ISO 8601, UTC."""

    id: str
    code: str
    slug: str
    promise: str
    made_at: str
    ended_at: str | None
    keep_days: int | None
    put_away: int = 0

    @property
    def delete_on(self) -> str:
        """The day on which it is deleted; "" as long as it goes on, and where it is kept for good."""
        if self.ended_at is None or self.keep_days is None:
            return ""
        return (datetime.fromisoformat(self.ended_at) + timedelta(days=self.keep_days)).date().isoformat()


@dataclass(frozen=True)
class SeatRow:
    """A seat by what is kept of it: hashes, and its secret shut away under the return code."""

    seat_hash: bytes
    person: str
    return_hash: bytes
    wrapped: bytes


class Rooms:
    """Safe to use from several threads and processes. All may raise Busy and Full."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def make(self, slug: str, promise: str, first: str) -> RoomRow:
        """A new room with a code that no other room has, and the `first` event of its log (JSON)."""
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        with self.database.writing() as db:
            row = RoomRow(secrets.token_hex(8), _free_code(db), slug, promise, made_at, None, A_WEEK)
            db.execute(insert(room).values(vars(row)))
            db.execute(insert(room_event).values(room_id=row.id, seq=0, key="", event=first))
        return row

    def every(self) -> list[RoomRow]:
        """All rooms, the latest first."""
        with self.database.reading() as db:
            return [RoomRow(*row) for row in db.execute(select(room).order_by(room.c.made_at.desc(), room.c.id))]

    def events(self, room_id: str) -> list[tuple[str, str]]:
        """The room's log: each event's key and JSON."""
        log = select(room_event.c.key, room_event.c.event).where(room_event.c.room_id == room_id)
        with self.database.reading() as db:
            return [(key, event) for key, event in db.execute(log.order_by(room_event.c.seq))]

    def append(self, room_id: str, first: int, key: str, events: Sequence[str]) -> None:
        """Put `events` (JSON) into the log from number `first` on. StoreError where that number is taken."""
        with self.database.writing() as db:
            _append(db, room_id, first, key, events)

    def seat(self, room_id: str, first: int, key: str, events: Sequence[str], seat: SeatRow) -> None:
        """As `append`, with the seat that the events give away."""
        with self.database.writing() as db:
            _append(db, room_id, first, key, events)
            db.execute(insert(participant).values(room_id=room_id, **vars(seat)))

    def seats(self, room_id: str) -> list[SeatRow]:
        """Every seat of the room; their order says nothing."""
        with self.database.reading() as db:
            return [
                SeatRow(*row[1:]) for row in db.execute(select(participant).where(participant.c.room_id == room_id))
            ]

    def answer(self, room_id: str, phase: str, by: str, value: Any) -> None:
        """Keep an answer for good. Locked where there is one."""
        [kept] = self.answer_all(room_id, [(phase, by, value)])
        if kept is not None:
            raise Locked(kept, "")

    def answer_all(self, room_id: str, given: Sequence[tuple[str, str, Any]]) -> list[Any]:
        """Keep answers (phase, whose, value) for good, all in one write. For each None, or what was there before."""
        found: list[Any] = []
        with self.database.writing() as db:
            for phase, by, value in given:
                place = (ballot.c.room_id == room_id, ballot.c.phase == phase, ballot.c.by == by)
                kept = db.execute(select(ballot.c.value).where(*place)).scalar()
                found.append(None if kept is None else json.loads(kept))
                if kept is None:
                    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
                    db.execute(insert(ballot).values(room_id=room_id, phase=phase, by=by, value=text))
        return found

    def answers(self, room_id: str) -> dict[str, dict[str, Any]]:
        """Every answer of the room, by phase and by whose it is."""
        found: dict[str, dict[str, Any]] = {}
        rows = select(ballot.c.phase, ballot.c.by, ballot.c.value).where(ballot.c.room_id == room_id)
        with self.database.reading() as db:
            for phase, by, value in db.execute(rows.order_by(ballot.c.phase, ballot.c.by)):
                found.setdefault(phase, {})[by] = json.loads(value)
        return found

    def mix(self, room_id: str) -> None:
        """Lay what was given anew, in an order that says nothing: as it lies, it tells in which order it came."""
        with self.database.writing() as db:
            for kept in (ballot, scenario):
                gone = db.execute(delete(kept).where(kept.c.room_id == room_id).returning(kept)).mappings()
                rows = sorted(map(dict, gone), key=lambda row: (row.get("phase", ""), row["by"]))
                if rows:
                    db.execute(insert(kept), rows)
        self.database.forget()

    def keep_scenarios(self, room_id: str, settings: Mapping[str, Any]) -> None:
        """Keep settings of the model, by whose they are, in the place of earlier ones."""
        if not settings:
            return
        rows = [
            {"room_id": room_id, "by": by, "value": json.dumps(value, ensure_ascii=False, allow_nan=False)}
            for by, value in settings.items()
        ]
        with self.database.writing() as db:
            db.execute(delete(scenario).where(scenario.c.room_id == room_id, scenario.c.by.in_(list(settings))))
            db.execute(insert(scenario), rows)

    def scenarios(self, room_id: str) -> dict[str, Any]:
        """The settings that the room keeps, by whose they are."""
        rows = select(scenario.c.by, scenario.c.value).where(scenario.c.room_id == room_id)
        with self.database.reading() as db:
            return {by: json.loads(value) for by, value in db.execute(rows)}

    def end(self, room_id: str, ended: bool = True) -> None:
        """The room is over, or, where that was undone, goes on."""
        now = datetime.now(UTC).isoformat(timespec="seconds") if ended else None
        with self.database.writing() as db:
            db.execute(update(room).where(room.c.id == room_id).values(ended_at=now, put_away=0))

    def put_away(self, room_id: str, away: bool) -> None:
        """Out of the list of rooms, or back into it."""
        with self.database.writing() as db:
            db.execute(update(room).where(room.c.id == room_id).values(put_away=int(away)))

    def people(self) -> dict[str, int]:
        """How many have a seat in each room, by its id."""
        counted = select(participant.c.room_id, func.count(participant.c.person.distinct()))
        with self.database.reading() as db:
            return {row[0]: row[1] for row in db.execute(counted.group_by(participant.c.room_id))}

    def keep(self, room_id: str, days: int | None) -> None:
        """Delete the room so many days after its end; None: keep it for good."""
        with self.database.writing() as db:
            db.execute(update(room).where(room.c.id == room_id).values(keep_days=days))

    def sweep(self, today: str) -> list[str]:
        """Delete the rooms whose day has come; their codes come back. `today`: ISO 8601."""
        due = [row for row in self.every() if row.delete_on and row.delete_on <= today]
        for row in due:
            self.delete(row.id)
        return [row.code for row in due]

    def delete(self, room_id: str) -> None:
        """The room and all that was said in it, for good."""
        with self.database.writing() as db:
            for part in PARTS_OF_ROOM:
                db.execute(delete(part).where(part.c.room_id == room_id))
            db.execute(delete(room).where(room.c.id == room_id))
        self.database.forget(room_id)


def _append(db: Connection, room_id: str, first: int, key: str, events: Sequence[str]) -> None:
    count = db.execute(select(func.count()).where(room_event.c.room_id == room_id)).scalar_one()
    if count != first:
        raise StoreError("another server writes this room's log")
    rows = [{"room_id": room_id, "seq": seq, "key": key, "event": event} for seq, event in enumerate(events, first)]
    if rows:
        db.execute(insert(room_event), rows)


def _free_code(db: Connection) -> str:
    taken = set(db.execute(select(room.c.code)).scalars())
    while True:
        code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
        if code not in taken:
            return code
