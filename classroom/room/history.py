"""What has happened makes a room, event by event. Pure functions, as are the rules (rules.py) of what may happen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from classroom.room import events as was
from classroom.room.state import Card, Clock, Note, Person, Room, Stretch

LATEST_NOTES = 20


def replay(events: Sequence[was.Any]) -> Room:
    """The room after all of them. What was undone never happened, but the turn is another."""
    undone = {event.seq for event in events if isinstance(event, was.Undone)}
    first, *rest = events
    assert isinstance(first, was.Opened)
    room, turn = _opened(first), 0
    for seq, event in enumerate(rest, start=1):
        if isinstance(event, was.Moved | was.Planned | was.Undone):
            turn = seq
        if seq not in undone:
            room = apply(room, event)
    return replace(room, turn=turn)


def apply(room: Room, event: was.Any) -> Room:
    """The room after one event that is not Opened or Undone."""
    return replace(room, **dict(_made(room, event)))


def _made(room: Room, event: was.Any) -> Iterator[tuple[str, Any]]:
    match event:
        case was.Joined():
            person = Person(event.person, event.name, event.lang, event.table, event.seat)
            yield "people", room.people | {person.id: person}
        case was.Changed():
            given = {name: getattr(event, name) for name in ("name", "lang", "table", "seat", "asks", "away", "into")}
            changed = {name: value for name, value in given.items() if value is not None}
            yield "people", room.people | {event.person: replace(room.people[event.person], **changed)}
        case was.Seated():
            seated = {
                who: replace(room.people[who], table=table, seat=seat, away=False)
                for who, (table, seat) in event.places.items()
            }
            yield "people", room.people | seated
        case was.Merged():
            yield "people", room.people | {event.one: replace(room.people[event.one], into=event.into, asks=False)}
        case was.Moved():
            yield "at", event.to
            yield "clock", _begun(room.agenda[event.to], event.at)
            yield "showing", None
            yield (
                "people",
                {who: replace(one, asks=False) for who, one in room.people.items()},
            )  # it was about that phase
            yield "wants", frozenset()  # who asked for the levers has not asked for the next question's pen
        case was.Clocked():
            yield "clock", Clock(event.ends, event.left)
        case was.Switched():
            yield "door", room.door if event.door is None else event.door
            yield "goes_on", room.goes_on if event.goes_on is None else event.goes_on
        case was.Told():
            yield "notes", (*room.notes, Note(event.text, event.at, event.to))[-LATEST_NOTES:]
        case was.Showed():
            yield "showing", event.reveal
        case was.Sorted():
            yield "cards", room.cards | {event.card: Card(event.shown, event.pile)}
        case was.Tallied():
            yield "tallies", room.tallies | {event.phase: event.counts}
        case was.Planned():
            yield "agenda", event.agenda
            yield "at", event.to
        case was.Handed():
            yield "hands", room.hands | {event.table: event.person}
            yield "wants", room.wants - {event.person}
        case was.Wanted():
            yield "wants", room.wants | {event.person} if event.wants else room.wants - {event.person}
        case was.Compared():
            yield "compared", event.room
        case was.Walled():
            yield "wall", event.lang
            yield "walls", room.walls + 1
        case was.Closed():
            yield "closed", True


def _opened(event: was.Opened) -> Room:
    return Room(event.slug, event.promise, event.table_size, event.roles, event.plan, event.agenda)


def _begun(stretch: Stretch, at: float) -> Clock:
    """Who waits in the lobby or has closed needs no clock."""
    return Clock() if stretch.kind in ("lobby", "close") else Clock(ends=at + stretch.minutes * 60)
