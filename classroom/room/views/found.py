"""What a class found: every reveal that has something to show, as the screens had it."""

from __future__ import annotations

from collections.abc import Sequence

from caseroom.casefile import CaseFile
from classroom.room import reveals
from classroom.room.agendas import name_of
from classroom.room.shared import fullest, shared
from classroom.room.state import Reveal, Stretch
from classroom.room.views.asked import View
from classroom.room.views.look import Look


class Found:
    """What may be kept of what was shown."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._live = look.live
        self._told: dict[str, tuple[int, CaseFile | None, list[View]]] = {}  # by language, at which version of the room

    def shared(self, lang: str) -> list[View]:
        """What was shown to all: made once for all phones of a language, for they all ask at the end of the class."""
        live = self._live
        version, case, found = self._told.get(lang, (-1, None, []))
        if version != live.pages.version or case is not live.case:
            found = self.each(lang, shared(live.log))
            self._told[lang] = live.pages.version, live.case, found
        return found

    def each(self, lang: str, wanted: Sequence[Reveal]) -> list[View]:
        """Those that have something to show, none of them twice, each with its question."""
        seen, case = self._look.seen(lang), self._live.case
        if not case.there:
            return []
        made = {one: self._look.show(seen, one) for one in dict.fromkeys(reveals.named(seen, one) for one in wanted)}
        found = []
        for one in fullest(one for one, shown in made.items() if shown["blocks"]):
            asked = "" if one.kind == "decisions" else one.question  # a case has one decision
            phase = Stretch("", "reveal", 0, question=asked, reveal=one.kind)
            found.append({**made[one], "title": name_of(phase, case, lang), "question": one.question})
        return found
