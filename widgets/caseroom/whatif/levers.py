"""The levers, the options to start from, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseroom.authoring.views import Situation
from caseroom.panels.levers import LeversPanel
from caseroom.panels.panel import Message, Refused
from caseroom.parameters import ParameterError
from caseroom.whatif.desk import Desk


class Set(Message, frozen=True):
    """`seq` comes back with the answer, so that a page in the midst of a movement knows which step it is to."""

    name: str
    value: Any = None
    seq: Any = None


class Preset(Message, frozen=True):
    name: str


class Levers:
    def __init__(self, desk: Desk) -> None:
        self._desk, self._ = desk, desk._
        self._touched = ""  # the lever that was set last
        self._idle_at: Any = None  # the levers as they stood when `idle` was found
        case, lang = desk.case, desk.lang
        self.widget = LeversPanel(
            lang,
            levers=[desk.lever_words(lever) for lever in case.levers],
            groups=[{"id": group.id, "label": group.label.text(lang), "tier": group.tier} for group in case.groups],
            presets=[
                {"name": option.name, "label": option.label.text(lang), "note": option.note.text(lang)}
                for option in case.options
            ],
        )
        self.widget.on("set", self._on_set, Set)
        self.widget.on("preset", self._on_preset, Preset)
        self.widget.on("undo", self._on_undo)
        self.widget.on("redo", self._on_redo)
        self.widget.on("reset", self._on_reset)
        self.widget.on("commit", self._on_commit)

    def update(self, situation: Situation) -> None:
        panel, sheet = self.widget, self._desk.sheet
        with panel.hold_sync():
            panel.values = {name: getattr(situation.now.params, name) for name in self._desk.levers}
            panel.chosen = self._desk.chosen()
            if self._idle_at != situation.now.params:
                panel.idle = ""
            panel.can_undo, panel.can_redo = sheet.can_undo, sheet.can_redo

    def _on_set(self, message: Set, buffers: list[bytes]) -> Mapping[str, Any]:
        if message.name not in self._desk.levers:
            raise self.widget.not_understood()
        try:
            self._desk.sheet.now = self._desk.read({message.name: message.value})
        except ParameterError as error:
            raise self._desk.out_of_range(error) from None
        self._touched = message.name
        self._desk.update()
        return {"seq": message.seq}

    def _on_commit(self, message: Message, buffers: list[bytes]) -> Mapping[str, Any]:
        self._desk.done()
        self.widget.idle = self._touched if self._is_idle(self._touched) else ""
        self._idle_at = self._desk.sheet.now
        return {"saved_at": self._desk.save()}

    def _is_idle(self, name: str) -> bool:
        """Whether no outcome depends on the lever where the others stand: not at its ends, and not where it was."""
        if not name:
            return False
        words, declared, sheet = self._desk.levers[name], self._desk.declared[name], self._desk.sheet
        now = self._desk.simulate(sheet.now)
        ends = words.usual or (declared.minimum, declared.maximum)
        for value in (getattr(sheet.before, name), getattr(sheet.baseline, name), *ends):
            try:
                elsewhere = self._desk.simulate(self._desk.read({name: value}))
            except ParameterError:
                return False
            if elsewhere != now:
                return False
        return True

    def _on_preset(self, message: Preset, buffers: list[bytes]) -> None:
        if message.name not in {option.name for option in self._desk.case.options}:
            raise self.widget.not_understood()
        params = self._desk.with_option(message.name)
        if params is None:
            raise Refused(
                self._("In this situation that option lies beyond what the model allows. Change the situation first.")
            )
        self._desk.move(params)

    def _on_undo(self, message: Message, buffers: list[bytes]) -> None:
        self._desk.sheet.undo()
        self._desk.done()

    def _on_redo(self, message: Message, buffers: list[bytes]) -> None:
        self._desk.sheet.redo()
        self._desk.done()

    def _on_reset(self, message: Message, buffers: list[bytes]) -> None:
        self._desk.move(self._desk.sheet.baseline)
