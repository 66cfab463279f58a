"""A place in the notebook that stays shut until something has been done."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets


class Gate(ipywidgets.VBox):
    """Shows `notice` until `ready()`, and makes its content only then: nothing of it is in the page before."""

    def __init__(
        self, notice: ipywidgets.Widget, ready: Callable[[], bool], content: Callable[[], ipywidgets.Widget]
    ) -> None:
        super().__init__()
        self._ready, self._content = ready, content
        self.is_open = False
        self.add_class("caseroom-wide")
        self.add_class("caseroom-gate")  # the page keeps the prose behind a gate shut until it is `open`
        self.look()
        if not self.is_open:
            self.children = (notice,)

    def look(self) -> None:
        """Open if it is time. What is open stays open."""
        if not self.is_open and self._ready():
            self.is_open = True
            self.add_class("open")
            self.children = (self._content(),)

    def rehearse(self) -> None:
        """Make the content and throw it away."""
        self._content()
