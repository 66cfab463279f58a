"""A class once more, step by step, as the projector showed it. It follows from the log; the room is asked nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from classroom.room import events as was
from classroom.room import history
from classroom.room.live import Live
from classroom.room.reveals import Shower
from classroom.room.state import Clock, Room
from classroom.room.views import View, Views

STEPS = (was.Moved, was.Showed, was.Closed)
"""What gives the projector another picture."""


def steps(log: Sequence[was.Any]) -> list[Sequence[was.Any]]:
    """The log up to the end of each step; of pictures that nobody saw change only the last is one."""
    starts = [n for n, event in enumerate(log) if isinstance(event, STEPS)]
    return [log[:end] for end in (*starts, len(log))]


def rooms(log: Sequence[was.Any]) -> list[Room]:
    """The room at the end of each step, its clock taken down: time does not run in a replay.

    What it was compared with after its end stands beside every step.
    """
    found = [replace(history.replay(past), clock=Clock(), notes=()) for past in steps(log)]
    after = log[next((n for n, event in enumerate(log) if isinstance(event, was.Closed)), len(log)) :]
    if any(isinstance(event, was.Compared) for event in after):
        found = [replace(room, compared=found[-1].compared) for room in found]
    return found


def reached(past: Sequence[was.Any]) -> set[str]:
    """The phases that the room had come to."""
    seen: set[str] = set()
    agenda, at = history.replay(past[:1]).agenda, 0
    for event in past:
        if isinstance(event, was.Planned):
            agenda, at = event.agenda, event.to
        elif isinstance(event, was.Moved):
            at = event.to
        seen.add(agenda[at].id)
    return seen


def frames(live: Live) -> list[View]:
    """Each step as {at, views}: when its phase began (seconds since 1970, None before the first step), and what the
    projector showed, in every language.
    """
    shower, found = Shower(), []  # one for all: of two pictures of one thing the later is held to the same rule
    for past, room in zip(steps(live.log), rooms(live.log), strict=True):
        answers = {phase: given for phase, given in live.answers.items() if phase in reached(past)}
        view: dict[str, Any] = Views(live.as_it_was(room, answers), shower).screens()
        moved = [event.at for event in past if isinstance(event, was.Moved)]
        found.append({"at": moved[-1] if moved else None, "views": view["views"]})
    return found
