"""A visitor in a real browser: when the page can be read and worked, how soon a step is seen, what it fetches."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.servers import Running

SCRIPT = (Path(__file__).parent / "page.js").read_text(encoding="utf-8")
SCREEN = {"width": 1440, "height": 900}
PATIENCE = 60.0  # seconds for a page to be worked
PAUSE = 0.3  # seconds between one step seen and the next: longer than any of them holds steps back
PROBE = 0.1  # seconds between tries to move a slider that does not move yet
ANSWER = 3.0  # seconds for the chart to follow a slider that has moved; some wait until nothing is pressed
DEFAULT = "18"  # agents, before anything is moved

# Where a slider stands, for sliders of every make.
POSITION = "e => [e.value, e.ariaValueNow, e.getBoundingClientRect().x, e.parentElement.innerText].join()"

# Wait until another value than the first argument is on the screen, at most so many ms; how long ago it was painted.
SEEN = """([before, patience]) => new Promise((resolve) => {
  const until = performance.now() + patience;
  const look = () => {
    const { now, paintedAt } = __bench;
    if (now !== null && now !== before && paintedAt) resolve(performance.now() - paintedAt);
    else if (performance.now() > until) resolve(null);
    else setTimeout(look, 5);
  };
  look();
})"""


class NeverFinished(Exception):
    """The page was open for PATIENCE seconds and could not be worked."""


@dataclass
class Wire:
    """What a page fetched: bytes as they went over the wire, requests, and the other hosts it asked for."""

    bytes: int = 0
    requests: int = 0
    strangers: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Visit:
    """Seconds from the address to the page's first words and to the first step of a slider that was seen."""

    readable: float
    interactive: float
    wire: Wire


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium, which finds no host but this machine's own address."""
    sandbox = [] if os.name == "nt" or os.geteuid() else ["--no-sandbox"]  # Chromium has none for root
    alone = ["--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost"]
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=os.environ.get("CASEROOM_TEST_BROWSER") or shutil.which("chromium"), args=[*sandbox, *alone]
        )


def newcomer(chromium: Browser) -> BrowserContext:
    """Somebody who has never been here: nothing cached, no cookie."""
    return chromium.new_context(viewport=SCREEN)  # type: ignore[arg-type]


def visit(context: BrowserContext, server: Running) -> tuple[Visit, Page]:
    """Open the page and move its first slider. NeverFinished where that shows nothing."""
    page = context.new_page()
    page.add_init_script(SCRIPT.replace("PATTERN", json.dumps(server.way.shown)))
    wire = _listen(context, page, server.port)
    began = time.monotonic()
    try:
        page.goto(server.address + server.way.path, wait_until="commit", timeout=PATIENCE * 1000)
        page.get_by_text(server.way.title).locator("visible=true").first.wait_for(timeout=PATIENCE * 1000)
        readable = time.monotonic() - began
        interactive = _first_step(page, server.way.slider, began) - began
    except Exception as error:  # Playwright's, of many kinds: what matters is that there was no working page
        raise NeverFinished(f"{server.way.name}: {error}") from error
    return Visit(readable, interactive, wire), page


def _first_step(page: Page, slider: str, began: float) -> float:
    """Press the slider's arrow key until the chart shows a step; when that was painted (monotonic)."""
    handle = page.locator(slider).first
    while time.monotonic() - began < PATIENCE:
        before = handle.evaluate(POSITION, timeout=PATIENCE * 1000)
        handle.press("ArrowRight")
        patience = PROBE if handle.evaluate(POSITION) == before else ANSWER
        ago = page.evaluate(SEEN, [DEFAULT, patience * 1000])
        if ago is not None:
            return float(time.monotonic() - ago / 1000)
    raise TimeoutError("no step was seen")


def steps(page: Page, slider: str, count: int) -> list[float]:
    """Milliseconds from the press of an arrow key to the frame in which the chart shows the new value."""
    handle = page.locator(slider).first
    took = []
    for n in range(count):
        time.sleep(PAUSE)
        value = page.evaluate("__bench.now")
        handle.press("ArrowRight" if n < count // 2 else "ArrowLeft")
        ago = page.evaluate(SEEN, [value, PATIENCE * 1000])
        if ago is None:
            raise NeverFinished(f"step {n} was never seen")
        took.append(page.evaluate("__bench.paintedAt - __bench.pressedAt"))
    return took


def _listen(context: BrowserContext, page: Page, port: int) -> Wire:
    """Count what the page fetches, as the browser's network layer tells it."""
    wire, session = Wire(), context.new_cdp_session(page)

    def asked(event: dict[str, Any]) -> None:
        address = urlsplit(event["request"]["url"])
        if address.scheme not in ("http", "https", "ws", "wss"):
            return
        wire.requests += 1
        if address.port != port:
            wire.strangers.append(f"{address.hostname}{address.path}")

    def framed(event: dict[str, Any]) -> None:
        wire.bytes += len(event["response"]["payloadData"])

    def finished(event: dict[str, Any]) -> None:
        wire.bytes += int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", asked)
    session.on("Network.loadingFinished", finished)
    session.on("Network.webSocketFrameReceived", framed)
    session.on("Network.webSocketFrameSent", framed)
    session.send("Network.enable")
    return wire
