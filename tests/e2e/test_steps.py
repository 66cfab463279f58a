"""A case one step at a time: where one is, what is open, and that one comes back to where one was."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from caseroom import catalogue
from tests.server import Server

from .conftest import PHONE, open_case, wait_ready
from .student import Student
from .test_the_whole_way import faults

STEPS = len(catalogue.load("helpdesk").steps)


def shown(page: Page) -> list[str]:
    """The steps that can be seen."""
    found: list[str] = page.locator(".step").evaluate_all(
        "(all) => all.filter((one) => getComputedStyle(one).visibility === 'visible').map((one) => one.dataset.step)"
    )
    return found


def link(page: Page, step: str) -> object:
    return page.locator(f'.steps a[href="#{step}"]')


@pytest.mark.parametrize(("lang", "opens"), [("en", "Opens after “"), ("zh", "后开放")])
def test_next_and_back_show_one_step_at_an_address_of_its_own(
    phone: BrowserContext, server: Server, lang: str, opens: str
) -> None:
    page = open_case(phone, server, lang)
    assert shown(page) == ["brief"]
    page.locator(".onward .next").tap()
    assert shown(page) == ["predict"]
    expect(page).to_have_url(re.compile("#predict$"))
    expect(page.locator("#step-predict h2")).to_be_focused()
    expect(page).to_have_title(re.compile("^" + re.escape(page.locator("#step-predict h2").inner_text())))
    page.locator(".onward .next").tap()
    page.locator(".onward .here").tap()
    expect(page.locator('.steps a[href="#brief"]')).to_have_attribute("data-state", "done")
    expect(page.locator('.steps a[href="#explore"] .state')).to_contain_text(opens)
    page.keyboard.press("Escape")
    expect(page.locator(".steps")).to_be_hidden()
    page.go_back()
    assert shown(page) == ["predict"]
    page.locator(".onward .back").tap()
    assert shown(page) == ["brief"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("slug", ["helpdesk", min(set(catalogue.slugs()) - {"helpdesk"})])
def test_who_wants_the_papers_again_is_at_the_exhibits(phone: BrowserContext, server: Server, slug: str) -> None:
    page = phone.new_page()
    page.goto(f"{server.address}cases/{slug}?lang=zh#exhibits")
    wait_ready(page)
    assert shown(page) == ["brief"]
    if page.locator(".exhibit").count():  # a case may have none
        expect(page.locator(".exhibit").first).to_be_in_viewport()
        top = page.locator(".exhibit").first.bounding_box()
        assert top and top["y"] < PHONE["height"] / 2


def test_what_is_shut_leads_to_what_opens_it_and_what_opens_is_said_where_one_stands(
    context: BrowserContext, server: Server
) -> None:
    page = open_case(context, server, "en")
    student = Student(page)
    page.goto(f"{page.url.split('#')[0]}#what-if")
    page.locator("[data-until]:visible").click()
    assert shown(page) == ["predict"]
    expect(page.locator(".news")).to_be_empty()
    for question in student.asked("predict"):
        student.commit(question, "Because.")
    expect(page.locator(".news a")).to_have_count(2)
    expect(page.locator('.steps a[href="#predict"]')).to_have_attribute("data-state", "done")
    page.locator('.news a[href="#what-if"]').click()
    assert shown(page) == ["what-if"]
    expect(student.outcome("service_level")).to_be_visible()
    expect(page.locator(".news")).to_be_empty()


@pytest.mark.parametrize("step", ["explore", "what-if"])
def test_a_step_opened_by_its_address_begins_at_its_heading(step: str, context: BrowserContext, server: Server) -> None:
    student = Student(open_case(context, server, "en"))
    student.predict("Because.")
    student.turn_to("predict")  # whoever comes back to a step where they were comes to the place in it
    student.page.wait_for_function("() => window.caseroomPlace?.step === 'predict'")
    student.page.wait_for_timeout(500)  # kept by the kernel meanwhile
    page = context.new_page()
    page.goto(f"{server.address}cases/helpdesk?lang=en#{step}")
    wait_ready(page)
    assert shown(page) == [step]
    page.wait_for_timeout(500)
    assert page.evaluate("scrollY") == 0


def test_one_comes_back_to_the_question_where_one_was(context: BrowserContext, server: Server) -> None:
    page = open_case(context, server, "en")
    student = Student(page)
    place = student.reach("who_answers")
    page.evaluate("(one) => one.closest('.cell').scrollIntoView()", place.element_handle())
    page.wait_for_function("() => window.caseroomPlace?.cell === 'ask-who-answers'")
    page.wait_for_timeout(500)  # kept by the kernel meanwhile

    page.reload()
    wait_ready(page)
    assert shown(page) == ["exercises"]
    expect(place).to_be_in_viewport()
    page.close()

    page = open_case(context, server, "zh")  # another day, from the first page
    assert shown(page) == ["exercises"]
    expect(Student(page).question("who_answers")).to_be_in_viewport()
    expect(page.locator('.steps a[href="#brief"]')).to_have_attribute("data-state", "open")

    page.goto(f"{server.address}?lang=en")
    expect(page.locator('a.primary[href*="cases/helpdesk?"]')).to_contain_text("Continue at “")


def test_all_of_it_on_one_page_for_who_wants_that_and_on_paper(context: BrowserContext, server: Server) -> None:
    page = open_case(context, server, "en")
    page.locator(".one-page").click()
    assert len(shown(page)) == STEPS
    page.reload()
    wait_ready(page)
    assert len(shown(page)) == STEPS, "a habit, so it is kept"
    page.locator('.steps a[href="#decide"]').click()
    expect(page.locator("#step-decide h2")).to_be_in_viewport()
    page.locator(".one-page").click()
    assert shown(page) == ["decide"]
    page.emulate_media(media="print")
    assert len(shown(page)) == STEPS
    expect(page.locator(".onward")).to_be_hidden()


def test_prose_that_calls_itself_an_open_gate_opens_nothing(context: BrowserContext, server: Server) -> None:
    page = open_case(context, server, "en")
    page.evaluate(
        "document.querySelector('#step-debrief .prose').insertAdjacentHTML('beforeend', "
        "'<p class=\"caseroom-gate open\">open</p>')"
    )
    page.wait_for_timeout(300)
    student = Student(page)
    student.turn_to("debrief")
    expect(page.locator("#debrief-moves")).to_be_hidden()


@pytest.mark.parametrize(("lang", "scheme"), [("en", "dark"), ("zh", "light")])
def test_no_step_shuts_anybody_out(
    context: BrowserContext, server: Server, lang: str, scheme: Literal["dark", "light"]
) -> None:
    """axe-core, in every step, with what is for later unfolded and the predictions locked."""
    page = open_case(context, server, lang)
    page.emulate_media(color_scheme=scheme)
    student = Student(page)
    student.predict("Because.")
    page.evaluate("document.querySelectorAll('.if-time').forEach((fold) => { fold.open = true; })")
    for step in page.locator(".step").evaluate_all("(all) => all.map((one) => one.dataset.step)"):
        student.turn_to(step)
        assert faults(page) == [], step


def test_the_one_text_that_is_asked_for_is_missed_and_the_others_are_not(
    context: BrowserContext, server: Server
) -> None:
    page = open_case(context, server, "en")
    student = Student(page)
    for question in student.asked("predict"):
        student.commit(question, "")  # locked at the first press
    decision = student.asked("decision")[0]
    name = decision.id
    student.choose(name, decision.choices[-1].id)
    student.hand_in(name)
    card = student.question(name)
    complaint = card.locator('.saved-line[data-state="failed"]')
    expect(complaint).to_contain_text(f"“{decision.fields[0].label.text('en')}”: still empty")
    expect(card.locator(".seal")).to_be_empty()
    assert card.locator("textarea[data-optional]").count() == len(decision.fields) - 1
    page.wait_for_timeout(800)  # two quick presses are one
    student.hand_in(name)
    expect(card.locator(".seal")).not_to_be_empty()


def test_a_decision_changed_since_counts_when_it_is_taken_again(context: BrowserContext, server: Server) -> None:
    page = open_case(context, server, "en")
    student = Student(page)
    student.predict("A reason")
    decision = student.asked("decision")[0]
    student.choose(decision.id, decision.choices[0].id)
    student.write(decision.id, "So it is.")
    student.hand_in(decision.id)
    card = student.question(decision.id)
    expect(card.locator(".seal")).not_to_be_empty()
    expect(card.locator(".pending")).to_be_hidden()
    student.write(decision.id, "Or is it?")
    expect(card.locator(".pending")).to_be_visible()
    student.hand_in(decision.id)
    expect(card.locator(".pending")).to_be_hidden()
