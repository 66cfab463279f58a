"""A real server, a real browser, and a page that may not ask any other host for anything."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from tests.proxy import Reached
from tests.server import Server
from tests.wire import Wire

from .student import PATIENCE

LAPTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}

expect.set_options(timeout=PATIENCE)  # for every test of the folder, whichever has come before it in its worker


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One classroom for all, with every case prepared as for a class."""
    running = Server(tmp_path_factory.mktemp("room"), "--name", "room.test", prepares=())
    yield running
    running.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # A phone in the room comes by a name or number that is not this machine's own, over plain http.
        rules = ["--host-resolver-rules=MAP room.test 127.0.0.1"]
        sandbox = [] if os.name == "nt" or os.geteuid() else ["--no-sandbox"]  # Chromium has none for root
        yield playwright.chromium.launch(executable_path=os.environ.get("CASEROOM_TEST_BROWSER"), args=rules + sandbox)


@pytest.fixture
def context(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """A new visitor on a laptop. Fails if a page asks another host, throws an error, or tries what is forbidden."""
    opened = browser.new_context(viewport=LAPTOP, accept_downloads=True)  # type: ignore[arg-type]
    troubles = watch(opened, server)
    yield opened
    opened.close()
    assert troubles == []


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """The same on a phone."""
    opened = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, accept_downloads=True)  # type: ignore[arg-type]
    troubles = watch(opened, server)
    yield opened
    opened.close()
    assert troubles == []


FORBIDDEN = """
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile, sample }) =>
  console.error("forbidden: " + [violatedDirective, blockedURI, sourceFile, sample].join(" ")));
"""


def watch(context: BrowserContext, server: Server | Wire | Reached) -> list[str]:
    """Requests to other hosts, script errors, and what a page's policy forbids it, as they come."""
    troubles: list[str] = []
    context.add_init_script(FORBIDDEN)

    def look(request: Request) -> None:
        if not request.url.startswith((server.address, f"ws://127.0.0.1:{server.port}/", "data:", "blob:", "about:")):
            troubles.append(f"asked {request.url}")

    def follow(page: Page) -> None:
        page.on("pageerror", lambda error: troubles.append(f"script error: {error}"))
        page.on("console", lambda said: troubles.append(said.text) if said.text.startswith("forbidden: ") else None)

    context.on("request", look)
    context.on("page", follow)
    return troubles


def open_case(context: BrowserContext, server: Server | Reached, lang: str, slug: str = "helpdesk") -> Page:
    """The case in a new tab, once a visitor can act."""
    page = context.new_page()
    page.goto(f"{server.address}cases/{slug}?lang={lang}")
    wait_ready(page)
    return page


def wait_ready(page: Page) -> None:
    page.wait_for_selector('body[data-ready="true"]', timeout=60_000)
