"""What a student has done with the levers: where they stand, the way back, the pinned scenarios.

Kept as JSON that names only what differs from the baseline. Reading it back tolerates damage: what makes no
sense is left out, because half of one's work is better than none.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Annotated, Any

import msgspec

from caseroom.casefile.names import MOST_PINS
from caseroom.decoding import read, salvage
from caseroom.parameters import BoundedParams, ParameterError, parameters, read_params

LONGEST_HISTORY = 50
LONGEST_NAME = 40
LONGEST_NOTE = 400
OWN_KEYS = ("levers", "undo", "redo", "pins", "loaded")


@dataclass(frozen=True)
class Notes:
    """What the student asked, expected, found and decided with a scenario."""

    question: str = ""
    expectation: str = ""
    finding: str = ""
    decision: str = ""


NO_NOTES = Notes()


@dataclass(frozen=True)
class Pin:
    id: str
    name: str
    params: Any
    notes: Notes = NO_NOTES


class KeptPin(msgspec.Struct):
    """A pin as `to_json` stores it."""

    id: str
    name: Annotated[str, msgspec.Meta(min_length=1)]
    levers: dict[str, Any]
    question: str = ""
    expectation: str = ""
    finding: str = ""
    decision: str = ""

    def pin(self, params: Any) -> Pin:
        notes = {field.name: getattr(self, field.name)[:LONGEST_NOTE] for field in fields(Notes)}
        return Pin(self.id[:20], self.name[:LONGEST_NAME], params, Notes(**notes))


class KeptSheet(msgspec.Struct):
    """A worksheet as `to_json` stores it, without the parts' own."""

    levers: dict[str, Any] = {}
    undo: list[dict[str, Any]] = []
    redo: list[dict[str, Any]] = []
    pins: list[KeptPin] = []
    loaded: list[str] = []


class Worksheet:
    """`now` may be moved freely; `commit` makes the move one step that `undo` takes back. `loaded`: the options that
    the levers have stood at.

    `parts` holds what the parts of the what-if keep besides, each under a key of its own, as JSON that is
    unchecked when read: the part that owns a key judges what it finds there.
    """

    def __init__(self, params_type: type[BoundedParams], saved: object = None) -> None:
        self._type = params_type
        kept = salvage(saved, KeptSheet) or KeptSheet()
        self.baseline = params_type()
        self.now: Any = self.read(kept.levers) or self.baseline
        self._undo = self._read_all(kept.undo)
        self._redo = self._read_all(kept.redo)
        self.pins = self._read_pins(kept.pins)
        self.loaded = frozenset(kept.loaded)
        self.parts = {key: value for key, value in (read(saved, dict[str, Any]) or {}).items() if key not in OWN_KEYS}
        self._committed = self.now

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def used(self) -> bool:
        """Whether the levers have ever been moved, as far back as the sheet remembers."""
        return self.can_undo or self.can_redo or self.now != self.baseline or bool(self.pins)

    def ever_moved(self) -> set[str]:
        """The parameters that have left the baseline at some time, as far back as the sheet remembers."""
        stood = (self.now, self._committed, *self._undo, *self._redo, *(pin.params for pin in self.pins))
        return {name for params in stood for name in self.differences(params)}

    @property
    def can_redo(self) -> bool:
        return bool(self._redo)

    @property
    def before(self) -> Any:
        """The levers one step ago: before the step that is being made, or before the last one."""
        if self.now != self._committed:
            return self._committed
        return self._undo[-1] if self._undo else self.baseline

    def commit(self) -> None:
        """Make the way from the last step to `now` one step; nothing where there is no way between them."""
        if self.now != self._committed:
            self._undo = [*self._undo, self._committed][-LONGEST_HISTORY:]
            self._redo = []
            self._committed = self.now

    def undo(self) -> None:
        self.commit()
        self._step(self._undo, self._redo)

    def redo(self) -> None:
        self.commit()
        self._step(self._redo, self._undo)

    def _step(self, source: list[Any], other: list[Any]) -> None:
        if source:
            other.append(self.now)
            self.now = self._committed = source.pop()

    def pin(self, name: str) -> None:
        """Pin `now` under `name`; the caller has checked that there is room."""
        self.pins = (*self.pins, Pin(f"pin-{secrets.token_hex(4)}", name, self.now))  # no other window's either

    def change(self, pin_id: str, **values: Any) -> None:
        self.pins = tuple(replace(pin, **values) if pin.id == pin_id else pin for pin in self.pins)

    def remove(self, pin_id: str) -> None:
        self.pins = tuple(pin for pin in self.pins if pin.id != pin_id)

    def merge(self, before: object, theirs: object) -> bool:
        """Take over what another window loaded and did to the pins; `before` is what both began with. Both as saved.

        What either has removed stays removed, what one has changed is changed, what both have is theirs unless it was
        changed here. Their pins are kept already, so where there is no room for all, new ones of this window give
        way: False.
        """
        began = {pin.id: pin for pin in self._pins_of(before)}
        others = {pin.id: pin for pin in self._pins_of(theirs)}
        own = {pin.id: pin for pin in self.pins}
        merged = {name: pin for name, pin in others.items() if name in own or name not in began}
        merged |= {name: pin for name, pin in own.items() if name in others and pin != began.get(name)}
        new = [pin for name, pin in own.items() if name not in others and name not in began]
        for pin in new[: max(0, MOST_PINS - len(merged))]:
            merged[pin.id] = replace(pin, name=_free_name(pin.name, {other.name for other in merged.values()}))
        self.pins = tuple(merged.values())
        self.loaded |= frozenset((salvage(theirs, KeptSheet) or KeptSheet()).loaded)
        return all(pin.id in merged for pin in new)

    def differences(self, params: Any, since: Any = None) -> dict[str, Any]:
        """The parameters, and their values, in which `params` differs from others, by default from the baseline."""
        values, usual = vars(params), vars(since or self.baseline)
        return {p.name: values[p.name] for p in parameters(self._type) if values[p.name] != usual[p.name]}

    def to_json(self) -> dict[str, Any]:
        return {
            **self.parts,
            "levers": self.differences(self.now),
            "undo": [self.differences(params) for params in self._undo],
            "redo": [self.differences(params) for params in self._redo],
            "pins": [
                {"id": pin.id, "name": pin.name, "levers": self.differences(pin.params), **asdict(pin.notes)}
                for pin in self.pins
            ],
            "loaded": sorted(self.loaded),
        }

    def read(self, saved: object) -> Any:
        """The Params that were saved, or None."""
        try:
            return read_params(self._type, saved) if isinstance(saved, Mapping) else None
        except ParameterError:
            return None

    def _read_all(self, saved: list[dict[str, Any]]) -> list[Any]:
        steps = [self.read(differences) for differences in saved]
        return [params for params in steps if params is not None][-LONGEST_HISTORY:]

    def _pins_of(self, saved: object) -> tuple[Pin, ...]:
        return self._read_pins((salvage(saved, KeptSheet) or KeptSheet()).pins)

    def _read_pins(self, saved: list[KeptPin]) -> tuple[Pin, ...]:
        settings = ((kept, self.read(kept.levers)) for kept in saved)
        pins = [kept.pin(params) for kept, params in settings if params is not None]
        return tuple({pin.id: pin for pin in pins}.values())[:MOST_PINS]


def _free_name(name: str, used: set[str]) -> str:
    """`name`, or with the first number that makes it another than those `used`."""
    numbered = (f"{name[: LONGEST_NAME - 4]} ({n})" for n in range(2, MOST_PINS + 2))
    return next(free for free in (name, *numbered) if free not in used)
