"""What may be asked of a room: by the desk, by somebody in it, or by the clock."""

from __future__ import annotations

from typing import Annotated

import msgspec

from classroom.room.state import Reveal, Stretch

Words = Annotated[str, msgspec.Meta(max_length=500)]
Name = Annotated[str, msgspec.Meta(max_length=60)]
Count = Annotated[int, msgspec.Meta(ge=0, le=100_000)]
MOST_TABLES = 60


class Command(msgspec.Struct, frozen=True, tag_field="do"):
    pass


# From the desk


class Next(Command, frozen=True, tag="next"):
    pass


class Back(Command, frozen=True, tag="back"):
    pass


class GoTo(Command, frozen=True, tag="go_to"):
    phase: str


class Hold(Command, frozen=True, tag="hold"):
    pass


class GoOn(Command, frozen=True, tag="go_on"):
    pass


class Extend(Command, frozen=True, tag="extend"):
    minutes: Annotated[float, msgspec.Meta(ge=-60, le=60)]


class Switch(Command, frozen=True, tag="switch"):
    """The door; whether the room goes on by itself when the time is up. What is None stays."""

    door: bool | None = None
    goes_on: bool | None = None


class Seat(Command, frozen=True, tag="seat"):
    person: str
    table: Annotated[int, msgspec.Meta(ge=1, le=MOST_TABLES)]


class ShareOut(Command, frozen=True, tag="share_out"):
    """Tables too small to talk are shared out among the others."""


class Away(Command, frozen=True, tag="away"):
    person: str
    away: bool


class Merge(Command, frozen=True, tag="merge"):
    """Somebody who joined twice: `one` goes on as `into`."""

    one: str
    into: str


class Tell(Command, frozen=True, tag="tell"):
    text: Words
    to: str = ""


class Attend(Command, frozen=True, tag="attend"):
    """The trainer has been with them; "": with all who asked."""

    person: str = ""


class Show(Command, frozen=True, tag="show"):
    reveal: Reveal | None = None


class Sort(Command, frozen=True, tag="sort"):
    card: str
    shown: bool
    pile: Name = ""


class Tally(Command, frozen=True, tag="tally"):
    phase: str
    counts: dict[str, Count]


class Plan(Command, frozen=True, tag="plan"):
    agenda: tuple[Stretch, ...]


class Compare(Command, frozen=True, tag="compare"):
    """Show beside this class the earlier one with this id; "": none."""

    room: Name


class Wall(Command, frozen=True, tag="wall"):
    """Turn the projector to this language, whichever it shows."""

    lang: str


class Close(Command, frozen=True, tag="close"):
    pass


class Undo(Command, frozen=True, tag="undo"):
    pass


# From somebody in the room


class Join(Command, frozen=True, tag="join"):
    person: str
    name: Name
    lang: str
    table: Annotated[int, msgspec.Meta(ge=0, le=MOST_TABLES)] = 0


class Call(Command, frozen=True, tag="call"):
    """For help, or no longer."""

    person: str
    asks: bool


class Take(Command, frozen=True, tag="take"):
    """The levers, or the pen, of one's table; `free`: whoever has them has been gone for a while."""

    person: str
    free: bool = False


class PassOn(Command, frozen=True, tag="pass_on"):
    """To whoever sits on this seat of the same table."""

    person: str
    seat: int


class Want(Command, frozen=True, tag="want"):
    person: str
    wants: bool


class Speak(Command, frozen=True, tag="speak"):
    person: str
    lang: str


Desk = (
    Next
    | Back
    | GoTo
    | Hold
    | GoOn
    | Extend
    | Switch
    | Seat
    | ShareOut
    | Away
    | Merge
    | Tell
    | Attend
    | Show
    | Sort
    | Tally
    | Plan
    | Compare
    | Wall
    | Close
    | Undo
)
