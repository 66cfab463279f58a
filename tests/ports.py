"""Ports for servers that take theirs by number."""

from __future__ import annotations

import random
import socket

QUIET = range(12_000, 32_000)
"""Below those that a system gives to connections of its own: such a port could be taken before its server asks."""


def free_port() -> int:
    """One on which nobody listens; drawn, so that tests beside each other get different ones."""
    for port in random.SystemRandom().sample(QUIET, 100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("no free port")
