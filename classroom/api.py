"""The address where a kernel keeps its visitor's work."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Awaitable
from typing import Any

from tornado.http1connection import HTTP1Connection
from tornado.web import HTTPError, stream_request_body

from caseroom import catalogue
from caseroom.casefile.keys import OPENED, WHAT_IF, keys_set_once, known_keys
from caseroom.client import LARGEST_VALUE
from classroom.admission import Seat
from classroom.headers import Guarded
from classroom.store import Busy, Changed, Full, Locked, StoreBeside, StoreError, TooMuch, UnknownVisitor
from classroom.visitors import kernel_token


@stream_request_body
class StateHandler(Guarded):
    """GET /api/cases/<slug>/state; PUT /api/cases/<slug>/state/<key> {"value": ..., "asked": 1, "based_on": "…"}.

    `asked`: when, by the machine's monotonic clock in nanoseconds; without it, when the request came.
    `based_on`: the fingerprint of the value that this one replaces. 412, with the present value, when it is another.
    The token is the kernel's own, for its case; it ends with the kernel. What may be set once is for the case to say.

    Only a bearer token counts here, never the cookie: a foreign page cannot write in a visitor's name, and who has a
    browser's cookie has no other way to the work than the case's own page.
    """

    def initialize(self, store: StoreBeside) -> None:
        self._store = store
        self._received = bytearray()

    def prepare(self) -> None:
        if int(self.request.headers.get("Content-Length") or 0) > LARGEST_VALUE:
            raise HTTPError(413)
        connection = self.request.connection
        if isinstance(connection, HTTP1Connection):  # a body of undeclared length is cut off by the connection
            connection.set_max_body_size(LARGEST_VALUE)

    def data_received(self, chunk: bytes) -> None:
        self._received += chunk

    def check_xsrf_cookie(self) -> None:
        """No cookie is looked at here, so there is nothing to forge."""

    async def get(self, slug: str, key: str = "") -> None:
        seat = self._seat(slug)
        state = await self._answered(self._store.load(seat.visitor, slug))
        opened = self.settings["hall"].opened(seat.room) if seat.room else []
        self.write({"state": state | ({OPENED: opened} if opened else {})})

    async def put(self, slug: str, key: str = "") -> None:
        seat = self._seat(slug)
        case = catalogue.load(slug)
        if key not in known_keys(case):
            raise HTTPError(400)
        value, asked, based_on = self._body()
        saving = self._store.save(
            seat.visitor, slug, key, value, once=key in keys_set_once(case), asked=asked, based_on=based_on
        )
        saved_at = await self._answered(saving)
        if key == WHAT_IF and seat.sits:
            await self._told_to_the_room(seat, value)
        self.write({"saved_at": saved_at})

    async def _told_to_the_room(self, seat: Seat, kept: Any) -> None:
        """The work itself is saved: what the room could not take over comes with the next step."""
        with contextlib.suppress(StoreError):
            await self.settings["hall"].turned(seat.room, seat.sits, kept)

    def _seat(self, slug: str) -> Seat:
        """The seat whose kernel asks."""
        if slug not in catalogue.slugs():
            raise HTTPError(404)
        seat: Seat | None = self.settings["kernel_manager"].admission.holder(kernel_token(self))
        if seat is None or seat.slug != slug:
            raise HTTPError(401)
        return seat

    def _body(self) -> tuple[Any, int, str | None]:
        """The value, and when it was asked for. HTTPError 400 for what is no JSON, or none that could be kept."""
        now = time.monotonic_ns()
        try:
            body = json.loads(self._received)
            value, asked, based_on = body["value"], body.get("asked", now), body.get("based_on")
            json.dumps(value, ensure_ascii=False, allow_nan=False).encode()  # no NaN, no half of a character
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise HTTPError(400) from None
        if type(asked) is not int or not 0 <= asked <= now:
            raise HTTPError(400)
        return value, asked, None if based_on is None else str(based_on)

    async def _answered(self, work: Awaitable[Any]) -> Any:
        """What the store answers; what it refuses becomes a status."""
        try:
            return await work
        except UnknownVisitor:
            raise HTTPError(401) from None
        except Busy:
            raise HTTPError(503) from None
        except Full:
            raise HTTPError(507) from None
        except TooMuch:
            raise HTTPError(413) from None
        except Locked as locked:
            raise AnotherValue(409, locked.value) from None
        except Changed as changed:
            raise AnotherValue(412, changed.value) from None
        except StoreError:
            raise HTTPError(503) from None

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = kwargs.get("exc_info", (None, None))[1]
        if isinstance(error, AnotherValue):
            self.finish({"value": error.value})
        else:
            self.finish({"error": self._reason})


class AnotherValue(HTTPError):
    def __init__(self, status: int, value: Any) -> None:
        super().__init__(status)
        self.value = value
