"""Goals and assumptions in a real browser: by keyboard alone, on a phone, and into the memo."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from playwright.sync_api import BrowserContext, Locator, Page, expect

from .conftest import Server, open_case
from .student import Student


def press(target: Locator, *keys: str) -> None:
    """Keys on an element that takes the focus, each where the focus then is."""
    target.focus()
    for key in keys:
        target.page.keyboard.press(key)


def opened(context: BrowserContext, server: Server, lang: str) -> tuple[Student, Page]:
    page = open_case(context, server, lang)
    student = Student(page)
    student.predict("Because.")
    return student, page


def test_a_goal_and_a_contested_assumption_reach_the_memo(
    context: BrowserContext, server: Server, tmp_path: Path
) -> None:
    """Nothing but the keyboard is used on the two cards."""
    student, page = opened(context, server, "en")
    goal = page.locator(".caseroom-goal-panel")
    press(goal.locator("summary"), "Enter")
    press(goal.locator(".goals input").first, "ArrowDown", "ArrowUp")
    press(goal.locator(".setup:visible input[type=text]"), "Control+A", "9", "0", "Enter")
    expect(goal.locator(".result dd")).to_have_text("15 agents")
    expect(goal.locator(".result tbody tr.best .kept")).to_contain_text("yes")
    press(goal.locator(".result button"), "Enter")
    expect(goal.locator(".where")).to_have_text("The levers stand there.")
    assert page.evaluate("document.activeElement.textContent") == "Set the levers to this"
    expect(student.lever("agents")).to_have_attribute("aria-valuetext", "15 agents")

    assumptions = page.locator(".caseroom-assumptions-panel")
    press(assumptions.locator("summary"), "Enter")
    row = assumptions.locator('[data-assumption="average_handling_time"]')
    press(row.locator("> button"), "Enter", "3", "0", "0", "Enter")
    expect(row.locator(".wrong")).to_contain_text("reason")
    press(row.locator("textarea"), "O", "u", "r", "s", "Tab", "Enter")
    expect(row.locator(".claim")).to_have_text("My value: 300 s")
    assert page.evaluate("document.activeElement.textContent") == "Set the lever to my value"
    expect(assumptions.locator(".saved-line")).to_have_attribute("data-state", "saved")

    memo = "\n".join(paragraph.text for paragraph in Document(str(student.take_memo(tmp_path))).paragraphs)
    assert "Found: Agents on the phones: 15 agents." in memo
    assert "Handling time: the model supposes 240 s, I hold 300 s to be right. Ours" in memo


def test_both_cards_fit_a_phone(phone: BrowserContext, server: Server) -> None:
    _, page = opened(phone, server, "zh")
    goal, assumptions = page.locator(".caseroom-goal-panel"), page.locator(".caseroom-assumptions-panel")
    goal.locator("summary").click()
    goal.locator(".goals input").last.check()
    goal.locator("form button").click()
    expect(goal.locator(".result")).to_be_visible()
    assumptions.locator("summary").click()
    contest = assumptions.locator("li > button").first
    contest.click()
    expect(assumptions.locator("form")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for button in (
        goal.locator("form button"),
        goal.locator(".result button"),
        assumptions.locator("form button").first,
    ):
        box = button.bounding_box()
        assert box is not None and box["height"] >= 44
