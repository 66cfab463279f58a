"""A scenario that somebody shared by a link: looked at first, opened only when the student says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseroom.authoring.views import Situation
from caseroom.panels.offer import OfferPanel
from caseroom.panels.panel import Message, Refused
from caseroom.sharing import link
from caseroom.sharing.link import LinkError, Named, Shared
from caseroom.whatif.desk import Desk
from caseroom.worksheet import LONGEST_NAME, MOST_PINS


class Offered(Message, frozen=True):
    """`text` is the end of the page's address."""

    text: str


class Offer:
    """The link is read anew at every message: what the page says it has seen counts for nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._ = desk, desk._
        self.widget = OfferPanel(desk.lang)
        self.widget.on("look", self._on_look, Offered)
        self.widget.on("open", self._on_open, Offered)
        self.widget.on("commit", self._on_commit)

    def update(self, situation: Situation) -> None:
        """Nothing of it follows the levers."""

    def _on_look(self, message: Offered, buffers: list[bytes]) -> Mapping[str, Any]:
        shared = self._shared(message.text)
        changed = [self._desk.language.pair(label, value) for label, value in self._desk.changed(shared.now)]
        return {"changed": changed, "pins": [name for name, _ in shared.pins]}

    def _on_open(self, message: Offered, buffers: list[bytes]) -> Mapping[str, Any]:
        shared = self._shared(message.text)
        left_out = self._pin(shared.pins)
        self._desk.move(shared.now)
        sentences = [self._("The levers now stand as they were shared. Undo brings yours back.")]
        if left_out:
            sentence = self._("There was no room to pin {names}: {most} scenarios fit.")
            sentences.append(sentence.format(names=self._desk.language.listed(left_out), most=MOST_PINS))
        return {"said": sentences}

    def _pin(self, pins: tuple[Named, ...]) -> list[str]:
        """Pin what is not pinned already, beside what the student has; the names that found no room."""
        sheet, left_out = self._desk.sheet, []
        for name, params in pins:
            if (name, params) in [(pin.name, pin.params) for pin in sheet.pins]:
                continue
            if len(sheet.pins) >= MOST_PINS:
                left_out.append(name)
                continue
            here = sheet.now
            sheet.now = params
            sheet.pin(_unused(name, {pin.name for pin in sheet.pins}))
            sheet.now = here
        return left_out

    def _on_commit(self, message: Message, buffers: list[bytes]) -> Mapping[str, Any]:
        return {"saved_at": self._desk.save()}

    def _shared(self, text: str) -> Shared:
        try:
            return link.read(self._desk.model.Params, text)
        except LinkError as error:
            raise self._refusal(error) from None

    def _refusal(self, error: LinkError) -> Refused:
        sentences = [self._("This link is damaged or incomplete, so nothing has changed. Ask for it again.")]
        if error.error is not None:
            sentences = [self._("This link does not fit the model, so nothing has changed.")]
            if error.error.name in self._desk.levers:
                sentences.append(str(self._desk.out_of_range(error.error)))
        return Refused(self._desk.language.joined(sentences))


def _unused(name: str, used: set[str]) -> str:
    """`name`, with a number behind it where there is one of that name."""
    numbered = (f"{name[: LONGEST_NAME - 4]} ({n})" for n in range(2, MOST_PINS + 2))
    return next(candidate for candidate in (name, *numbered) if candidate not in used)
