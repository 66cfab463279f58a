"""The network fails for a moment: the page says so, goes on by itself, and nothing is lost in between."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.server import Server
from tests.wire import Wire

from .conftest import wait_ready
from .student import Student


@pytest.fixture
def wire(server: Server) -> Wire:
    return Wire(server.port)


@pytest.fixture
def page(browser: Browser, wire: Wire) -> Iterator[Page]:
    """The case, opened by way of the wire."""
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(f"{wire.address}cases/helpdesk?lang=en")
    wait_ready(opened)
    yield opened
    context.close()


def test_work_goes_on_over_a_cut_of_five_seconds(page: Page, wire: Wire) -> None:
    student = Student(page)
    student.predict("A reason")
    page.evaluate("window.same = true")
    before = student.outcome("service_level").inner_text()

    wire.cut()
    expect(page.locator(".interrupted")).to_be_visible()
    student.set_lever("agents", 16)
    student.write("who_answers", "written while the wire was cut")
    page.wait_for_timeout(5000)
    wire.mend()

    expect(page.locator(".interrupted")).to_be_hidden()
    expect(page.locator(".lost")).to_be_hidden()
    expect(student.outcome("service_level")).not_to_have_text(before)
    expect(student.question("who_answers").locator('.saved-line[data-state="saved"]')).to_be_visible()
    student.set_lever("agents", 30)
    expect(student.outcome("service_level")).to_contain_text("100")
    assert page.evaluate("window.same")  # not by a reload
    page.reload()
    wait_ready(page)
    expect(student.question("who_answers").locator("textarea").first).to_have_value("written while the wire was cut")


def test_what_is_done_in_a_long_cut_is_saved_and_its_complaint_goes(page: Page, wire: Wire) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    student = Student(page)
    student.predict("A reason")
    pin = page.locator(".caseroom-levers-panel .pin")
    pin.scroll_into_view_if_needed()
    wire.cut()
    expect(page.locator(".interrupted")).to_be_in_viewport()  # also where the masthead has scrolled away
    page.locator('.caseroom-levers-panel .presets button:has-text("hub")').click()
    pin.click()
    told = page.locator(".caseroom-levers-panel .pinned")
    expect(told).to_contain_text("interrupted", timeout=40_000)
    wire.mend()
    expect(told).to_contain_text("Pinned", timeout=40_000)
    expect(page.locator('.caseroom-whatif .saved-line[data-state="failed"]')).to_have_count(0)
    name = page.locator(".pins .name input").first.input_value()
    assert "hub" in name  # as the option that was loaded meanwhile, though the page could not know that
    page.reload()
    wait_ready(page)
    expect(page.locator(".pins .name input").first).to_have_value(name)


def test_a_server_that_says_nothing_is_an_interruption_that_mends_itself(page: Page, server: Server) -> None:
    student = Student(page)
    student.predict("A reason")
    page.evaluate("window.same = true")
    before = student.outcome("service_level").inner_text()
    server.freeze()
    try:
        student.set_lever("agents", 16)
        student.write("who_answers", "written into the silence")
        expect(page.locator(".interrupted")).to_be_visible(timeout=12_000)
        failed = student.question("who_answers").locator('.saved-line[data-state="failed"]')
        expect(failed).to_contain_text("The connection is interrupted", timeout=40_000)
        expect(page.locator(".lost")).to_be_hidden()
    finally:
        server.thaw()
    expect(page.locator(".interrupted")).to_be_hidden(timeout=30_000)
    expect(student.outcome("service_level")).not_to_have_text(before)
    expect(student.question("who_answers").locator('.saved-line[data-state="saved"]')).to_be_visible(timeout=40_000)
    assert page.evaluate("window.same")  # not by a reload


def test_what_the_kernel_says_during_a_cut_arrives_afterwards(page: Page, wire: Wire) -> None:
    student = Student(page)
    student.predict("A reason")
    before = student.outcome("service_level").inner_text()
    for agents in (30, 20, 16):  # the wire is cut with messages under way in both directions
        student.set_lever("agents", agents)
        wire.cut()
        wire.mend()
    expect(page.locator(".interrupted")).to_be_hidden()
    expect(student.outcome("service_level")).not_to_have_text(before)
    expect(student.lever("agents")).to_have_value("16")


def test_an_answer_that_is_lost_in_the_midst_of_a_drag_is_given_again(page: Page, wire: Wire) -> None:
    student = Student(page)
    student.predict("A reason")
    before = student.outcome("service_level").inner_text()
    wire.lose_answers()
    for _ in range(3):
        student.lever("agents").press("ArrowLeft")
    page.wait_for_timeout(1000)  # the first step is made, and its answer lost; the others wait for it
    wire.cut()
    wire.mend()
    expect(student.outcome("service_level")).not_to_have_text(before)
    assert student.lever("agents").input_value() == "15"
    page.locator(".caseroom-levers-panel").get_by_role("button", name="Undo").click()
    expect(student.outcome("service_level")).to_have_text(before)


def test_what_was_done_and_not_answered_is_not_done_twice(page: Page, wire: Wire) -> None:
    student = Student(page)
    student.predict("A reason")
    undo = page.locator(".caseroom-levers-panel").get_by_role("button", name="Undo")
    for agents in (20, 25):
        student.set_lever("agents", agents)
        page.wait_for_timeout(1000)  # each a step of its own
    wire.lose_answers()
    undo.click()
    page.wait_for_timeout(1000)
    wire.cut()
    wire.mend()
    expect(page.locator(".interrupted")).to_be_hidden()
    expect(student.lever("agents")).to_have_value("20")
    undo.click()
    expect(student.lever("agents")).to_have_value("18")


def test_a_page_left_by_the_back_button_says_goodbye_and_starts_anew(page: Page, server: Server) -> None:
    assert len(server.kernels()) >= 1
    page.goto("about:blank")
    page.go_back()
    wait_ready(page)
    expect(page.locator(".lost")).to_be_hidden()
