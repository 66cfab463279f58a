"""What each of the four screens may know of a room, as JSON in its reader's language.

A phone learns of itself, its table and the phase; the projector nothing of anybody; the desk who is where and, where
the room's promise allows it, who has answered.
"""

from __future__ import annotations

from classroom.room.live import Live
from classroom.room.reveals import Shower
from classroom.room.state import Reveal
from classroom.room.views.asked import View
from classroom.room.views.desk import DeskView
from classroom.room.views.found import Found
from classroom.room.views.look import Look
from classroom.room.views.phone import PhoneView
from classroom.room.views.screen import ScreenView

__all__ = ["View", "Views"]


class Views:
    """The views of one room. They share what was revealed: all screens show the same picture."""

    def __init__(self, live: Live, shower: Shower | None = None) -> None:
        look = Look(live, shower)
        self._found, screen, self._desk = Found(look), ScreenView(look), DeskView(look)
        self.seen_scenarios = look.seen_scenarios
        self.phone = PhoneView(look, self._found.shared).phone
        self.screen, self.screens = screen.screen, screen.screens
        self.desk = self._desk.desk

    def shown(self, lang: str) -> list[View]:
        """Every reveal that has something to show, as the screens had it, each under a title that tells it apart."""
        offered = self._desk.may_reveal(lang)
        return self._found.each(lang, [Reveal(one["kind"], one["question"]) for one in offered])
