"""A case as a student works it, with the numbers of its model; test_every_case walks every case."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from commands.places import ROOT
from tests.server import PYTHON_PATH

from .conftest import Server, open_case, wait_ready
from .student import Student

WORDS = {"en": "Because a call answered is not a problem solved.", "zh": "接了电话，不等于办成了事。"}
AXE = (ROOT / "tests" / "e2e" / "vendor" / "axe.min.js").read_text(encoding="utf-8")

CHART_TAKEN = """() => document.addEventListener("caseroom:picture", ({ detail }) => {
  window.chartTaken = detail.name;
})"""

# It finds nothing in a step that is not shown, but would take long over it.
LOOK = """async () => {
  const elsewhere = document.querySelectorAll("body:not([data-pages=one]) .step:not(.current)");
  const found = await axe.run({ exclude: [...elsewhere] }, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    resultTypes: ["violations"],
  });
  return found.violations
    .filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => one.id + ": " + one.nodes.map((node) => node.target.join(" ")).join(" | "));
}"""


def faults(page: Page) -> list[str]:
    """What axe-core finds serious or critical, WCAG 2.2 A and AA."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return list(page.evaluate(LOOK))


def whole_way(page: Page, lang: str, folder: Path) -> None:
    student, words = Student(page), WORDS[lang]
    assert page.locator("[data-outcome]").count() == 0, "no result may show before the predictions are locked"
    expect(page.locator("#debrief-moves, #track-options")).to_have_count(2)
    assert not page.locator("#debrief-moves").is_visible() and not page.locator("#track-options").is_visible()
    assert faults(page) == []
    student.predict(words)
    assert not page.locator("#debrief-moves").is_visible(), "the debrief holds results; the decision comes first"

    expect(student.outcome("service_level")).to_contain_text("86.5%")
    student.set_lever("agents", 15)
    expect(student.outcome("service_level")).not_to_contain_text("86.5%")
    student.lever("agents").press("ArrowRight")
    student.lever("agents").press("ArrowRight")
    student.lever("agents").press("ArrowRight")
    expect(student.outcome("service_level")).to_contain_text("86.5%")
    student.turn_to("what-if")
    student.load_option(1)
    expect(student.outcome("cost_per_solved_problem")).to_contain_text("7.64")
    student.pin("Duan")

    student.answer_everything(words)
    student.decide("contractor_per_solution", words)
    expect(page.locator(".caseroom-table").nth(2)).to_contain_text("57")
    expect(page.locator("#debrief-moves")).to_be_visible()
    assert faults(page) == []

    expect(page.locator(".lost")).to_be_hidden()
    page.evaluate(CHART_TAKEN)
    path = student.take_memo(folder, "Luo Min")
    assert page.evaluate("window.chartTaken") == "cost_by_option", "the chart that the case names, not the first"
    document = docx.Document(str(path))
    text = "\n".join(
        [p.text for p in document.paragraphs] + [c.text for t in document.tables for r in t.rows for c in r.cells]
    )
    for expected in (words, "Luo Min", "36", "Duan", "7.64"):
        assert expected in text
    assert document.inline_shapes, "the memo holds the chart"


@pytest.mark.parametrize("lang", ["zh"])
def test_on_a_laptop(context: BrowserContext, server: Server, lang: str, tmp_path: Path) -> None:
    page = context.new_page()
    page.goto(f"{server.address}?lang={lang}")
    assert faults(page) == []
    page.locator('a.primary[href*="cases/helpdesk?"]').click()
    wait_ready(page)
    whole_way(page, lang, tmp_path)


def test_over_the_rooms_network(browser: Browser, server: Server) -> None:
    """Browsers withhold some of their functions from plain http that is not localhost."""
    page = browser.new_page()
    page.goto(f"http://room.test:{server.port}/cases/helpdesk?lang=zh")
    wait_ready(page)
    assert not page.evaluate("isSecureContext")
    Student(page).predict(WORDS["zh"])
    page.close()


def test_every_slider_has_a_role_and_a_name(context: BrowserContext, server: Server) -> None:
    page = open_case(context, server, "en")
    Student(page).predict(WORDS["en"])
    page.locator(".caseroom-levers-panel details").evaluate_all("(all) => all.forEach((one) => { one.open = true; })")
    command = [sys.executable, "-m", "commands", "run", "helpdesk", "--describe", "--json"]
    described = json.loads(subprocess.check_output(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": PYTHON_PATH}))
    for parameter in described["parameters"]:
        slider = page.locator(f'[data-lever="{parameter["name"]}"]').get_by_role("slider")
        expect(slider).to_have_accessible_name(parameter["label"])


def test_the_keyboard_is_enough_to_lock_a_prediction_and_move_a_lever(context: BrowserContext, server: Server) -> None:
    page = open_case(context, server, "en")
    student = Student(page)
    page.locator(".onward .next").press("Enter")
    first = student.question("cheapest_option").locator("input[type=radio]").first
    first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("A reason")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(student.question("cheapest_option").locator(".seal")).not_to_be_empty()


def test_what_is_missing_is_said(context: BrowserContext, server: Server) -> None:
    page = open_case(context, server, "zh")
    student = Student(page)
    student.hand_in("cheapest_option")
    expect(student.question("cheapest_option").locator(".saved-line").first).to_contain_text("请先")
    first = student.question("cheapest_option").locator("input[type=radio]").first
    expect(first).to_be_focused()
    said_above = student.question("cheapest_option").locator(".saved-line:has(+ fieldset.choices)")
    expect(said_above).to_contain_text("请先")
    first.press("Space")
    expect(said_above).to_have_count(0)


def test_a_wrong_address_is_answered_in_the_readers_language(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(f"{server.address}cases/nothing?lang=zh")
    expect(page.locator("h1")).to_have_text("这里没有这个页面。")
    assert faults(page) == []
