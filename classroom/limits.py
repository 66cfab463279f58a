"""What the system and Jupyter limit by themselves, and where."""

from __future__ import annotations

import sys

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
