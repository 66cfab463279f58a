"""What a class has seen of itself: the reveals that were on its screens."""

from __future__ import annotations

from collections.abc import Sequence

from classroom.room import events as was
from classroom.room.state import Reveal, Stretch


def shared(log: Sequence[was.Any]) -> list[Reveal]:
    """In the order in which they came, each once; votes alone are left out where before and after was shown."""
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
    return [one for one in found if one.kind != "votes" or Reveal("shift", one.question) not in found]
