"""Pinned scenarios: settings of the levers that are kept, named, compared and written about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from caseroom.authoring import Scenario, Situation
from caseroom.panels.panel import Message, Refused
from caseroom.panels.scenarios import ScenariosPanel
from caseroom.whatif.desk import Desk
from caseroom.worksheet import LONGEST_NAME, LONGEST_NOTE, MOST_PINS, Pin


class Pinned(Message, frozen=True):
    """`proposed`: nobody typed a name; while the connection was cut another may have become the right one."""

    name: str = ""
    proposed: bool = False


class Chosen(Message, frozen=True):
    """`pin` is the id of a pin."""

    pin: str


class Rename(Chosen, frozen=True):
    name: str = ""


class Note(Chosen, frozen=True):
    field: str
    text: str = ""


class Scenarios:
    def __init__(self, desk: Desk) -> None:
        self._desk, self._ = desk, desk._
        self.widget = ScenariosPanel(
            desk.lang,
            outcomes=[outcome for outcome in desk.outcome_words() if outcome["headline"]],
            baseline=desk.numbers(desk.simulate(desk.sheet.baseline)),
            limit=MOST_PINS,
            longest_name=LONGEST_NAME,
            longest_note=LONGEST_NOTE,
        )
        self.widget.on("pin", self._on_pin, Pinned)
        self.widget.on("rename", self._on_rename, Rename)
        self.widget.on("remove", self._on_remove, Chosen)
        self.widget.on("apply", self._on_apply, Chosen)
        self.widget.on("note", self._on_note, Note)
        self.widget.on("commit", self._on_commit)

    def update(self, situation: Situation) -> None:
        pins = zip(self._desk.sheet.pins, situation.pinned, strict=True)
        with self.widget.hold_sync():
            self.widget.pins = [self._pin_words(pin, scenario) for pin, scenario in pins]
            self.widget.proposed = self._proposed_name()

    def _pin_words(self, pin: Pin, scenario: Scenario) -> dict[str, Any]:
        changed = [self._desk.language.pair(label, value) for label, value in self._desk.changed(pin.params)]
        numbers, reasons = self._desk.numbers(scenario.outcomes), self._desk.reasons(scenario)
        told = {"outcomes": numbers, "reasons": reasons, "changed": changed}
        return {"id": pin.id, "name": pin.name, **told, **vars(pin.notes)}

    def _proposed_name(self) -> str:
        chosen, used = self._desk.chosen(), {pin.name for pin in self._desk.sheet.pins}
        labels = self._desk.case.option_labels(self._desk.lang)
        numbered = (self._("Scenario {number}").format(number=n) for n in range(1, MOST_PINS + 2))
        names = [*([labels[chosen]] if chosen else []), *numbered]
        return next(name for name in names if name not in used)

    def _on_pin(self, message: Pinned, buffers: list[bytes]) -> None:
        if len(self._desk.sheet.pins) >= MOST_PINS:
            full = self._(
                "Four scenarios are pinned already. Open one in the list under “Scenarios” and remove it first."
            )
            raise Refused(full)
        self._desk.sheet.pin(self._checked_name(self._proposed_name() if message.proposed else message.name))
        self._desk.done()

    def _on_rename(self, message: Rename, buffers: list[bytes]) -> None:
        pin = self._pin(message.pin)
        self._desk.sheet.change(pin.id, name=self._checked_name(message.name, pin))
        self._desk.done()

    def _on_remove(self, message: Chosen, buffers: list[bytes]) -> None:
        self._desk.sheet.remove(self._pin(message.pin).id)
        self._desk.done()

    def _on_apply(self, message: Chosen, buffers: list[bytes]) -> None:
        self._desk.move(self._pin(message.pin).params)

    def _on_note(self, message: Note, buffers: list[bytes]) -> None:
        pin = self._pin(message.pin)
        if message.field not in vars(pin.notes):
            raise self.widget.not_understood()
        text = self.widget.checked_text(message.text)
        if len(text) > LONGEST_NOTE:
            raise Refused(self._("Keep a note under {most} characters.").format(most=LONGEST_NOTE))
        self._desk.sheet.change(pin.id, notes=replace(pin.notes, **{message.field: text}))
        self._desk.done()

    def _on_commit(self, message: Message, buffers: list[bytes]) -> Mapping[str, Any]:
        self._desk.done()
        return {"saved_at": self._desk.save()}

    def _pin(self, pin_id: str) -> Pin:
        pin = next((pin for pin in self._desk.sheet.pins if pin.id == pin_id), None)
        if pin is None:
            raise self.widget.not_understood()
        return pin

    def _checked_name(self, sent: str, renamed: Pin | None = None) -> str:
        """A name of one line, without characters that cannot be seen."""
        visible = "".join(c for c in self.widget.checked_text(sent) if c.isprintable())
        name = " ".join(visible.split())
        if not name:
            raise Refused(self._("Give the scenario a name."))
        if len(name) > LONGEST_NAME:
            raise Refused(self._("Keep the name under {most} characters.").format(most=LONGEST_NAME))
        if name in {pin.name for pin in self._desk.sheet.pins if pin != renamed}:
            raise Refused(self._("There is a scenario of that name already."))
        return name
