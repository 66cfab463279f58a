"""HTTP and websockets as all the clients need them: cookies kept, no proxy, no limit on sizes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http.cookies import SimpleCookie
from types import TracebackType
from typing import Any
from urllib.parse import urljoin

from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClientConnection, websocket_connect

PATIENCE = 120.0  # seconds; a crowd may have to wait
LARGEST = 200_000_000  # bytes of one websocket message

AsyncHTTPClient.configure(None, max_clients=1000)


class Visitor:
    """One visitor's cookies and websocket."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies = SimpleCookie()
        self.socket: WebSocketClientConnection | None = None

    async def ask(
        self, path: str, method: str = "GET", body: Any = None, headers: Mapping[str, str] | None = None
    ) -> str:
        """One request, a body going as JSON; the text of the answer, or of what it leads on to, the cookies kept on the
        way as in a browser. Raises tornado's HTTPError for an error status.
        """
        sent = json.dumps(body) if body is not None else ("" if method == "POST" else None)
        kind = {"Content-Type": "application/json"} if body is not None else {}
        request = HTTPRequest(
            self.address + path,
            method=method,
            headers={**self._cookie_header(), **kind, **(headers or {})},
            body=sent,
            request_timeout=PATIENCE,
            connect_timeout=PATIENCE,
            decompress_response=True,
            follow_redirects=False,
        )
        answer: HTTPResponse = await AsyncHTTPClient().fetch(request, raise_error=False)
        for line in answer.headers.get_list("Set-Cookie"):
            self.cookies.load(line)
        if answer.code in (301, 302, 303):
            return await self.ask(urljoin(path, answer.headers["Location"]))
        answer.rethrow()
        return answer.body.decode("utf-8", "replace")

    async def connect(self, path: str, protocols: Sequence[str] = ()) -> None:
        address = self.address.replace("http://", "ws://") + path
        headers = {**self._cookie_header(), "Origin": self.address}
        request = HTTPRequest(address, headers=headers, connect_timeout=PATIENCE, request_timeout=PATIENCE)
        self.socket = await websocket_connect(request, subprotocols=list(protocols) or None, max_message_size=LARGEST)

    async def send(self, message: str | bytes | Mapping[str, Any]) -> None:
        assert self.socket is not None
        raw = message if isinstance(message, str | bytes) else json.dumps(message)
        await self.socket.write_message(raw, binary=isinstance(raw, bytes))

    async def read(self) -> str | bytes:
        """The next message. ConnectionError when the server has closed."""
        assert self.socket is not None
        message = await self.socket.read_message()
        if message is None:
            raise ConnectionError("the server closed the socket")
        return message

    async def read_until(self, sign: str) -> str:
        """Read on until a message contains `sign`; that message, as text."""
        while True:
            message = await self.read()
            text = message if isinstance(message, str) else message.decode("utf-8", "replace")
            if sign in text:
                return text

    async def close(self) -> None:
        if self.socket is not None:
            self.socket.close()

    async def __aenter__(self) -> Visitor:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            await self.close()

    def _cookie_header(self) -> dict[str, str]:
        pairs = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        return {"Cookie": pairs} if pairs else {}
