"""Part 1: the same app served in each way, one after the other on this machine."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from bench import browser, processes
from bench.clients import Session, client
from bench.clients.web import PATIENCE
from bench.hand import predicted
from bench.servers import WAYS, Running, Way, serve
from bench.statistics import median, percentile

MEGA = 1e6


@dataclass(frozen=True)
class Size:
    """How much is asked of each server: `lone` visitors with a browser, steps of a slider, crowds without one."""

    lone: int = 5
    steps: int = 40
    crowd: int = 20
    sessions: tuple[int, ...] = (10, 40)
    pause: float = 8.0  # seconds of calm before each measurement


TRIES = 4  # pages until a lone visitor gives up
QUICK = Size(lone=2, steps=6, crowd=3, sessions=(2, 4), pause=1.0)


def measure(scratch: Path, size: Size, only: list[str] | None = None) -> dict[str, dict[str, Any]]:
    """Figures of every way by its name; where one fails, `failed` says how, and the others go on."""
    found = {}
    for way in WAYS:
        if only and way.name not in only:
            continue
        print(f"{way.name}: measuring", file=sys.stderr, flush=True)
        figures: dict[str, Any] = {"state": way.state, "version": _version(way), "never_finished": 0}
        try:
            with serve(way, scratch) as server, browser.browser() as chromium:
                _lone_visitors(server, chromium, size, figures)
            with serve(way, scratch) as server:
                asyncio.run(_crowds(server, size, figures))
        except Exception as error:  # whatever it was: it is this way's result
            figures["failed"] = f"{type(error).__name__}: {error}"[:400]
            print(f"{way.name}: {figures['failed']}", file=sys.stderr, flush=True)
        found[way.name] = figures
    return found


def _version(way: Way) -> str:
    try:
        return version(way.package or way.name)
    except PackageNotFoundError:  # the kit runs from its folder
        return ""


# With a browser


def _lone_visitors(server: Running, chromium: Browser, size: Size, figures: dict[str, Any]) -> None:
    """The first visitor, the ones after, the last of them; the last one comes again, then works a slider."""
    time.sleep(size.pause)
    for n in range(1, size.lone + 1):
        context = browser.newcomer(chromium)
        if server.way.name == "hotline":
            with ThreadPoolExecutor(1) as beside:  # Playwright has this thread's loop
                token = beside.submit(lambda: asyncio.run(predicted(server))).result()
            context.add_cookies([{"name": "caseroom", "value": token, "url": server.address}])
            time.sleep(size.pause / 2)
        visit, page = _visit(context, server, figures)
        time.sleep(1)  # what is still under way counts as this visit's
        if n in (1, size.lone):
            who = "first" if n == 1 else "fifth"
            figures[f"{who}_readable_s"], figures[f"{who}_interactive_s"] = visit.readable, visit.interactive
        if n == 1:
            figures |= {"first_visit_mb": visit.wire.bytes / MEGA, "first_visit_requests": visit.wire.requests}
            figures["strangers"] = sorted(set(visit.wire.strangers))
        if n == size.lone:
            took = browser.steps(page, server.way.slider, size.steps)
            figures |= {"step_median_ms": median(took), "step_p95_ms": percentile(took, 0.95)}
            page.close()
            again, page = _visit(context, server, figures)
            time.sleep(1)
            figures |= {"second_visit_mb": again.wire.bytes / MEGA, "second_visit_requests": again.wire.requests}
        context.close()


def _visit(context: BrowserContext, server: Running, figures: dict[str, Any]) -> tuple[browser.Visit, Page]:
    """A visit that succeeds, at the latest at the TRIES-th page; how many never did is a figure too."""
    for _ in range(TRIES - 1):
        try:
            return browser.visit(context, server)
        except browser.NeverFinished:
            figures["never_finished"] += 1
    return browser.visit(context, server)


# Without one


async def _crowds(server: Running, size: Size, figures: dict[str, Any]) -> None:
    """One visitor to warm the server up, then a crowd at once, then sessions that stay open."""
    await _leave(await _arrive(server, 1, figures))
    await asyncio.sleep(size.pause)
    cpu = processes.cpu(server.pid)
    crowd = await _arrive(server, size.crowd, figures)
    figures["crowd_last_s"] = figures.pop("last_s")
    figures["cpu_visitor_s"] = (processes.cpu(server.pid) - cpu) / size.crowd
    await _leave(crowd)
    await asyncio.sleep(size.pause)
    idle = processes.memory(server.pid)
    sessions: list[Session] = []
    for count in size.sessions:
        while arriving := min(5, count - len(sessions)):
            arrived = await _arrive(server, arriving, figures)
            if not arrived:
                raise TimeoutError(f"nobody came in after {len(sessions)} sessions")
            sessions += arrived
        await asyncio.sleep(size.pause / 2)
        figures[f"session_mb_at_{count}"] = (processes.memory(server.pid) - idle) / count
    del figures["last_s"]
    await _leave(sessions)


async def _arrive(server: Running, count: int, figures: dict[str, Any]) -> list[Session]:
    """So many visitors at once, until all have their results: `last_s` seconds for the last of them.

    Who has none after PATIENCE seconds counts as `turned_away`.
    """
    speaks = client(server.way.client or server.way.name)
    began = time.monotonic()

    async def visit() -> tuple[Session, float]:
        session = await asyncio.wait_for(speaks.visit(server.address, server.way.path), PATIENCE)
        return session, time.monotonic() - began

    ended = await asyncio.gather(*(visit() for _ in range(count)), return_exceptions=True)
    arrived = [result for result in ended if not isinstance(result, BaseException)]
    figures["turned_away"] = figures.get("turned_away", 0) + count - len(arrived)
    figures["last_s"] = max((took for _, took in arrived), default=None)
    return [session for session, _ in arrived]


async def _leave(sessions: list[Session]) -> None:
    leaving: list[Coroutine[Any, Any, None]] = [session.close() for session in sessions]
    await asyncio.gather(*leaving)
