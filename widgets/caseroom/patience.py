"""What Windows refuses while another program has a file open: an antivirus, an indexer, a cloud's client, a reader.

It has let go after milliseconds, as a rule, so the same is tried again. By the standard library alone: `kit` uses it
before anything is set up.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

PAUSES = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8) if os.name == "nt" else ()  # elsewhere an open file is in nobody's way


def patiently(work: Callable[[], T]) -> T:
    """What `work` gives, tried again for a second and a half while that is refused. PermissionError, OSError."""
    for pause in PAUSES:
        try:
            return work()
        except PermissionError:
            time.sleep(pause)
    return work()


def replace(source: str | Path, target: str | Path) -> None:
    """Put `source` in the place of `target`, whole or not at all. OSError; both are as they were then."""
    patiently(lambda: os.replace(source, target))
