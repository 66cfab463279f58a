"""What happens in a room, as its log keeps it. Answers are not among it: they are rows of their own."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from classroom.room.state import Promise, Reveal, Stretch


class Event(msgspec.Struct, frozen=True, tag_field="type"):
    pass


class Opened(Event, frozen=True, tag="opened"):
    slug: str
    promise: Promise
    table_size: int
    roles: tuple[str, ...]
    agenda: tuple[Stretch, ...]
    plan: str = ""


class Joined(Event, frozen=True, tag="joined"):
    person: str
    name: str
    lang: str
    table: int
    seat: int


class Changed(Event, frozen=True, tag="changed"):
    """What is None stays."""

    person: str
    name: str | None = None
    lang: str | None = None
    table: int | None = None
    seat: int | None = None
    asks: bool | None = None
    away: bool | None = None
    into: str | None = None


class Seated(Event, frozen=True, tag="seated"):
    """Who sits where now: table and seat, by person. Who had left is back."""

    places: dict[str, tuple[int, int]]


class Merged(Event, frozen=True, tag="merged"):
    """Who joined twice: `one` goes on as `into`."""

    one: str
    into: str


class Moved(Event, frozen=True, tag="moved"):
    to: int
    at: float


class Clocked(Event, frozen=True, tag="clocked"):
    ends: float | None = None
    left: float | None = None


class Switched(Event, frozen=True, tag="switched"):
    """What is None stays."""

    door: bool | None = None
    goes_on: bool | None = None


class Told(Event, frozen=True, tag="told"):
    text: str
    at: float
    to: str = ""


class Showed(Event, frozen=True, tag="showed"):
    """None: the screen goes back to the phase."""

    reveal: Reveal | None


class Sorted(Event, frozen=True, tag="sorted"):
    card: str
    shown: bool
    pile: str = ""


class Tallied(Event, frozen=True, tag="tallied"):
    """Hands or ballots of paper that the trainer counted in a phase, by choice."""

    phase: str
    counts: dict[str, int]


class Planned(Event, frozen=True, tag="planned"):
    """Another agenda; `to` is where the room stands in it."""

    agenda: tuple[Stretch, ...]
    to: int


class Handed(Event, frozen=True, tag="handed"):
    """The table's levers, or its pen, are in these hands; "": in nobody's."""

    table: int
    person: str = ""


class Wanted(Event, frozen=True, tag="wanted"):
    """Somebody asks for what their table has one of, or no longer."""

    person: str
    wants: bool


class Compared(Event, frozen=True, tag="compared"):
    """Beside which earlier class this one is shown, by that room's id; "": beside none."""

    room: str


class Walled(Event, frozen=True, tag="walled"):
    """The projector was turned to this language."""

    lang: str


class Closed(Event, frozen=True, tag="closed"):
    pass


class Undone(Event, frozen=True, tag="undone"):
    """The event with this number never happened."""

    seq: int


Any = (
    Opened
    | Joined
    | Changed
    | Seated
    | Merged
    | Moved
    | Clocked
    | Switched
    | Told
    | Showed
    | Sorted
    | Tallied
    | Planned
    | Handed
    | Wanted
    | Compared
    | Walled
    | Closed
    | Undone
)

UNDOABLE = (Seated, Merged, Moved, Clocked, Switched, Showed, Sorted, Tallied, Planned, Closed)


def as_kept(event: Any, promise: Promise) -> Any:
    """The event as the disk has it: an anonymous room's log does not say whose hands turned a table's levers, for that
    would lead from a scenario to a person. Such a room that starts again has them in nobody's.
    """
    hidden = promise == "anonymous" and isinstance(event, Handed | Wanted)
    return replace(event, person="") if hidden else event
