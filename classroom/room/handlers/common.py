"""What all addresses of a room share: JSON in and out, refusals in the reader's language, and a stream of views."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import sys
from collections.abc import Callable
from typing import Any

import msgspec
from tornado.iostream import IOStream, StreamClosedError
from tornado.log import app_log
from tornado.web import HTTPError

from caseroom.i18n import translator
from classroom.room.hall import Hall
from classroom.room.live import Live
from classroom.room.rules import Refused
from classroom.room.state import Clock
from classroom.room.views import View
from classroom.room.words import REFUSAL_WORDS
from classroom.store import Busy, StoreError
from classroom.templated import OursOnly
from classroom.visitors import language

LARGEST = 64_000  # bytes of what a page sends
PAUSE = 0.1  # seconds between two views at least: what happens at once is told at once
BEAT = 10.0  # seconds after which a silent connection says that it is alive
GIVEN_UP = 15  # seconds after which a phone counts as gone that no longer acknowledges what it is sent
UNHEARD = {"linux": (18, 1000), "darwin": (0x80, 1), "win32": (5, 1)}
"""TCP's option for that on each system, and its unit in seconds: TCP_USER_TIMEOUT, TCP_RXT_CONNDROPTIME, TCP_MAXRT.
Without it a phone that has left the network counts as here for a quarter of an hour."""
STATUS = {"ended": 410, "elsewhere": 409, "phase_over": 409, "no_room": 404, "no_seat": 404, "nobody": 404}


class RoomHandler(OursOnly):
    """A handler that knows the hall. What is refused is {"reason", "sentence"} with a status."""

    @property
    def hall(self) -> Hall:
        found: Hall = self.settings["hall"]
        return found

    def sent(self, kind: Any) -> Any:
        """The request's JSON as a `kind`. Refused: "unfit"."""
        if len(self.request.body) > LARGEST:
            raise HTTPError(413)
        try:
            return msgspec.json.decode(self.request.body or b"{}", type=kind)
        except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError):
            raise Refused("unfit") from None

    def tell(self, value: View) -> None:
        """Answer in JSON."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(value, ensure_ascii=False, allow_nan=False))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = kwargs.get("exc_info", (None, None))[1]
        reason = _reason(error)
        if reason is None and self.request.method == "POST":
            self.tell({"reason": str(status_code), "sentence": ""})  # JSON: what sends takes any other for a stranger's
            return
        if reason is None:
            super().write_error(status_code, **kwargs)
            return
        self.set_status(STATUS.get(reason, 503 if reason in ("busy", "disk") else 400))
        self.tell({"reason": reason, "sentence": translator(language(self))(REFUSAL_WORDS[reason])})

    def log_exception(self, *error: Any) -> None:
        """What is refused is no trouble of the server's. What is, is told without saying whose device asked."""
        if _reason(error[1]) is None and not isinstance(error[1], HTTPError):
            app_log.error("%s %s", self.request.method, self.request.path, exc_info=error)

    def _log(self) -> None:
        """No line says which device asked for what: who was late with an answer, or the last to hand in."""


def _reason(error: object) -> str | None:
    if isinstance(error, Refused):
        return error.reason
    if isinstance(error, StoreError):
        return "busy" if isinstance(error, Busy) else "disk"
    return None


class Stream(RoomHandler):
    """Views as server-sent events: the present one at once, then each that differs from the one before."""

    async def stream(self, live: Live, view: Callable[[], View]) -> None:
        """Until the reader is gone."""
        give_up_the_silent(getattr(self.request.connection, "stream", None))
        self._transforms = []  # a packer for every phone would take more memory than all else that it needs
        self.set_header("Content-Type", "text/event-stream; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Accel-Buffering", "no")
        listener, told = live.pages.listen(), ("", Clock())
        self._gone = False
        self._listener = listener
        try:
            while not self._gone:
                listener.clear()
                now = view()
                clock = json.dumps(now.pop("clock"))
                text = json.dumps(now, ensure_ascii=False, allow_nan=False)
                same = (text, live.room.clock)  # as it is set, without the seconds that pass
                if same == told:
                    self.write(": \n\n")
                else:
                    self.write(f'id: {live.pages.version}\ndata: {{"clock": {clock}, {text[1:]}\n\n')
                told = same
                await self.flush()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(listener.wait(), BEAT)
                await asyncio.sleep(PAUSE)
        except StreamClosedError:
            pass
        finally:
            live.pages.unlisten(listener)

    def on_connection_close(self) -> None:
        self._gone = True
        if hasattr(self, "_listener"):
            self._listener.set()


def give_up_the_silent(stream: IOStream | None) -> None:
    """Let the system end a connection whose other end has left without a word."""
    if stream is not None and stream.socket is not None and sys.platform in UNHEARD:
        option, second = UNHEARD[sys.platform]
        with contextlib.suppress(OSError):  # a socket of another kind
            stream.socket.setsockopt(socket.IPPROTO_TCP, option, GIVEN_UP * second)
