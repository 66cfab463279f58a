"""What the system and Jupyter limit by themselves, and where."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import time

from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream

LONGEST_SOCKET = 103  # bytes of a socket's path on macOS; Linux takes four more
SOCKET_NAME = len("/voila_abcdefgh/kernel-50358666-0b32-4d30-a745-ad77c6b3af9b-ipc-5")
SHORT = ("/tmp", "/var/tmp")

# Windows can only be asked about 512 sockets at once; one more, and asyncio ends the server with an error.
MOST_SOCKETS = 512 if sys.platform == "win32" else None
FOR_KERNELS = 64  # of these: a kernel has some, and they are opened where nobody can be turned away
SAID_AGAIN = 60.0  # seconds

log = logging.getLogger("caseroom")

ENOUGH = 10_240  # descriptors, where the system names no highest number; macOS takes no more


def raise_descriptor_limit() -> None:
    """Let this process and its children open as many files as the system allows; a kernel needs about twenty of ours.

    Windows has no such limit.
    """
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH if hard == resource.RLIM_INFINITY else hard
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def socket_folder(temporary: str) -> str | None:
    """Where the sockets of kernels may stand; None for nowhere.

    In the folder for temporary files, or in a shorter one: on macOS that folder alone has 48 bytes.
    """
    for folder in (temporary, *SHORT):
        fits = len(os.fsencode(folder)) + SOCKET_NAME <= LONGEST_SOCKET
        if fits and (folder == temporary or os.access(folder, os.W_OK | os.X_OK)):
            return folder
    return None


class Bounded(HTTPServer):
    """Turns a connection away where the system could not watch it: the browser tries again, the others go on."""

    _said = -SAID_AGAIN

    def handle_stream(self, stream: IOStream, address: tuple[str, int]) -> None:
        if has_room(asyncio.get_running_loop()):
            super().handle_stream(stream, address)
            return
        stream.close()
        if time.monotonic() - self._said > SAID_AGAIN:
            self._said = time.monotonic()
            log.warning("Windows allows no more connections at once (%s). Ask people to close pages.", MOST_SOCKETS)


def has_room(loop: asyncio.AbstractEventLoop) -> bool:
    """Whether this loop can watch one more connection; yes where it does not say how many it watches.

    Voila has Windows use the loop that selects; the other one, Python's own choice there, has no such map.
    """
    watched = getattr(getattr(loop, "_selector", None), "get_map", dict)
    return MOST_SOCKETS is None or len(watched()) < MOST_SOCKETS - FOR_KERNELS
