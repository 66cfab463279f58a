"""Visitors without a browser: each module speaks one framework's protocol as its page's script does.

`visit(address, path)` comes as a newcomer and returns once the server has sent the app's first results; what it
returns keeps the session open until it is closed. Dozens of them fit into one process.
"""

from __future__ import annotations

import importlib
from typing import Protocol, cast

RESULT = "answered in time"  # stands in the app's headline


class Session(Protocol):
    async def close(self) -> None:
        """Leave as a closed tab does."""


class Client(Protocol):
    async def visit(self, address: str, path: str) -> Session:
        """Raises OSError, TimeoutError or ValueError where the app's results do not come."""


def client(name: str) -> Client:
    """The module that speaks the protocol called `name`."""
    return cast(Client, importlib.import_module(f"bench.clients.{name}"))
