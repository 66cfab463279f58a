"""Processes that several pages share: as many as are needed, and what happens when one hangs, ends or grows old."""

from __future__ import annotations

import asyncio
import os
import signal
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from jupyter_client import BlockingKernelClient
from jupyter_client.connect import write_connection_file

from caseroom.kernel.gathering import ANSWER
from classroom.admission import MB
from classroom.linked import LOOK, NoFork
from classroom.workers import EACH, PageProcess, Worker, Workers
from tests.server import PYTHON_PATH

PLENTY = 64_000 * MB
HARMLESS = "import os; print(sorted(name for name in globals() if name.startswith('own_'))); own_word = 1"
HANGS = "import time; time.sleep(1000)"
DIES = "import os; os._exit(1)"
GROWS = 'from ipywidgets import Label; own = [Label(str(n)) for n in range(50)]; own_bytes = b"x" * 10_000_000'


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    """One, to begin with, that is not asked to run cases ahead."""
    monkeypatch.setenv("PYTHONPATH", PYTHON_PATH)
    monkeypatch.setenv("CASEROOM_PREPARE", "none")
    started = Workers(lambda said: None, available=lambda: 0)
    yield started
    for worker in started.all:
        worker.kill()
    started.stop()


def request(folder: Path, cell: str) -> dict[str, Any]:
    name = uuid.uuid4().hex[:8]
    notebook = folder / f"{name}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell, id="cell")]), notebook)
    where = {"transport": "tcp"} if os.name == "nt" else {"transport": "ipc", "ip": str(folder / name)}
    write_connection_file(str(folder / f"{name}.json"), key=b"key", kernel_name="", **where)
    return {
        "connection_file": str(folder / f"{name}.json"),
        "folder": str(folder),
        "environment": {"HTTP_CASEROOM_TOKEN": name, "CASEROOM_NOTEBOOK": str(notebook)},
        "new_visitor": True,
    }


def said(asked: dict[str, Any]) -> str:
    """What the cell of a kernel has printed, as its page asks for it."""
    client = BlockingKernelClient(connection_file=asked["connection_file"])
    client.load_connection_file()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        client.shell_channel.send(
            client.session.msg("comm_open", {"comm_id": "cells", "target_name": "caseroom.cells", "data": {}})
        )
        while (heard := client.get_iopub_msg(timeout=60))["msg_type"] != ANSWER:
            pass
        return str(heard["content"]["messages"][0]["content"]["data"]["cells"]["cell"][0]["text"])
    finally:
        client.stop_channels()


async def looking(workers: Workers, *wanted: Any) -> list[Any]:
    """The kernels, or what went wrong, with somebody who looks now and then: seldom enough for a sign of life."""
    making = asyncio.gather(*wanted, return_exceptions=True)
    while not making.done():
        await asyncio.wait([making], timeout=1.5)
        workers.look()
    return await making


def test_what_one_page_has_made_another_does_not_find(workers: Workers, tmp_path: Path) -> None:
    one, other = request(tmp_path, HARMLESS), request(tmp_path, HARMLESS)
    made = [asyncio.run(workers.kernel(asked)) for asked in (one, other)]
    assert made[0].pid == made[1].pid
    assert said(one) == said(other) == "[]\n"


def test_forty_at_once_are_spread_over_as_few_processes_as_hold_them(workers: Workers, tmp_path: Path) -> None:
    workers._available = lambda: PLENTY
    asked = [request(tmp_path, HARMLESS) for _ in range(40)]

    async def come() -> list[PageProcess]:
        return await asyncio.gather(*map(workers.kernel, asked))

    made = asyncio.run(come())
    assert len(made) == 40 and all(one.poll() is None for one in made)
    assert all(len(worker.pages) <= EACH for worker in workers.all)
    assert len({one.pid for one in made}) == 4
    assert said(asked[0]) == said(asked[-1]) == "[]\n"


def test_a_notebook_that_ends_its_process_is_not_given_another_and_the_next_one_is_let_in(
    workers: Workers, tmp_path: Path
) -> None:
    with pytest.raises(NoFork):
        asyncio.run(workers.kernel(request(tmp_path, DIES)))
    assert asyncio.run(workers.kernel(request(tmp_path, HARMLESS))).poll() is None


def test_who_waits_behind_a_notebook_that_hangs_is_let_in_elsewhere(workers: Workers, tmp_path: Path) -> None:
    async def come() -> list[Any]:
        there = await workers.kernel(request(tmp_path, HARMLESS))
        hanging = workers.kernel(request(tmp_path, HANGS))
        return [there, *await looking(workers, hanging, workers.kernel(request(tmp_path, HARMLESS)))]

    there, hanging, behind = asyncio.run(come())
    assert isinstance(hanging, NoFork), "it may hang once more, and is to be alone then"
    assert behind.poll() is None and behind.pid != there.pid
    assert there.poll() == 0, "its page is told"


def test_a_process_that_stands_still_harms_its_own_pages_alone(workers: Workers, tmp_path: Path) -> None:
    workers._start(1)

    async def come() -> tuple[PageProcess, PageProcess]:
        await asyncio.gather(*(worker._until_it_listens() for worker in workers.all))
        return await workers.kernel(request(tmp_path, HARMLESS)), await workers.kernel(asked)

    asked = request(tmp_path, HARMLESS)
    still, other = asyncio.run(come())
    assert still.pid != other.pid, "each has gone where most room was"
    os.kill(still.pid, signal.SIGSTOP)
    newcomers = [request(tmp_path, HARMLESS) for _ in range(3)]
    made = asyncio.run(looking(workers, *map(workers.kernel, newcomers)))
    until = time.monotonic() + 30
    while still.poll() is None and time.monotonic() < until:
        time.sleep(1.5)
        workers.look()
    assert still.poll() == 0
    assert all(one.pid != still.pid and one.poll() is None for one in made), "and nobody is let into it any more"
    assert other.poll() is None and said(asked) == "[]\n"


def test_a_page_that_ends_gives_its_memory_back(workers: Workers, tmp_path: Path) -> None:
    used = []
    for _ in range(6):
        made = [asyncio.run(workers.kernel(request(tmp_path, GROWS))) for _ in range(4)]
        for one in made:
            one.kill()
        time.sleep(3)  # it clears up once it is calm
        used.append(psutil.Process(made[0].pid).memory_full_info().uss / MB)
    assert used[-1] - used[1] < 60, f"sixteen of them hold some 180 MB, four that wait to be cleared up 45: {used}"


def test_who_runs_old_code_gets_no_newcomers_and_ends_with_its_last_page(
    workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = asyncio.run(workers.kernel(request(tmp_path, HARMLESS)))
    monkeypatch.setattr("classroom.linked.code_stamp", lambda: (1, 1))
    time.sleep(LOOK)
    after = asyncio.run(workers.kernel(request(tmp_path, HARMLESS)))
    assert after.pid != before.pid and before.poll() is None

    def old() -> list[Worker]:
        workers.look()
        return [worker for worker in workers.all if worker.pid == before.pid]

    assert old()
    before.kill()
    until = time.monotonic() + 10
    while old() and time.monotonic() < until:
        time.sleep(0.1)
    assert not old() and not psutil.pid_exists(before.pid)
    assert after.poll() is None
