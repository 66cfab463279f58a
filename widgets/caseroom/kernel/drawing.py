"""Drawing: what fills the cache of chart specifications, and needs 100 MB that no student's process has a use for.

So a process that makes notebooks ready for many does without; when a chart is wanted for the first time, another one
draws it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

DRAWING = "altair"
HALTED = f"import of {DRAWING} halted"  # what Python says to whoever tries where it is put off


def is_put_off(error: BaseException) -> bool:
    """Whether a cell has failed for no other reason than that it would have had to draw."""
    return isinstance(error, ImportError) and HALTED in str(error)


def has_drawn() -> bool:
    """Whether this process has all of it in its memory."""
    return sys.modules.get(DRAWING) is not None


@contextmanager
def no_drawing() -> Iterator[None]:
    """Within, an import of it fails, unless this process has drawn before."""
    halted = DRAWING not in sys.modules
    if halted:
        sys.modules[DRAWING] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if halted:
            del sys.modules[DRAWING]
