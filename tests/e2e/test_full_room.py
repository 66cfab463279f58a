"""Who comes to a full room waits in line, and is let in without a touch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from .conftest import PHONE, Server, open_case, wait_ready


@pytest.fixture
def single(tmp_path: Path) -> Iterator[Server]:
    """A classroom for one page at a time."""
    running = Server(tmp_path, "--most-kernels", "1")
    yield running
    running.kill()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_case_opens_by_itself_when_the_room_has_a_seat(browser: Browser, single: Server, lang: str) -> None:
    first = browser.new_context()
    page = open_case(first, single, lang)
    second = browser.new_context(viewport=PHONE, is_mobile=True)  # type: ignore[arg-type]
    waiting = second.new_page()
    waiting.goto(f"{single.address}cases/helpdesk?lang={lang}")
    expect(waiting.get_by_role("status")).to_contain_text("1")
    assert waiting.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
    wait_ready(waiting)
    expect(waiting.locator("#case")).to_be_visible()
    for context in (first, second):
        context.close()
