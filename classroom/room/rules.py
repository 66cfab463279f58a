"""The rules of a room: which events a command makes (`decide`), and what takes a step back (`undo`).

Pure functions of a room, a command and the time: they know no web, no store and no clock of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import singledispatch

from msgspec.structs import replace

from caseroom.casefile.classroom import PER_TABLE
from caseroom.i18n import LANGUAGES
from classroom.room import commands as ask
from classroom.room import events as was
from classroom.room.history import apply, replay
from classroom.room.state import (
    ASKING,
    LARGEST_TABLE,
    SMALLEST_TABLE,
    Card,
    Person,
    Room,
    Stretch,
)

MOST_PEOPLE = 300
GRACE = 3.0  # seconds in which what was sent before a phase ended still counts: the air of a full room is slow
LONGEST_AGENDA = 60

Happened = Sequence[was.Any]


class Refused(Exception):
    """What was asked cannot be; `reason` is a word that the pages have a sentence for."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


# What a command makes


def decide(room: Room, command: ask.Command, now: float, turn: int | None = None) -> Happened:
    """The events that `command` makes at `now` (seconds since 1970); none where all is so already.

    `turn`: the room's, as whoever commands last saw it. A step from another place is refused, so that a double click
    or a second trainer skips nothing.

    Raises:
        Refused: "ended", "elsewhere", and what the command's own rule says.
    """
    if room.closed and not isinstance(command, ask.Call | ask.Speak | ask.Compare | ask.Wall):
        raise Refused("ended")
    if isinstance(command, ask.Next | ask.Back | ask.GoTo | ask.Plan) and turn is not None and turn != room.turn:
        raise Refused("elsewhere")
    return _decide(command, room, now)


@singledispatch
def _decide(command: object, room: Room, now: float) -> Happened:
    raise Refused("unknown")


@_decide.register
def _(command: ask.Next, room: Room, now: float) -> Happened:
    if room.at + 1 >= len(room.agenda):
        raise Refused("last")
    return [was.Moved(room.at + 1, now)]


@_decide.register
def _(command: ask.Back, room: Room, now: float) -> Happened:
    if room.at == 0:
        raise Refused("first")
    return [was.Moved(room.at - 1, now)]


@_decide.register
def _(command: ask.GoTo, room: Room, now: float) -> Happened:
    to = _place(room.agenda, command.phase)
    return [] if to == room.at else [was.Moved(to, now)]


@_decide.register
def _(command: ask.Hold, room: Room, now: float) -> Happened:
    return [] if room.clock.ends is None else [was.Clocked(left=max(0.0, room.clock.ends - now))]


@_decide.register
def _(command: ask.GoOn, room: Room, now: float) -> Happened:
    return [] if room.clock.left is None else [was.Clocked(ends=now + room.clock.left)]


@_decide.register
def _(command: ask.Extend, room: Room, now: float) -> Happened:
    more = command.minutes * 60
    if room.clock.left is not None:
        return [was.Clocked(left=max(0.0, room.clock.left + more))]
    return [was.Clocked(ends=max(now, max(now, room.clock.ends or now) + more))]


@_decide.register
def _(command: ask.Switch, room: Room, now: float) -> Happened:
    door = command.door if command.door != room.door else None
    goes_on = command.goes_on if command.goes_on != room.goes_on else None
    return [] if door is None and goes_on is None else [was.Switched(door, goes_on)]


@_decide.register
def _(command: ask.Seat, room: Room, now: float) -> Happened:
    person = _person(room, command.person)
    if person.here and person.table == command.table:
        return []
    if len(room.table(command.table)) >= LARGEST_TABLE:
        raise Refused("table_full")
    return [was.Seated({person.id: (command.table, _free_seat(room, command.table))})]


@_decide.register
def _(command: ask.ShareOut, room: Room, now: float) -> Happened:
    places: dict[str, tuple[int, int]] = {}
    for table in room.tables:
        members = room.table(table)
        others = [other for other in room.tables if other != table and len(room.table(other)) >= SMALLEST_TABLE]
        if len(members) >= SMALLEST_TABLE or not others:
            continue
        for person in members:
            free = [other for other in others if len(room.table(other)) < LARGEST_TABLE]
            if not free:
                break
            to = min(free, key=lambda other: (len(room.table(other)), other))
            places[person.id] = (to, _free_seat(room, to))
            room = apply(room, was.Seated(places))
    return [was.Seated(places)] if places else []


