"""The store beside the server's event loop: one slow disk must not hold up a whole room."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any, TypeVar

from tornado.ioloop import IOLoop

from classroom.store.work import Store

T = TypeVar("T")


class Threads:
    """Reads have threads of their own: a writer may wait for seconds while another program holds the file, a reader
    need not, and must not stand behind four writers either.
    """

    def __init__(self) -> None:
        self._readers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="store-read")
        self._writers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="store-write")
        self._alone = ThreadPoolExecutor(max_workers=1, thread_name_prefix="heavy")

    async def heavy(self, work: Callable[[], T]) -> T:
        """What takes much memory for a moment: one at a time."""
        return await _run(self._alone, work)

    async def read(self, work: Callable[[], T]) -> T:
        return await _run(self._readers, work)

    async def write(self, work: Callable[[], T]) -> T:
        return await _run(self._writers, work)


async def _run(threads: Executor, work: Callable[[], T]) -> T:
    return await IOLoop.current().run_in_executor(threads, work)


class StoreBeside:
    """A Store for the event loop."""

    def __init__(self, store: Store, threads: Threads) -> None:
        self._store, self._threads = store, threads

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
