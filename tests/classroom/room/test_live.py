"""A room whose database goes away in the middle of a write."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caseroom import catalogue
from classroom.room import commands as ask
from classroom.room import events as was
from classroom.room.agendas import agendas, stretches
from classroom.room.live import Live, encode
from classroom.store import Database, Lost, Rooms, Threads

SECRET = b"s" * 32


class Vanishing(Rooms):
    """Commits once what it is asked to, and then does not come back to say so; or goes before it."""

    def __init__(self, database: Database, committed: bool) -> None:
        super().__init__(database)
        self._committed, self.there = committed, True

    def append(self, *asked: Any) -> None:
        self._lose(lambda: super(Vanishing, self).append(*asked))

    def seat(self, *asked: Any) -> None:
        self._lose(lambda: super(Vanishing, self).seat(*asked))

    def _lose(self, work: Callable[[], None]) -> None:
        if self.there or self._committed:
            work()
        if not self.there:
            self.there = True
            raise Lost("the server closed the connection")


@pytest.fixture(params=[True, False], ids=["after the commit", "before the commit"])
def live(request: pytest.FixtureRequest, tmp_path: Path) -> Live:
    case = catalogue.load("helpdesk")
    opened = was.Opened(case.slug, "named", 4, (), stretches(agendas(case)[0]), "")
    rooms = Vanishing(Database(tmp_path / "room.sqlite3"), request.param)
    return Live(rooms.make(case.slug, "named", encode(opened).decode()), rooms, Threads())


async def lost(live: Live, work: Callable[[], Any]) -> None:
    live._rooms.there = False  # type: ignore[attr-defined]
    with pytest.raises(Lost):
        await work()


def test_a_step_whose_commit_nobody_heard_of_is_taken_once_when_it_is_asked_for_again(live: Live) -> None:
    async def story() -> None:
        await live.load()
        first = live.room.now.id
        await lost(live, lambda: live.do(ask.Next(), "the same key"))
        await live.do(ask.Next(), "the same key")
        second = live.room.now.id
        await live.do(ask.Next(), "another key")
        again = await Live(live.row, live._rooms, live._threads).load()
        assert len({first, second, live.room.now.id}) == 3
        assert again.room == live.room and again.log == live.log

    asyncio.run(story())


def test_a_seat_whose_commit_nobody_heard_of_is_given_once(live: Live) -> None:
    async def story() -> None:
        await live.load()
        join = ask.Join("p1", "Li Min", "en")
        await lost(live, lambda: live.join(join, SECRET, [1, 2, 3, 4]))
        await live.join(join, SECRET, [1, 2, 3, 4])
        assert len(live.room.people) == 1 and live.person(SECRET) is not None

    asyncio.run(story())
