"""Who of a room is there: in memory only, so that no time of anybody's stands on the disk."""

from __future__ import annotations

import time
from collections.abc import Callable

OFFLINE_AFTER = 8.0  # seconds without a connection: a phone that changes cells is back sooner


class Presence:
    """Who is connected and looks, by person."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._connections: dict[str, int] = {}
        self._seen: dict[str, float] = {}
        self._looked_away: dict[str, float] = {}  # whose phone sleeps or shows something else, and since when

    def looks(self, person: str, here: bool) -> None:
        """Their phone shows the room now, or no longer."""
        self.seen(person)
        if here:
            self._looked_away.pop(person, None)
        else:
            self._looked_away.setdefault(person, self._clock())

    def works(self, person: str) -> None:
        """They do something, be it in the case, where the room is out of sight."""
        self.seen(person)
        if person in self._looked_away:
            self._looked_away[person] = self._clock()

    def came(self, person: str) -> None:
        self._connections[person] = self._connections.get(person, 0) + 1
        self.seen(person)

    def went(self, person: str) -> None:
        self._connections[person] = max(0, self._connections.get(person, 0) - 1)
        self.seen(person)

    def seen(self, person: str) -> None:
        self._seen[person] = self._clock()

    def away_for(self, person: str) -> float:
        """Seconds since they looked or were connected last, counted
        from now for who was never seen since the server started.
        """
        if person in self._looked_away:
            return self._clock() - self._looked_away[person]
        if self._connections.get(person, 0) > 0:
            return 0.0
        return self._clock() - self._seen.setdefault(person, self._clock())

    def online(self, person: str) -> bool:
        """Connected now, or a moment ago."""
        recently = self._clock() - self._seen.get(person, -OFFLINE_AFTER) < OFFLINE_AFTER
        return self._connections.get(person, 0) > 0 or recently
