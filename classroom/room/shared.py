"""What a class has seen of itself: the reveals that were on its screens, and which of them say the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from classroom.room import events as was
from classroom.room.state import Reveal, Stretch


def shared(log: Sequence[was.Any]) -> list[Reveal]:
    """In the order in which they came, each once."""
    agenda: Sequence[Stretch] = ()
    found: dict[Reveal, None] = {}
    for event in log:
        if isinstance(event, was.Opened | was.Planned):
            agenda = event.agenda
        if isinstance(event, was.Showed) and event.reveal:
            found[event.reveal] = None
        if isinstance(event, was.Moved | was.Planned) and event.to < len(agenda):
            stretch = agenda[event.to]
            if stretch.kind == "reveal" and stretch.reveal:
                found[Reveal(stretch.reveal, stretch.question)] = None
    return list(found)


def fullest(found: Iterable[Reveal]) -> list[Reveal]:
    """Without the votes on a question of which before and after, the right answer or the decision is there too: the
    same bars again.
    """
    there = list(found)
    fuller = {one.question for one in there if one.kind in ("shift", "right", "decisions")}
    return [one for one in there if one.kind != "votes" or one.question not in fuller]
