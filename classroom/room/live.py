"""A room that is going on: its log in memory beside the store's, its answers, and who is connected.

Whatever changes a room is first on the disk, then in memory, then told; so what a page was told is never lost, and a
server that starts again finds the room as it was. Who is connected is known in memory only.
"""

from __future__ import annotations

import asyncio
import contextlib
import copy
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Literal

import msgspec

from caseroom import catalogue
from caseroom.casefile import CaseError, CaseFile
from classroom.room import ballots, bound, history, rules, scenarios, seats
from classroom.room import commands as ask
from classroom.room import events as was
from classroom.room.box import Box, Given
from classroom.room.earlier import Earlier
from classroom.room.hands import Hands
from classroom.room.listeners import Listeners
from classroom.room.presence import Presence
from classroom.room.rules import Refused
from classroom.room.state import Person, Room, Stretch
from classroom.room.turned import Turned
from classroom.store import Lost, StoreError, Threads
from classroom.store.rooms import RoomRow, Rooms, SeatRow

LOOK = 1.0  # seconds
LATEST_KEYS = 500  # commands that are known when they come a second time

encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder(was.Any).decode


class Live:
    """One room. Everything that waits for the disk happens under one lock, in the order in which it was asked."""

    def __init__(self, row: RoomRow, rooms: Rooms, threads: Threads, clock: Callable[[], float] = time.time) -> None:
        self.row, self.clock = row, clock
        self.presence = Presence()
        self.hands = Hands(self.presence, clock)
        self.pages = Listeners()
        self.turned = Turned()
        self._read: CaseFile | None = None
        self._case: bound.RoomCase | None = None
        self._looked = 0.0
        self._trouble: Literal["", "gone", "as_it_was"] = ""
        self.compared: dict[str, Earlier] = {}  # earlier classes that were asked for, by their room's id
        self.in_cases: Counter[str] = Counter()  # how often something was put into whose case; not kept
        self.model: dict[str, Any] = {}  # what the model says to the case's questions, once somebody has asked it
        self._rooms, self._threads = rooms, threads
        self._lock = asyncio.Lock()
        self._events: list[was.Any] = []
        self._keys: dict[str, None] = {}
        self._seats: dict[bytes, SeatRow] = {}
        self._ended: dict[str, float] = {}
        self._online: frozenset[str] = frozenset()
        self._coming: frozenset[str] = frozenset()  # phases that are over and whose last answers are on the way
        self._free: frozenset[int] = frozenset()  # tables at which somebody else may take what one has in hand
        self._in_doubt = False  # whether the disk has an event that we do not know of
        self._box = Box(self._answer_all)
        self.answers: dict[str, dict[str, Any]] = {}
        self.visitors: dict[str, str] = {}  # as whom people work the case: in memory, and never where anonymous

    async def load(self) -> Live:
        """Read all there is of the room."""
        room, kept = self.row.id, self._rooms
        log, answers, found, settings = await self._threads.read(
            lambda: (kept.events(room), kept.answers(room), kept.seats(room), kept.scenarios(room))
        )
        self.answers, self.turned.settings = answers, settings
        self._know(log, found)
        return self

    def _know(self, log: Sequence[tuple[str, str]], found: Sequence[SeatRow]) -> None:
        self._events = [decode(event.encode()) for _, event in log]
        self._keys = {key: None for key, _ in log[-LATEST_KEYS:] if key}
        self._seats = {seat.seat_hash: seat for seat in found}
        self.room = history.replay(self._events)
        self.hands.see(self.room)

    @property
    def case(self) -> bound.RoomCase:
        """As its files are now, looked at once a second, for every view asks many times; while they have mistakes or
        are away, as they were, and where they have never been read, a stand-in. It has all that the room is bound to.
        """
        now = time.monotonic()
        if self._case is None or now - self._looked > LOOK:
            self._looked = now
            self._case = self._look_at_case()
        return self._case

    def _look_at_case(self) -> bound.RoomCase:
        slug, roles, known = self.row.slug, self.room.roles, self._case
        try:
            case = catalogue.load(slug)
        except (CaseError, OSError):  # the latter: it is being taken away or put back
            if self._read is None:
                self._trouble = "gone"
                return known or bound.gone(slug, roles)
            self._trouble = "" if slug in catalogue.slugs() else "as_it_was"
            return known or bound.of_room(self._read, roles)
        self._trouble = ""
        if known is None or case is not self._read:
            self._read, known = case, bound.of_room(case, roles)
        return known

    @property
    def trouble(self) -> Literal["", "gone", "as_it_was"]:
        """What is wrong with the case: there is none, or it was taken away and is known as it was."""
        return self._trouble if self.case else ""

    @property
    def log(self) -> tuple[was.Any, ...]:
        """What has happened and was not undone."""
        undone = {event.seq for event in self._events if isinstance(event, was.Undone)}
        return tuple(event for seq, event in enumerate(self._events) if seq not in undone)

    @property
    def undoable(self) -> was.Any | None:
        """The last step of the desk that can be undone."""
        last = rules.undoable(self._events)
        return None if last is None else self._events[last]

    @property
    def earlier(self) -> Earlier | None:
        """The class that is shown beside this one; None for none, and where it has been deleted."""
        return self.compared.get(self.room.compared)

    @property
    def anonymous(self) -> bool:
        return self.room.promise == "anonymous"

    def as_it_was(self, room: Room, answers: dict[str, dict[str, Any]]) -> Live:
        """The same room at an earlier time, to look at: nothing may be asked of it."""
        past = copy.copy(self)
        past.room, past.answers = room, answers
        return past

    # Who is who

    def person(self, secret: bytes | None) -> Person | None:
        """Whose seat this is; who was merged with another is that one."""
        seat = self._seats.get(seats.seat_hash(secret)) if secret else None
        person = self.room.people.get(seat.person) if seat else None
        while person and person.into:
            person = self.room.people[person.into]
        return person

    def name_on_ballots(self, secret: bytes, stretch: Stretch) -> str:
        """Under what name this phone's answer in a phase is kept."""
        person = self.person(secret)
        if stretch.per_table:
            return scenarios.of_table(person.table) if person else ""
        if self.anonymous:
            return seats.veil(secret, self.row.id)
        return person.id if person else ""

    def answer_of(self, secret: bytes, stretch: Stretch) -> Any:
        """What was answered from this phone, or at its table, in a phase; None for nothing."""
        return self.answers.get(stretch.id, {}).get(self.name_on_ballots(secret, stretch))

    def still_takes(self, phase: str) -> bool:
        """Whether a phase that is over still takes what was sent before."""
        return phase != self.room.now.id and rules.takes_answers(self.room, phase, self.clock(), self._ended)

    # What happens

    @asynccontextmanager
    async def _in_turn(self) -> AsyncIterator[None]:
        """Whoever changes the room is alone, and knows what is on the disk."""
        async with self._lock:
            if self._in_doubt:
                self._know(
                    *await self._threads.read(lambda: (self._rooms.events(self.row.id), self._rooms.seats(self.row.id)))
                )
                self._in_doubt = False
                self.pages.changed()
            try:
                yield
            except Lost:
                self._in_doubt = True
                raise

    async def do(self, command: ask.Command, key: str, turn: int | None = None) -> None:
        """Carry out a command; one whose `key` was there before is not carried out again. Refused, Busy, Full."""
        async with self._in_turn():
            if key and key in self._keys:
                return
            await self._append(key, self._decided(command, turn))

    def _decided(self, command: ask.Command, turn: int | None) -> Sequence[was.Any]:
        if isinstance(command, ask.Undo):
            return rules.undo(self._events)
        return rules.decide(self.room, command, self.clock(), turn)

    async def take(self, person: Person) -> None:
        """Take what the table has one of; whoever looked away is told who has it now. Refused, Busy, Full."""
        holder = self.room.holder(person.table)
        await self.do(ask.Take(person.id, self.hands.free(self.room, person.table)), "")
        if self.hands.taken(person, holder):
            self.pages.changed()

    async def join(self, command: ask.Join, secret: bytes, code: list[int]) -> None:
        """Give somebody new a seat; who asks twice has it already. Refused, Busy, Full."""
        seat = await self._threads.heavy(lambda: seats.new_seat(self.row.id, command.person, secret, code))
        async with self._in_turn():
            if seat.seat_hash in self._seats:
                return
            events = rules.decide(self.room, command, self.clock())
            texts, first = self._texts(events), len(self._events)
            await self._threads.write(lambda: self._rooms.seat(self.row.id, first, "", texts, seat))
            self._seats[seat.seat_hash] = seat
            self._happened("", events)

    async def returned(self, code: list[int]) -> bytes | None:
        """The secret of the seat that a return code opens."""
        found = list(self._seats.values())
        return await self._threads.heavy(lambda: seats.returned(self.row.id, code, found))

    async def answer(self, secret: bytes, phase: str, raw: object) -> Any:
        """Keep an answer; the one that counts comes back, which is the first. Refused, Busy, Full."""
        if not rules.takes_answers(self.room, phase, self.clock(), self._ended):
            raise Refused("ended" if self.room.closed else "phase_over")
        stretch = next(one for one in self.room.agenda if one.id == phase)
        if stretch.per_table and not self._in_hand(self.person(secret)):
            raise Refused("in_hands")
        value, by = ballots.read(raw, stretch, self.case), self.name_on_ballots(secret, stretch)
        kept = await self._box.put((phase, by, value))
        counts = value if kept is None else kept
        self.answers.setdefault(phase, {})[by] = counts
        self.pages.counted()
        return counts

    async def turn(self, secret: bytes, kept: object) -> None:
        """Take over from somebody's kept what-if what they have pinned and, where they have the levers of their table
        in hand, where these stand. Busy, Full.
        """
        person = self.person(secret)
        if person is None or self.room.closed:
            return
        self.presence.works(person.id)
        by = seats.scenario_veil(secret, self.row.id) if self.anonymous else person.id
        found = {by: scenarios.pins(kept)}
        if self.room.now.kind == "what_if" and self.room.now.per_table and self._in_hand(person):
            found[scenarios.of_table(person.table)] = [scenarios.levers(kept)]
        async with self._lock:
            changed = self.turned.other(found)
            if changed:
                await self._threads.write(lambda: self._rooms.keep_scenarios(self.row.id, changed))
                self.turned.settings = self.turned.settings | changed
                self.pages.counted()

    def _in_hand(self, person: Person | None) -> bool:
        return person is not None and self.room.holder(person.table) == person

    async def _answer_all(self, given: list[Given]) -> list[Any]:
        return await self._threads.write(lambda: self._rooms.answer_all(self.row.id, given))

    async def tick(self) -> None:
        """Let the clock do what is due, and tell what has been counted and who has come or gone."""
        online = frozenset(filter(self.presence.online, self.room.people))
        free = frozenset(table for table in self.room.hands if self.hands.free(self.room, table))
        coming = frozenset(filter(self.still_takes, self._ended))
        if (online, free, coming) != (self._online, self._free, self._coming):
            self._online, self._free, self._coming = online, free, coming
            self.pages.counted()
        self.pages.tick()
        async with self._in_turn():
            step = rules.due(self.room, self.clock())
            if step is not None:
                await self._append("", rules.decide(self.room, step, self.clock()))

    async def _append(self, key: str, events: Sequence[was.Any]) -> None:
        if not events:
            return
        texts, first = self._texts(events), len(self._events)
        await self._threads.write(lambda: self._rooms.append(self.row.id, first, key, texts))
        before = self.room
        self._happened(key, events)
        if self.room.closed != before.closed:
            await self._threads.write(lambda: self._rooms.end(self.row.id, self.room.closed))
        if self.anonymous and (self.room.at, self.room.closed) != (before.at, before.closed):
            with contextlib.suppress(StoreError):  # the next step does it
                await self._threads.write(lambda: self._rooms.mix(self.row.id))

    def _texts(self, events: Sequence[was.Any]) -> list[str]:
        return [encode(was.as_kept(event, self.room.promise)).decode() for event in events]

    def _happened(self, key: str, events: Sequence[was.Any]) -> None:
        before = self.room
        self._events += events
        self.room = (
            history.replay(self._events) if any(isinstance(e, was.Undone) for e in events) else self._after(events)
        )
        if before.now.id != self.room.now.id:
            self._ended[before.now.id] = self.clock()
        self.hands.see(self.room)
        if key:
            self._keys[key] = None
            while len(self._keys) > LATEST_KEYS:
                del self._keys[next(iter(self._keys))]
        self.pages.changed()

    def _after(self, events: Sequence[was.Any]) -> Room:
        room = self.room
        first = len(self._events) - len(events)
        for seq, event in enumerate(events, start=first):
            room = history.apply(room, event)
            if isinstance(event, was.Moved | was.Planned):
                room = msgspec.structs.replace(room, turn=seq)
        return room
