"""What a kernel says to one message of a page, as one message: a step of a slider is one message up and one down.

The handler of a step changes a dozen panels. To Jupyter each change is a message, and two more tell that the kernel is
busy and that it is idle again. A page of ours gets all of it as one message of the type ANSWER, whose content is
{"messages": [{msg_type, content, metadata, buffers: how many of the message's}], "again": whether it was said before};
when that has arrived, the page's message has been dealt with (see classroom/page/kernel.js).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jupyter_client.session import Session

ANSWER = "caseroom_answer"
GATHERED = ("comm_open", "comm_msg", "comm_close")

KEPT = 16  # answers that can be given once more: a page has one message under way, hardly ever more

Said = dict[str, Any]
"""Type, content, metadata and buffers of a message."""


class GatheringSession(Session):
    """Sends as every session does, but for what is said to a page's widgets within `gathered`."""

    _said: list[Said] | None = None

    @contextmanager
    def gathered(self) -> Iterator[list[Said]]:
        """Fills the list with the messages of GATHERED that are sent within."""
        said: list[Said] = []
        self._said = said
        try:
            yield said
        finally:
            self._said = None

    def send(self, stream: Any, msg_or_type: Any, content: Any = None, *more: Any, **named: Any) -> Any:
        """Send a message, or keep it for `gathered`."""
        said = self._said
        if said is None or msg_or_type not in GATHERED:
            return super().send(stream, msg_or_type, content, *more, **named)
        metadata, buffers = named.get("metadata") or {}, named.get("buffers") or []
        said.append({"msg_type": msg_or_type, "content": content, "metadata": metadata, "buffers": buffers})
        return None

    def tell(self, socket: Any, said: list[Said], parent: dict[str, Any], again: bool = False) -> None:
        """Send all of `said` as one message, the answer to `parent`."""
        messages = [{**one, "buffers": len(one["buffers"])} for one in said]
        buffers = [buffer for one in said for buffer in one["buffers"]]
        self.send(socket, ANSWER, {"messages": messages, "again": again}, parent=parent, buffers=buffers)


def is_answer(said: Said) -> bool:
    """Whether it was said to the message alone: a panel's state can be asked for at any time, an answer cannot."""
    return said["msg_type"] == "comm_msg" and said["content"].get("data", {}).get("method") == "custom"


class Answers:
    """What was answered to a page's last messages.

    A page whose connection was cut sends again what it has no answer to. What has been dealt with is not done twice:
    the answer is given once more.
    """

    def __init__(self) -> None:
        self._kept: dict[str, list[Said]] = {}

    def to(self, message: str) -> list[Said] | None:
        """The answer that the message of this id has had; None where it is new."""
        return self._kept.get(message)

    def keep(self, message: str, said: list[Said]) -> None:
        self._kept[message] = [one for one in said if is_answer(one)]
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
