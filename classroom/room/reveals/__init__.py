"""What a room is shown of its own answers: what each kind of reveal shows stands in a module of its own."""

from classroom.room.reveals.asked import decision_of, named
from classroom.room.reveals.first import first_guess
from classroom.room.reveals.made import MADE_BY, awaited, made_from, reveal, size
from classroom.room.reveals.orders import kendalls_w
from classroom.room.reveals.shower import Shower
from classroom.room.reveals.told import cards
from classroom.room.seen import Seen, Shown

__all__ = [
    "MADE_BY",
    "Seen",
    "Shower",
    "Shown",
    "awaited",
    "cards",
    "decision_of",
    "first_guess",
    "kendalls_w",
    "made_from",
    "named",
    "reveal",
    "size",
]
