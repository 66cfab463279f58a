"""The names under which a server may be asked for.

A page of another site can point a name of its own at this machine, and then a browser takes that page and this server
for one (DNS rebinding). So a name that the server was not started with gets one sentence and nothing else.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable
from typing import Any

import jinja2
import psutil
from tornado.httputil import HTTPServerRequest
from tornado.routing import Matcher

from caseroom.i18n import LANGUAGES, translator
from classroom.headers import Guarded

ANY = ("", "0.0.0.0", "::")
HERE = {"localhost", "127.0.0.1", "::1"}
INSIDE = ("docker", "br-", "veth", "virbr", "vboxnet", "vmnet")
"""How networks between this machine and machines inside it are called: no phone is in them."""
LOOK = 3.0  # seconds


def served_names(host: str, names: Iterable[str] = ()) -> set[str]:
    """What may stand in a request's Host for a server that listens on `host`: its own names, and `names`."""
    own = {plain(host)} if host not in ANY else _of_this_machine()
    return HERE | own | set(map(plain, names))


def plain(host: str) -> str:
    """The name or address in a Host header, without port, brackets and capitals: [::1]:8866 is ::1."""
    host = host.strip().lower()
    name = host[1:].partition("]")[0] if host.startswith("[") else host if host.count(":") > 1 else host.split(":")[0]
    try:
        return str(ipaddress.ip_address(name.partition("%")[0]))
    except ValueError:
        return name.rstrip(".")


def network_addresses() -> list[str]:
    """This machine's addresses in its networks, the likeliest for others to reach it by first; [] in none."""
    up, way_out = {name for name, state in psutil.net_if_stats().items() if state.isup}, _way_out()
    own = {
        address.address
        for name, addresses in psutil.net_if_addrs().items()
        for address in addresses
        if name in up and address.family == socket.AF_INET
        if address.address == way_out or not name.lower().startswith(INSIDE)
    }
    return sorted(filter(_for_others, own), key=lambda address: (address != way_out, address))


class Networks:
    """`network_addresses`, looked up anew every few seconds: a laptop changes its network in class."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._looked = -LOOK
        self._found: list[str] = []

    def addresses(self) -> list[str]:
        if self._clock() - self._looked >= LOOK:
            self._looked, self._found = self._clock(), network_addresses()
        return self._found


def _for_others(address: str) -> bool:
    known = ipaddress.ip_address(address)
    return not (known.is_loopback or known.is_link_local or known.is_unspecified)


def _way_out() -> str:
    """This machine's address in the network that leads on, or "". Nothing is sent: the socket only asks its way."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address that is kept for documentation
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def _of_this_machine() -> set[str]:
    name = socket.gethostname().lower()
    addresses = {plain(address.address) for own in psutil.net_if_addrs().values() for address in own}
    return {name, name.split(".")[0], f"{name.split('.')[0]}.local", socket.getfqdn().lower()} | addresses


class ForeignHost(Matcher):
    """Matches requests for a name that is none of ours. The address of a network joined since the start is ours."""

    def __init__(self, names: set[str]) -> None:
        self._names = names

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        name = plain(request.host)
        return None if name in self._names or name in network_addresses() else {}


class Misdirected(Guarded):
    """421, and in both languages what whoever runs the server can do: a reader of it may be either."""

    def initialize(self, pages: jinja2.Environment) -> None:
        self._pages = pages

    def check_xsrf_cookie(self) -> None:
        """Nothing happens here."""

    def prepare(self) -> None:
        name = plain(self.request.host)
        self.set_status(421)
        self.set_header("Cache-Control", "no-store")
        self.finish(self._pages.get_template("misdirected.html").render(name=name, said=_said(name)))


def _said(name: str) -> dict[str, str]:
    return {
        lang: translator(lang)(
            "This server does not go by the name {name}. Whoever runs it can add that name: "
            "python3 kit serve --name {name}"
        ).format(name=name)
        for lang in LANGUAGES
    }
