"""The server's side of the warm parent: asks it for kernels, hears how it does, and replaces it when it must.

The other end of a kernel's socket is held by the kernel alone. When the kernel is gone, however it went, the server
reads the end of it; when the server is gone, the kernel does.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from caseroom.shelves import KIT
from classroom.environment import needed
from classroom.linked import GIVES_BACK, ONE_THREAD, Code, Heard, LinkedProcess, NoFork, greet

SILENCE = 20.0  # seconds without a sign of life, while somebody waits, after which the parent counts as stuck
PATIENCE = 12.0  # seconds of silence after which whoever waits gets a kernel that is started from nothing
SIGN = 1.0  # seconds between two looks for a sign of life

log = logging.getLogger("caseroom")


class ForkedProcess(LinkedProcess):
    """A kernel that is a child of the warm parent."""

    def send_signal(self, number: int) -> None:
        if self.poll() is None:  # afterwards the number may be another process's
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


class WarmParent:
    """The process that forks; started at once, and anew when it has died, is stuck, or runs code that has changed.

    `heard` is called, in a thread, with whatever it tells of its cases.
    """

    def __init__(self, heard: Heard = lambda said: None) -> None:
        self._heard = heard
        self._begins = True  # the server has just been started: a machine may be slow, and nobody is used to better
        self.start()

    def start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs, _no_interrupt():
            command = [sys.executable, "-m", "caseroom.kernel.warm", str(theirs.fileno())]
            self._process = subprocess.Popen(
                command,
                cwd=KIT,
                env=needed(os.environ) | ONE_THREAD | GIVES_BACK,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )
        self._control, self._code = ours, Code()
        self._last_sign = time.monotonic()
        self._first_silence = 0.0  # when somebody asked who was given up since; 0: nobody
        threading.Thread(target=self._listen, args=(ours,), daemon=True, name="warm-parent").start()

    def stop(self) -> None:
        """It ends by itself; its kernels go on."""
        with suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)
        self._control.close()

    async def kernel(self, request: dict[str, Any]) -> ForkedProcess:
        """A new kernel. NoFork when the parent has died, or has given no sign of life for SILENCE while we wait."""
        self._renew()
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._control, [b"k"], [theirs.fileno()])
            return ForkedProcess(await self._while_it_lives(greet(ours, request)), ours)
        except (OSError, TimeoutError, ValueError) as failure:
            ours.close()
            raise NoFork(f"{type(failure).__name__}: {failure}") from failure

    def _renew(self) -> None:
        if self._first_silence and self._last_sign > self._first_silence:
            self._first_silence = 0.0
        if self._first_silence and time.monotonic() - self._first_silence > SILENCE:
            log.warning("The process that prepares kernels is stuck; a new one is started.")
            self._process.kill()
            self._process.wait()
        dead = self._process.poll() is not None
        if dead or self._code.has_changed():
            self.stop()
            self.start()
            self._begins = False

    async def _while_it_lives(self, greeting: Any) -> int:
        asked, waiting = time.monotonic(), asyncio.ensure_future(greeting)
        while True:
            done, _ = await asyncio.wait([waiting], timeout=SIGN)
            if done:
                return int(waiting.result())
            silent = time.monotonic() - max(asked, self._last_sign)
            if silent > (SILENCE if self._begins else PATIENCE):
                waiting.cancel()
                self._first_silence = self._first_silence or asked
                raise TimeoutError(f"no sign of life for {silent:.0f} s")

    def _listen(self, control: socket.socket) -> None:
        """In a thread of its own, until that parent is gone."""
        for said in _lines(control):
            self._last_sign, self._begins = time.monotonic(), False
            self._heard(said)


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """What is started meanwhile gets no Ctrl-C until it asks for it: it goes to all processes of a terminal, and who
    is still importing would answer it with a traceback."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _lines(control: socket.socket) -> Iterator[dict[str, Any]]:
    kept = b""
    with suppress(OSError, ValueError):
        while more := control.recv(65_536):
            *lines, kept = (kept + more).split(b"\n")
            yield from map(json.loads, lines)
