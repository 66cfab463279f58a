"""What every answer tells the browser to forbid."""

from __future__ import annotations

from tornado.web import RequestHandler

# A page and all it loads come from this server; widgets bring styles and scripts of their own, the latter as blobs, and
# charts compile expressions.
# Websockets are named by scheme: older Safari does not count them as 'self'.
POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' ws: wss:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{what} {allowed}" for what, allowed in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


class Guarded(RequestHandler):
    """A handler whose answers carry HEADERS."""

    def set_default_headers(self) -> None:
        for name, value in HEADERS.items():
            self.set_header(name, value)
