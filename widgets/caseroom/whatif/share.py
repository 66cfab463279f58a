"""The link to the scenario on the desk, and the lines of code that compute it."""

from __future__ import annotations

from datetime import date

from caseroom.authoring.views import Situation
from caseroom.panels.code import CodePanel
from caseroom.panels.link import LinkPanel
from caseroom.panels.panel import Show
from caseroom.sharing import code, link
from caseroom.whatif.desk import Desk
from caseroom.whatif.later import Later


class Link:
    """Follows the levers while it is folded out, a moment later."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._ = desk, desk._
        self._later, self._open = Later(self._write), False
        self.widget = LinkPanel(desk.lang)
        self.widget.on("show", self._on_show, Show)

    def update(self, situation: Situation) -> None:
        if self._open:
            self._later()

    def _write(self) -> None:
        situation = self._desk.situation()
        pins = [(pin.name, pin.params) for pin in situation.pinned]
        alone, together = link.write(situation.now.params), link.write(situation.now.params, pins)
        own = situation.own is not None
        with self.widget.hold_sync():
            self.widget.link = alone
            self.widget.link_with_pins = together if together != alone else ""
            self.widget.note = self._("Your own data do not go with the link.") if own else ""

    def _on_show(self, message: Show, buffers: list[bytes]) -> None:
        self._open = message.open
        self._write()


class Code:
    """Follows the levers while it is folded out, a moment later."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._later, self._open = Later(self._write), False
        self.widget = CodePanel(desk.lang)
        self.widget.on("show", self._on_show, Show)

    def update(self, situation: Situation) -> None:
        if self._open:
            self._later()

    def _write(self) -> None:
        situation = self._desk.situation()
        scenarios = (situation.baseline, situation.now, *situation.pinned)
        heading = f"{self._desk.case.title.text(self._desk.lang)} · {date.today().isoformat()}"
        self.widget.code = code.lines(self._desk.case.slug, heading, [(s.name, s.params) for s in scenarios])

    def _on_show(self, message: Show, buffers: list[bytes]) -> None:
        self._open = message.open
        self._write()
