"""What is sent as a phase ends still counts, and a picture of it has it too."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from caseroom import catalogue
from classroom.room import commands as ask
from classroom.room import events as was
from classroom.room.agendas import agendas, stretches
from classroom.room.live import Live, encode
from classroom.room.rules import GRACE
from classroom.room.views import Views
from classroom.store import Database, Rooms, Threads

PEOPLE = 6


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


async def room_at_the_end_of_a_vote(folder: Path, clock: Clock, reveal: str = "shift") -> tuple[Live, str, str]:
    """All but one have voted, or decided, and their picture is asked for; the phase, and a choice."""
    case = catalogue.load("helpdesk")
    agenda = stretches(agendas(case)[0])
    opened = was.Opened(case.slug, "named", 4, (), agenda, "")
    rooms = Rooms(Database(folder / "room.sqlite3"))
    live = await Live(rooms.make(case.slug, "named", encode(opened).decode()), rooms, Threads(), clock).load()
    shown = next(n for n, one in enumerate(agenda) if one.reveal == reveal)
    vote = max(n for n, one in enumerate(agenda[:shown]) if one.question)
    for n in range(PEOPLE):
        await live.join(ask.Join(f"p{n}", f"Person {n}", "en"), bytes([n]) * 32, [n, 2, 3, 4])
    for _ in range(vote):
        await live.do(ask.Next(), "")
        clock.now += 60
    choice = case.question(agenda[vote].question).choices[0].id
    for n in range(PEOPLE - 1):
        await live.answer(bytes([n]) * 32, agenda[vote].id, {"choice": choice})
    for _ in range(shown - vote):
        await live.do(ask.Next(), "")
    return live, agenda[vote].id, choice


@pytest.mark.parametrize("reveal", ["shift", "decisions"])
def test_a_picture_waits_for_the_last_answers_and_no_longer_than_they_count(reveal: str, tmp_path: Path) -> None:
    async def story() -> None:
        clock = Clock()
        live, _, _ = await room_at_the_end_of_a_vote(tmp_path, clock, reveal)
        views = Views(live)
        waiting = views.screens()["views"]["en"]["reveal"]
        assert not waiting["blocks"] and "last answers are coming in" in waiting["sentence"]
        version = live.pages.version
        clock.now += GRACE + 0.1
        await live.tick()
        assert live.pages.version > version, "every screen hears that the picture is there"
        assert views.screens()["views"]["en"]["reveal"]["blocks"][0]["totals"] == [PEOPLE - 1]

    asyncio.run(story())


def test_an_answer_that_was_on_its_way_is_in_the_picture(tmp_path: Path) -> None:
    async def story() -> None:
        live, phase, choice = await room_at_the_end_of_a_vote(tmp_path, Clock())
        await live.answer(bytes([PEOPLE - 1]) * 32, phase, {"choice": choice})
        assert Views(live).screens()["views"]["en"]["reveal"]["blocks"][0]["totals"] == [PEOPLE]

    asyncio.run(story())
