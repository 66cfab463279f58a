"""Answers that come while others are being written wait for each other, and are written together."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

Given = tuple[str, str, Any]
"""An answer: its phase, whose it is, and what it says."""


class Box:
    """The ballot box: what comes while one write is under way goes onto the disk with the next one, all together."""

    def __init__(self, write: Callable[[list[Given]], Awaitable[list[Any]]]) -> None:
        self._write = write
        self._waiting: list[tuple[Given, asyncio.Future[Any]]] = []
        self._busy = False
        self._emptying: asyncio.Task[None] | None = None

    async def put(self, given: Given) -> Any:
        """None once it is on the disk, or what was there before. What `write` raises, for all that went with it."""
        told: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append((given, told))
        if not self._busy:
            self._busy = True
            self._emptying = asyncio.create_task(self._empty())  # of its own: who asked may go away meanwhile
        return await told

    async def _empty(self) -> None:
        while self._waiting:
            going, self._waiting = self._waiting, []
            try:
                found = await self._write([given for given, _ in going])
            except Exception as error:
                for _, told in going:
                    if not told.done():
                        told.set_exception(error)
            else:
                for (_, told), kept in zip(going, found, strict=True):
                    if not told.done():
                        told.set_result(kept)
        self._busy = False
