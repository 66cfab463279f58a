"""The what-if: levers -> model -> outcomes, charts, scenarios and what helps to understand them.

One engine for every case: parameters come from the model's own declaration, words from case.toml, charts from
views.<model>. The page asks by messages, each of which is checked in the part that owns the panel; what it
shows are traits that only the parts set.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import ipywidgets

from caseroom.authoring.guesses import Guessed
from caseroom.casefile import CaseFile
from caseroom.client import Client
from caseroom.contracts import Model
from caseroom.whatif.desk import Desk
from caseroom.whatif.in_short import in_short
from caseroom.whatif.page import WhatIfPage
from caseroom.whatif.summary import Account, Tried, summarise
from caseroom.worksheet import Pin

__all__ = ["Account", "Tried", "WhatIf"]


class WhatIf:
    """The what-if of one student. Nothing is computed and no panel exists until `widget` is asked for.

    `state` is what the client has loaded; only its "what_if" is read, whatever shape it is in. `guessed` gives the
    locked predictions that have a place on a chart; it is asked at every change.
    """

    def __init__(
        self,
        case: CaseFile,
        model: Model,
        lang: str,
        client: Client,
        state: Mapping[str, Any],
        guessed: Callable[[], Sequence[Guessed]] = tuple,
    ) -> None:
        self._desk = Desk(case, model, lang, client, state)
        self._desk.guessed = guessed
        self._on_used: Callable[[], None] = lambda: None
        self._told = self._desk.sheet.used
        self._on_pinned: Callable[[], None] = lambda: None
        self._known = self._desk.sheet.pins

    @cached_property
    def widget(self) -> ipywidgets.Box:
        """Everything on the page: to be asked for only when results may be seen."""
        page = WhatIfPage(self._desk)
        self._desk.on_update(page.update)
        self._desk.on_update(lambda _: self._tell())
        self._desk.on_update(lambda _: self._tell_of_pins())
        self._desk.update()
        return page.widget

    @property
    def params(self) -> Any:
        """The levers as they stand."""
        return self._desk.sheet.now

    def on_used(self, callback: Callable[[], None]) -> None:
        """Call `callback()` once, when this student first moves a lever or pins a scenario."""
        self._on_used = callback

    def _tell(self) -> None:
        if self._desk.sheet.used and not self._told:
            self._told = True
            self._on_used()

    def on_pinned(self, callback: Callable[[], None]) -> None:
        """Call `callback()` whenever a scenario has been pinned, renamed or removed."""
        self._on_pinned = callback

    def _tell_of_pins(self) -> None:
        if self._desk.sheet.pins != self._known:
            self._known = self._desk.sheet.pins
            self._on_pinned()

    @property
    def pinned(self) -> tuple[Pin, ...]:
        return self._desk.sheet.pins

    def set(self, **values: object) -> None:
        """Move levers, as one step, and save. ParameterError for what the model refuses, NotSaved."""
        self._desk.sheet.now = self._desk.read(values)
        self._desk.done()
        self._desk.save()

    def use(self, own: Any, **values: object) -> None:
        """Let the digest of a student's own data drive the charts that can show it.

        With `values` the levers move to what the data show; leave them out when a session is restored, because
        the levers are restored already. None goes back to the case's own data. ParameterError, NotSaved.
        """
        self._desk.own = own
        if values:
            self.set(**values)
        else:
            self._desk.update()

    def pins_in_short(self) -> dict[str, Any]:
        """The pins and their headline outcomes, as a question's card shows them."""
        return in_short(self._desk)

    def summary(self) -> Tried:
        """Baseline, levers as they stand and pinned scenarios in readable words, for the memo."""
        return summarise(self._desk)