@_decide.register
def _(command: ask.Away, room: Room, now: float) -> Happened:
    person = _person(room, command.person)
    if person.away == command.away:
        return []
    seat = None if command.away else _free_seat(room, person.table)
    return [was.Changed(person.id, away=command.away, seat=seat)]


@_decide.register
def _(command: ask.Merge, room: Room, now: float) -> Happened:
    one, into = _person(room, command.one), _person(room, command.into)
    if one.id == into.id or into.into:
        raise Refused("not_two")
    return [] if one.into == into.id else [was.Merged(one.id, into.id)]


@_decide.register
def _(command: ask.Tell, room: Room, now: float) -> Happened:
    if command.to:
        _person(room, command.to)
    text = command.text.strip()
    if not text:
        raise Refused("empty")
    return [was.Told(text, now, command.to)]


@_decide.register
def _(command: ask.Attend, room: Room, now: float) -> Happened:
    asked = [_person(room, command.person)] if command.person else room.people.values()
    return [was.Changed(person.id, asks=False) for person in asked if person.asks]


@_decide.register
def _(command: ask.Show, room: Room, now: float) -> Happened:
    return [] if command.reveal == room.showing else [was.Showed(command.reveal)]


@_decide.register
def _(command: ask.Sort, room: Room, now: float) -> Happened:
    kept = room.cards.get(command.card, Card())
    wanted = Card(command.shown, command.pile.strip())
    return [] if kept == wanted else [was.Sorted(command.card, wanted.shown, wanted.pile)]


@_decide.register
def _(command: ask.Tally, room: Room, now: float) -> Happened:
    phase = room.agenda[_place(room.agenda, command.phase)]
    if phase.kind not in ASKING:
        raise Refused("asks_nothing")
    return [was.Tallied(phase.id, {choice: count for choice, count in command.counts.items() if count})]


@_decide.register
def _(command: ask.Plan, room: Room, now: float) -> Happened:
    """The phase that the room is in stays in the agenda: whoever works in it must not be thrown out."""
    ids = [phase.id for phase in command.agenda]
    if len(set(ids)) != len(ids) or not 0 < len(ids) <= LONGEST_AGENDA:
        raise Refused("no_agenda")
    if room.now.id not in ids:
        raise Refused("present_phase")
    if any(one.per_table and one.kind not in PER_TABLE for one in command.agenda):
        raise Refused("unfit")
    return [] if command.agenda == room.agenda else [was.Planned(command.agenda, ids.index(room.now.id))]


@_decide.register
def _(command: ask.Compare, room: Room, now: float) -> Happened:
    return [] if command.room == room.compared else [was.Compared(command.room)]


@_decide.register
def _(command: ask.Wall, room: Room, now: float) -> Happened:
    if command.lang not in LANGUAGES:
        raise Refused("unfit")
    return [was.Walled(command.lang)]


@_decide.register
def _(command: ask.Close, room: Room, now: float) -> Happened:
    return [was.Closed()]


@_decide.register
def _(command: ask.Join, room: Room, now: float) -> Happened:
    if command.person in room.people:
        return []
    if not room.door:
        raise Refused("door_closed")
    if len(room.people) >= MOST_PEOPLE:
        raise Refused("full")
    table = command.table or _next_table(room)
    if len(room.table(table)) >= LARGEST_TABLE:
        raise Refused("table_full")
    return [was.Joined(command.person, command.name.strip(), command.lang, table, _free_seat(room, table))]


@_decide.register
def _(command: ask.Call, room: Room, now: float) -> Happened:
    person = _person(room, command.person)
    return [] if person.asks == command.asks else [was.Changed(person.id, asks=command.asks)]


@_decide.register
def _(command: ask.Speak, room: Room, now: float) -> Happened:
    person = _person(room, command.person)
    return [] if person.lang == command.lang else [was.Changed(person.id, lang=command.lang)]


@_decide.register
def _(command: ask.Take, room: Room, now: float) -> Happened:
    person = _member(room, command.person)
    holder = room.holder(person.table)
    if holder == person:
        return []
    if holder and not command.free:
        raise Refused("in_hands")
    return [was.Handed(person.table, person.id)]


