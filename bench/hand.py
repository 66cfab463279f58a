"""Somebody's hand on the hotline's lever, in a real browser, while something else goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TypeVar

from bench import browser
from bench.clients import jupyter
from bench.servers import Running

Found = TypeVar("Found")


async def predicted(server: Running) -> str:
    """The cookie of a visitor who has locked the hotline's predictions: its levers are open."""
    kernel = await jupyter.visit(server.address, server.way.path)
    await jupyter.predict(kernel)
    await kernel.close()
    return kernel.token


class Hand:
    """A visitor at the levers. Playwright wants one thread for everything, without a loop of its own in it."""

    def __init__(self, server: Running) -> None:
        self._server, self._thread, self._stack = server, ThreadPoolExecutor(1), ExitStack()

    async def __aenter__(self) -> Hand:
        token = await predicted(self._server)
        await self._do(lambda: self._open(token))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._do(self._stack.close)
        self._thread.shutdown()

    async def steps(self, count: int) -> list[float]:
        """Milliseconds from the press of a key to the frame in which the chart shows it, for `count` presses."""
        return await self._do(lambda: browser.steps(self._page, self._server.way.slider, count))

    def _open(self, token: str) -> None:
        context = browser.newcomer(self._stack.enter_context(browser.browser()))
        context.add_cookies([{"name": "caseroom", "value": token, "url": self._server.address}])
        _, self._page = browser.visit(context, self._server)

    async def _do(self, work: Callable[[], Found]) -> Found:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
