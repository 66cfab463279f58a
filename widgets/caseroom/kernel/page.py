"""One page's end of Jupyter's protocol in a process that it shares: what a page may say, and nothing that runs code."""

from __future__ import annotations

import asyncio
import json
import logging
import platform
from collections.abc import Callable
from pathlib import Path
from typing import Any

import zmq
import zmq.asyncio

from caseroom.kernel.apart import Apart
from caseroom.kernel.gathering import GATHERED, Answers, GatheringSession, Said
from caseroom.kernel.process import CELLS

SOCKETS = {"shell": zmq.ROUTER, "control": zmq.ROUTER, "stdin": zmq.ROUTER, "iopub": zmq.PUB, "hb": zmq.ROUTER}
ABOUT = {
    "status": "ok",
    "protocol_version": "5.3",
    "implementation": "caseroom",
    "implementation_version": "1",
    "language_info": {"name": "python", "version": platform.python_version(), "file_extension": ".py"},
    "banner": "",
    "help_links": [],
}

log = logging.getLogger(__name__)


class PageKernel:
    """Answers a page until it is shut down; `ended` is called then, once."""

    def __init__(self, connection_file: Path, page: Apart, ended: Callable[[], None]) -> None:
        self._page, self._ended, self._answers = page, ended, Answers()
        told = json.loads(connection_file.read_text(encoding="utf-8"))
        self._session = GatheringSession(key=told["key"].encode(), signature_scheme=told["signature_scheme"])
        self._sockets: dict[str, zmq.asyncio.Socket] = {}
        self._listening: list[asyncio.Task[None]] = []
        try:
            for name, kind in SOCKETS.items():
                self._sockets[name] = zmq.asyncio.Context.instance().socket(kind)
                self._sockets[name].bind(_address(told, name))
        except zmq.ZMQError:  # somebody else's, before us
            self.close()
            raise
        self._parent: Said = {}
        page.tell = self._tell
        page.comms.register_target(CELLS, lambda opened, _: opened.send({"cells": page.outputs}))
        self._listening = [asyncio.create_task(self._listen(name)) for name in ("shell", "control", "hb")]

    def close(self) -> None:
        for task in self._listening:
            task.cancel()
        for socket in self._sockets.values():
            socket.close(linger=200)
        self._page.forget()

    async def _listen(self, channel: str) -> None:
        while True:
            parts = await self._sockets[channel].recv_multipart(copy=False)
            if channel == "hb":
                await self._sockets[channel].send_multipart(parts, copy=False)
            else:
                self._heard(channel, parts)

    def _tell(self, said: Said, topic: bytes) -> None:
        named = {"metadata": said["metadata"], "buffers": said["buffers"], "parent": self._parent, "ident": topic}
        self._session.send(self._sockets["iopub"], said["msg_type"], said["content"], **named)

    def _heard(self, channel: str, parts: list[Any]) -> None:
        """Deal with a message, once."""
        who, frames = self._session.feed_identities(parts, copy=False)
        sent = frames[1].bytes  # type: ignore[union-attr]
        header = self._session.unpack(sent)  # the server has seen that it can be read: classroom/frames.py
        answers = self._answers.to(str(header.get("msg_id")))
        if answers is not None:
            self._session.tell(self._sockets["iopub"], answers, {"header": header}, again=True)
            return
        try:
            message = self._session.deserialize(frames, content=True, copy=False)
        except (ValueError, TypeError):
            log.warning("A message that nobody of ours has signed was left unread.")
            return
        with self._page.at_work():
            self._deal_with(channel, who, message)

    def _deal_with(self, channel: str, who: list[bytes], message: Said) -> None:
        kind, self._parent = message["header"]["msg_type"], message
        if channel == "shell" and kind in GATHERED:
            with self._session.gathered() as said:
                getattr(self._page.comms, kind)(None, who, message)
            self._answers.keep(message["header"]["msg_id"], said)
            self._session.tell(self._sockets["iopub"], said, message)
            return
        self._state("busy")
        if kind in ("kernel_info_request", "comm_info_request", "shutdown_request"):
            reply = getattr(self, f"_{kind}")(message["content"])
            self._session.send(self._sockets[channel], kind.replace("request", "reply"), reply, message, ident=who)
        self._state("idle")
        if kind == "shutdown_request":
            self._ended()

    def _state(self, state: str) -> None:
        self._session.send(self._sockets["iopub"], "status", {"execution_state": state}, self._parent, ident=b"status")

    def _kernel_info_request(self, _: Said) -> Said:
        return ABOUT

    def _comm_info_request(self, _: Said) -> Said:
        comms = {name: {"target_name": opened.target_name} for name, opened in self._page.comms.comms.items()}
        return {"status": "ok", "comms": comms}

    def _shutdown_request(self, asked: Said) -> Said:
        return {"status": "ok", "restart": bool(asked.get("restart"))}


def _address(told: Said, name: str) -> str:
    between = ":" if told["transport"] == "tcp" else "-"
    return f"{told['transport']}://{told['ip']}{between}{told[f'{name}_port']}"
