"""What every answer tells the browser to forbid."""

from __future__ import annotations

from tornado.web import RequestHandler

# A page and all it loads come from this server. Two things need a word:
# - blob: scripts, because anywidget imports a panel's script, which it has as text, from such an address;
# - no style stands in the text of a page: panels set styles by script (CSSOM), which no policy has to allow.
# Charts compute by Vega's interpreter, so nothing is compiled from text. A lever's step costs 3 to 8 % more until the
# first chart shows it, and up to a fifth more until the last has settled (two cases, on a busy machine).
POLICY = {
    "default-src": "'self'",
    "script-src": "'self' blob:",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}


def policy(nonce: str = "") -> str:
    """The Content-Security-Policy; a script that stands in the page itself is run where it has the `nonce`."""
    also = f" 'nonce-{nonce}'" if nonce else ""
    return "; ".join(f"{what} {allowed}{also if what == 'script-src' else ''}" for what, allowed in POLICY.items())


HEADERS = {
    "Content-Security-Policy": policy(),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


class Guarded(RequestHandler):
    """A handler whose answers carry HEADERS."""

    def set_default_headers(self) -> None:
        for name, value in HEADERS.items():
            self.set_header(name, value)
