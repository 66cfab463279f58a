"""Somebody in front of the server without a browser: requests as raw as an attacker's, and a case page's kernel."""

from __future__ import annotations

import asyncio
import http.client
import json
import re
import uuid
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from functools import cached_property
from http.cookies import SimpleCookie
from typing import Any

from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from caseroom.kernel.gathering import ANSWER
from tests.server import Server

Message = dict[str, Any]

PROTOCOL = "v1.kernel.websocket.jupyter.org"  # how messages are packed on the socket
PATIENCE = 60  # seconds: a busy machine is slow, not broken
CONFIG = re.compile(r'<script id="jupyter-config-data" type="application/json">(.*?)</script>')


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def ask(
    server: Server,
    path: str,
    method: str = "GET",
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
    patience: float = PATIENCE,
    source: str = "127.0.0.1",
) -> Answer:
    """One request from `source`; the path goes out exactly as it is written, and no redirect is followed."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=patience, source_address=(source, 0))
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


def as_kernel(
    server: Server,
    token: str,
    key: str = "",
    value: Any = None,
    case: str = "helpdesk",
    patience: float = PATIENCE,
) -> Answer:
    """What the kernel with this token asks: everything of its visitor's or, with `key`, to keep `value`."""
    path, headers = f"/api/cases/{case}/state", {"Authorization": f"Bearer {token}"}
    if not key:
        return ask(server, path, headers=headers)
    return ask(server, f"{path}/{key}", "PUT", json.dumps({"value": value}).encode(), headers, patience)


def cookies(answer: Answer) -> SimpleCookie:
    """The cookies that an answer sets."""
    found = SimpleCookie()
    for line in answer.headers.get_all("Set-Cookie", []):
        found.load(line)
    return found


def newcomer(server: Server, path: str = "/cases/helpdesk?lang=en") -> str:
    """The token that who comes without one is given, on the way back to the page."""
    return cookies(ask(server, path))["caseroom"].value


def _cookie(sent: dict[str, str]) -> dict[str, str]:
    shown = "; ".join(f"{name}={value}" for name, value in sent.items() if value)
    return {"Cookie": shown} if shown else {}


class CasePage:
    """The helpdesk as opened by a visitor: its HTML, its kernel and the widgets in it."""

    def __init__(
        self, server: Server, lang: str = "en", token: str = "", case: str = "helpdesk", seat: str = ""
    ) -> None:
        """`token`: the visitor's cookie; without one a new visitor comes. `seat`: the cookie of a phone in a class."""
        path, sent = f"/cases/{case}?lang={lang}", {"caseroom": token, "caseroom-seat": seat}
        self.answer = ask(server, path, headers=_cookie(sent))
        if self.answer.status == 302:  # a newcomer, who is to come back with a cookie
            sent["caseroom"] = cookies(self.answer)["caseroom"].value
            self.answer = ask(server, path, headers=_cookie(sent))
        self.html = self.answer.text
        self.token = cookies(self.answer)["caseroom"].value
        found = CONFIG.search(self.html)
        assert found, self.html
        self.kernel_id: str = json.loads(found[1])["kernelId"]
        self.address = f"/api/kernels/{self.kernel_id}"
        self._server = server

    @cached_property
    def socket(self) -> Socket:
        return Socket(self._server, self.address, self.cookie)

    @property
    def cookie(self) -> dict[str, str]:
        """What the page's browser sends with every request."""
        return {"Cookie": f"caseroom={self.token}"}

    @property
    def alive(self) -> str:
        return f"/kernels/{self.kernel_id}"

    @property
    def has_kernel(self) -> bool:
        return ask(self._server, self.alive, headers=self.cookie).status == 204

    def say_goodbye(self) -> Answer:
        """As the page's script does when a tab is closed: no XSRF token goes with it."""
        self.socket.close()
        return ask(self._server, f"/voila/api/shutdown/{self.kernel_id}", "POST", b"", self.cookie)

    def states(self) -> dict[str, Message]:
        """Every widget's state by its id, as anybody who holds the kernel's id can ask for it."""
        control = uuid.uuid4().hex
        opening = {"comm_id": control, "target_name": "jupyter.widget.control", "data": {}}
        self.socket.ask("comm_open", opening, metadata={"version": "1.0.0"})
        asking = {"comm_id": control, "data": {"method": "request_states"}}
        heard = [message["content"] for message in self.socket.ask("comm_msg", asking)]
        states = next(content["data"]["states"] for content in heard if content.get("comm_id") == control)
        return {widget: told["state"] for widget, told in states.items()}

    def widget(self, fits: Callable[[Message], object]) -> str:
        """The id of the one widget whose state fits."""
        (found,) = (widget for widget, state in self.states().items() if fits(state))
        return found

    def question(self, name: str) -> str:
        return self.widget(lambda state: state.get("question", {}).get("id") == name)

    def tell(self, widget: str, kind: str, **content: Any) -> Message:
        """Send a widget a message as its script does; what it answers."""
        message = {"type": kind, "id": uuid.uuid4().hex, **content}
        for heard in self.send(widget, {"method": "custom", "content": message}):
            answer = heard["content"].get("data", {}).get("content", {})
            if isinstance(answer, dict) and answer.get("id") == message["id"]:
                return answer
        raise AssertionError(f"no answer to {kind}")

    def send(self, widget: str, data: Message) -> list[Message]:
        """Whatever one likes to a widget; what the kernel says to it."""
        return self.socket.ask("comm_msg", {"comm_id": widget, "data": data})

    def predict(self) -> None:
        """Lock all predictions, so that the rest of the case opens."""
        works: dict[str, Message] = {
            "cheapest_option": {"choice": "in_house", "fields": {"reason": "experience"}},
            "double_the_calls": {"number": "36", "fields": {"reason": "twice as many"}},
            "drawn_promise": {"curve": [0, 0.1, 0.3, 0.5, 0.7, 0.9, 1], "fields": {}},
        }
        for name, work in works.items():
            answer = self.tell(self.question(name), "submit", work=work)
            assert answer["ok"], answer


