"""How phones get in: the address and the QR code that the projector and the desk show."""

from __future__ import annotations

from classroom.hosts import ANY, HERE, plain
from classroom.room.handlers.phone import PhoneHandler
from classroom.room.views import View
from classroom.visitors import is_https


class WayIn(PhoneHandler):
    """What shows the room's address, as it is now: a machine changes its network in class."""

    def join(self, code: str) -> View:
        """`address`: what a phone types; `others`: this page where the machine is in several networks, for a QR code of
        that network; `trouble`: why no phone can come, "alone" or "no_network".
        """
        first, *others = self._hosts() or [""]
        trouble = "" if first else "no_network" if self.settings.get("listens_on", "") in ANY else "alone"
        return {
            "address": f"{self._at(first)}join" if first else "",
            "picture": self._at(first) + f"j/{code}" if first else "",
            "others": [f"{self._at(host)}screen/{code}" for host in others],
            "trouble": trouble,
        }

    def _hosts(self) -> list[str]:
        """Under which names phones reach this server, with the port: as the trainer did, unless that was from here."""
        host = self.request.host
        if plain(host) not in HERE:
            return [host]
        if self.settings.get("listens_on", "") not in ANY:
            return []
        port = host[host.rindex(":") :] if host[-1:].isdigit() and ":" in host and not host.endswith("]") else ""
        return [own + port for own in self.hall.networks.addresses()]

    def _at(self, host: str) -> str:
        return f"{'https' if is_https(self) else 'http'}://{host}{self.settings['base_url']}"
