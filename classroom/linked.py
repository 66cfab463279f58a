"""What every way of making kernels for the server shares: a link whose end tells of theirs, and the code they run."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from caseroom.shelves import KIT, shelves

READY = b"ready\n"  # what a kernel says when it listens (caseroom.kernel.process)
LOOK = 1.0  # seconds between two looks whether code has changed
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "MALLOC_ARENA_MAX"), "1")
GIVES_BACK = {"MALLOC_MMAP_THRESHOLD_": "131072"}  # bytes: else glibc raises it, and keeps what was large for a moment

Heard = Callable[[dict[str, Any]], None]

log = logging.getLogger("caseroom")


class NoFork(Exception):
    """There is no kernel to be had but one that is started from nothing; the text says why."""


class NotBegun(OSError):
    """Whoever was asked for a kernel has ended before it turned to that."""


class LinkedProcess:
    """A kernel with the face of the Popen that jupyter_client expects; its other end of `link` ends with it."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, link: socket.socket) -> None:
        self.pid, self._link = pid, link
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """None while it runs. How it ended only its parent could know, so the code is always 0."""
        if self.returncode is None and self._ended():
            self._count_as_ended()
        return self.returncode

    def wait(self) -> int | None:
        return self.poll()

    def _ended(self) -> bool:
        try:
            return self._link.recv(1, socket.MSG_PEEK) == b""  # it does not wait: see `greet`
        except BlockingIOError:
            return False
        except OSError:
            return True

    def _count_as_ended(self) -> None:
        self.returncode = 0
        self._link.close()


async def greet(link: socket.socket, request: dict[str, Any]) -> int:
    """Say what kernel is wanted, and wait until it listens; the number of its process, which is said when its making
    begins. NotBegun, OSError, ValueError.
    """
    link.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_sendall(link, json.dumps(request).encode() + b"\n")
    said = b""
    while not said.endswith(READY):
        try:
            more = await loop.sock_recv(link, 200)
        except ConnectionError:
            more = b""
        if not more:
            raise OSError("the kernel ended before it was ready") if said else NotBegun("there is no process any more")
        said += more
    return int(json.loads(said.splitlines()[0])["pid"])


class Code:
    """The Python code that kernels run, as it was when it was last looked at."""

    def __init__(self) -> None:
        self.stamp, self._looked = code_stamp(), time.monotonic()

    def has_changed(self) -> bool:
        """Whether it is another since it was looked at last, which is done once in LOOK seconds however many ask."""
        if time.monotonic() - self._looked < LOOK:
            return False
        before, self.stamp, self._looked = self.stamp, code_stamp(), time.monotonic()
        if self.stamp != before:
            log.warning("Python code has changed: from now on kernels run the new code.")
        return self.stamp != before


def code_stamp() -> tuple[int, int]:
    """What changes when a file of Python code that kernels run changes: how many there are, and the newest's time."""
    folders = [KIT / "widgets" / "caseroom", *(shelf / "cases" for shelf in shelves())]
    times = [path.stat().st_mtime_ns for folder in folders for path in _modules(folder)]
    return len(times), max(times, default=0)


def _modules(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*.py") if "test_" not in path.name)
