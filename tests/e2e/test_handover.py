"""Two people at one browser: the one begins afresh, the other comes back by the address that was shown."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, expect

from tests.server import Server

from .conftest import open_case, wait_ready
from .student import Student


def test_who_wrote_here_before_comes_back_by_the_address(context: BrowserContext, server: Server) -> None:
    page = open_case(context, server, "zh")
    Student(page).predict("因为。")
    page.locator(".not-mine a").click()
    expect(page.locator("h1")).to_have_text("这台设备要换人用吗？")
    page.locator("a.back").click()
    expect(page).to_have_url(re.compile("/cases/helpdesk"))
    wait_ready(page)
    page.locator(".not-mine a").click()
    page.locator("button.primary").click()
    address = page.locator(".return-link").inner_text()
    page.locator("a.primary").click()
    expect(page.locator('a.primary[href*="cases/helpdesk?"]')).to_have_text("打开案例")

    page.goto(address)
    page.locator("button.primary").click()
    expect(page.locator('a.primary[href*="cases/helpdesk?"]')).to_contain_text("接着做")
