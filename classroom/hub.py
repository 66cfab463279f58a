"""The JupyterHub that has started this server, where one has: it says where to listen, and whose the desk is.

A class is a server of its trainer's. Phones come without an account of the hub, by the class's code, so the server has
to be open to all; the desk is for those alone whom the hub lets use this server. It is asked by OAuth 2, as its
documentation tells every service to.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest

TOLD = "JUPYTERHUB_"
REMEMBERED = 60.0  # seconds until the hub is asked again
PATIENCE = 10.0  # seconds
TOKEN = re.compile(r"[\w.~+/=-]{8,200}", re.ASCII)


class NoHub(Exception):
    """No hub has started this server; the text says what is missing."""


@dataclass(frozen=True)
class Hub:
    """`host`, `port` and `base`: where the server is to listen. `name`: as whom browsers know it; "" if unknown.

    `api`: where the hub answers this server, `authorize` and `callback`: there and back for a browser. `client` and
    `secret`: what the server is called there, and what proves it. `scopes`: one of them is needed for the desk.
    """

    host: str
    port: int
    base: str
    name: str
    api: str
    authorize: str
    callback: str
    client: str
    secret: str
    scopes: frozenset[str]


def taken_from(environ: MutableMapping[str, str]) -> Hub:
    """What the hub says in `environ`, where it stays no longer: no case's code needs it. NoHub."""
    told = {name.removeprefix(TOLD): environ.pop(name) for name in list(environ) if name.startswith(TOLD)}
    try:
        own = urlsplit(told["SERVICE_URL"])
        return Hub(
            host=own.hostname or "127.0.0.1",
            port=own.port or 80,
            base=own.path.rstrip("/") + "/",
            name=urlsplit(told.get("PUBLIC_URL", "")).hostname or "",
            api=told["API_URL"].rstrip("/"),
            authorize=f"{told.get('HOST', '')}{told['BASE_URL']}hub/api/oauth2/authorize",
            callback=told["OAUTH_CALLBACK_URL"],
            client=told["CLIENT_ID"],
            secret=told["API_TOKEN"],
            scopes=frozenset(json.loads(told["OAUTH_ACCESS_SCOPES"])),
        )
    except KeyError as missing:
        raise NoHub(f"{TOLD}{missing.args[0]} is not set") from None


class Owners:
    """Who may have the desk: they hold a token of the hub's that is good for this server."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._admitted: dict[str, float] = {}  # tokens, and when the hub last spoke for each

    def way(self, state: str, verifier: str) -> str:
        """Where a browser is sent for a token. `state` comes back with it; `verifier` is shown for it later."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
        asked = {"response_type": "code", "client_id": self._hub.client, "redirect_uri": self._hub.callback}
        asked |= {"state": state, "code_challenge": challenge, "code_challenge_method": "S256"}
        return f"{self._hub.authorize}?{urlencode(asked)}"

    async def token(self, code: str, verifier: str) -> str:
        """What the hub gives for `code`; "" where that is none of its own. OSError, HTTPClientError: no answer."""
        shown = {"grant_type": "authorization_code", "code": code, "redirect_uri": self._hub.callback}
        shown |= {"client_id": self._hub.client, "client_secret": self._hub.secret, "code_verifier": verifier}
        try:
            return str((await self._ask("oauth2/token", body=urlencode(shown)))["access_token"])
        except HTTPClientError as refused:
            if refused.code in (400, 401, 403):
                return ""
            raise

    async def admit(self, token: str) -> bool:
        """Whether `token` opens the desk. While the hub does not answer, whoever had the desk keeps it."""
        if time.monotonic() - self._admitted.get(token, -REMEMBERED) < REMEMBERED:
            return True
        if not TOKEN.fullmatch(token):
            return False
        try:
            scopes: Iterable[str] = (await self._ask("user", Authorization=f"token {token}"))["scopes"]
        except (OSError, HTTPClientError) as error:
            if getattr(error, "code", 0) not in (401, 403, 404):
                return token in self._admitted
            scopes = ()
        if not self._hub.scopes.intersection(scopes):
            self._admitted.pop(token, None)
            return False
        self._admitted[token] = time.monotonic()
        return True

    async def _ask(self, path: str, body: str | None = None, **headers: str) -> Any:
        request = HTTPRequest(
            f"{self._hub.api}/{path}",
            "GET" if body is None else "POST",
            headers,
            body,
            connect_timeout=PATIENCE,
            request_timeout=PATIENCE,
            follow_redirects=False,
        )
        return json.loads((await AsyncHTTPClient().fetch(request)).body)
