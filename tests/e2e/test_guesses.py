"""A curve is drawn by mouse, finger and keyboard, locked, and met again: on the chart, in the debrief, in the memo."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import docx
import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from tests.server import Server

from .conftest import open_case, wait_ready
from .student import Student
from .test_the_whole_way import faults

DRAWN = [0, 0.1, 0.3, 0.5, 0.7, 0.9, 1]
SENTENCES = {
    "en": "With 18 agents you expected 70%; the model says 86.5%. Of all points this one is farthest off: 16.5 points.",
    "zh": "18人在岗时，你预计为70%，模型算出的是86.5%。各点之中这里相差最大：16.5个百分点。",
}
MINE = {"en": "Your guess", "zh": "你的预测"}
QUESTION = "drawn_promise"
SMALLEST_TARGET = 44  # px


def points(student: Student) -> Locator:
    return student.reach(QUESTION).locator('[role="slider"]')


def heights(student: Student) -> list[float]:
    return [float(point.get_attribute("aria-valuenow") or "nan") for point in points(student).all()]


def place(student: Student, n: int, height: float) -> tuple[float, float]:
    """Where a point stands at that height, in the window."""
    box = student.question(QUESTION).locator(".within").bounding_box()
    assert box
    return box["x"] + box["width"] * n / (len(DRAWN) - 1), box["y"] + box["height"] * (1 - height)


def by_mouse(student: Student) -> None:
    """In one sweep from left to right, then back and anew, and once more for what a quick hand has passed."""
    student.reach(QUESTION).locator(".plot").evaluate("(one) => one.scrollIntoView({ block: 'end' })")
    mouse = student.page.mouse
    flat = heights(student)
    buttons = student.question(QUESTION).locator(".ways button")
    expect(buttons.first).to_have_attribute("aria-disabled", "true")
    mouse.move(*place(student, 0, 0.2))
    mouse.down()
    mouse.move(*place(student, 6, 0.8), steps=1)
    mouse.up()
    swept = heights(student)
    assert swept == sorted(swept) and swept[0] == 0.2 and swept[-1] == 0.8 and swept[3] == 0.5
    buttons.first.click()
    assert heights(student) == flat
    mouse.move(*place(student, 0, 0.2))
    mouse.down()
    mouse.move(*place(student, 6, 0.8), steps=1)
    mouse.up()
    buttons.last.click()
    assert heights(student) == flat
    buttons.first.click()
    assert heights(student) == swept
    for n, height in enumerate(DRAWN):
        mouse.move(*place(student, n, swept[n]))
        mouse.down()
        mouse.move(*place(student, n, height), steps=3)
        mouse.up()


def by_finger(student: Student) -> None:
    """Point by point; beside a point a finger scrolls and draws nothing."""
    student.reach(QUESTION).locator(".plot").evaluate("(one) => one.scrollIntoView({ block: 'end' })")
    touch = student.page.context.new_cdp_session(student.page)

    def drag(start: tuple[float, float], end: tuple[float, float]) -> None:
        for kind, at in (("touchStart", start), ("touchMove", end), ("touchEnd", None)):
            spots = [{"x": at[0], "y": at[1]}] if at else []
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": spots})

    flat = heights(student)
    student.page.touchscreen.tap(*place(student, 1, 0.95))
    assert heights(student) == flat
    for n, height in enumerate(DRAWN):
        drag(place(student, n, flat[n]), place(student, n, height))
    for point in points(student).all():
        box = point.bounding_box()
        assert box and box["width"] >= SMALLEST_TARGET and box["height"] >= SMALLEST_TARGET
    centres = [place(student, n, 0)[0] for n in range(len(DRAWN))]
    assert all(right - left >= SMALLEST_TARGET for left, right in itertools.pairwise(centres))


def by_keyboard(student: Student) -> None:
    """From point to point by Tab, up and down by the arrows; keys on one point are one step back."""
    first = points(student).first
    first.focus()
    for n, height in enumerate(DRAWN):
        keyboard = student.page.keyboard
        expect(points(student).nth(n)).to_be_focused()
        keyboard.press("Home")
        for _ in range(round(height * 20)):
            keyboard.press("ArrowUp")
        keyboard.press("Tab")
    undo = student.question(QUESTION).locator(".ways button").first
    expect(undo).to_be_focused()
    undo.press("Enter")
    assert heights(student)[-1] == 0.5
    points(student).last.press("End")
    points(student).last.press("PageDown")
    points(student).last.press("PageUp")


@pytest.mark.parametrize(
    ("draw", "on", "lang"),
    [(by_mouse, "context", "en"), (by_finger, "phone", "zh"), (by_keyboard, "context", "zh")],
)
def test_a_curve_is_drawn_locked_and_met_again(
    draw: object, on: str, lang: str, request: pytest.FixtureRequest, server: Server, tmp_path: Path
) -> None:
    context: BrowserContext = request.getfixturevalue(on)
    page = open_case(context, server, lang)
    student = Student(page)
    student.choose("cheapest_option", "in_house")
    student.number("double_the_calls", 36)
    for name in ("cheapest_option", "double_the_calls"):
        student.write(name, "Because.")
        student.hand_in(name)
        expect(student.question(name).locator(".seal")).not_to_be_empty()

    draw(student)  # type: ignore[operator]
    assert heights(student) == DRAWN
    expect(points(student).nth(4)).to_have_attribute("aria-valuetext", "70%")
    name = {"en": "With 18 agents", "zh": "18人在岗时"}[lang]
    expect(points(student).nth(4)).to_have_accessible_name(name)
    assert faults(page) == []
    expect(page.locator("[data-outcome]")).to_have_count(0)
    page.wait_for_timeout(2500)  # longer than the pause before a draft is sent; a saved drawing says nothing
    page.reload()
    wait_ready(page)
    assert heights(student) == DRAWN, "a draft is kept"
    student.hand_in(QUESTION)
    expect(student.question(QUESTION).locator(".seal")).not_to_be_empty()
    points(student).first.press("ArrowUp")
    page.reload()
    wait_ready(page)
    assert heights(student) == DRAWN, "what is locked does not move"

    on_the_chart(student, lang)
    assert faults(page) == []
    student.decide("in_house", "因为。")
    chart = page.locator('[data-chart="guess_drawn_promise"]')
    expect(chart.locator("svg")).to_contain_text(MINE[lang])
    expect(chart.locator(".stage")).to_have_attribute("aria-label", SENTENCES[lang])
    assert faults(page) == []
    memo = docx.Document(str(student.take_memo(tmp_path)))
    assert SENTENCES[lang] in "\n".join(paragraph.text for paragraph in memo.paragraphs)


def on_the_chart(student: Student, lang: str) -> None:
    """The curve at once; the number where the levers stand as its question has them, one press away."""
    student.turn_to("what-if")
    chart = student.page.locator('.bench [data-chart="service_level"]')
    expect(chart.locator("svg")).to_contain_text(MINE[lang])
    guess = chart.locator("details.guess")
    if not guess.evaluate("one => one.open"):
        guess.locator("summary").click()
    expect(guess).to_contain_text(SENTENCES[lang])
    guess.locator("button").click()
    expect(student.lever("arrivals_per_hour")).to_have_value("360")
    expect(chart.locator("svg")).to_contain_text(re.compile(rf"{MINE[lang]}.*36"))
    expect(guess).to_contain_text({"en": "4 agents too high", "zh": "高了4人"}[lang])


@pytest.mark.parametrize("height", [900, 680])
def test_the_chart_stays_beside_the_levers_with_a_guess_on_it(
    height: int, context: BrowserContext, server: Server
) -> None:
    student = Student(open_case(context, server, "en"))
    page = student.page
    page.set_viewport_size({"width": 1366, "height": height})
    page.reload()
    wait_ready(page)
    student.predict("Because.")
    chart = page.locator(".bench > .charts > .caseroom-chart-panel:not(.unchosen) svg")
    expect(page.locator(".bench details.guess").first).to_have_attribute("class", "guess")
    expect(chart).to_contain_text(MINE["en"])
    last = student.case.levers[-1].name
    student.unfold_lever(last)
    student.lever(last).evaluate("(one) => one.scrollIntoView({ block: 'end' })")
    box = chart.bounding_box()
    assert box and box["y"] >= 100 and box["y"] + 0.85 * box["height"] <= height, "all but its lowest line"
