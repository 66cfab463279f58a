"""What a trainer does at the desk, by its addresses."""

from __future__ import annotations

import secrets
from typing import Any

from classroom.room.shadows.asking import Browser


class Trainer:
    def __init__(self, address: str, key: str) -> None:
        self._browser, self._key = Browser(address), key
        self._browser.get(f"teach/key/{key}")

    def link(self, code: str, lang: str) -> str:
        """The address that opens the desk in a browser that has not been there before."""
        room = f"&room={code}" if code else ""
        return f"{self._browser.address}teach/key/{self._key}?lang={lang}{room}"

    def room(self, slug: str, agenda: str, promise: str, new: bool = False) -> tuple[str, bool]:
        """The code of a room of this case, and whether it was there: one that goes on, unless a `new` one is wanted."""
        going_on = [] if new else self._browser.now("teach/rooms")["rooms"]
        for room in going_on:
            if room["slug"] == slug and room["ended_at"] is None:
                return str(room["code"]), True
        made = self._browser.send("teach", {"slug": slug, "agenda": agenda, "promise": promise})
        return str(made["code"]), False

    def look(self, code: str) -> Any:
        """The desk's view."""
        return self._browser.now(f"teach/{code}/now")

    def do(self, code: str, turn: int | None = None, **command: Any) -> Any:
        """Carry out a command; the view afterwards."""
        body = {"key": secrets.token_hex(12), "turn": turn, "command": command}
        return self._browser.send(f"teach/{code}/do", body)
