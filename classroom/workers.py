"""Kernels where there is no fork: processes that have imported everything, each shared by several students' pages.

The other end is `caseroom.kernel.worker`. Some are started with the server, and one more whenever few places are left,
so that a newcomer hardly ever waits for one. They talk by pipes and by connections within this machine, which every
system has; who connects must know what the worker was told on its standard input.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from caseroom.shelves import KIT
from classroom.admission import MB, RESERVE, available_memory, own_memory
from classroom.environment import needed
from classroom.linked import ONE_THREAD, Code, Heard, LinkedProcess, NoFork, NotBegun, greet

EACH = 12  # pages that share a process: more would save little memory, and all of them are lost when it ends
AHEAD = EACH // 3  # places that are kept free, as far as memory allows
COST = 150 * MB  # of one more process
PATIENCE = 60.0  # seconds until a process that was started must listen: a virus scanner may read all of it first
DOUBTFUL = 1  # looks in a row without a sign of life, after which it gets no newcomers,
SILENT = 5  # and after which it counts as stuck: looks, not seconds, for a laptop that was closed has heard of nobody
TRIES = 3  # processes that a newcomer is sent to, one after the other, when they end
BESIDE: dict[str, Any] = (  # a terminal's Ctrl-C is the server's, whose end is theirs
    {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)} if os.name == "nt" else {"process_group": 0}
)

log = logging.getLogger("caseroom")


class PageProcess(LinkedProcess):
    """A page's part of a worker."""

    def __init__(self, worker: Worker, pid: int, link: socket.socket) -> None:
        super().__init__(pid, link)
        self._worker = worker
        worker.pages.add(self)

    def send_signal(self, number: int) -> None:
        """No signal can reach one page alone, and none is needed to end it."""

    def kill(self) -> None:
        """The worker hears the end of the connection, and forgets the page."""
        self._count_as_ended()

    terminate = kill

    def _count_as_ended(self) -> None:
        super()._count_as_ended()
        self._worker.pages.discard(self)

    def own_memory(self) -> int | None:
        """Bytes: its share of a process that is full."""
        of_all = own_memory(self.pid)
        return of_all and of_all // max(EACH, len(self._worker.pages))


class Worker:
    """One such process. `port` is known once it listens; `heard` is called for each of its signs of life."""

    def __init__(self, code: object, early: bool) -> None:
        """`early`: nobody waits yet, so it has the time to run every case once."""
        self.code, self.pages, self.coming = code, set[PageProcess](), 0
        self.port, self.heavy, self.silent = 0, False, 0
        self._secret, self._listens = secrets.token_urlsafe(32), threading.Event()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "caseroom.kernel.worker", *(["early"] if early else [])],
            cwd=KIT,
            env=needed(os.environ) | ONE_THREAD,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            **BESIDE,
        )
        assert self._process.stdin
        with suppress(OSError):  # it has ended already, as `lives` tells
            self._process.stdin.write(self._secret.encode() + b"\n")
            self._process.stdin.flush()
        threading.Thread(target=self._read, daemon=True, name="worker").start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    @property
    def free(self) -> int:
        return EACH - len(self.pages) - self.coming

    def stop(self) -> None:
        """It ends by itself, and all its pages with it."""
        assert self._process.stdin
        with suppress(OSError):
            self._process.stdin.close()

    def kill(self) -> None:
        self._process.kill()

    async def kernel(self, request: dict[str, Any]) -> PageProcess:
        """NotBegun when it does not listen in time, or ends before it turns to this kernel; another OSError, or
        ValueError, when it ends or fails while it makes this one.
        """
        link = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        link.setblocking(False)
        try:
            await self._until_it_listens()
            await self._reach(link)
            return PageProcess(self, await greet(link, request | {"secret": self._secret}), link)
        except BaseException:  # such as that nobody waits for it any more
            link.close()
            raise

    async def _until_it_listens(self) -> None:
        until = time.monotonic() + PATIENCE
        while not self.port:
            if not self.lives or time.monotonic() > until:
                raise NotBegun("a process for kernels could not be started")
            await asyncio.sleep(0.05)

    async def _reach(self, link: socket.socket) -> None:
        try:
            await asyncio.get_running_loop().sock_connect(link, ("127.0.0.1", self.port))
        except OSError as failure:
            raise NotBegun(str(failure)) from failure

    def _read(self) -> None:
        """In a thread of its own, until the process is gone."""
        assert self._process.stdout
        with suppress(ValueError):
            for line in self._process.stdout:
                said = json.loads(line)
                self.port, self.heavy = said.get("port", self.port), said.get("heavy", self.heavy)
                self.silent = 0


class Workers:
    """As many as its pages need and a few places more. Who runs other code than there is now gets no newcomers."""

    def __init__(self, heard: Heard, available: Callable[[], int] = available_memory) -> None:
        """`heard` is told what the rehearsal of all cases finds."""
        self._available, self._code = available, Code()
        self.all: list[Worker] = []
        self._start(max(1, min(os.cpu_count() or 1, (available() - RESERVE) // COST)), early=True)
        command = [sys.executable, "-m", "caseroom.kernel.rehearsal"]
        self._rehearsal = subprocess.Popen(command, cwd=KIT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **BESIDE)
        threading.Thread(target=_listen, args=(self._rehearsal, heard), daemon=True, name="rehearsal").start()

    async def kernel(self, request: dict[str, Any]) -> PageProcess:
        """A page's kernel. NoFork when there is none to be had, or when a process has ended while it made this one: it
        may have to do with the kernel, which then has to be alone.
        """
        why = ""
        for _ in range(TRIES):
            worker = self._roomiest()
            worker.coming += 1
            try:
                if sum(one.free for one in self._open()) < AHEAD and self._available() - RESERVE > COST:
                    self._start(1)
                return await worker.kernel(request)
            except NotBegun as failure:
                why = str(failure)
            except (OSError, ValueError) as failure:
                raise NoFork(f"{type(failure).__name__}: {failure}") from failure
            finally:
                worker.coming -= 1
        raise NoFork(why)

    def _roomiest(self) -> Worker:
        """That of the processes which has most room; a new one where none has any."""
        if not self._open():
            self._start(1)
        return max(self._open() or self.all[-1:], key=lambda one: (bool(one.port), one.free))

    def look(self) -> None:
        """Now and then: end what is stuck, and what nobody needs any more."""
        for worker in list(self.all):
            worker.silent += 1
            if worker.port and worker.silent > SILENT:
                log.warning("A process that serves %d pages is stuck, and is ended.", len(worker.pages))
                worker.kill()
            elif worker not in self._open(full=True) and not worker.pages and not worker.coming:
                worker.stop()
        self.all = [worker for worker in self.all if worker.lives]

    def stop(self) -> None:
        for worker in self.all:
            worker.stop()
        self._rehearsal.kill()

    def _start(self, number: int, early: bool = False) -> None:
        self.all += [Worker(self._code.stamp, early) for _ in range(number)]

    def _open(self, full: bool = False) -> list[Worker]:
        """Those that take newcomers; with `full`, those too that would if they had room."""
        self._code.has_changed()
        settled = self._rehearsal.poll() is not None  # until then every one may have to draw
        return [
            one
            for one in self.all
            if one.lives
            and one.code == self._code.stamp
            and (full or (one.free > 0 and one.silent <= DOUBTFUL))
            and not (one.heavy and settled)
        ]


def _listen(rehearsal: subprocess.Popen[bytes], heard: Heard) -> None:
    assert rehearsal.stdout is not None
    with suppress(ValueError):
        for line in rehearsal.stdout:
            heard(json.loads(line))
