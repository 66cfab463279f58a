"""Who a request comes from: a random token in a visitor's cookie, or the one that a kernel shows."""

from __future__ import annotations

import hashlib
from typing import Any

from tornado.web import HTTPError, RequestHandler

from caseroom.i18n import LANGUAGES

TOKEN = "caseroom"
LANGUAGE = "caseroom-lang"
HALF_A_YEAR = 182  # days: a course, and some more


def cookie_token(request: RequestHandler) -> str:
    """The token this browser shows, or ""."""
    return request.get_cookie(TOKEN) or ""


def mark_of(token: str) -> str:
    """What a visitor's page may know of them: it tells them from another of this browser, and opens nothing."""
    return hashlib.sha256(f"mark of {token}".encode()).hexdigest()[:16]


def remember(request: RequestHandler, token: str) -> None:
    """Give the browser its token; scripts on the page cannot read it."""
    set_cookie(request, TOKEN, token, expires_days=HALF_A_YEAR, httponly=True, samesite="Lax")


def set_cookie(request: RequestHandler, name: str, value: str, **attributes: Any) -> None:
    """For this server's addresses only: another class may stand beside it below another path."""
    request.set_cookie(name, value, secure=is_https(request), path=request.settings["base_url"], **attributes)


def is_https(request: RequestHandler) -> bool:
    """Whether the browser came by https, be it to a proxy before us that we know of (see Forwarded)."""
    return request.request.protocol == "https"


def kernel_token(request: RequestHandler) -> str:
    """The token a kernel sends along, or ""."""
    scheme, _, token = request.request.headers.get("Authorization", "").partition(" ")
    return token if scheme == "Bearer" else ""


def asked_language(request: RequestHandler) -> str:
    """What ?lang= says, be it no text at all: an error page must come in some language too."""
    return request.request.query_arguments.get("lang", [b""])[-1].decode(errors="replace")


def language(request: RequestHandler) -> str:
    """?lang= if it names one of ours, else what was chosen last, else what the browser prefers."""
    for candidate in (asked_language(request), request.get_cookie(LANGUAGE)):
        if candidate in LANGUAGES:
            return candidate
    preferred = request.request.headers.get("Accept-Language", "").lower()
    return "zh" if preferred.startswith("zh") else "en"


def remember_language(request: RequestHandler, lang: str) -> None:
    set_cookie(request, LANGUAGE, lang, expires_days=HALF_A_YEAR, samesite="Lax")


def require_reader(request: RequestHandler) -> None:
    """Only a reader who opens a page gets a kernel: no other site's picture, script or frame, no browser's guess.

    HTTPError 403 or, where the browser only fetches ahead and will come again, 503. Over plain http browsers leave out
    Sec-Fetch-*; what they accept still tells a page from a picture or a script.
    """
    headers = request.request.headers
    ahead = " ".join(headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    if "prefetch" in ahead.lower():
        raise HTTPError(503)
    if headers.get("Sec-Fetch-Dest", "document") != "document" or "text/html" not in headers.get("Accept", "text/html"):
        raise HTTPError(403)
