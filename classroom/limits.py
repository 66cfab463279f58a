"""What the system and Jupyter limit by themselves, and where."""

from __future__ import annotations

import os
import sys

LONGEST_SOCKET = 103  # bytes of a socket's path on macOS; Linux takes four more
SOCKET_NAME = len("/voila_abcdefgh/kernel-50358666-0b32-4d30-a745-ad77c6b3af9b-ipc-5")
SHORT = ("/tmp", "/var/tmp")

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
