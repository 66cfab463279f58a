"""A page's side of a panel, and a place that keeps work, as tests of panels use them."""

from __future__ import annotations

import json
from typing import Any

from caseroom.client import AlreadyLocked, Changed, NotSaved, Reason, fingerprint
from caseroom.panels.panel import Panel

SAVED_AT = "2030-01-01T08:00:00+00:00"


class MemoryClient:
    """Keeps values as the classroom does: through JSON, and once where once was asked for."""

    def __init__(self, kept: dict[str, Any] | None = None) -> None:
        self.kept = dict(kept or {})
        self.failing: Reason | None = None

    def load(self) -> dict[str, Any]:
        return json.loads(json.dumps(self.kept))

    def save(self, key: str, value: Any, *, once: bool = False, based_on: str | None = None) -> str:
        if self.failing:
            raise NotSaved(self.failing)
        if once and key in self.kept:
            raise AlreadyLocked(self.kept[key])
        if based_on not in (None, fingerprint(self.kept.get(key))):
            raise Changed(self.kept.get(key))
        self.kept[key] = json.loads(json.dumps(value, allow_nan=False))
        return SAVED_AT


def arrive(panel: Panel, content: Any, *buffers: bytes) -> list[tuple[Any, list[bytes] | None]]:
    """Let `content` arrive at the panel as a page's message does; what the panel sends back, with its buffers."""
    heard: list[tuple[Any, list[bytes] | None]] = []
    panel.send = lambda content, buffers=None: heard.append((content, buffers))  # type: ignore[method-assign]
    deliver(panel, content, *buffers)
    return heard


def deliver(panel: Panel, content: Any, *buffers: bytes) -> None:
    """Hand the panel a message as its comm does."""
    data = {"method": "custom", "content": content}
    panel.comm.handle_msg({"content": {"data": data}, "buffers": list(buffers)})


def tell(panel: Panel, *buffers: bytes, **message: Any) -> dict[str, Any]:
    """What the kernel answers to a page that sends `message`."""
    answer: dict[str, Any] = arrive(panel, {"id": "1", **message}, *buffers)[-1][0]
    return answer
