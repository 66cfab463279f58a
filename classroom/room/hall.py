"""All rooms of this server: the ones that go on are in memory, with a clock that ticks for them."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tornado.ioloop import IOLoop, PeriodicCallback

from caseroom.casefile import CaseFile
from caseroom.casefile.classroom import Agenda, read_classroom
from classroom.hosts import Networks
from classroom.room import events as was
from classroom.room import rules, seats
from classroom.room.agendas import stretches
from classroom.room.earlier import earlier
from classroom.room.live import Live, encode
from classroom.room.model import Model, model_answers
from classroom.room.state import Person, Promise
from classroom.room.views import View, Views
from classroom.room.views.phone import reader_of
from classroom.store import Threads
from classroom.store.rooms import RoomRow, Rooms

TICK = 500  # ms


class Hall:
    """Rooms by their code. A room that was going on when the server stopped goes on when somebody asks for it."""

    def __init__(
        self, rooms: Rooms, threads: Threads, key: str, model: Callable[[str], dict[str, Any]] | None = None
    ) -> None:
        """`key` opens the desk; `model` says what a case's model answers to its questions."""
        self.rooms, self.threads, self._key = rooms, threads, key
        self._model = model or model_answers
        self._live: dict[str, tuple[Live, Views]] = {}
        self._lock: asyncio.Lock | None = None
        self._models: dict[str, Model] = {}
        self._computing: set[str] = set()  # codes of rooms
        self._swept = ""
        self.networks = Networks()
        self._told = self.networks.addresses()
        self._clock: PeriodicCallback | None = None

    def opens_the_desk(self, shown: str) -> bool:
        return hmac.compare_digest(shown.encode(), self._key.encode())

    async def every(self) -> list[RoomRow]:
        """All rooms there are, the latest first; those whose day has come are gone. Busy, Full."""
        today = datetime.now(UTC).date().isoformat()
        if today != self._swept:  # once a day is enough
            for code in await self.threads.write(lambda: self.rooms.sweep(today)):
                self._live.pop(code, None)
            self._swept = today
            await self._forget()
        return await self.threads.read(self.rooms.every)

    async def _forget(self) -> None:
        """What was deleted stands beside no other class any more."""
        there = {row.id for row in await self.threads.read(self.rooms.every)}
        for live, _ in self._live.values():
            live.compared = {room_id: one for room_id, one in live.compared.items() if room_id in there}
            live.pages.changed()

    async def _row(self, code: str) -> RoomRow | None:
        return next((row for row in await self.every() if row.code == code), None)

    async def keep(self, code: str, days: int | None) -> None:
        """Delete the room so many days after its end; None: keep it for good. Busy, Full."""
        row = await self._row(code)
        if row is not None:
            await self.threads.write(lambda: self.rooms.keep(row.id, days))

    async def find(self, code: str) -> tuple[Live, Views] | None:
        """The room with this code; None where there is none. Busy, Full."""
        if code not in self._live:
            self._lock = self._lock or asyncio.Lock()
            async with self._lock:  # two phones that ask at once must not get two rooms
                row = await self._row(code)
                if row is not None and code not in self._live:
                    live = await Live(row, self.rooms, self.threads).load()
                    with contextlib.suppress(rules.Refused):  # that class was deleted meanwhile
                        await self.compare(live, live.room.compared)
                    self._take(live)
        return self._live.get(code)

    async def seated(self, cookie: str) -> tuple[Live, Views, bytes, Person] | None:
        """Room, secret and person of whoever shows this seat; None for none. Busy, Full."""
        code, _, text = cookie.partition(".")
        secret, found = seats.from_cookie(text), await self.find(code) if code else None
        person = found[0].person(secret) if found else None
        return (*found, secret, person) if found and secret and person else None

    async def room_of(self, cookie: str, slug: str) -> tuple[str, bytes]:
        """The code of the class that goes on with this case, and who sits in it by this seat; "" for none."""
        found = await self.seated(cookie)
        if not found or found[0].row.slug != slug or found[0].room.closed:
            return "", b""
        return found[0].row.code, found[2]

    def phase(self, code: str) -> str:
        """At which phase the room with this code is; "" for no room."""
        live, _ = self._live.get(code, (None, None))
        return live.room.now.id if live else ""

    def in_case(self, code: str, secret: bytes) -> int:
        """How often what this seat or its table handed in was put into its case, since the server began."""
        live, _ = self._live.get(code, (None, None))
        person = live.person(secret) if live else None
        return live.in_cases[person.id] if live and person else 0

    def reader(self, code: str, secret: bytes, lang: str) -> View | None:
        """Whom the case calls “you”, and whom this seat plays instead: {reader, roles}; None where it is the same."""
        live, _ = self._live.get(code, (None, None))
        person = live.person(secret) if live else None
        return reader_of(live.room, live.case, person, lang) if live and person else None

    async def turned(self, code: str, secret: bytes, kept: object) -> None:
        """Somebody in the room with this code has kept their what-if. Busy, Full."""
        live, _ = self._live.get(code, (None, None))
        if live:
            await live.turn(secret, kept)
            IOLoop.current().add_callback(self._compute, live)

    async def _compute(self, live: Live) -> None:
        """Ask the model for what is not known yet of the room's scenarios; what comes meanwhile is asked in the end."""
        if live.row.code in self._computing:
            return
        self._computing.add(live.row.code)
        try:
            while settings := live.turned.uncomputed:
                found = await self._models.setdefault(live.row.slug, Model(live.row.slug)).of(settings)
                if found is None:
                    return  # it is asked again when somebody moves a lever
                live.turned.learn(settings, found)
                live.pages.counted()
        finally:
            self._computing.discard(live.row.code)

    def opened(self, code: str) -> list[str]:
        """Which gates of the case the room with this code has opened."""
        live, _ = self._live.get(code, (None, None))
        return rules.opened(live.room) if live else []

    async def make(self, case: CaseFile, agenda: Agenda, promise: Promise, table_size: int) -> tuple[Live, Views]:
        """Open a new room. Busy, Full."""
        roles = tuple(brief.role for brief in read_classroom(case).briefs)
        opened = was.Opened(case.slug, promise, table_size, roles, stretches(agenda), agenda.plan)
        first = encode(opened).decode()
        row = await self.threads.write(lambda: self.rooms.make(case.slug, promise, first))
        return self._take(await Live(row, self.rooms, self.threads).load())

    async def delete(self, code: str) -> None:
        """The room and all that was said in it, for good. Busy, Full."""
        row = await self._row(code)
        if row is not None:
            await self.threads.write(lambda: self.rooms.delete(row.id))
            self._live.pop(code, None)
            await self._forget()

    def _take(self, live: Live) -> tuple[Live, Views]:
        self._live[live.row.code] = live, Views(live)
        if self._clock is None:
            self._clock = PeriodicCallback(self._tick, TICK)
            self._clock.start()
        IOLoop.current().add_callback(self.ask_model, live)
        return self._live[live.row.code]

    async def _tick(self) -> None:
        addresses = self.networks.addresses()
        moved, self._told = addresses != self._told, addresses
        for live, _ in list(self._live.values()):
            if moved:
                live.pages.changed()  # the projector and the desk show where phones come in
            await live.tick()
        for model in self._models.values():
            model.rest()

    async def compare(self, live: Live, room_id: str) -> None:
        """Have the numbers of an earlier class at hand; "" for none. Refused: "no_earlier_class"; Busy, Full."""
        if not room_id:
            return
        row = next((row for row in await self.earlier(live.row) if row.id == room_id), None)
        if row is None:
            raise rules.Refused("no_earlier_class")
        other = await Live(row, self.rooms, self.threads).load()
        live.compared[row.id] = earlier(row.id, row.made_at[:10], other.room, other.answers)

    async def earlier(self, row: RoomRow) -> list[RoomRow]:
        """The classes of the same case that are over and were made before this one. Busy, Full."""
        return [
            other
            for other in await self.every()
            if other.slug == row.slug and other.ended_at and other.id != row.id and other.made_at <= row.made_at
        ]

    async def put_away(self, code: str, away: bool) -> None:
        """Put a room that is over away, out of the list, or bring it back. Busy, Full."""
        row = await self._row(code)
        if row is not None:
            await self.threads.write(lambda: self.rooms.put_away(row.id, away))

    async def ask_model(self, live: Live) -> None:
        """The case's code runs in a process of its own; a room without its answers shows the room's own alone."""
        live.model = await self.threads.read(lambda: self._model(live.row.slug))
        live.pages.changed()
        await self._compute(live)


def desk_key(folder: Path) -> str:
    """What opens the desk: kept beside the store, so that a trainer's browser knows the server that starts again."""
    path = folder / "desk.key"
    if not path.is_file() or not path.read_text(encoding="ascii").strip():
        path.touch(mode=0o600)
        path.write_text(os.urandom(24).hex(), encoding="ascii")
    if os.name == "posix":
        path.chmod(0o600)
    return path.read_text(encoding="ascii").strip()
