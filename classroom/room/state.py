"""What a room is at a moment. Everything here follows from its events; nothing is ever changed in place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from caseroom.casefile.classroom import PhaseKind, RevealKind

Promise = Literal["named", "nickname", "anonymous"]
"""Who may learn which answer is whose: everybody in charge; nobody by their real name; nobody at all."""

SMALLEST_TABLE, LARGEST_TABLE, USUAL_TABLE = 3, 7, 5
ASKING: frozenset[PhaseKind] = frozenset(("vote", "revote", "exercise", "rank", "weigh", "decide"))
"""Phases in which everybody answers."""


class Stretch(msgspec.Struct, frozen=True):
    """A phase as this room has it. `row`: that of the guide's plan; title and text are {} where the kind's will do.

    `part`: which phase of its row it is, from 1, and so which part of the guide's words it has; 0 for all of them.
    `kept`: what is answered comes on no screen. `per_table`: a table has one pair of levers, or one answer, and one of
    it has them in hand. `task`: with which of the case's tasks, from 1, its page opens there; 0 for the first not done;
    `even_task`: the same at tables of an even number, where it is another one.
    """

    id: str
    kind: PhaseKind
    minutes: float
    row: int = 0
    question: str = ""
    reveal: RevealKind | Literal[""] = ""
    step: str = ""
    title: dict[str, str] = {}
    per_table: bool = False
    text: dict[str, str] = {}
    part: int = 0
    kept: bool = False
    task: int = 0
    even_task: int = 0


def roles_are_played(agenda: Iterable[Stretch]) -> bool:
    """Whether people take sides in these phases, and so are somebody's voice."""
    return any(one.kind == "roles" for one in agenda)


class Person(msgspec.Struct, frozen=True):
    """Somebody in the room. `seat`: which one at the table, from 0. `into`: who they were merged with."""

    id: str
    name: str
    lang: str
    table: int
    seat: int
    asks: bool = False
    away: bool = False
    into: str = ""

    @property
    def here(self) -> bool:
        """Whether they count as somebody of their table."""
        return not self.away and not self.into


class Clock(msgspec.Struct, frozen=True):
    """`ends`: when (seconds since 1970), while it runs; `left`: seconds, while it is held. Neither: there is none."""

    ends: float | None = None
    left: float | None = None


class Reveal(msgspec.Struct, frozen=True):
    kind: RevealKind
    question: str = ""


class Note(msgspec.Struct, frozen=True):
    """What the trainer tells everybody, or one person (`to`)."""

    text: str
    at: float
    to: str = ""


class Card(msgspec.Struct, frozen=True):
    """What the trainer did with somebody's words: nothing is on the screen before it is `shown`."""

    shown: bool = False
    pile: str = ""


class Room(msgspec.Struct, frozen=True):
    """`turn` changes with every step of the agenda: who commands a step says from which one.

    `hands`: who took a table's levers or pen last; `wants`: who has asked for them. `compared`: the id of an earlier
    class's room that is shown beside this one. `wall`: the language to which the desk has turned the
    projector, "" for none, and `walls` how often it has.
    """

    slug: str
    promise: Promise
    table_size: int
    roles: tuple[str, ...]
    plan: str
    agenda: tuple[Stretch, ...]
    at: int = 0
    turn: int = 0
    clock: Clock = Clock()
    goes_on: bool = False
    door: bool = True
    closed: bool = False
    people: dict[str, Person] = {}
    showing: Reveal | None = None
    cards: dict[str, Card] = {}
    tallies: dict[str, dict[str, int]] = {}
    notes: tuple[Note, ...] = ()
    hands: dict[int, str] = {}
    wants: frozenset[str] = frozenset()
    compared: str = ""
    wall: str = ""
    walls: int = 0

    @property
    def now(self) -> Stretch:
        """The phase it is in."""
        return self.agenda[self.at]

    def table(self, number: int) -> list[Person]:
        """Who sits there, by seat."""
        found = [person for person in self.people.values() if person.here and person.table == number]
        return sorted(found, key=lambda person: person.seat)

    def holder(self, table: int) -> Person | None:
        """In whose hands the table's levers, or its pen, are; nobody's, when who had them has left the table."""
        person = self.people.get(self.hands.get(table, ""))
        return person if person and person.here and person.table == table else None

    @property
    def tables(self) -> list[int]:
        """The tables at which somebody sits."""
        return sorted({person.table for person in self.people.values() if person.here})

    def roles_of(self, person: Person) -> list[str]:
        """What this person plays at the table: a role that nobody sits for is doubled, never missing."""
        seats = [other.seat for other in self.table(person.table)]
        if person.seat not in seats or not self.roles:
            return []
        played = self.roles[: max(len(seats), min(USUAL_TABLE, len(self.roles)))]
        missing = [n for n in range(len(played)) if n not in seats]
        holders = [seat for seat in seats if seat >= len(played)] or seats
        taken_over = [played[n] for i, n in enumerate(missing) if holders[i % len(holders)] == person.seat]
        own = [played[person.seat]] if person.seat < len(played) else []
        return own + taken_over or [played[person.seat % len(played)]]
