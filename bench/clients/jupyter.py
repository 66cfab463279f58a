"""Voila and Caseroom: the page, which names a kernel, then Jupyter's protocol until the widgets tell their states."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import re
import time
import uuid
from typing import Any

from tornado.httpclient import HTTPError

from bench.clients.web import PATIENCE, Visitor

Message = dict[str, Any]

PROTOCOL = "v1.kernel.websocket.jupyter.org"
CONFIG = re.compile(r'<script[^>]*id="jupyter-config-data"[^>]*>(.*?)</script>', re.S)
READY = ("answered in time", '"question"')  # the app's headline; the hotline's first question
AGAIN = 0.25  # seconds between looks at a kernel whose widgets are still being made


async def visit(address: str, path: str, token: str = "") -> Kernel:
    """As a newcomer or, with `token`, as the visitor of the kit who has that cookie."""
    async with Visitor(address) as visitor:
        if token:
            visitor.cookies["caseroom"] = token
        until = time.monotonic() + PATIENCE
        while (found := CONFIG.search(await visitor.ask(path))) is None:  # a full room: its page asks again by itself
            await wait(until)
        kernel = Kernel(visitor, json.loads(found[1])["kernelId"])
        await visitor.connect(f"/api/kernels/{kernel.id}/channels?session_id={kernel.session}", (PROTOCOL,))
        while not shows_results(await kernel.states()):
            await wait(until)
        return kernel


async def wait(until: float) -> None:
    """A moment. TimeoutError when it is later than `until` (monotonic)."""
    if time.monotonic() > until:
        raise TimeoutError("the results did not come")
    await asyncio.sleep(AGAIN)


def shows_results(states: dict[str, Message]) -> bool:
    text = json.dumps(states)
    return any(sign in text for sign in READY)


class Kernel:
    """The kernel behind an open page, asked one thing after the other."""

    def __init__(self, visitor: Visitor, kernel_id: str) -> None:
        self.visitor, self.id, self.session = visitor, kernel_id, uuid.uuid4().hex
        self.widgets: dict[str, Message] = {}

    @property
    def token(self) -> str:
        """The kit's cookie of this visitor."""
        return self.visitor.cookies["caseroom"].value

    async def close(self) -> None:
        """Close the socket and say goodbye as the page does; plain Voila refuses that (voila#1458)."""
        await self.visitor.close()
        with contextlib.suppress(HTTPError, OSError):
            await self.visitor.ask(f"/voila/api/shutdown/{self.id}", "POST")

    async def states(self) -> dict[str, Message]:
        """Every widget's state by its id; kept in `widgets`."""
        control = uuid.uuid4().hex
        opening = {"comm_id": control, "target_name": "jupyter.widget.control", "data": {}}
        await self.ask("comm_open", opening, {"version": "1.0.0"})
        heard = await self.ask("comm_msg", {"comm_id": control, "data": {"method": "request_states"}})
        told = [content["data"]["states"] for content in heard if content.get("comm_id") == control]
        self.widgets = {widget: said["state"] for states in told for widget, said in states.items()}
        return self.widgets

    def question(self, name: str) -> str:
        """The id of the panel that asks the question `name`. ValueError when there is none."""
        for widget, state in self.widgets.items():
            if state.get("question", {}).get("id") == name:
                return widget
        raise ValueError(f"no question {name}")

    async def tell(self, widget: str, kind: str, **content: Any) -> Message:
        """Send a panel a message as its script does; its answer. ValueError when it gives none."""
        message = {"type": kind, "id": uuid.uuid4().hex, **content}
        data = {"method": "custom", "content": message}
        for heard in await self.ask("comm_msg", {"comm_id": widget, "data": data}):
            answer = heard.get("data", {}).get("content", {})
            if isinstance(answer, dict) and answer.get("id") == message["id"]:
                return answer
        raise ValueError(f"no answer to {kind}")

    async def ask(self, kind: str, content: Message, metadata: Message | None = None) -> list[Message]:
        """Send a message; the contents of all that the kernel says to it until it is idle again."""
        name = uuid.uuid4().hex
        header = {"msg_id": name, "session": self.session, "username": "", "msg_type": kind, "version": "5.3"}
        await self.visitor.send(packed(header, metadata or {}, content))
        return await asyncio.wait_for(self._answers(name), PATIENCE)

    async def _answers(self, name: str) -> list[Message]:
        heard = []
        while True:
            parent, content = unpacked(await self.visitor.read())
            if parent.get("msg_id") != name:
                continue
            if "messages" in content:  # the kit's kernel says all in one
                return [said["content"] for said in content["messages"]]
            heard.append(content)
            if content.get("execution_state") == "idle":
                return heard


def packed(header: Message, metadata: Message, content: Message) -> bytes:
    """A message to the shell as Jupyter's protocol v1 has it: a count, offsets, then channel and parts."""
    parts = [b"shell", *(json.dumps(part).encode() for part in (header, {}, metadata, content))]
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    numbers = (len(offsets), *offsets)
    return b"".join([*(number.to_bytes(8, "little") for number in numbers), *parts])


def unpacked(message: str | bytes) -> tuple[Message, Message]:
    """Parent header and content of a message in protocol v1. ValueError for one that is not."""
    if isinstance(message, str):
        raise ValueError("not in the protocol asked for")
    count = int.from_bytes(message[:8], "little")
    offsets = [int.from_bytes(message[8 * n : 8 * n + 8], "little") for n in range(1, count + 1)]
    parts = [message[start:end] for start, end in itertools.pairwise(offsets)]
    return json.loads(parts[2]), json.loads(parts[4])


PREDICTIONS: dict[str, Message] = {
    "cheapest_option": {"choice": "in_house", "fields": {"reason": "experience"}},
    "double_the_calls": {"number": "36", "fields": {"reason": "twice as many"}},
}


async def predict(kernel: Kernel) -> None:
    """Lock the hotline's predictions, so that its levers open. ValueError when they are refused."""
    for question, work in PREDICTIONS.items():
        panel = kernel.question(question)
        answer = await kernel.tell(panel, "submit", work=work)
        if not answer.get("ok"):
            raise ValueError(f"{question}: {answer}")
