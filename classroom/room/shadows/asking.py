"""Requests as a browser makes them: it keeps its cookies and says which page it sends from."""

from __future__ import annotations

import http.cookiejar
import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

PATIENCE = 30.0  # seconds


class Asked(Exception):
    """The server refused: `reason`, with its `status`."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status} {reason}")
        self.status, self.reason = status, reason


class Browser:
    def __init__(self, address: str, kept: Path | None = None) -> None:
        """`address` of the server, with a slash at its end; `kept`: where its cookies outlive the program."""
        self.address, self._kept = address, kept
        self._cookies = http.cookiejar.LWPCookieJar()
        if kept and kept.exists():
            self._cookies.load(str(kept))
        own = urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self._cookies)
        self._opener = urllib.request.build_opener(*own)

    def get(self, path: str) -> bytes:
        """What stands there. Asked, OSError."""
        return self._open(urllib.request.Request(self.address + path))

    def now(self, path: str) -> Any:
        """The JSON that stands there. Asked, OSError."""
        return json.loads(self.get(path))

    def send(self, path: str, body: Any) -> Any:
        """What comes back for this JSON. Asked, OSError."""
        headers = {"Content-Type": "application/json", "Origin": self.address.rstrip("/")}
        request = urllib.request.Request(self.address + path, json.dumps(body).encode(), headers)
        return json.loads(self._open(request))

    def stream(self, path: str) -> Any:
        """An open answer that is read line by line. Asked, OSError."""
        return self._opener.open(urllib.request.Request(self.address + path), timeout=PATIENCE)

    @property
    def has_been_here(self) -> bool:
        """Whether it came with cookies that it kept."""
        return len(self._cookies) > 0

    def keep(self) -> None:
        """Keep the cookies, where there is a place for them."""
        if self._kept:
            self._kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._cookies.save(str(self._kept))

    def forget(self) -> None:
        """Leave nothing of them."""
        self._cookies.clear()
        if self._kept:
            self._kept.unlink(missing_ok=True)

    def _open(self, request: urllib.request.Request) -> bytes:
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                body: bytes = answer.read()
                return body
        except urllib.error.HTTPError as error:
            said = error.read()
            try:
                reason = str(json.loads(said)["reason"])
            except (ValueError, KeyError, TypeError):
                reason = error.reason
            raise Asked(error.code, reason) from None
