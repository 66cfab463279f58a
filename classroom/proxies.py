"""What a proxy in front of the server tells of a request: whose it is, by which name and scheme it came.

Anybody can send such headers. They count only from proxies that the server was told of.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import Any

from tornado.httputil import HTTPServerRequest
from tornado.routing import Matcher


class Forwarded(Matcher):
    """Matches nothing. As the first rule of all it sets a request right before another one looks at it."""

    def __init__(self, proxies: Sequence[str], base: str) -> None:
        """`proxies`: addresses or networks, such as 10.0.0.0/8. `base`: see Settings."""
        self._proxies = [ipaddress.ip_network(proxy, strict=False) for proxy in proxies]
        self._base = base

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        if not self._named(request.remote_ip or ""):
            return None
        told = request.headers
        request.remote_ip = self._visitor(told.get("X-Forwarded-For", "")) or request.remote_ip
        scheme = told.get("X-Forwarded-Proto", "").split(",")[0].strip().lower()
        if scheme in ("http", "https"):
            request.protocol = scheme
        if host := told.get("X-Forwarded-Host", "").split(",")[0].strip():
            request.host = told["Host"] = host
        whole = request.path.startswith(self._base) or request.path == self._base.rstrip("/")
        if not whole:  # there are proxies that take the path's beginning off
            request.path = self._base + request.path.lstrip("/")
        return None

    def _named(self, address: str) -> bool:
        try:
            known = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(known in proxy for proxy in self._proxies)

    def _visitor(self, hops: str) -> str:
        """The last address that is none of the proxies': what stands before it, its sender may have made up."""
        addresses = [hop.strip() for hop in hops.split(",") if hop.strip()]
        found = next((hop for hop in reversed(addresses) if not self._named(hop)), "")
        try:
            return str(ipaddress.ip_address(found))
        except ValueError:
            return ""
