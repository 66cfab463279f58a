"""Whose hand is up and since when, and who took what another of the table had in hand: in memory, as are all times."""

from __future__ import annotations

from collections.abc import Callable

from classroom.room.presence import Presence
from classroom.room.state import Person, Room

FREE_AFTER = 20.0  # seconds away until another of the table may take what somebody has in hand


class Hands:
    def __init__(self, presence: Presence, clock: Callable[[], float]) -> None:
        self._presence, self._clock = presence, clock
        self._up: dict[str, float] = {}  # since when
        self._relieved: dict[str, str] = {}  # by whom, of those who looked away: both are told

    def see(self, room: Room) -> None:
        """Whose hands are up now."""
        up = [person.id for person in room.people.values() if person.asks]
        self._up = {one: self._up.get(one, self._clock()) for one in up}

    def up_for(self, person: str) -> float:
        """Seconds for which somebody's hand has been up, as far as this server has seen it."""
        return max(0.0, self._clock() - self._up.get(person, self._clock()))

    def free(self, room: Room, table: int) -> bool:
        """Whether anybody there may take the table's levers, or its pen."""
        holder = room.holder(table)
        return holder is None or self._presence.away_for(holder.id) >= FREE_AFTER

    def taken(self, person: Person, holder: Person | None) -> bool:
        """`person` has taken it from whoever held it; whether anybody was relieved so."""
        self._relieved.pop(person.id, None)
        if holder is None or holder == person:
            return False
        self._relieved[holder.id] = person.id
        return True

    def reliever(self, room: Room, person: Person) -> Person | None:
        """Who has taken what this person had in hand, while they looked away."""
        holder = room.holder(person.table)
        return holder if holder and self._relieved.get(person.id) == holder.id else None

    def relieved_by(self, room: Room, person: Person) -> Person | None:
        """From whom this person has taken it so."""
        return next((one for one in room.table(person.table) if self.reliever(room, one) == person), None)
