"""How the classroom's kernels come to be: forked from the warm parent, or else started from nothing.

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
from contextlib import suppress
from importlib.metadata import EntryPoint
from typing import Any, ClassVar

from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from caseroom import casefile
from classroom.environment import needed

NAME = "caseroom-fork"  # as kernel.json calls it
CAN_FORK = hasattr(os, "fork") and hasattr(socket, "send_fds")
READY = b"ready\n"  # what a kernel says when it listens (caseroom.kernel.process)
NEW_VISITOR = "CASEROOM_NEW_VISITOR"  # in a kernel's environment: "1" when there is no earlier work to load
PATIENCE = 30.0  # seconds; the parent may still be warming up when the first visitor comes
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "MALLOC_ARENA_MAX"), "1")

log = logging.getLogger("caseroom")


class NoFork(Exception):
    """There is no forked kernel to be had; the text says why."""


class ForkedProcess:
    """A kernel that is a child of the warm parent, with the face of the Popen that jupyter_client expects."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, link: socket.socket) -> None:
        self.pid, self._link = pid, link
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """None while it runs. How it ended only its parent could know, so the code is always 0."""
        if self.returncode is None and self._ended():
            self.returncode = 0
            self._link.close()
        return self.returncode

    def _ended(self) -> bool:
        try:
            return self._link.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True

    def wait(self) -> int | None:
        return self.poll()

    def send_signal(self, number: int) -> None:
        if self.poll() is None:  # afterwards the number may be another process's
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


class WarmParent:
    """The process that forks; it is started at once, and again when it has died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "caseroom.kernel.warm", str(theirs.fileno())]
            self._process = subprocess.Popen(
                command,
                cwd=casefile.ROOT,
                env=needed(os.environ) | ONE_THREAD,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )
        self._control = ours

    def wait_until_warm(self) -> None:
        """Return when it can fork, or cannot, or after PATIENCE: the room had better open when it is ready."""
        self._control.settimeout(PATIENCE)
        with suppress(OSError):
            self._control.recv(1)
        self._control.settimeout(None)

    def stop(self) -> None:
        self._control.close()

    async def fork(self, request: dict[str, Any]) -> ForkedProcess:
        """A new kernel. NoFork when there is none within PATIENCE."""
        if self._process is None or self._process.poll() is not None:
            self._control.close()
            self.start()
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._control, [b"k"], [theirs.fileno()])
            return await asyncio.wait_for(self._greet(ours, request), PATIENCE)
        except (OSError, TimeoutError, ValueError) as failure:
            ours.close()
            raise NoFork(f"{type(failure).__name__}: {failure}") from failure

    async def _greet(self, link: socket.socket, request: dict[str, Any]) -> ForkedProcess:
        link.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(link, json.dumps(request).encode() + b"\n")
        said = b""
        while not said.endswith(READY):
            more = await loop.sock_recv(link, 200)
            if not more:
                raise OSError("the kernel ended before it was ready")
            said += more
        return ForkedProcess(json.loads(said.splitlines()[0])["pid"], link)


class ForkProvisioner(LocalProvisioner):
    """Forks where it can, and starts a process as ever where it cannot."""

    warm_parent: ClassVar[WarmParent | None] = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        if self.warm_parent is None:
            return await super().launch_kernel(cmd, **kwargs)
        assert self.parent is not None
        folder = str(kwargs.get("cwd") or casefile.ROOT)
        request = {
            "connection_file": self.parent.connection_file,
            "environment": kwargs["env"],
            "folder": folder,
            "new_visitor": kwargs["env"].get(NEW_VISITOR) == "1",
        }
        try:
            forked = await self.warm_parent.fork(request)
        except NoFork as reason:
            log.warning("A kernel is started from nothing, which takes longer: %s", reason)
            return await super().launch_kernel(cmd, **kwargs)
        self.process = forked  # type: ignore[assignment]  # it has what jupyter_client asks of a Popen
        self.pid = self.pgid = forked.pid
        self.cwd = folder
        return self.connection_info


def register() -> None:
    """Make the provisioner known to Jupyter by the name that kernel.json uses (the kit is run, not installed)."""
    KernelProvisionerFactory.instance().provisioners[NAME] = EntryPoint(
        NAME, f"{__name__}:{ForkProvisioner.__name__}", KernelProvisionerFactory.GROUP_NAME
    )


def warm_up() -> None:
    """Start the warm parent or, where it could not fork, let one rehearsal fill the cache."""
    if CAN_FORK:
        ForkProvisioner.warm_parent = WarmParent()
    else:
        log.warning("This system cannot fork. Every kernel is started from nothing, which takes some seconds.")
        subprocess.Popen([sys.executable, "-m", "caseroom.kernel.rehearsal"], cwd=casefile.ROOT)
