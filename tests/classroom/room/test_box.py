"""The ballot box: a crowd's answers go onto the disk together, and each hears what became of its own."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from classroom.room.box import Box, Given


def test_what_comes_during_a_write_goes_with_the_next_one() -> None:
    writes: list[int] = []

    async def write(given: list[Given]) -> list[Any]:
        writes.append(len(given))
        await asyncio.sleep(0.01)
        return [None if by != "twice" else "before" for _, by, _ in given]

    async def crowd() -> list[Any]:
        box = Box(write)
        names = ["twice" if n == 7 else f"p{n}" for n in range(120)]
        return await asyncio.gather(*(box.put(("p1", name, n)) for n, name in enumerate(names)))

    told = asyncio.run(crowd())
    assert sum(writes) == 120 and len(writes) <= 3
    assert [n for n, kept in enumerate(told) if kept == "before"] == [7]


def test_a_write_that_fails_is_told_to_all_it_carried_and_the_next_one_works() -> None:
    async def run() -> None:
        async def write(given: list[Given]) -> list[Any]:
            if given[0][2] == "bad":
                raise OSError("full")
            return [None] * len(given)

        box = Box(write)
        with pytest.raises(OSError, match="full"):
            await box.put(("p1", "a", "bad"))
        assert await box.put(("p1", "a", "good")) is None

    asyncio.run(run())


def test_who_goes_away_takes_nobody_elses_answer_along() -> None:
    async def run() -> list[Any]:
        async def write(given: list[Given]) -> list[Any]:
            await asyncio.sleep(0.02)
            return [by for _, by, _ in given]

        box = Box(write)
        first = asyncio.create_task(box.put(("p1", "gone", 1)))
        await asyncio.sleep(0.005)
        others = [asyncio.create_task(box.put(("p1", f"p{n}", n))) for n in range(3)]
        await asyncio.sleep(0.005)
        first.cancel()
        return list(await asyncio.gather(*others))

    assert asyncio.run(run()) == ["p0", "p1", "p2"]
