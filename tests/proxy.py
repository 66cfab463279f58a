"""A proxy as schools have one before their servers: it leads here by a path of its own, and says whom it asks for."""

from __future__ import annotations

import asyncio
import contextlib
import re
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.httpserver import HTTPServer
from tornado.iostream import StreamClosedError
from tornado.simple_httpclient import HTTPStreamClosedError
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketClientConnection, WebSocketClosedError, WebSocketHandler, websocket_connect

HERE = "127.0.0.1"
OWN = {"host", "connection", "upgrade", "transfer-encoding", "content-length", "content-encoding", "keep-alive"}


class Proxy:
    """What comes to `address` goes to the server on `port`. `strips`: the prefix stays behind; `sockets`: whether
    websockets pass.
    """

    def __init__(self, port: int, prefix: str = "/", strips: bool = False, sockets: bool = True) -> None:
        self.to, self.prefix, self.strips, self.sockets = port, prefix, strips, sockets
        self.port = 0
        ready = threading.Event()
        threading.Thread(target=self._run, args=(ready,), daemon=True).start()
        ready.wait(10)
        self.address = f"http://{HERE}:{self.port}{prefix}"

    def _run(self, ready: threading.Event) -> None:
        async def listen() -> None:
            own = re.escape(self.prefix)
            routes = [(rf"{own}api/kernels/.*", Socket, {"proxy": self}), (rf"{own}.*", Passed, {"proxy": self})]
            server = HTTPServer(Application(routes))
            server.listen(0, HERE)
            self.port = next(iter(server._sockets.values())).getsockname()[1]
            ready.set()
            await asyncio.Event().wait()

        asyncio.run(listen())

    def path(self, uri: str) -> str:
        return "/" + uri[len(self.prefix) :] if self.strips else uri

    def headers(self, request: Any) -> dict[str, str]:
        told = {name: value for name, value in request.headers.get_all() if name.lower() not in OWN}
        forwarded = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "http", "X-Forwarded-Host": request.host}
        return told | forwarded


@dataclass(frozen=True)
class Reached:
    """A server as browsers reach it through the proxy."""

    address: str
    port: int
    database: Path


class Passed(RequestHandler):
    def initialize(self, proxy: Proxy) -> None:
        self._proxy = proxy

    async def get(self) -> None:
        request = self.request
        self._begun = False
        with contextlib.suppress(HTTPStreamClosedError, StreamClosedError):  # either end may go
            await AsyncHTTPClient().fetch(
                HTTPRequest(
                    f"http://{HERE}:{self._proxy.to}{self._proxy.path(request.uri or '/')}",
                    request.method or "GET",
                    self._proxy.headers(request),
                    request.body if request.method in ("POST", "PUT") else None,
                    follow_redirects=False,
                    decompress_response=False,
                    request_timeout=120,
                    header_callback=self._told,
                    streaming_callback=self._said,
                ),
                raise_error=False,
            )
        if not self._finished:
            with contextlib.suppress(StreamClosedError):
                await self.finish()

    post = put = get

    def _told(self, line: str) -> None:
        if line.startswith("HTTP/"):
            self.set_status(int(line.split()[1]))
            self.clear_header("Content-Type")
        elif ":" in line:
            name, _, value = line.partition(":")
            if name.lower() not in OWN - {"content-encoding"}:
                self.add_header(name.strip(), value.strip())

    def _said(self, part: bytes) -> None:
        self.write(part)
        self._sending = asyncio.ensure_future(self._sent())

    async def _sent(self) -> None:
        with contextlib.suppress(StreamClosedError):
            await self.flush()


class Socket(WebSocketHandler):
    def initialize(self, proxy: Proxy) -> None:
        self._proxy = proxy
        self._there: WebSocketClientConnection | None = None

    async def get(self, *arguments: str, **named: str) -> None:
        if not self._proxy.sockets:
            self.set_status(400)
            await self.finish("no upgrade here")
            return
        headers = {
            name: value
            for name, value in self._proxy.headers(self.request).items()
            if not name.lower().startswith("sec-websocket")
        }
        address = f"ws://{HERE}:{self._proxy.to}{self._proxy.path(self.request.uri or '/')}"
        self._there = await websocket_connect(
            HTTPRequest(address, headers=headers),
            subprotocols=self.request.headers.get("Sec-WebSocket-Protocol", "").split(","),
            max_message_size=10**8,
        )
        await super().get(*arguments, **named)

    def select_subprotocol(self, subprotocols: list[str]) -> str | None:
        return self._there.selected_subprotocol if self._there else None

    def check_origin(self, origin: str) -> bool:
        return True

    def open(self, *_: str, **__: str) -> None:
        self._backwards = asyncio.get_running_loop().create_task(self._back())

    async def on_message(self, message: str | bytes) -> None:
        assert self._there is not None
        await self._there.write_message(message, isinstance(message, bytes))

    async def _back(self) -> None:
        assert self._there is not None
        with contextlib.suppress(WebSocketClosedError):
            while (message := await self._there.read_message()) is not None:
                await self.write_message(message, isinstance(message, bytes))
        self.close()

    def on_close(self) -> None:
        if self._there is not None:
            self._there.close()
