"""Part 5: the hotline's class with fork and without it, and in the ways without fork that were not taken.

All servers run side by side and are asked in turn, so that whatever else the machine does meets each of them.
"""

from __future__ import annotations

import asyncio
import math
import os
import sys
import time
from collections.abc import Coroutine, Iterable, Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bench import processes
from bench.clients import jupyter
from bench.clients.web import PATIENCE
from bench.servers import KIT, Running, Way, serve
from bench.statistics import median, percentile

Done = TypeVar("Done")

PATH = "/cases/hotline?lang=en"
AS_IF = "import os, runpy; del os.fork; {}runpy.run_module('commands', run_name='__main__')"
ALONE = "import classroom.workers as those; those.EACH, those.AHEAD, os.cpu_count = 1, 20, lambda: 20; "
STARTED = "import classroom.provisioner as those; those.warm_up = lambda heard: None; "
CALM = 0.1  # of one core: less than this for SETTLED seconds, and a server has nothing more to make ready
SETTLED, LONGEST = 3, 240.0  # seconds


def without_fork(name: str, changed: str = "", **environment: str) -> Way:
    command = ("{kit_python}", "-c", AS_IF.format(changed), *KIT[3:])
    return Way(name, command, PATH, client="jupyter", package="caseroom", kit=True, environment=environment)


WAYS = (
    Way("forked", KIT, PATH, client="jupyter", package="caseroom", kit=True),
    without_fork("shared"),
    without_fork("alone", ALONE, CASEROOM_PREPARE="hotline"),  # twenty that run every case would take minutes
    without_fork("started", STARTED),
)


@dataclass(frozen=True)
class Size:
    """`crowd` come at once, `rounds` times; `full` come at once in the end."""

    crowd: int = 20
    full: int = 40
    rounds: int = 3
    steps: int = 3
    pause: float = 5.0


QUICK = Size(crowd=3, full=4, rounds=1, steps=1, pause=1.0)


def measure(scratch: Path, size: Size) -> dict[str, dict[str, Any]]:
    """Figures by the way's name; the load of the machine under "load"."""
    with ExitStack() as running:
        servers = []
        for way in WAYS:
            _share_drawings(scratch, way)
            servers.append(running.enter_context(serve(way, scratch)))
            asyncio.run(settle(servers[-1]))
        return asyncio.run(_session(servers, size))


def _share_drawings(scratch: Path, way: Way) -> None:
    """Charts are drawn once for all servers, as on a machine that has served before."""
    home, drawings = scratch / way.name / "home", scratch / "drawings"
    home.mkdir(parents=True)
    drawings.mkdir(exist_ok=True)
    (home / "cache").symlink_to(drawings, target_is_directory=True)


async def _session(servers: Sequence[Running], size: Size) -> dict[str, dict[str, Any]]:
    load = [os.getloadavg()[0]]
    rounds: dict[str, list[dict[str, float]]] = {server.way.name: [] for server in servers}
    found: dict[str, dict[str, Any]] = {}
    for server in servers:
        await _crowd(server, 1, size)  # the first one finds all loaded that only a page loads
    for n in range(size.rounds):
        for server in servers:
            print(f"{server.way.name}: round {n + 1}", file=sys.stderr, flush=True)
            rounds[server.way.name].append(await _crowd(server, size.crowd, size))
    for server in servers:
        print(f"{server.way.name}: full", file=sys.stderr, flush=True)
        full = await _crowd(server, size.full, size)
        of_crowd = rounds[server.way.name]
        found[server.way.name] = {key: median([one[key] for one in of_crowd]) for key in of_crowd[0]}
        found[server.way.name] |= {f"full_{key}": value for key, value in full.items()}
        load.append(os.getloadavg()[0])
    return found | {"load": {"least": min(load), "most": max(load), "crowd": size.crowd, "full": size.full}}


async def _crowd(server: Running, count: int, size: Size) -> dict[str, float]:
    """So many at once: seconds to each one's page, with its panels, and ms to a lever's answer while all move theirs;
    CPU seconds and MB for each, in all processes but the server's own, which every way has.
    """
    await asyncio.sleep(size.pause)
    cpu = processes.cpu(server.pid)
    pages = await _done(_arrive(server) for _ in range(count))
    took, kernels = [one[0] for one in pages], [one[1] for one in pages]
    async with AsyncExitStack() as leaving:
        for kernel in kernels:
            leaving.push_async_callback(kernel.close)
        cpu = processes.cpu(server.pid) - cpu
        await asyncio.sleep(size.pause)
        memory = processes.memory(server.pid) - processes.own_memory(server.pid)
        moves = [ms for each in await _done(_move(kernel, size.steps) for kernel in kernels) for ms in each]
    return {
        "page_p50_s": _at(0.5, took),
        "page_p95_s": _at(0.95, took),
        "move_p50_ms": _at(0.5, moves),
        "move_p95_ms": _at(0.95, moves),
        "cpu_s": cpu / count,
        "memory_mb": memory / count,
        "turned_away": count - len(pages),
    }


async def _done(work: Iterable[Coroutine[Any, Any, Done]]) -> list[Done]:
    """What came of those that did not fail: who never had a page is counted, the others' figures are kept."""
    ended = await asyncio.gather(*work, return_exceptions=True)
    return [one for one in ended if not isinstance(one, BaseException)]


async def _arrive(server: Running) -> tuple[float, jupyter.Kernel]:
    began = time.monotonic()
    kernel = await asyncio.wait_for(jupyter.visit(server.address, PATH), PATIENCE)
    return time.monotonic() - began, kernel


def _at(share: float, values: Sequence[float]) -> float:
    return percentile(values, share) if values else math.inf


async def _move(kernel: jupyter.Kernel, steps: int) -> list[float]:
    """ms of each answer to a lever that is moved, the predictions being locked before."""
    await jupyter.predict(kernel)
    levers = [one for one, state in (await kernel.states()).items() if "levers" in state and "presets" in state]
    took = []
    for n in range(steps):
        began = time.monotonic()
        await kernel.tell(levers[0], "set", name="agents", value=15 + n, seq=n + 1)
        took.append((time.monotonic() - began) * 1000)
    return took


async def settle(server: Running) -> None:
    """Until the server makes nothing ready any more, as when the trainer has talked for a while."""
    calm, until, before = 0, time.monotonic() + LONGEST, processes.cpu(server.pid)
    while calm < SETTLED and time.monotonic() < until:
        await asyncio.sleep(1)
        now = processes.cpu(server.pid)
        calm, before = (calm + 1 if now - before < CALM else 0), now
