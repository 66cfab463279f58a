"""Every case, whole, by its case.toml alone: from the first page to the memo, with what must be refused on the way."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from caseroom import catalogue
from tests.server import Server

from .conftest import PHONE, open_case, wait_ready
from .student import Student, says_nothing, says_something
from .test_the_whole_way import faults

WORDS = {"en": "Because it says so in the letter.", "zh": "信里就是这么写的。"}
LONGEST_STEP = 8  # phone screens
SIDEWAYS = """[...document.querySelectorAll(".step.current .caseroom-table .scroll")]
  .filter((region) => region.scrollWidth > region.clientWidth).map((region) => region.textContent)"""
TOO_WIDE = """(width) => [...document.querySelectorAll(".step.current .document > *")]
  .filter((part) => part.getBoundingClientRect().right > width).map((part) => part.textContent)"""
FIXTURE = "helpdesk"  # test_the_whole_way goes through it
WALKS = [
    (slug, lang, on)
    for slug in catalogue.slugs()
    if slug != FIXTURE
    for lang, on in (("en", "laptop"), ("zh", "phone"))
]
IN_FULL = {slug: ("en", "zh")[n % 2] for n, slug in enumerate(catalogue.slugs())}
"""In which language each lever is also moved by keys and each exercise also answered wrongly: a case's levers and its
answers are the same in both, and the next case does it in the other one. All that is said is looked at in both."""


@pytest.mark.parametrize(("slug", "lang", "on"), WALKS)
def test_from_the_first_page_to_the_memo(
    slug: str, lang: str, on: str, request: pytest.FixtureRequest, server: Server, tmp_path: Path
) -> None:
    walk(request.getfixturevalue({"laptop": "context", "phone": "phone"}[on]), server, slug, lang, tmp_path)


def walk(context: BrowserContext, server: Server, slug: str, lang: str, folder: Path) -> None:
    """The whole way through a case; the memo goes into `folder`."""
    page = context.new_page()
    page.goto(f"{server.address}?lang={lang}")
    page.locator(f'a.primary[href*="cases/{slug}?"]').click()
    wait_ready(page)
    student = Student(page, slug)

    nothing_shows_yet(page)
    opened = min(1, page.locator(".exhibit").count())  # a case that has just been begun has none
    if opened:
        page.locator(".exhibit summary").first.click()
    expect(page.locator(".exhibit[data-opened]")).to_have_count(opened)
    what_is_missing_is_said(student, lang)
    assert faults(page) == []
    student.predict(WORDS[lang])
    student.turn_to("explore")
    page.locator(".caseroom-explore svg").first.wait_for()
    in_full = IN_FULL.get(slug, lang) == lang
    levers_move_and_refuse(student, lang, by_keys=in_full)
    own_data_or_a_sentence(student, lang)
    student.load_option(-1)
    student.pin("Somebody")
    a_goal_is_sought(student)
    student.answer_everything(WORDS[lang], wrong_first=in_full)
    student.weigh()
    decision = student.asked("decision")[0]
    student.decide(decision.choices[-1].id, WORDS[lang])
    assert page.evaluate(SIDEWAYS) == []
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    no_step_is_longer_than_eight_screens(page, student)
    no_exhibit_is_wider_than_the_page(page, student)

    said = text_of(student.take_memo(folder, "Li Min"))
    for expected in (WORDS[lang], "Li Min", "Somebody", decision.choices[-1].text.text(lang)):
        assert expected in said

    again = Student(open_case(context, server, lang, slug), slug)
    expect(again.page.locator(".exhibit[data-opened]")).to_have_count(opened)
    for question in again.case.questions:
        says_something(again.question(question.id).locator(".result"))
    again.turn_to(again.page.locator(".caseroom-rerank"))
    again.page.locator(".caseroom-rerank .orders").wait_for()


def no_step_is_longer_than_eight_screens(page: Page, student: Student) -> None:
    """With everything answered, and what is for later folded."""
    for step in student.case.steps:
        student.turn_to(step.address)
        page.evaluate("document.querySelectorAll('.if-time').forEach((fold) => { fold.open = false; })")
        screens = page.evaluate("document.documentElement.scrollHeight") / PHONE["height"]
        assert screens <= LONGEST_STEP, f"{step.address}: {screens:.1f} screens"


def no_exhibit_is_wider_than_the_page(page: Page, student: Student) -> None:
    """On a phone, which would draw the whole page so wide and push the way on out of sight."""
    student.turn_to(student.case.steps[0].address)
    page.evaluate("document.querySelectorAll('.exhibit').forEach((fold) => { fold.open = true; })")
    assert page.evaluate(TOO_WIDE, PHONE["width"]) == []


def nothing_shows_yet(page: Page) -> None:
    assert page.locator("[data-outcome]").count() == 0, "no result may show before the predictions are locked"
    assert page.locator(".caseroom-explore, .caseroom-rerank, .caseroom-table").count() == 0


def what_is_missing_is_said(student: Student, lang: str) -> None:
    """An empty prediction, and a number that is none or out of range, are refused in the reader's language."""
    for question in student.asked("predict"):
        student.hand_in(question.id)
        complained(student, question.id, lang)
        if question.number:
            for text in ("abc", question.number.maximum + 1):
                student.number(question.id, text)
                student.hand_in(question.id)
                complained(student, question.id, lang)
            student.number(question.id, "")
        expect(student.question(question.id).locator(".seal")).to_be_empty()


