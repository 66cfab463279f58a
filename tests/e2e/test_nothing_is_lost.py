"""What a student has done is there again: after a reload, a language switch, a closed tab, a killed server."""

from __future__ import annotations

import os
import re
import signal
import time

from playwright.sync_api import BrowserContext, Page, expect

from .conftest import Server, open_case, wait_ready
from .student import Student

REASON = "A reason worth keeping"


def expect_everything(student: Student) -> None:
    expect(student.question("cheapest_option").locator(".seal")).not_to_be_empty()
    expect(student.question("cheapest_option").locator("textarea").first).to_have_value(REASON)
    expect(student.outcome("service_level")).not_to_contain_text("86.5%")
    expect(student.page.locator(".caseroom-scenarios-panel thead")).to_contain_text("My pin")
    expect(student.question("who_answers").locator("textarea").first).to_have_value("half a thought")


def work(student: Student) -> None:
    student.predict(REASON)
    student.set_lever("agents", 16)
    expect(student.outcome("service_level")).not_to_contain_text("86.5%")
    student.pin("My pin")
    student.write("who_answers", "half a thought")
    expect(student.question("who_answers").locator('.saved-line[data-state="saved"]')).to_be_visible()
    student.turn_to("what-if")
    expect(student.page.locator('.caseroom-scenarios-panel .saved-line[data-state="saved"]')).to_be_visible()


def test_reload_language_and_closed_tab(context: BrowserContext, server: Server) -> None:
    page = open_case(context, server, "en")
    work(Student(page))

    page.reload()
    wait_ready(page)
    expect_everything(Student(page))

    page.locator('.steps a[href="#decide"]').click()
    expect(page.locator('.steps a[href="#decide"]')).to_have_attribute("aria-current", "step")
    page.locator(".language").click()
    page.wait_for_url(re.compile("lang=zh"))
    wait_ready(page)
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect_everything(Student(page))
    expect(page.locator("#step-decide h2")).to_be_in_viewport()

    page.close()
    expect_everything(Student(open_case(context, server, "zh")))


def test_the_server_is_killed_and_comes_back(context: BrowserContext, server: Server) -> None:
    page = open_case(context, server, "en")
    work(Student(page))
    server.kill()
    expect(page.locator(".interrupted")).to_be_visible(timeout=15_000)
    expect(page.locator(".lost")).to_be_hidden()  # nothing answers yet: a reload would only throw the page away
    server.start()
    expect(page.locator(".lost")).to_be_visible(timeout=15_000)
    page.locator(".lost button").click()
    wait_ready(page)
    expect_everything(Student(page))
    expect(page.locator(".lost")).to_be_hidden()


def test_what_is_typed_while_the_server_is_down_survives_the_reload(context: BrowserContext, server: Server) -> None:
    page = open_case(context, server, "en")
    student = Student(page)
    student.write("who_answers", "saved before")
    expect(student.question("who_answers").locator('.saved-line[data-state="saved"]')).to_be_visible()
    assert unsent(page) == 0
    server.kill()
    student.write("who_answers", "typed into the void")
    server.start()
    expect(page.locator(".lost")).to_be_visible(timeout=15_000)
    page.locator(".lost button").click()
    wait_ready(page)
    again = Student(page).question("who_answers")
    expect(again.locator("textarea").first).to_have_value("typed into the void")
    expect(again.locator('.saved-line[data-state="saved"]')).to_be_visible()
    assert unsent(page) == 0  # no longer than needed
    page.reload()
    wait_ready(page)
    expect(again.locator("textarea").first).to_have_value("typed into the void")


def test_what_was_not_sent_is_given_to_nobody_else(context: BrowserContext, server: Server) -> None:
    page = open_case(context, server, "en")
    for kernel in server.kernels():
        os.kill(kernel, signal.SIGKILL)
    Student(page).write("who_answers", "mine alone")
    assert unsent(page) == 1
    context.clear_cookies()
    page.reload()
    wait_ready(page)
    expect(Student(page).question("who_answers").locator("textarea").first).to_have_value("")


def unsent(page: Page) -> int:
    """How many drafts the browser holds."""
    return int(page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('unsent ')).length"))


def test_the_kernel_is_killed_and_the_page_says_so(context: BrowserContext, server: Server) -> None:
    page = open_case(context, server, "en")
    work(Student(page))
    page.wait_for_timeout(5000)
    expect(page.locator(".lost")).to_be_hidden()
    for kernel in server.kernels():
        os.kill(kernel, signal.SIGKILL)
    expect(page.locator(".lost")).to_be_visible(timeout=15_000)
    page.locator(".lost button").click()
    wait_ready(page)
    expect_everything(Student(page))


def test_another_visitor_sees_nothing_of_it(context: BrowserContext, phone: BrowserContext, server: Server) -> None:
    work(Student(open_case(context, server, "en")))
    other = open_case(phone, server, "en")
    expect(Student(other).question("cheapest_option").locator(".seal")).to_be_empty()
    assert other.locator("[data-outcome]").count() == 0


def test_the_token_is_out_of_a_scripts_reach(context: BrowserContext, server: Server) -> None:
    page = open_case(context, server, "en")
    token = next(cookie for cookie in context.cookies() if cookie["name"] == "caseroom")
    assert token["httpOnly"]
    assert token["value"] not in page.evaluate("document.cookie + document.documentElement.outerHTML")


def test_the_landing_page_offers_to_continue(context: BrowserContext, server: Server) -> None:
    Student(open_case(context, server, "en")).predict(REASON)
    page = context.new_page()
    goes_on = page.locator('a.primary[href*="cases/helpdesk?"]').get_by_text("接着做“")
    until = time.monotonic() + 20
    while not goes_on.count() and time.monotonic() < until:  # where one is, is told a moment after one has got there
        page.goto(f"{server.address}?lang=zh")
    expect(goes_on).to_be_visible()
