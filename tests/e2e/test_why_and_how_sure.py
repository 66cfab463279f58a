"""Why it moved and how sure it is, in a real browser: by keyboard alone, and on a phone."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, expect

from .conftest import Server
from .test_understand import opened, press


def test_both_cards_by_keyboard_alone(context: BrowserContext, server: Server) -> None:
    student, page = opened(context, server, "en")
    student.set_lever("agents", 20)
    why = page.locator(".caseroom-sensitivity-panel")
    press(why.locator("summary"), "Enter")
    expect(why.locator("tbody th")).to_have_text("Agents on the phones")
    chart = page.locator('figure[data-chart="sensitivity"]')
    expect(chart.locator(".stage svg")).to_be_visible()
    press(why.locator("select"), "ArrowDown")
    expect(chart.locator(".stage")).to_have_attribute("aria-label", re.compile("Average wait"))
    press(why.locator('input[value="small"]'), "ArrowRight")
    expect(chart.locator(".stage")).to_have_attribute("aria-label", re.compile("1,500 callers/h"))

    sure = page.locator(".caseroom-uncertainty-panel")
    press(sure.locator("summary"), "Enter")
    press(sure.locator("select + button"), "Enter")
    row = sure.locator('[data-range="arrivals_per_hour"]')
    expect(row.locator("input").first).to_have_value("162")
    press(row.locator("input").last, "Control+A", "2", "5", "0", "Enter")
    expect(sure.locator(".goals li")).to_have_count(2)
    expect(page.locator('figure[data-chart="service_level"] .note')).to_contain_text("90 % interval")
    press(row.locator("input").first, "Control+A", "9", "9", "9", "Enter")
    expect(row.locator(".wrong")).to_contain_text("low end")


def test_both_cards_fit_a_phone(phone: BrowserContext, server: Server) -> None:
    _, page = opened(phone, server, "zh")
    page.locator(".caseroom-sensitivity-panel summary").tap()
    expect(page.locator('figure[data-chart="sensitivity"] .stage svg')).to_be_visible()
    sure = page.locator(".caseroom-uncertainty-panel")
    sure.locator("summary").tap()
    sure.locator(".setup .line button.plain").first.tap()
    expect(sure.locator("[data-result]").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
