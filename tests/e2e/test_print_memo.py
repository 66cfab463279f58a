"""The memo is printed alone and whole, on whatever is in the hand; afterwards the page is as it was."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.server import Server

from .conftest import open_case
from .student import Student

COUNTED = """window.print = () => {
  const { dataset } = document.documentElement;
  dataset.prints = String(Number(dataset.prints ?? 0) + 1);
};"""
SEEN = """() => [...document.body.children].filter((one) => one.getClientRects().length || one.innerText?.trim() &&
  getComputedStyle(one).display !== "none" && !["SCRIPT", "STYLE"].includes(one.tagName)).map((one) => one.id)"""
MEMO = """() => { const part = document.querySelector("#caseroom-print");
  return { text: part.shadowRoot.querySelector("main").innerText, high: part.getBoundingClientRect().height,
  font: getComputedStyle(part.shadowRoot.querySelector("h1")).fontSize,
  rule: getComputedStyle(part.shadowRoot.querySelector("h1")).borderBottomStyle }; }"""
TITLES = {"en": "Decision memo", "zh": "决策报告"}
NAMES = {"en": "Li Min", "zh": "李敏"}
FILES = {"en": "helpdesk-Li-Min", "zh": "helpdesk-李敏"}


def pages(page: Page) -> tuple[int, set[bytes]]:
    pdf = page.pdf(prefer_css_page_size=True)
    return len(re.findall(rb"/Type /Page\b", pdf)), set(re.findall(rb"/MediaBox \[[^\]]*\]", pdf))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("hand", ["context", "phone"])
def test_the_memo_is_printed_alone(hand: str, lang: str, request: pytest.FixtureRequest, server: Server) -> None:
    context: BrowserContext = request.getfixturevalue(hand)
    context.add_init_script(COUNTED)
    page = open_case(context, server, lang)
    student = Student(page)
    student.turn_to("memo")
    title, (many, _) = page.title(), pages(page)
    memo = page.locator(".caseroom-memo")
    memo.locator("input").fill(NAMES[lang])
    for time in ("1", "2"):  # once more, and it is the memo once
        memo.get_by_role("button", name=re.compile("PDF")).click()
        expect(page.locator("html")).to_have_attribute("data-prints", time)
    assert page.locator("iframe#caseroom-print").count() == 0
    assert page.title() == FILES[lang]
    part = page.locator("#caseroom-print")
    expect(part).to_have_count(1)
    expect(part).to_be_hidden()
    expect(memo).to_be_visible()

    page.emulate_media(media="print")
    assert page.evaluate(SEEN) == ["caseroom-print"]
    shown = page.evaluate(MEMO)
    assert TITLES[lang] in shown["text"] and NAMES[lang] in shown["text"]
    assert shown["high"] > 300 and shown["rule"] == "solid" and shown["font"].startswith("34.6")
    few, sizes = pages(page)
    assert 1 <= few < many and few <= 6
    assert all(b"595" in size or b"594" in size for size in sizes), "A4"

    page.emulate_media(media="null")
    if hand == "context":
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    else:  # its print view may draw the page once more after that event
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        expect(part).to_have_count(1)
        page.touchscreen.tap(5, 300)
    expect(part).to_have_count(0)
    assert page.title() == title
    expect(memo).to_be_visible()
    assert pages(page)[0] == many, "the whole case is printed as before"
