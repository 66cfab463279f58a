"""The address where a kernel keeps its visitor's work."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

from tornado.ioloop import IOLoop
from tornado.web import HTTPError

from caseroom import casefile
from caseroom.client import LARGEST_VALUE
from classroom.headers import Guarded
from classroom.store import Busy, Full, Locked, Store, UnknownVisitor
from classroom.visitors import kernel_token

KEY = re.compile(r"[a-z0-9_.-]{1,80}")


class StateHandler(Guarded):
    """GET /api/cases/<slug>/state; PUT /api/cases/<slug>/state/<key> {"value": ..., "once": false}.

    Only a bearer token counts here, never the cookie, so a foreign page cannot write in a visitor's name.
    """

    def initialize(self, store: Store, executor: Executor) -> None:
        self._store, self._executor = store, executor

    def check_xsrf_cookie(self) -> None:
        """No cookie is looked at here, so there is nothing to forge."""

    async def get(self, slug: str, key: str = "") -> None:
        self._check_case(slug)
        state = await self._in_store(lambda: self._store.load(kernel_token(self), slug))
        self.write({"state": state})

    async def put(self, slug: str, key: str = "") -> None:
        self._check_case(slug)
        if not KEY.fullmatch(key):
            raise HTTPError(400)
        value, once = self._body()
        token = kernel_token(self)
        saved_at = await self._in_store(lambda: self._store.save(token, slug, key, value, once=once))
        self.write({"saved_at": saved_at})

    def _check_case(self, slug: str) -> None:
        if slug not in casefile.slugs():
            raise HTTPError(404)

    def _body(self) -> tuple[Any, bool]:
        if len(self.request.body) > LARGEST_VALUE:
            raise HTTPError(413)
        try:
            body = json.loads(self.request.body)
            return body["value"], bool(body.get("once", False))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise HTTPError(400) from None

    async def _in_store(self, work: Callable[[], Any]) -> Any:
        """Run `work` beside the event loop: one slow disk must not hold up a whole room."""
        try:
            return await IOLoop.current().run_in_executor(self._executor, work)
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
