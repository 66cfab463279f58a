"""Part 6: a server with one case, with the kit's own and with fifteen: how soon it is there, and what a page takes."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import checkout, processes
from bench.clients import jupyter
from bench.clients.web import Visitor
from bench.fork import PATH, settle
from bench.servers import KIT, Running, Way, serve
from bench.statistics import median
from caseroom import catalogue
from classroom.admission import MB, own_memory

WAY = Way("shelf", KIT, PATH, client="jupyter", package="caseroom", kit=True)
CASE = "hotline"  # whose page is opened and worked


@dataclass(frozen=True)
class Size:
    """`many` cases in the end, by copies; as many `starts` of a server that has been started before."""

    many: int = 15
    starts: int = 5


QUICK = Size(many=10, starts=1)


def measure(scratch: Path, size: Size) -> dict[str, dict[str, Any]]:
    """Figures by the number of cases."""
    own = catalogue.slugs()
    arranged: dict[int, Callable[[Path], None]] = {
        1: lambda kit: _leave(kit, [CASE]),
        len(own): lambda kit: _leave(kit, own),
        size.many: lambda kit: _fill(kit, own, size.many),
    }
    found = {}
    for count in sorted(arranged):
        print(f"{count} cases", file=sys.stderr, flush=True)
        with serve(WAY, scratch, arranged[count]) as server:
            asyncio.run(settle(server))
            found[str(count)] = asyncio.run(_page(server))
            starts = [asyncio.run(_start(server)) for _ in range(size.starts)]
            first, case, cpu = map(median, zip(*starts, strict=True))
            found[str(count)] |= {"first_page_s": first, "case_s": case, "cpu_s": cpu, "load": os.getloadavg()[0]}
    return found


def _leave(kit: Path, slugs: list[str]) -> None:
    """No other cases than these."""
    for case in list(kit.glob("cases/*/case.toml")):
        if case.parent.name not in slugs:
            shutil.rmtree(case.parent)


def _fill(kit: Path, own: list[str], many: int) -> None:
    """The kit's own, and copies of them."""
    _leave(kit, own)
    for n in range(many - len(own)):
        checkout.copied(catalogue.load(own[n % len(own)]), kit, f"copy_{n}")


async def _page(server: Running) -> dict[str, float]:
    """MB that nobody shares with a page's process: as it is opened, and after the first what-if."""
    before = set(processes.tree(server.pid))
    kernel = await jupyter.visit(server.address, PATH)
    await asyncio.sleep(1)
    (process,) = set(processes.tree(server.pid)) - before
    opened = own_memory(process)
    await jupyter.predict(kernel)
    levers = next(one for one, state in (await kernel.states()).items() if "levers" in state and "presets" in state)
    await kernel.tell(levers, "set", name="agents", value=16, seq=1)
    await asyncio.sleep(1)
    worked = own_memory(process)
    await kernel.close()
    return {"opened_mb": (opened or 0) / MB, "worked_mb": (worked or 0) / MB}


async def _start(server: Running) -> tuple[float, float, float]:
    """Seconds from the command to the first page, and to a case's with its panels; CPU seconds till then."""
    os.killpg(server.pid, signal.SIGKILL)
    began = time.monotonic()
    server.again()
    async with Visitor(server.address) as visitor:
        await visitor.ask("/")
    first = time.monotonic() - began
    kernel = await jupyter.visit(server.address, PATH)
    case, cpu = time.monotonic() - began, processes.cpu(server.pid)
    await kernel.close()
    return first, case, cpu
