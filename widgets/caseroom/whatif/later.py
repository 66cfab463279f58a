"""Work that can wait until the reader pauses, so that it never stands in the way of a slider's next step."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

PAUSE = 0.15  # s; a slider that is dragged sends its steps closer together than that


class Later:
    """Called again and again, does its work once, when PAUSE has passed without a call.

    Without a running event loop, as in a script or a test, the work is done at once.
    """

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._timer: asyncio.TimerHandle | None = None

    def __call__(self) -> None:
        self.cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._work()
        else:
            self._timer = loop.call_later(PAUSE, self._work)

    def cancel(self) -> None:
        """Forget what is waiting."""
        if self._timer is not None:
            self._timer.cancel()