class Socket:
    """The channel to a kernel, one message at a time, in the protocol that browsers speak."""

    def __init__(
        self, server: Server, kernel: str, headers: dict[str, str] | None = None, protocol: str = PROTOCOL
    ) -> None:
        """HTTPClientError when the server does not let it in."""
        address = f"ws://127.0.0.1:{server.port}{kernel}/channels?session_id={uuid.uuid4().hex}"
        request = HTTPRequest(address, headers=headers or {})
        self._protocol = protocol
        self._heard: list[Message] = []  # of what came together, what has not been looked at
        self._loop = asyncio.new_event_loop()
        try:
            self._connection = self._wait(self._connect(request))
        except BaseException:
            self._loop.close()
            raise

    def close(self) -> None:
        self._wait(self._close())
        self._loop.close()

    def send(self, kind: str, content: Message, metadata: Message | None = None, channel: str = "shell") -> str:
        """Send a message and wait for nothing; its id."""
        name = uuid.uuid4().hex
        header = {"msg_id": name, "session": "test", "username": "", "msg_type": kind, "version": "5.3"}
        message = {
            "header": header,
            "parent_header": {},
            "metadata": metadata or {},
            "content": content,
        }
        self.send_raw(serialize_msg_to_ws_v1(message, channel, lambda part: json.dumps(part).encode()))
        return name

    def send_raw(self, frame: str | bytes) -> None:
        """Send anything."""
        self._wait(self._write(frame))

    def closed_with(self) -> int | None:
        """The code with which the server closes the socket, once it has."""
        while self._wait(self._read()) is not None:
            pass
        return self._connection.close_code

    def ask(self, kind: str, content: Message, metadata: Message | None = None) -> list[Message]:
        """Send a message; all that the kernel says to it until it is idle again."""
        name = self.send(kind, content, metadata)
        return [heard for heard in self._until_idle(name) if heard["parent_header"].get("msg_id") == name]

    def heard_meanwhile(self) -> list[Message]:
        """All that comes in until the kernel has answered one more harmless question."""
        return list(self._until_idle(self.send("comm_info_request", {})))

    def _until_idle(self, name: str) -> Iterator[Message]:
        while True:
            while not self._heard:
                raw = self._wait(self._read())
                assert raw is not None, "the socket was closed"
                self._heard += _decoded(raw)
            heard = self._heard.pop(0)
            yield heard
            idle = heard["content"].get("execution_state") == "idle"
            if idle and heard["parent_header"].get("msg_id") == name:
                return

    def _wait(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._loop.run_until_complete(asyncio.wait_for(work, PATIENCE))

    async def _connect(self, request: HTTPRequest) -> WebSocketClientConnection:
        return await websocket_connect(request, subprotocols=[self._protocol] if self._protocol else None)

    async def _write(self, raw: str | bytes) -> None:
        await self._connection.write_message(raw, binary=isinstance(raw, bytes))

    async def _read(self) -> str | bytes | None:
        return await self._connection.read_message()

    async def _close(self) -> None:
        self._connection.close()
        while await self._connection.read_message() is not None:
            pass


def _decoded(raw: str | bytes) -> list[Message]:
    """The message in `raw`; of a kernel's answer all that is in it, and that the kernel is idle again."""
    _, parts = deserialize_msg_from_ws_v1(raw)
    names = ("header", "parent_header", "metadata", "content")
    heard = {name: json.loads(part) for name, part in zip(names, parts, strict=False)}
    if heard["header"]["msg_type"] != ANSWER:
        return [heard]
    parent = heard["parent_header"]
    said = [{"header": {"msg_type": one["msg_type"]}, **one} for one in heard["content"]["messages"]]
    said += [{"header": {"msg_type": "status"}, "content": {"execution_state": "idle"}}]
    return [{**one, "parent_header": parent} for one in said]