def complained(student: Student, question: str, lang: str) -> None:
    line = student.question(question).locator(".saved-line").first
    expect(line).to_have_attribute("data-state", "failed")
    assert is_chinese(line.text_content() or "") == (lang == "zh")


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def levers_move_and_refuse(student: Student, lang: str, by_keys: bool) -> None:
    """Every lever by typing and, `by_keys`, by a key; an outcome follows; nonsense is refused beside the lever."""
    student.turn_to("what-if")
    before = student.page.locator("[data-outcome]").all_inner_texts()
    for lever in student.case.levers:
        if lever.choices:
            if by_keys:
                choose_by_key(student, lever.name)
            continue
        student.set_lever(lever.name, "abc")
        wrong = student.page.locator(f'.caseroom-levers-panel [data-lever="{lever.name}"] .wrong')
        says_something(wrong)
        assert is_chinese(wrong.text_content() or "") == (lang == "zh")
        if not by_keys:
            continue
        slider = student.lever(lever.name)
        slider.press("Home")
        slider.press("ArrowRight")
        says_nothing(wrong)
    first = next(lever.name for lever in student.case.levers if not lever.choices)
    student.unfold_lever(first)
    at_its_end = student.lever(first).evaluate("slider => Number(slider.value) === Number(slider.max)")
    student.lever(first).press("Home" if at_its_end else "End")  # all at one end may come to what all in the middle do
    student.page.locator("[data-outcome]").first.wait_for()
    student.page.wait_for_function(
        "before => [...document.querySelectorAll('[data-outcome]')].some((one, n) => one.innerText !== before[n])",
        arg=before,
    )


def choose_by_key(student: Student, name: str) -> None:
    """A lever whose values are names has nothing to type into: the arrow takes the next name."""
    student.unfold_lever(name)
    radios = student.page.locator(f'.caseroom-levers-panel [data-lever="{name}"] input[type="radio"]')
    radios.first.check()
    radios.first.press("ArrowDown")
    expect(radios.nth(1)).to_be_checked()


def own_data_or_a_sentence(student: Student, lang: str) -> None:
    """Where a case takes a student's own data: a file that is none is refused in words, one that fits is shown."""
    panel = student.page.locator(".caseroom-upload-panel")
    if not student.case.code("study").study(student.case, lang).own:
        expect(panel).to_have_count(0)
        return
    student.turn_to(panel)
    file = panel.locator('input[type="file"]')
    file.set_input_files({"name": "forged.csv", "mimeType": "text/csv", "buffer": b"\x00\xff not a table"})
    panel.locator(".told").wait_for()
    assert is_chinese(panel.locator(".told li").first.inner_text()) == (lang == "zh")
    figures = panel.locator(".figures dd")
    before = figures.all_inner_texts()
    file.set_input_files(
        {"name": "mine.csv", "mimeType": "text/csv", "buffer": student.case.code("own_file").sample().encode()}
    )
    panel.locator(".roles").wait_for()
    panel.locator(".buttons .primary").click()
    panel.locator(".stage .figures").wait_for()
    panel.locator(".buttons .primary").click()
    expect(panel.locator("h3")).to_have_text("mine.csv")
    assert figures.all_inner_texts() != before


def a_goal_is_sought(student: Student) -> None:
    student.turn_to("what-if")
    panel = student.page.locator(".caseroom-goal-panel")
    panel.locator("summary").first.click()
    for goal in student.case.goals:
        panel.locator(f'.goals input[value="{goal.id}"]').check()
        panel.locator("button.primary").click()
        panel.locator(".result h4").wait_for()
        panel.locator(".result tbody tr").first.wait_for()


def text_of(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