@_decide.register
def _(command: ask.PassOn, room: Room, now: float) -> Happened:
    person = _member(room, command.person)
    to = next((one for one in room.table(person.table) if one.seat == command.seat), None)
    if to is None:
        raise Refused("nobody")
    holder = room.holder(person.table)
    if holder == to:
        return []
    if holder != person:
        raise Refused("in_hands")
    return [was.Handed(person.table, to.id)]


@_decide.register
def _(command: ask.Want, room: Room, now: float) -> Happened:
    person = _member(room, command.person)
    wants = command.wants and room.holder(person.table) != person
    return [] if wants == (person.id in room.wants) else [was.Wanted(person.id, wants)]


def due(room: Room, now: float) -> ask.Command | None:
    """What the clock asks for at `now`: nothing, unless the room goes on by itself and the time is up."""
    up = room.clock.ends is not None and room.clock.ends <= now
    return ask.Next() if up and room.goes_on and not room.closed and room.at + 1 < len(room.agenda) else None


def takes_answers(room: Room, phase: str, now: float, since: Mapping[str, float]) -> bool:
    """Whether an answer to `phase` counts at `now`; `since` says when other phases ended."""
    if room.closed or phase not in (one.id for one in room.agenda):
        return False
    stretch = room.agenda[_place(room.agenda, phase)]
    if stretch.kind not in ASKING:
        return False
    return stretch.id == room.now.id or now - since.get(phase, 0) <= GRACE


def opened(room: Room) -> list[str]:
    """Which gates of the case stand open for everybody in the room, by what they wait for elsewhere."""
    reached = {stretch.kind for stretch in room.agenda[: room.at + 1]}
    levers = reached & {"explore", "what_if", "debrief", "memo"}
    return [*(["predict"] if levers else []), *(["decision"] if reached & {"debrief", "memo"} else [])]


def _place(agenda: Sequence[Stretch], phase: str) -> int:
    for n, one in enumerate(agenda):
        if one.id == phase:
            return n
    raise Refused("no_phase")


def _person(room: Room, person: str) -> Person:
    if person not in room.people:
        raise Refused("nobody")
    return room.people[person]


def _member(room: Room, person: str) -> Person:
    found = _person(room, person)
    if not found.here:
        raise Refused("nobody")
    return found


def _next_table(room: Room) -> int:
    """The first table with a free seat; tables are filled one after the other, so that people can talk at once."""
    table = 1
    while len(room.table(table)) >= room.table_size:
        table += 1
    return table


def _free_seat(room: Room, table: int) -> int:
    taken = {person.seat for person in room.table(table)}
    return next(seat for seat in range(len(taken) + 1) if seat not in taken)


# What is taken back


def undoable(events: Sequence[was.Any]) -> int | None:
    """The number of the last step of the desk that can be undone."""
    undone = {event.seq for event in events if isinstance(event, was.Undone)}
    return next(
        (seq for seq in range(len(events) - 1, 0, -1) if isinstance(events[seq], was.UNDOABLE) and seq not in undone),
        None,
    )


def undo(events: Happened) -> Happened:
    """What takes the last step of the desk back. Where somebody else has come to a seat meanwhile, whoever returns to
    that table gets another seat, and where it is full a place at the next table.

    Raises:
        Refused: "nothing_to_undo".
    """
    last = undoable(events)
    if last is None:
        raise Refused("nothing_to_undo")
    done: list[was.Any] = [was.Undone(last)]
    places = _collisions(replay([*events, *done]), _moved_by(events[last]))
    return [*done, *(was.Changed(who, table=table, seat=seat) for who, (table, seat) in places.items())]


def _moved_by(event: was.Any) -> set[str]:
    return set(event.places) if isinstance(event, was.Seated) else {getattr(event, "one", "")}


def _collisions(room: Room, moved: set[str]) -> dict[str, tuple[int, int]]:
    """Seats for those who would share one; whoever was not moved keeps theirs."""
    here = sorted((person for person in room.people.values() if person.here), key=lambda one: one.id in moved)
    places: dict[str, tuple[int, int]] = {}
    room = replace(room, people={})
    for person in here:
        members = room.table(person.table)
        if len(members) >= LARGEST_TABLE:
            table = _next_table(room)
            places[person.id] = (table, _free_seat(room, table))
        elif person.seat in (member.seat for member in members):
            places[person.id] = (person.table, _free_seat(room, person.table))
        table, seat = places.get(person.id, (person.table, person.seat))
        room = replace(room, people=room.people | {person.id: replace(person, table=table, seat=seat)})
    return places
