"""A trainer teaches from the projector: large type, arrows, and the levers on the laptop."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.server import Server

from .conftest import open_case
from .student import Student

SMALL = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const { width, height } = range.getBoundingClientRect();
    if (!walker.currentNode.textContent.trim() || !width || !height || element.closest(".visually-hidden")) continue;
    const svg = element.closest("svg");
    const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
    const size = parseFloat(getComputedStyle(element).fontSize) * scale;
    if (size < 23.95) found.push(`${size.toFixed(1)} px: ${walker.currentNode.textContent.trim().slice(0, 40)}`);
  }
  return found;
}"""

WHERE = """() => document.querySelector(".place").innerText + " " + document.querySelector(".slide").scrollTop"""


def on_the_projector(page: Page) -> Page:
    with page.context.expect_page() as opened:
        page.locator("body").press("p")
    projector = opened.value
    projector.set_viewport_size({"width": 1920, "height": 1080})
    projector.locator(".slide > div").first.wait_for()
    return projector


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_everything_there_is_to_show_can_be_read_from_the_back_row(
    context: BrowserContext, server: Server, lang: str
) -> None:
    page = open_case(context, server, lang)
    Student(page).predict("Because.")
    page.goto(f"{page.url.split('#')[0]}#brief")
    projector = on_the_projector(page)
    seen, place = [], projector.locator(".place")
    while True:
        assert projector.evaluate(SMALL) == [], f"slide {place.inner_text()}"
        assert projector.evaluate("document.documentElement.scrollWidth") <= 1920
        expect(projector.locator(".slide details")).to_have_count(0)  # a browser would head it with its own word
        seen.append(place.inner_text())
        number, count = map(int, seen[-1].split("/"))
        if number == count:
            break
        while place.inner_text() == seen[-1]:  # a long exhibit is passed by scrolling first
            where = projector.evaluate(WHERE)
            projector.keyboard.press("ArrowRight")
            while projector.evaluate(WHERE) == where:
                projector.wait_for_timeout(50)
    assert len(seen) == count > 12
    projector.keyboard.press("ArrowLeft")
    expect(place).to_have_text(f"{count - 1}/{count}")


def test_the_chart_moves_there_while_the_lever_moves_here(context: BrowserContext, server: Server) -> None:
    page = open_case(context, server, "en")
    student = Student(page)
    student.predict("Because.")
    projector = on_the_projector(page)
    for _ in range(40):
        if projector.locator(".strip").count():
            break
        page.locator(".presenting .after").click()
        page.wait_for_timeout(150)
    shown = projector.locator('.strip [data-outcome="service_level"]')
    expect(shown).to_contain_text("86.5%")
    student.lever("agents").press("ArrowRight")
    expect(shown).not_to_contain_text("86.5%")
    expect(projector).to_have_title(re.compile(r"\S"))
    page.locator(".presenting .stop").click()
    expect(projector.locator(".empty")).to_be_visible()
    expect(page.locator(".presenting")).to_be_hidden()
