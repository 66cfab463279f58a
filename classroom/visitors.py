"""Who a request comes from: a random token in a cookie, or the same token from the visitor's kernel."""

from __future__ import annotations

from tornado.web import RequestHandler

from caseroom.i18n import LANGUAGES

TOKEN = "caseroom"
LANGUAGE = "caseroom-lang"
HALF_A_YEAR = 182  # days: a course, and some more


def cookie_token(request: RequestHandler) -> str:
    """The token this browser shows, or ""."""
    return request.get_cookie(TOKEN) or ""


def remember(request: RequestHandler, token: str) -> None:
    """Give the browser its token; scripts on the page cannot read it."""
    request.set_cookie(TOKEN, token, expires_days=HALF_A_YEAR, httponly=True, samesite="Lax", path="/")


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
    request.set_cookie(LANGUAGE, lang, expires_days=HALF_A_YEAR, samesite="Lax", path="/")
