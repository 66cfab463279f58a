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

Said = dict[str, Any]
"""Type, content, metadata and buffers of a message."""


class GatheringSession(Session):
    """Sends as every session does, but for what is said to a page's widgets within `gathered`."""

    _said: list[Said] | None = None

    @contextmanager
    def gathered(self) -> Iterator[list[Said]]:
        """Fills the list with the messages of GATHERED that are sent within."""
        self._said = said = []
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
