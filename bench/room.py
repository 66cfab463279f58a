"""Part 3: a full room in the hotline case, for minutes, by the protocol its pages speak: sixty browsers do not fit."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import processes
from bench.clients import jupyter
from bench.servers import WAYS, Running, serve
from bench.statistics import growth, median, percentile

HOTLINE = next(way for way in WAYS if way.name == "hotline")
LOOK = 5.0  # seconds between looks at the server's processes
LEVERS = ("agents", "arrivals_per_hour", "average_handling_time")
PATIENCE = 60.0  # seconds; a page that takes longer counts as one that never finishes


@dataclass(frozen=True)
class Size:
    """How full the room is: `visitors` come within `joining` seconds, then each acts every `every` seconds."""

    visitors: int = 60
    joining: float = 30.0
    minutes: float = 20.0
    every: float = 5.0
    visits: int = 500  # pages opened and left again meanwhile


QUICK = Size(visitors=3, joining=2.0, minutes=0.5, every=1.0, visits=3)


@dataclass
class Log:
    """What happened: seconds of everything that was answered by its kind, and what was not."""

    took: dict[str, list[float]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    kernels: list[int] = field(default_factory=list)

    async def timed(self, kind: str, work: Awaitable[Any]) -> Any:
        """Await `work` and note how long it took."""
        began = time.monotonic()
        result = await asyncio.wait_for(work, PATIENCE)
        self.took.setdefault(kind, []).append(time.monotonic() - began)
        return result


def measure(scratch: Path, size: Size) -> dict[str, Any]:
    """Figures of the room; see `figures`."""
    log = Log()
    with serve(HOTLINE, scratch) as server:
        asyncio.run(_session(server, size, log))
    return figures(log, size)


def figures(log: Log, size: Size) -> dict[str, Any]:
    """Counts, latencies in ms (p50, p95, p99 by kind), kernels and memory (MB) over the steady time."""
    found: dict[str, Any] = {
        "visitors": size.visitors,
        "minutes": size.minutes,
        "actions": sum(len(log.took.get(kind, ())) for kind in ("move", "save")),
        "failures": len(log.failures),
        "first_failures": log.failures[:5],
        "visits": len(log.took.get("visit", ())) + len(log.unfinished),
        "unfinished_visits": len(log.unfinished),
        "kernels_min": min(log.kernels, default=0),
        "kernels_max": max(log.kernels, default=0),
        "memory_median_mb": median(log.memory) if log.memory else 0.0,
        "memory_growth_mb": growth(log.memory) if len(log.memory) >= 5 else None,
    }
    for kind, took in log.took.items():
        for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99)):
            found[f"{kind}_{name}_ms"] = percentile(took, share) * 1000
    return found


async def _session(server: Running, size: Size, log: Log) -> None:
    idle = len(processes.tree(server.pid))
    end = time.monotonic() + size.joining + size.minutes * 60
    room = [_student(server, size, log, n, end) for n in range(size.visitors)]
    passing = _passers_by(server, size, log, end)
    looking = _look(server, log, idle, time.monotonic() + size.joining, end)
    await asyncio.gather(*room, passing, looking)


async def _student(server: Running, size: Size, log: Log, n: int, end: float) -> None:
    """Join, predict, then move a lever and save, again and again; after a failure, come back as after a reload."""
    choice = random.Random(n)
    await asyncio.sleep(size.joining * n / size.visitors)
    token = ""
    while time.monotonic() < end:
        kernel = None
        try:
            kernel = await log.timed("join", jupyter.visit(server.address, HOTLINE.path, token))
            token = kernel.token
            await _work(kernel, size, log, choice, end)
        except Exception as error:  # whatever a student would notice
            log.failures.append(f"{type(error).__name__}: {error}"[:200])
            await asyncio.sleep(size.every)
        finally:
            if kernel:
                await kernel.close()


async def _work(kernel: jupyter.Kernel, size: Size, log: Log, choice: random.Random, end: float) -> None:
    if not _levers(kernel):
        await jupyter.predict(kernel)
        await kernel.states()
    panel = _levers(kernel)[0]
    bounds = {lever["name"]: lever for lever in kernel.widgets[panel]["levers"]}
    moves = 0
    while time.monotonic() < end:
        lever = bounds[choice.choice(LEVERS)]
        moves += 1
        value = lever["minimum"] + lever["step"] * choice.randrange(
            int((lever["maximum"] - lever["minimum"]) / lever["step"]) + 1
        )
        await _told(kernel, log, "move", panel, "set", name=lever["name"], value=value, seq=moves)
        await _told(kernel, log, "save", panel, "commit")
        await asyncio.sleep(size.every * choice.uniform(0.5, 1.5))


def _levers(kernel: jupyter.Kernel) -> list[str]:
    """The levers' panel, when the predictions have opened it."""
    return [widget for widget, state in kernel.widgets.items() if "levers" in state and "presets" in state]


async def _told(kernel: jupyter.Kernel, log: Log, kind: str, panel: str, message: str, **content: Any) -> None:
    answer = await log.timed(kind, kernel.tell(panel, message, **content))
    if not answer.get("ok"):
        raise ValueError(f"{message}: {answer}")


async def _passers_by(server: Running, size: Size, log: Log, end: float) -> None:
    """Newcomers one after the other who look at the page and leave, `visits` of them over the whole time."""
    gap = max((end - time.monotonic()) / size.visits, 0)
    under_way = []
    for _ in range(size.visits):
        under_way.append(asyncio.create_task(_pass_by(server, log)))
        await asyncio.sleep(gap)
    await asyncio.gather(*under_way)


async def _pass_by(server: Running, log: Log) -> None:
    try:
        kernel = await log.timed("visit", jupyter.visit(server.address, HOTLINE.path))
        await kernel.close()
    except Exception as error:
        log.unfinished.append(f"{type(error).__name__}: {error}"[:200])


async def _look(server: Running, log: Log, idle: int, begin: float, end: float) -> None:
    """Note memory and kernels while the room is full; in a thread, so that nobody's answer waits for it."""
    await asyncio.sleep(max(begin - time.monotonic(), 0))
    in_thread: Callable[..., Awaitable[Any]] = asyncio.to_thread
    while time.monotonic() < end:
        log.kernels.append(len(await in_thread(processes.tree, server.pid)) - idle)
        log.memory.append(await in_thread(processes.memory, server.pid))
        await asyncio.sleep(min(LOOK, max(end - time.monotonic(), 0)))
