"""Where a room's levers stand, and what the model makes of it as far as it has said so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from classroom.room import scenarios


class Turned:
    """`settings`: what is pinned, by whose it is (scenarios.py). `computed`: what the model makes of settings, by their
    key; None where it refuses one. Each is another object once it is different.
    """

    def __init__(self) -> None:
        self.settings: dict[str, list[dict[str, Any]]] = {}
        self.computed: dict[str, Any] = {}

    def other(self, found: Mapping[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
        """Of what was found whatever is not known yet."""
        return {by: some for by, some in found.items() if self.settings.get(by, []) != some}

    @property
    def uncomputed(self) -> list[dict[str, Any]]:
        """The settings of which it is not known what the model makes of them."""
        every = scenarios.all_of(self.settings)
        return [setting for key, setting in every.items() if key not in self.computed]

    def learn(self, settings: Sequence[dict[str, Any]], found: Sequence[Any]) -> None:
        """What the model makes of settings."""
        new = {scenarios.key(one): made for one, made in zip(settings, found, strict=True)}
        now = scenarios.all_of(self.settings)
        self.computed = {key: made for key, made in (self.computed | new).items() if key in now}  # levers move on

    def made(self, setting: scenarios.Setting) -> Any:
        """What the model makes of a setting; None as long as it has not said so, and where it refuses it."""
        return self.computed.get(scenarios.key(setting))
