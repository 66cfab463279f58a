"""The desk of a class that a hub has started: whoever the hub knows as the class's owner has it."""

from __future__ import annotations

import re
import secrets

from tornado.httpclient import HTTPClientError
from tornado.web import HTTPError

from classroom.hub import Owners
from classroom.room.handlers.phone import PhoneHandler
from classroom.visitors import set_cookie

DESK = "caseroom-desk"
ASKING = "caseroom-asking"  # what this browser has asked the hub with: a nonce and a verifier
ASKED = re.compile(r"([\w-]{43})\.([\w-]{43})", re.ASCII)
BACK = re.compile(r"teach(?:/\d{6}(?:/replay)?)?")
A_WHILE = 600  # seconds for a password


class Owned(PhoneHandler):
    """What the desk's addresses and the way to them share."""

    @property
    def owners(self) -> Owners | None:
        """Those of the hub's; None where no hub has started this server."""
        found: Owners | None = self.settings.get("owners")
        return found

    async def has_the_desk(self) -> bool:
        """Whether this browser has shown the desk's key, or the hub speaks for it."""
        shown = self.get_cookie(DESK) or ""
        return self.hall.opens_the_desk(shown) or (self.owners is not None and await self.owners.admit(shown))

    def ask_the_hub(self, owners: Owners) -> None:
        """Send the browser there; pages that ask at the same time share their nonce."""
        asked = ASKED.fullmatch(self.get_cookie(ASKING) or "")
        nonce, verifier = asked.groups() if asked else (secrets.token_urlsafe(32), secrets.token_urlsafe(32))
        set_cookie(self, ASKING, f"{nonce}.{verifier}", max_age=A_WHILE, httponly=True, samesite="Lax")
        back = self.request.path.removeprefix(self.settings["base_url"])
        self.redirect(owners.way(f"{nonce}.{back if BACK.fullmatch(back) else 'teach'}", verifier))

    def opens_a_page(self) -> bool:
        """Whether a reader opens a page, rather than a script or a form asking for something."""
        headers = self.request.headers
        return (
            self.request.method == "GET"
            and headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
            and "text/html" in headers.get("Accept", "")
        )


class Callback(Owned):
    """/oauth_callback?code=&state= : back from the hub."""

    async def get(self) -> None:
        """HTTPError 404 without a hub, 403 for who may not, 503 where the hub is away."""
        if self.owners is None:
            raise HTTPError(404)
        asked = ASKED.fullmatch(self.get_cookie(ASKING) or "")
        nonce, _, back = self.get_query_argument("state", "").partition(".")
        if not asked or not secrets.compare_digest(asked[1].encode(), nonce.encode()):
            raise HTTPError(403)
        try:
            token = await self.owners.token(self.get_query_argument("code", ""), asked[2])
        except (OSError, HTTPClientError):
            raise HTTPError(503) from None
        if not token or not await self.owners.admit(token):
            raise HTTPError(403)
        set_cookie(self, DESK, token, httponly=True, samesite="Lax")  # not Strict: who comes from an LMS asks at once
        self.clear_cookie(ASKING, path=self.settings["base_url"])
        self.redirect(self.settings["base_url"] + (back if BACK.fullmatch(back) else "teach"))

    def write_error(self, status_code: int, **kwargs: object) -> None:
        self.show("error.html", status=status_code, desk="hub")
