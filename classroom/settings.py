"""What a server is started with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

IDLE_MINUTES = 10.0  # without a page before a kernel is stopped; the student's work is kept


@dataclass(frozen=True)
class Settings:
    """`host` and `port`: where it listens; `base`: the path before all its addresses, with a slash at both ends;
    `names`: those it answers to besides its own; `proxies`: addresses and networks whose forwarded headers count.

    `store`: the file that keeps everything, `store_url`: a PostgreSQL database in its place. `most_kernels` 0: as many
    as memory allows.
    """

    host: str
    port: int
    store: Path
    store_url: str = ""
    base: str = "/"
    names: Sequence[str] = ()
    proxies: Sequence[str] = ()
    most_kernels: int = 0
    idle_minutes: float = IDLE_MINUTES

    @property
    def folder(self) -> Path:
        """Where all that the server keeps beside the store lies."""
        return self.store.parent
