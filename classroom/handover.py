"""One browser, several people: who finds another's work begins afresh, and whoever wrote it comes back by a link.

The link holds the visitor's own token. It is shown once, to be noted or sent to oneself, and it is not followed on the
shared machine, so that it does not stand in that browser's history.
"""

from __future__ import annotations

import re

from tornado.web import HTTPError

from classroom.templated import OursOnly
from classroom.visitors import TOKEN, cookie_token, language, remember

SLUG = re.compile(r"[a-z0-9_]{1,60}")


class Handing(OursOnly):
    """A page whose forms change who the browser is."""

    def link(self, token: str) -> str:
        """Where `token`'s work is found again, as one opens it on any device; "" without a token."""
        return f"{self.request.protocol}://{self.request.host}{self._base}return/{token}" if token else ""

    @property
    def _base(self) -> str:
        return str(self.settings["base_url"])


class SomebodyElse(Handing):
    """/somebody-else: asks (GET), then the browser forgets who it was; the page says how that one comes back (POST)."""

    async def get(self) -> None:
        slug = self.get_query_argument("case", "")
        self.show("somebody_else_asks.html", back=f"cases/{slug}" if SLUG.fullmatch(slug) else "")

    async def post(self) -> None:
        token = cookie_token(self)
        known = bool(token) and await self._store.knows(token)
        self.clear_cookie(TOKEN, path=self.settings["base_url"])
        self.show("somebody_else.html", link=self.link(token if known else ""))


class Return(Handing):
    """/return/<token>: asks (GET), then makes the browser that visitor's (POST)."""

    async def get(self, token: str) -> None:
        await self._require(token)
        now = cookie_token(self)
        other = now if now != token and now and await self._store.knows(now) else ""
        self.set_header("Referrer-Policy", "same-origin")  # with no-referrer a browser would not name us on the form
        self.show("return.html", link=self.link(other))

    async def post(self, token: str) -> None:
        await self._require(token)
        remember(self, token)
        self.redirect(f"{self._base}?lang={language(self)}", status=303)

    async def _require(self, token: str) -> None:
        if not await self._store.knows(token):
            raise HTTPError(404)
