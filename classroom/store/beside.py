"""The store beside the server's event loop: one slow disk must not hold up a whole room."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any, TypeVar

from tornado.ioloop import IOLoop

from classroom.store.errors import Damaged, StoreError
from classroom.store.work import Store

LOOK = 5.0  # seconds for which the answer to "can you keep something?" holds

log = logging.getLogger("caseroom")

T = TypeVar("T")


class Threads:
    """Reads have threads of their own: a writer may wait for seconds while another program holds the file, a reader
    need not, and must not stand behind four writers either.
    """

    def __init__(self) -> None:
        self.damage = ""  # what was found wrong with the file; it does not mend by itself
        self._readers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="store-read")
        self._writers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="store-write")
        self._alone = ThreadPoolExecutor(max_workers=1, thread_name_prefix="heavy")

    async def heavy(self, work: Callable[[], T]) -> T:
        """What takes much memory for a moment: one at a time."""
        return await self._run(self._alone, work)

    async def read(self, work: Callable[[], T]) -> T:
        return await self._run(self._readers, work)

    async def write(self, work: Callable[[], T]) -> T:
        return await self._run(self._writers, work)

    async def _run(self, threads: Executor, work: Callable[[], T]) -> T:
        try:
            return await IOLoop.current().run_in_executor(threads, work)
        except Damaged as damaged:
            self.hear_of_damage(str(damaged))
            raise

    def hear_of_damage(self, what: str) -> None:
        """Told once to whoever runs the server; `/health` is red from then on."""
        if not self.damage:
            self.damage = what
            log.error(
                "The file with the students' work is damaged (%s). Stop the server (Ctrl-C) and start it again: "
                "it then says what can be done.",
                what,
            )


class StoreBeside:
    """A Store for the event loop."""

    def __init__(self, store: Store, threads: Threads) -> None:
        self._store, self._threads = store, threads
        self._looked, self._trouble = -LOOK, ""

    async def trouble(self) -> str:
        """Why nothing can be kept now; "" where something just could. Tried once in LOOK seconds, however many ask."""
        if time.monotonic() - self._looked >= LOOK:
            self._looked = time.monotonic()
            try:
                await self._threads.write(self._store.try_to_write)
                self._trouble = ""
            except StoreError as error:
                self._trouble = str(error)
            self._looked = time.monotonic()
        return self._threads.damage or self._trouble

    async def knows(self, token: str) -> bool:
        """As `Store.knows`."""
        return await self._threads.read(lambda: self._store.knows(token))

    async def admit(self, token: str) -> None:
        """As `Store.admit`."""
        await self._threads.write(lambda: self._store.admit(token))

    async def load(self, token: str, slug: str) -> dict[str, Any]:
        """As `Store.load`."""
        return await self._threads.read(lambda: self._store.load(token, slug))

    async def everywhere(self, token: str, key: str) -> dict[str, Any]:
        """As `Store.everywhere`."""
        return await self._threads.read(lambda: self._store.everywhere(token, key))

    async def new_visitor(self) -> str:
        """As `Store.new_visitor`."""
        return await self._threads.write(self._store.new_visitor)

    async def save(
        self,
        token: str,
        slug: str,
        key: str,
        value: Any,
        *,
        once: bool = False,
        asked: int | None = None,
        based_on: str | None = None,
    ) -> str:
        """As `Store.save`."""
        asked = time.monotonic_ns() if asked is None else asked  # before it waits for a thread
        return await self._threads.write(
            lambda: self._store.save(token, slug, key, value, once=once, asked=asked, based_on=based_on)
        )
