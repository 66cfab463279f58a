"""The room as the projector shows it to everybody: no name, no answer that is not revealed."""

from __future__ import annotations

from caseroom.i18n import LANGUAGES
from classroom.room.views.asked import View
from classroom.room.views.look import Look


class ScreenView:
    """What the projector learns."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._live = look.live

    def screen(self, lang: str) -> View:
        """The room as the projector shows it to everybody: no name, no answer that is not revealed."""
        room = self._live.room
        asked = self._look.question(room.now, lang) or self._talk(lang)
        return {
            **self._look.common(lang),
            "phase": self._look.phase(room.now, lang) | {"question": asked},
            "count": self._look.count(room.now),
            "people": len([person for person in room.people.values() if person.here]),
            "reveal": self._look.revealed(lang),
            "notes": [note.text for note in room.notes if not note.to][-1:],
        }

    def screens(self) -> View:
        """The projector's view in every language, so that it changes over at once; they have one clock."""
        views = {lang: self.screen(lang) for lang in LANGUAGES}
        room = self._live.room
        return {
            "clock": [view.pop("clock") for view in views.values()].pop(),
            "views": views,
            "wall": {"lang": room.wall, "turn": room.walls},
            "spoken": sorted({person.lang for person in room.people.values() if person.here}),
        }

    def _talk(self, lang: str) -> View | None:
        """The question that a talk is about, with nothing to fill in."""
        room, about = self._live.room, self._look.talked_of()
        asked = self._look.question(room.agenda[room.at + 1], lang) if about else None
        return asked and asked | {"fields": []}
