"""What was shown is kept, so that two pictures of one thing single nobody out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from msgspec import structs

from classroom.room.groups import FEWEST, may_show
from classroom.room.reveals.asked import decision_of, named
from classroom.room.reveals.made import reveal, size
from classroom.room.reveals.told import picked_cards
from classroom.room.seen import Seen, Shown
from classroom.room.state import Reveal


@dataclass
class _Made:
    """A picture: of how many answers (-1: none), whether with the model, from what, and as it is in each language."""

    count: int
    with_model: bool
    seen: Seen
    shown: dict[str, Shown] = field(default_factory=dict)


class Shower:
    """Keeps what was shown, so that of two pictures of one thing the second is never the first and one person more."""

    def __init__(self) -> None:
        self._made: dict[Reveal, _Made] = {}
        self._settled: dict[str, Mapping[str, Any]] = {}

    def show(self, seen: Seen, wanted: Reveal) -> Shown:
        """What may be shown of it now. The trainer's cards follow at once: nobody is counted there."""
        wanted = named(seen, wanted)
        if wanted.kind in ("cards", "who_knew"):
            return reveal(seen, wanted)
        if wanted.kind == "scenarios":
            return reveal(replace(seen, pinned=self._settle("", seen.pinned)), wanted)
        if wanted.kind == "by_table":
            return reveal(self._with_settled_answers(seen, wanted.question), wanted)
        shown = self._counted(seen, wanted)
        if wanted.kind == "decisions":
            fresh = picked_cards(seen, decision_of(seen, wanted.question))[1]
            shown = {**shown, "blocks": [block for block in shown["blocks"] if block["type"] != "cards"] + fresh}
        return shown

    def _with_settled_answers(self, seen: Seen, question: str) -> Seen:
        """What tables answer as one follows at once; what their members answered alone, and where they sat, does not:
        whoever changes the table would take the answer along.
        """
        answers, people = dict(seen.answers), dict(seen.room.people)
        for phase in seen.alone(decision_of(seen, question)):
            now = {by: (value, people[by].table if by in people else 0) for by, value in seen.given(phase).items()}
            settled = self._settle(phase.id, now)
            answers[phase.id] = {by: value for by, (value, _) in settled.items()}
            people |= {by: structs.replace(people[by], table=n) for by, (_, n) in settled.items() if by in people}
        return replace(seen, answers=answers, room=structs.replace(seen.room, people=people))

    def _settle(self, name: str, now: Mapping[str, Any]) -> Mapping[str, Any]:
        """What was given as it was last shown, until that of enough people is another."""
        kept = self._settled.get(name, {})
        if sum(now.get(by) != kept.get(by) for by in {*now, *kept}) >= FEWEST:
            self._settled[name] = kept = dict(now)
        return kept

    def _counted(self, seen: Seen, wanted: Reveal) -> Shown:
        count, asked_model = size(seen, wanted), bool(seen.model)
        kept = self._made.get(wanted)
        alone = count < FEWEST  # then nothing of what people answered is in the picture
        before, with_model = (kept.count, kept.with_model) if kept else (-1, False)
        fresh = with_model != asked_model if count == before or alone else may_show(count, before)
        if kept is None or fresh:
            answers = {phase: dict(given) for phase, given in seen.answers.items()}  # the room's own go on growing
            kept = self._made[wanted] = _Made(-1, asked_model, replace(seen, answers=answers))
            if self._in_language(kept, wanted, seen.lang)["blocks"] and not alone:
                kept.count = count
        return self._in_language(kept, wanted, seen.lang)

    @staticmethod
    def _in_language(kept: _Made, wanted: Reveal, lang: str) -> Shown:
        if lang not in kept.shown:
            kept.shown[lang] = reveal(replace(kept.seen, lang=lang), wanted)
        return kept.shown[lang]
