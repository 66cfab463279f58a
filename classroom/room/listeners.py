"""The pages that wait for a room to change, and which of its changes wait for the next tick."""

from __future__ import annotations

import asyncio


class Listeners:
    """`version` counts what they were told."""

    def __init__(self) -> None:
        self.version = 0
        self._events: set[asyncio.Event] = set()
        self._uncounted = False

    def changed(self) -> None:
        """Something that a page may show is different."""
        self.version += 1
        for event in self._events:
            event.set()

    def counted(self) -> None:
        """Somebody has answered, come or gone: told with the next tick, for a full room does so all at once."""
        self._uncounted = True

    def tick(self) -> None:
        """Tell what was counted since the last."""
        if self._uncounted:
            self._uncounted = False
            self.changed()

    def listen(self) -> asyncio.Event:
        """An event that is set at every change, until `unlisten`."""
        event = asyncio.Event()
        self._events.add(event)
        return event

    def unlisten(self, event: asyncio.Event) -> None:
        self._events.discard(event)
