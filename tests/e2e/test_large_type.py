"""Large type and a zoomed page: nothing scrolls sideways, no text is cut off, every control is reached. And the
keyboard alone leads from the first line to the memo."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.server import Server

from .conftest import open_case, watch
from .student import Student

IN_VIEW = (Path(__file__).parent / "in_view.js").read_text(encoding="utf-8")
ZOOMED = {"width": 320, "height": 480}  # 1280 px wide at 400 %
TABLET = {"width": 1024, "height": 768}


@pytest.mark.parametrize(
    ("size", "text", "lang"),
    [(ZOOMED, "100%", "en"), (ZOOMED, "100%", "zh"), (TABLET, "200%", "en"), (TABLET, "200%", "zh")],
    ids=["zoom-en", "zoom-zh", "text-en", "text-zh"],
)
def test_every_step_can_be_read_and_reached(
    size: dict[str, int], text: str, lang: str, browser: Browser, server: Server
) -> None:
    context = browser.new_context(viewport=size)  # type: ignore[arg-type]
    troubles = watch(context, server)
    page = open_case(context, server, lang)
    page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", text)
    page.evaluate(IN_VIEW)
    found = walked(page, "before")
    student = Student(page)
    student.predict("因为" if lang == "zh" else "Because.")
    student.pin("Duan")
    student.decide("in_house", "因为" if lang == "zh" else "Because.")
    found += walked(page, "after")
    context.close()
    assert not found, "\n".join(found)
    assert troubles == []


def walked(page: Page, when: str) -> list[str]:
    """What is wrong in any step, with everything unfolded."""
    found = []
    for step in page.locator(".step").evaluate_all("(all) => all.map((one) => one.dataset.step)"):
        page.evaluate("(step) => { location.hash = step; }", step)
        page.locator(f'.step.current[data-step="{step}"]').wait_for()
        page.locator(".step.current details").evaluate_all("(all) => all.forEach((one) => { one.open = true; })")
        page.wait_for_timeout(300)
        found += [f"{when}, {step}: {fault}" for fault in page.evaluate("() => faultsInView()")]
    return found


# The keyboard alone


def tab_to(page: Page, selector: str, most: int = 250) -> None:
    """Press Tab until what `selector` names has the focus."""
    for _ in range(most):
        if page.evaluate("(selector) => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no {selector} within {most} presses of the Tab key")


def go_on(page: Page, step: str) -> None:
    here = page.locator(".step.current").get_attribute("data-step")
    for _ in range(20):  # what opens the next step may still come
        if page.locator(".step.current").get_attribute("data-step") != here:
            break
        tab_to(page, ".onward .next")
        page.keyboard.press("Enter")
        page.wait_for_timeout(500)
    page.locator(f'.step.current[data-step="{step}"]').wait_for()


def test_the_keyboard_alone_leads_from_the_first_line_to_the_memo(context: BrowserContext, server: Server) -> None:
    page = open_case(context, server, "en")
    student = Student(page)
    go_on(page, "predict")
    for question in student.asked("predict"):
        here = f'[data-question="{question.id}"]'
        for n in range(len(question.curve.at) if question.curve else 0):
            tab_to(page, f'{here} :nth-child({n + 1} of [role="slider"])')
            page.keyboard.press("ArrowUp")
        answer(page, here, bool(question.choices), bool(question.number), len(question.fields))
        expect(page.locator(f"{here} .seal")).not_to_be_empty()
    go_on(page, "explore")
    go_on(page, "what-if")
    tab_to(page, '[data-lever="agents"] input[role="slider"]')
    page.keyboard.press("ArrowLeft")
    expect(student.outcome("service_level")).not_to_contain_text("86.5%")
    tab_to(page, ".caseroom-scenarios-panel form button")
    page.keyboard.press("Enter")
    expect(page.locator(".caseroom-scenarios-panel .pins > li")).to_have_count(1)
    go_on(page, "exercises")
    go_on(page, "decide")
    decision = next(question for question in student.asked("decision"))
    answer(page, '[data-question="decision"]', True, False, len(decision.fields))
    expect(page.locator('[data-question="decision"] .seal')).not_to_be_empty()
    while not page.locator('.step.current[data-step="memo"]').count():
        tab_to(page, ".onward .next")
        page.keyboard.press("Enter")
    tab_to(page, ".caseroom-memo button.primary")
    with page.expect_download(timeout=60_000) as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".docx")


def answer(page: Page, here: str, choices: bool, number: bool, fields: int) -> None:
    """Choose the first, give a number, write in every field, and hand in."""
    if choices:
        tab_to(page, f"{here} input[type=radio]")
        page.keyboard.press("Space")
    if number:
        tab_to(page, f"{here} .number input")
        page.keyboard.type("36")
    for _ in range(fields):
        tab_to(page, f"{here} textarea")
        page.keyboard.type("Because.")
        page.keyboard.press("Tab")
    tab_to(page, f"{here} button.primary")
    page.keyboard.press("Enter")
