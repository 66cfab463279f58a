"""The address where a kernel keeps its visitor's work."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Awaitable
from typing import Any

from tornado.web import HTTPError

from caseroom import catalogue
from caseroom.client import LARGEST_VALUE
from classroom.headers import Guarded
from classroom.store import Busy, Full, Locked, StoreBeside, UnknownVisitor
from classroom.visitors import kernel_token

KEY = re.compile(r"[a-z0-9_.-]{1,80}")


class StateHandler(Guarded):
    """GET /api/cases/<slug>/state; PUT /api/cases/<slug>/state/<key> {"value": ..., "once": false, "asked": 1}.

    `asked`: when, by the machine's monotonic clock in nanoseconds; without it, when the request came.

    Only a bearer token counts here, never the cookie, so a foreign page cannot write in a visitor's name.
    """

    def initialize(self, store: StoreBeside) -> None:
        self._store = store

    def check_xsrf_cookie(self) -> None:
        """No cookie is looked at here, so there is nothing to forge."""

    async def get(self, slug: str, key: str = "") -> None:
        self._check_case(slug)
        state = await self._answered(self._store.load(kernel_token(self), slug))
        self.write({"state": state})

    async def put(self, slug: str, key: str = "") -> None:
        self._check_case(slug)
        if not KEY.fullmatch(key):
            raise HTTPError(400)
        value, once, asked = self._body()
        saving = self._store.save(kernel_token(self), slug, key, value, once=once, asked=asked)
        saved_at = await self._answered(saving)
        self.write({"saved_at": saved_at})

    def _check_case(self, slug: str) -> None:
        if slug not in catalogue.slugs():
            raise HTTPError(404)

    def _body(self) -> tuple[Any, bool, int]:
        if len(self.request.body) > LARGEST_VALUE:
            raise HTTPError(413)
        now = time.monotonic_ns()
        try:
            body = json.loads(self.request.body)
            value, once, asked = body["value"], bool(body.get("once", False)), body.get("asked", now)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise HTTPError(400) from None
        if type(asked) is not int or not 0 <= asked <= now:
            raise HTTPError(400)
        return value, once, asked

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
        except Locked as locked:
            raise AlreadyThere(locked.value) from None

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = kwargs.get("exc_info", (None, None))[1]
        if isinstance(error, AlreadyThere):
            self.finish({"value": error.value})
        else:
            self.finish({"error": self._reason})


class AlreadyThere(HTTPError):
    def __init__(self, value: Any) -> None:
        super().__init__(409)
        self.value = value
