"""The tasks of the what-if on a phone: what one has shown can be read once it is done, and not before."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, expect

from .conftest import Server
from .test_understand import opened


def test_what_a_task_has_shown_unfolds_once_it_is_done(phone: BrowserContext, server: Server) -> None:
    student, page = opened(phone, server, "en")
    tasks = page.locator(".caseroom-tasks-panel")
    shown = tasks.get_by_text("What it shows").first
    expect(tasks.locator("li").first).to_be_visible()
    expect(shown).to_be_hidden()
    student.set_lever("agents", 17)
    expect(page.get_by_role("button", name="What it shows")).to_be_visible()  # the notice: the tasks are out of sight
    sentence = tasks.get_by_text("The promise breaks at 17 agents.")
    expect(sentence).to_be_hidden()  # nobody is told who has not asked
    page.get_by_role("button", name="What it shows").tap()
    expect(shown).to_be_in_viewport()
    expect(sentence).to_be_in_viewport()  # the notice keeps its word
    shown.tap()
    expect(sentence).to_be_hidden()


def test_who_works_on_has_read_that_a_task_is_done(phone: BrowserContext, server: Server) -> None:
    student, page = opened(phone, server, "en")
    student.set_lever("agents", 17)
    notice = page.locator(".news button")
    expect(notice).to_be_visible()
    page.locator(".caseroom-levers-panel").dispatch_event("pointerdown")  # a hand that was already there ends nothing
    page.wait_for_timeout(2100)
    expect(notice).to_be_visible()
    page.locator(".caseroom-levers-panel").dispatch_event("pointerdown")
    expect(notice).to_be_hidden(timeout=2000)


def test_the_chart_that_a_task_names_is_drawn_while_it_is_in_hand(context: BrowserContext, server: Server) -> None:
    student, page = opened(context, server, "en")
    chooser = page.locator(".caseroom-chooser-panel select")
    first, named = (page.locator(f".charts [data-chart='{name}']") for name in ("service_level", "cost_by_option"))
    expect(first).to_be_visible()
    tasks = page.locator(".caseroom-tasks-panel")
    heads = tasks.locator(".head")
    heads.nth(2).click()
    expect(named).to_be_visible()
    expect(first).to_be_hidden()
    student.set_lever("agents", 17)
    expect(named).to_be_visible()  # Auto stays with the task
    chooser.select_option("service_level")
    expect(first).to_be_visible()
    heads.nth(1).click()
    heads.nth(2).click()
    expect(first).to_be_visible()  # the reader's own choice stands
    chooser.select_option("")
    expect(named).to_be_visible()
    tasks.get_by_role("button", name="I have done this").click()
    expect(tasks).to_have_attribute("data-charts", "")  # the task in hand is now one that names none


def test_a_class_opens_the_case_with_the_task_that_it_is_at(phone: BrowserContext, server: Server) -> None:
    _, page = opened(phone, server, "en")
    count = page.locator(".caseroom-tasks-panel .count")
    page.goto(f"{server.address}cases/helpdesk?lang=en&task=2#what-if")
    expect(count).to_contain_text("Task 2 of", timeout=60_000)
    page.goto(f"{server.address}cases/helpdesk?lang=en&task=99#what-if")  # a case that has lost a task since
    expect(count).to_contain_text("Task 1 of", timeout=60_000)


def test_a_reload_comes_back_to_the_task_and_the_chart(phone: BrowserContext, server: Server) -> None:
    _, page = opened(phone, server, "en")
    chooser = page.locator(".caseroom-chooser-panel select")
    tasks = page.locator(".caseroom-tasks-panel")
    tasks.get_by_role("button", name="Next task").click()
    tasks.locator("li[data-current]:nth-child(2)").wait_for()
    other = chooser.locator("option").last.get_attribute("value") or ""
    chooser.select_option(other)
    page.reload()
    page.locator('body[data-ready="true"]').wait_for()
    tasks.locator("li[data-current]:nth-child(2)").wait_for(state="attached")
    expect(chooser).to_have_value(other)
    expect(page.locator(f".charts [data-chart='{other}']")).to_be_visible()


def test_with_all_tasks_done_a_reload_comes_back_to_the_task_that_was_done_last(
    phone: BrowserContext, server: Server
) -> None:
    student, page = opened(phone, server, "en")
    tasks = page.locator(".caseroom-tasks-panel")
    student.set_lever("agents", 17)
    expect(tasks.locator("li[data-done]")).to_have_count(1)
    page.locator(".caseroom-levers-panel .options button", has_text="hub").tap()
    student.pin("The hub")
    expect(tasks.locator("li[data-done]")).to_have_count(2)
    for _ in range(2):
        tasks.get_by_role("button", name="Next task").click()
    tasks.locator("li:last-child .tick").click()
    expect(tasks.locator("li[data-done]")).to_have_count(3)
    page.evaluate("sessionStorage.clear()")  # as in a tab that has been opened since
    page.reload()
    page.locator('body[data-ready="true"]').wait_for()
    tasks.locator("li[data-current]:last-child").wait_for(state="attached")


def test_an_option_that_is_chosen_takes_no_more_room(phone: BrowserContext, server: Server) -> None:
    _, page = opened(phone, server, "en")
    buttons = page.locator(".caseroom-levers-panel .options button")
    sizes = "(all) => all.map((one) => [one.offsetLeft, one.offsetTop, one.offsetWidth, one.offsetHeight])"
    before = buttons.evaluate_all(sizes)
    buttons.nth(1).tap()
    expect(buttons.nth(1)).to_have_attribute("aria-pressed", "true")
    assert buttons.evaluate_all(sizes) == before
