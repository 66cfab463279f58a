"""A process that several students' pages share, for systems that cannot fork: it has imported everything already.

The server starts it (`classroom/workers.py`), tells it on its standard input what nobody else knows, and is told on its
standard output, a line of JSON each, where it listens and that it lives. For every page the server opens a connection,
says on one line which kernel it wants, and is told when that one listens. When the connection ends, so does the page;
when the server's end of standard input is gone, so is this process.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import secrets
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from zmq import ZMQError

import caseroom.notebook  # noqa: F401  # what every page needs
from caseroom import catalogue
from caseroom.client import TOKEN
from caseroom.i18n import LANGUAGES
from caseroom.kernel.apart import Apart, part
from caseroom.kernel.cells import failure
from caseroom.kernel.drawing import has_drawn, no_drawing
from caseroom.kernel.page import PageKernel
from caseroom.kernel.prepared import Stamp, stamp
from caseroom.kernel.process import NOTEBOOK, READY, end_with_server, new_shell

EARLY = "early"  # said to a worker that is started while nobody waits
CASES = "CASEROOM_PREPARE"  # slugs, where not all cases are to be prepared
BEAT = 1.0  # seconds between two signs of life
BREATH = 0.01  # seconds after each newcomer for those who are there already
CALM = 2.0  # seconds without a newcomer after which the next one's notebook is run; and before what is gone is cleared
GREETING = 60.0  # seconds for the server to say what kernel it wants
LONGEST = 1_000_000  # bytes of what it says
AHEAD = 2  # notebooks of which a run is kept for who is still to come


class Worker:
    """Makes pages' kernels, one after the other, and keeps a notebook that was asked for ready for the next."""

    def __init__(self, secret: str, told: Any, early: list[str]) -> None:
        """`early`: the cases that are run before anybody has come, so that the first of a class finds all loaded."""
        self._secret, self._told, self._early = secret, told, early
        self._one_by_one, self._wait = asyncio.Lock(), 0  # how many wait for their kernel
        self._shell = new_shell()
        self._ahead: dict[Path, tuple[Stamp, Apart]] = {}
        self._timers: dict[tuple[Path, ...], asyncio.TimerHandle] = {}

    def tell(self, **said: Any) -> None:
        with suppress(OSError):  # the server is gone, as the thread that reads finds out
            self._told.write(json.dumps(said) + "\n")
            self._told.flush()

    async def work(self) -> None:
        door = await asyncio.start_server(self._come, "127.0.0.1", 0, limit=LONGEST)
        self.tell(port=door.sockets[0].getsockname()[1])
        beats = asyncio.create_task(self._beat())
        for slug in self._early:
            await self._until_nobody_waits()
            with suppress(ValueError):  # a broken case is named by the rehearsal
                self._prepare(catalogue.load(slug).notebook(LANGUAGES[0]))
        await beats

    async def _beat(self) -> None:
        while True:
            self.tell(heavy=has_drawn())  # whom the server lets run out
            await asyncio.sleep(BEAT)

    async def _come(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One page, from its connection's first line to its end."""
        over = asyncio.Event()
        try:
            line = await asyncio.wait_for(reader.readline(), GREETING)
            request = json.loads(line)
            if not secrets.compare_digest(str(request["secret"]), self._secret):
                return
            kernel = await self._in_turn(request, over, writer)
            try:
                writer.write(READY)
                await writer.drain()
                await _first(over.wait(), reader.read())
            finally:
                kernel.close()
                del kernel
                self._after_a_calm(gc.collect)
        except ConnectionError:
            pass  # nobody waits for it any more
        except (OSError, ValueError, KeyError, ZMQError) as failed:
            print(f"No kernel could be made: {type(failed).__name__}: {failed}", file=sys.stderr)
        finally:
            writer.close()

    async def _in_turn(self, request: dict[str, Any], over: asyncio.Event, writer: asyncio.StreamWriter) -> PageKernel:
        """The kernel that is wanted; who says so learns when its making begins."""
        self._wait += 1
        try:
            async with self._one_by_one:
                writer.write(json.dumps({"pid": os.getpid()}).encode() + b"\n")
                kernel = self._kernel(request, over)
                await asyncio.sleep(BREATH)
                return kernel
        finally:
            self._wait -= 1

    async def _until_nobody_waits(self) -> None:
        await asyncio.sleep(BREATH)
        while self._wait:
            await asyncio.sleep(BREATH)

    def _kernel(self, request: dict[str, Any], over: asyncio.Event) -> PageKernel:
        notebook = Path(request["environment"][NOTEBOOK])
        page = self._taken(notebook) if request["new_visitor"] else None
        if page is None:
            page = Apart(request["environment"])
            page.run(self._shell, notebook)
        page.environment.update(request["environment"])
        kernel = PageKernel(Path(request["connection_file"]), page, over.set)
        if notebook.parent.name in catalogue.slugs():
            self._after_a_calm(self._prepare, notebook)
        return kernel

    # Ahead of who comes

    def _taken(self, notebook: Path) -> Apart | None:
        kept = self._ahead.pop(notebook, None)
        return kept[1] if kept and kept[0] == stamp(notebook) else None

    def _after_a_calm(self, work: Callable[..., object], *of: Path) -> None:
        """Do it once nothing of the kind has been asked for in a while."""
        if of in self._timers:
            self._timers[of].cancel()
        self._timers[of] = asyncio.get_running_loop().call_later(CALM, work, *of)

    def _prepare(self, notebook: Path) -> None:
        """Run a notebook for nobody yet. What is broken or would have to draw is the rehearsal's, and is not kept."""
        if notebook in self._ahead:
            return
        page = Apart(os.environ | {TOKEN: ""})
        with suppress(OSError, ValueError), no_drawing():  # such as a file that is no notebook
            words = stamp(notebook)
            page.run(self._shell, notebook)
            if not failure(page.outputs):
                self._ahead[notebook] = words, page
        for oldest in list(self._ahead)[:-AHEAD]:
            self._ahead.pop(oldest)[1].forget()
        gc.collect()


async def _first(*awaited: Any) -> None:
    """Until one of them is done."""
    tasks = [asyncio.ensure_future(one) for one in awaited]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


def main() -> None:
    """Work until the server is gone."""
    secret = sys.stdin.buffer.readline().decode().strip()
    end_with_server()
    told, sys.stdout = sys.stdout, sys.stderr  # what a case prints is no message to the server
    part()
    early = os.environ.get(CASES, "").split() or catalogue.slugs() if EARLY in sys.argv else []
    worker = Worker(secret, told, early)
    gc.collect()
    gc.freeze()
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:  # ZMQ needs it on Windows
        runner.run(worker.work())


if __name__ == "__main__":
    main()
