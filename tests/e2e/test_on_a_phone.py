"""What a thumb and a small screen need: figures beside one another, charts whole, no style that stays behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from caseroom import catalogue
from caseroom.casefile import CaseFile
from caseroom.casefile.schema import Named
from caseroom.charts.curves import curves
from caseroom.charts.look import Measure
from caseroom.client import FileClient
from caseroom.i18n import Text
from caseroom.panels.chart import ChartPanel
from caseroom.panels.table import TablePanel
from caseroom.whatif import WhatIf
from tests.server import Server

from .bare import BarePage
from .conftest import PHONE, open_case, wait_ready
from .student import Student

IN_HAND: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
FIGURES = [{"name": name, "title": name.title(), "format": "money"} for name in ("call", "problem", "caller", "a", "b")]
NAME = {"name": "way", "title": "Way", "format": "text"}
ROW = {"way": "The hub shared by four", "call": 6.45, "problem": 8.06, "caller": 9.1, "a": 1.5, "b": 2.5}


@pytest.fixture
def hand(browser: Browser) -> Iterator[BrowserContext]:
    """A phone without a server."""
    context = browser.new_context(**IN_HAND)
    yield context
    context.close()


@pytest.mark.parametrize("columns", [1, 3, 5])
def test_a_row_of_figures_stays_a_row_under_its_headings(hand: BrowserContext, columns: int) -> None:
    page = BarePage(hand, TablePanel("en", "Costs", [NAME, *FIGURES[:columns]], [ROW, ROW])).page
    cells = (
        page.locator("tbody tr")
        .first.locator("td")
        .evaluate_all(
            "(all) => all.map((one) => { const { top, left } = one.getBoundingClientRect(); return [top, left]; })"
        )
    )
    heads = page.locator("thead th:not(:first-child)").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().left)"
    )
    assert len({round(top) for top, _ in cells}) == 1
    assert [round(left) for _, left in cells] == [round(left) for left in heads]
    expect(page.locator("thead th").last).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_row_of_words_is_read_from_top_to_bottom_in_its_paragraphs(hand: BrowserContext) -> None:
    columns = [NAME, *({"name": name, "title": name, "format": "text"} for name in ("said", "found"))]
    row = {"way": "Which is cheapest?", "said": "The hub\n\nBecause four are one queue.", "found": "It is not."}
    page = BarePage(hand, TablePanel("en", "Your own words", columns, [row])).page
    said, found = (one.bounding_box() for one in page.locator("tbody td").all())
    assert said and found and said["y"] + said["height"] <= found["y"]
    assert page.locator("tbody td").first.locator("p").all_inner_texts() == ["The hub", "Because four are one queue."]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_with_the_browsers_own_bars_around_it_a_chart_is_whole_and_a_lever_under_it(
    browser: Browser, tmp_path: Path, lang: str
) -> None:
    short = {"width": PHONE["width"], "height": 664}
    context = browser.new_context(**{**IN_HAND, "viewport": short})
    case = catalogue.load("helpdesk")
    client = FileClient(tmp_path / "helpdesk.json")
    page = BarePage(context, WhatIf(case, case.code("model"), lang, client, {"what_if": {}}).widget, lang).page
    stage = page.locator(".bench > .charts .caseroom-chart-panel:visible .stage").first
    expect(stage.locator("svg")).to_be_visible()
    assert stage.evaluate("(one) => one.scrollHeight <= one.clientHeight + 1"), "its axis has a title below"
    lever = page.locator('[data-lever="agents"] input[role="slider"]')
    lever.focus()
    page.wait_for_timeout(200)
    place = lever.bounding_box()
    assert place and place["y"] + place["height"] < short["height"]
    context.close()


def test_a_chart_with_less_room_than_it_needs_says_that_more_follows(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(**IN_HAND)
    case = catalogue.load("helpdesk")
    client = FileClient(tmp_path / "helpdesk.json")
    page = BarePage(context, WhatIf(case, case.code("model"), "en", client, {"what_if": {}}).widget).page
    stage = page.locator(".bench > .charts .caseroom-chart-panel:visible .stage").first
    expect(stage.locator("svg")).to_be_visible()
    expect(stage).not_to_have_class(re.compile(r"\bmore\b"))
    stage.evaluate("(one) => { one.style.maxHeight = '120px'; }")
    expect(stage).to_have_class(re.compile(r"\bmore\b"))
    stage.evaluate("(one) => one.scrollTo(0, one.scrollHeight)")
    expect(stage).not_to_have_class(re.compile(r"\bmore\b"))
    context.close()


def test_what_an_endless_wait_means_is_said_beside_its_sign(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(**IN_HAND)
    case = catalogue.load("helpdesk")
    client = FileClient(tmp_path / "helpdesk.json")
    state = {"what_if": {"levers": {"agents": 5}}}
    page = BarePage(context, WhatIf(case, case.code("model"), "en", client, state).widget).page
    said = page.locator(".strip .outcome:has(.limit:not(:empty))").first
    expect(said.locator(".value")).to_have_text("∞")
    box = said.locator(".limit").bounding_box()
    assert box and box["width"] > 20 and box["height"] > 8
    context.close()


def test_a_finger_leaves_no_hover_behind(phone: BrowserContext, server: Server) -> None:
    page = open_case(phone, server, "zh")
    student = Student(page)
    asked = next(question for question in student.asked("predict") if question.choices)
    choices = student.reach(asked.id).locator("label.choice, .choice")
    choices.first.tap()
    choices.nth(1).tap()
    choices.first.hover()  # where a finger was, a browser on a phone goes on hovering
    page.wait_for_timeout(400)  # colours change by and by
    shades = choices.evaluate_all("(all) => all.map((one) => getComputedStyle(one).backgroundColor)")
    assert shades[0] == shades[-1] != shades[1]


LINE = 40  # px: the task in hand, which is all that stands below the levers
NAMES = [("alone", "On its own", "单独设线"), ("pair", "With a neighbour", "与邻区合设")]


def test_while_the_levers_move_a_line_says_which_task_is_in_hand(phone: BrowserContext, server: Server) -> None:
    page = open_case(phone, server, "en")
    student = Student(page)
    student.predict("Because.")
    line, cards = page.locator(".in-hand"), page.locator(".caseroom-tasks-panel")
    expect(line).to_be_hidden()
    page.locator(".caseroom-scenarios-panel").scroll_into_view_if_needed()
    first = student.case.tasks[0].title.text("en")
    expect(line).to_contain_text(f"Task 1 of {len(student.case.tasks)}: {first}")
    whole = "(one) => one.scrollWidth <= one.clientWidth && one.scrollHeight <= one.clientHeight"
    assert line.locator("span").first.evaluate(whole)
    line.locator("span").first.evaluate("(one) => { one.textContent += ', and then a title that needs a second row'; }")
    assert line.locator("span").first.evaluate(whole)
    page.evaluate("document.querySelector('.news').textContent = 'The data and the memo are open now.'")  # above it
    line.tap()
    expect(cards).to_be_in_viewport()
    expect(line).to_be_hidden()
    cards.locator(".turn").last.tap()
    page.locator(".caseroom-scenarios-panel").scroll_into_view_if_needed()
    expect(line.locator("span").last).to_have_text("options 0/1 · pinned 0/1")
    student.turn_to("exercises")
    expect(line).to_be_hidden()


def test_the_way_on_makes_room_while_levers_are_in_hand(phone: BrowserContext, server: Server) -> None:
    page = open_case(phone, server, "zh")
    Student(page).predict("因为。")
    way_on, levers = page.locator(".onward"), page.locator(".caseroom-levers-panel")
    expect(way_on).to_be_in_viewport(ratio=0.9)
    news = page.locator(".news")
    news.evaluate("(one) => { one.innerHTML = '现在可以看：<a href=\"#explore\">数据</a>'; }")
    levers.locator(".tabs").evaluate("(one) => scrollBy(0, one.getBoundingClientRect().top - 400)")
    expect(way_on).not_to_be_in_viewport()
    expect(news).to_be_hidden()
    expect(page.locator(".in-hand")).to_be_in_viewport(ratio=0.9)
    page.locator(".caseroom-scenarios-panel").evaluate("(one) => one.scrollIntoView({ block: 'center' })")
    expect(way_on).to_be_in_viewport(ratio=0.9)
    expect(news).to_be_in_viewport()


def test_what_has_opened_is_said_until_the_next_act(phone: BrowserContext, server: Server) -> None:
    page = open_case(phone, server, "en")
    student = Student(page)
    asked = student.asked("predict")
    for question in asked:
        student.commit(question, "Because.", {"double_the_calls": 36})
    opened = page.locator(".news a")
    expect(opened.first).to_be_visible()
    page.wait_for_timeout(2500)  # it has been read
    expect(opened.first).to_be_visible()
    page.locator(".onward .here").tap()
    expect(opened).to_have_count(0)


def test_what_a_panel_says_takes_the_place_of_the_line_and_not_of_a_lever(
    phone: BrowserContext, server: Server
) -> None:
    page = open_case(phone, server, "en")
    student = Student(page)
    student.predict("Because.")
    student.set_lever("agents", 17)
    news, line = page.locator(".news"), page.locator(".in-hand")
    expect(news.locator("button")).to_be_visible()
    said, below = news.bounding_box(), line.bounding_box()
    assert said and below and said["y"] + said["height"] > below["y"] + below["height"] - 2
    assert said["height"] <= 52


def test_on_a_small_phone_the_way_on_makes_room_from_the_options_on(browser: Browser, server: Server) -> None:
    context = browser.new_context(**{**IN_HAND, "viewport": {"width": 360, "height": 640}})
    page = open_case(context, server, "en")
    Student(page).predict("Because.")
    way_on, presets = page.locator(".onward"), page.locator(".caseroom-levers-panel .presets")
    presets.evaluate("(one) => scrollBy(0, one.getBoundingClientRect().top - 560)")
    expect(way_on).to_be_in_viewport(ratio=0.9)
    presets.evaluate("(one) => scrollBy(0, one.getBoundingClientRect().top - 440)")
    expect(way_on).not_to_be_in_viewport()  # as many as there are, they stand under what pins them
    context.close()


def of_names() -> CaseFile:
    """The case with names for the numbers of one lever."""
    case = catalogue.load("helpdesk")
    named = tuple(Named(n, name, Text(en, zh)) for n, (name, en, zh) in enumerate(NAMES, 1))
    levers = [replace(one, choices=named) if one.name == "districts" else one for one in case.levers]
    return replace(case, levers=tuple(levers))


@pytest.mark.parametrize("size", [(360, 640), (390, 664), (390, 844)], ids=str)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_chart_and_levers_share_a_small_screen(
    browser: Browser, tmp_path: Path, lang: str, size: tuple[int, int]
) -> None:
    width, height = size
    context = browser.new_context(**{**IN_HAND, "viewport": {"width": width, "height": height}})
    case = catalogue.load("helpdesk")
    client = FileClient(tmp_path / "helpdesk.json")
    page = BarePage(context, WhatIf(case, case.code("model"), lang, client, {"what_if": {}}).widget, lang).page
    expect(page.locator(".bench > .charts .caseroom-chart-panel:visible .stage svg").first).to_be_visible()
    charts, tabs = page.locator(".bench > .charts"), page.locator(".caseroom-levers-panel .tabs")
    tabs.evaluate("(one) => scrollTo(0, scrollY + one.getBoundingClientRect().top - 300)")
    page.wait_for_timeout(300)
    box, row = charts.bounding_box(), tabs.bounding_box()
    assert box and row
    assert box["height"] <= (0.46 if height < 760 else 0.57) * height + 1, "the rest is for the levers"
    assert height - box["y"] - box["height"] >= (0.36 if height < 760 else 0.3) * height
    assert row["height"] <= 2 * 60, "groups of levers in a row, whose edge says that more follow"
    page.evaluate("by => scrollBy(0, by)", row["y"] - box["y"] - box["height"] + 10)
    page.wait_for_timeout(300)
    box, kept = charts.bounding_box(), tabs.bounding_box()
    assert box and kept and abs(kept["y"] - box["y"] - box["height"]) <= 3, "they stay right under the chart"
    lever = page.locator(".caseroom-levers-panel .chosen .lever").first.bounding_box()
    assert lever and kept["y"] + kept["height"] + 2 * lever["height"] + LINE <= height, "two of them are seen whole"
    assert charts.locator("select option").nth(1).inner_text() in charts.locator("select option").first.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_what_a_scenario_has_changed_is_read_without_scrolling_aside(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(**IN_HAND)
    case = catalogue.load("helpdesk")
    pins = [{"id": f"pin-{n}", "name": f"Hands {n}", "levers": {"agents": 20 + n, "wage": 70}} for n in range(4)]
    client = FileClient(tmp_path / "helpdesk.json")
    page = BarePage(context, WhatIf(case, case.code("model"), "en", client, {"what_if": {"pins": pins}}).widget).page
    table = page.locator(".caseroom-scenarios-panel .scroll")
    assert table.evaluate("region => region.scrollWidth <= region.clientWidth")
    expect(table.locator("tbody tr").first.locator(".of").last).to_have_text("Hands 3")
    page.locator(".caseroom-scenarios-panel .listed summary").tap()
    last = page.locator(".caseroom-scenarios-panel .changes dd").last
    expect(last).to_contain_text("23 agents")
    box = last.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    context.close()


def test_a_lever_of_names_is_a_choice_by_finger_and_by_key(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(**IN_HAND)
    case, client = of_names(), FileClient(tmp_path / "helpdesk.json")
    what_if = WhatIf(case, case.code("model"), "en", client, {"what_if": {}})
    page = BarePage(context, what_if.widget).page
    unfolded = "(all) => all.forEach((one) => { one.open = true; one.classList.add('chosen'); })"
    page.locator(".caseroom-levers-panel details").evaluate_all(unfolded)
    group = page.locator('[data-lever="districts"]').get_by_role("radiogroup")
    assert group.get_attribute("aria-labelledby")
    group.get_by_label("With a neighbour").tap()
    page.wait_for_timeout(300)
    assert what_if.params.districts == 2
    group.get_by_label("With a neighbour").press("ArrowUp")
    page.wait_for_timeout(300)
    assert what_if.params.districts == 1
    expect(group.get_by_label("On its own")).to_be_checked()
    lines = group.locator(".line").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().height)")
    assert all(line >= 44 for line in lines)
    context.close()


@pytest.mark.parametrize("drawn", [("a",), ("a", "b"), ("a", "b", "c")], ids=len)
def test_a_legend_names_what_is_drawn_and_nothing_else(hand: BrowserContext, drawn: tuple[str, ...]) -> None:
    lines = tuple(Measure(name, f"Line {name}", "number") for name in "abc")
    spec = curves(Measure("x", "Across", "number"), lines, Measure("y", "Up", "number"))
    rows = [{"x": x, **{name: x if name in drawn else None for name in "abc"}} for x in (0.0, 1.0, 2.0)]
    panel = ChartPanel("en", name="lines", title="Lines", spec=spec, columns=[], rows={"rows": rows})
    page = BarePage(hand, panel).page
    expect(page.locator(".stage svg")).to_be_visible()
    words = page.locator(".stage svg .role-legend-label text").all_text_contents()
    assert [word for word in words if word] == [f"Line {name}" for name in drawn]


def test_an_answered_exercise_folds_when_the_next_is_handed_in(phone: BrowserContext, server: Server) -> None:
    page = open_case(phone, server, "en")
    student = Student(page)
    student.predict("Because.")
    first, second = student.asked("choice", "number", "ranking", "match")[:2]
    student.say(first)
    student.hand_in(first.id)
    explained = student.question(first.id).locator(".explanation")
    explained.wait_for()
    student.say(second)
    student.hand_in(second.id)
    student.question(second.id).locator(".explanation").wait_for()
    expect(explained).to_be_hidden()
    expect(student.question(first.id).locator(".verdict")).to_be_visible()
    student.question(first.id).locator(".fold").click()
    expect(explained).to_be_visible()
    page.reload()
    wait_ready(page)
    student.turn_to(student.question(second.id))
    expect(student.question(second.id).locator(".fold")).to_be_visible()
    expect(student.question(second.id).locator(".explanation")).to_be_hidden()
