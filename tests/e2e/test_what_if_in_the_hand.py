"""The what-if under a real hand, keyboard or thumb: panels on an empty page, with the model itself behind them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from caseroom import catalogue
from caseroom.client import FileClient
from caseroom.panels.outcomes import OutcomesPanel
from caseroom.whatif import WhatIf

from .bare import BarePage
from .conftest import LAPTOP, PHONE

Opened = tuple[BarePage, WhatIf]
PINNED = {"pins": [{"id": "pin-1", "name": "More hands", "levers": {"agents": 22}}]}


@pytest.fixture
def what_if(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """`what_if(lang, state, phone)` opens one; fails if its scripts throw an error."""
    errors: list[str] = []
    contexts = []

    def opened(
        lang: str = "en",
        state: dict[str, Any] | None = None,
        phone: bool = False,
        small: bool = False,
        slug: str = "helpdesk",
    ) -> Opened:
        hand: dict[str, Any] = (
            {"viewport": PHONE, "has_touch": True, "is_mobile": True} if phone else {"viewport": LAPTOP}
        )
        if small:
            hand["viewport"] = {"width": 360, "height": 640}
        context = browser.new_context(**hand)
        contexts.append(context)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        case = catalogue.load(slug)
        client = FileClient(tmp_path / f"{slug}.json")
        found = WhatIf(case, case.code("model"), lang, client, {"what_if": state or {}})
        return BarePage(context, found.widget, lang), found

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


def slider(bare: BarePage, name: str) -> Locator:
    unfold(bare)
    return bare.page.locator(f'[data-lever="{name}"] input[role="slider"]')


def unfold(bare: BarePage) -> None:
    """All groups of levers, also how the world is."""
    bare.page.locator(".caseroom-levers-panel details").evaluate_all(
        "(all) => all.forEach((one) => { one.open = true; })"
    )


def typed(bare: BarePage, name: str) -> Locator:
    unfold(bare)
    return bare.page.locator(f'[data-lever="{name}"] input[type="text"]')


def outcome(bare: BarePage, name: str) -> Locator:
    return bare.page.locator(f'.strip [data-outcome="{name}"]')


# A drag


def test_of_a_hundred_steps_of_a_drag_a_slow_kernel_is_asked_for_a_few_and_the_last(
    what_if: Callable[..., Opened],
) -> None:
    bare, found = what_if()
    bare.slow(100)
    slider(bare, "agents").evaluate(
        """async (range) => {
            for (let n = 0; n < 100; n += 1) {
                range.value = 1 + (n % 79);
                range.dispatchEvent(new Event("input", { bubbles: true }));
                await new Promise((resolve) => setTimeout(resolve, 3));
            }
            range.value = 33;
            range.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    bare.page.wait_for_function("sent.some((one) => one.type === 'set' && one.value === 33)")
    assert len(bare.sent("set")) < 15
    while found.params.agents != 33:  # it has been asked, and is slow
        bare.page.wait_for_timeout(50)


def test_a_pixel_of_the_sliders_is_no_more_than_one_agent(what_if: Callable[..., Opened]) -> None:
    bare, _ = what_if(phone=True)
    range_ = slider(bare, "agents")
    pixels = range_.evaluate("(range) => (range.clientWidth - 22) / ((range.max - range.min) / range.step)")
    assert pixels > 2


def test_a_single_agent_is_said_in_the_singular(what_if: Callable[..., Opened]) -> None:
    bare, _ = what_if()
    lever = bare.page.locator('[data-lever="agents"]')
    expect(lever.locator(".unit")).to_have_text("agents")
    expect(lever.locator(".help")).to_contain_text("The slider covers 1 to 80 agents;")
    typed(bare, "agents").fill("1")
    typed(bare, "agents").press("Enter")
    expect(lever.locator(".unit")).to_have_text("agent")
    expect(slider(bare, "agents")).to_have_attribute("aria-valuetext", "1 agent")


def test_a_value_beyond_the_usual_range_can_be_typed_and_the_slider_follows(what_if: Callable[..., Opened]) -> None:
    bare, found = what_if()
    typed(bare, "agents").fill("300")
    typed(bare, "agents").press("Enter")
    expect(slider(bare, "agents")).to_have_attribute("max", "400")
    assert found.params.agents == 300
    typed(bare, "agents").fill("20")
    typed(bare, "agents").press("Enter")
    expect(slider(bare, "agents")).to_have_attribute("max", "80")


def test_a_thumb_that_scrolls_moves_no_slider(what_if: Callable[..., Opened]) -> None:
    bare, _ = what_if(phone=True)
    slider(bare, "agents").evaluate("(one) => one.scrollIntoView({ block: 'end' })")
    place = slider(bare, "agents").bounding_box()
    began = bare.page.evaluate("scrollY")
    assert place and place["y"] < PHONE["height"], "a finger has to reach it"
    touch = bare.page.context.new_cdp_session(bare.page)
    x, y = place["x"] + place["width"] * 0.7, place["y"] + place["height"] / 2
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for n in range(1, 11):
        point = {"x": x + n / 2, "y": y - 20 * n}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    bare.page.wait_for_function("began => scrollY > began + 50", arg=began)
    assert bare.sent("set") == []


def test_a_lever_that_a_chart_has_covered_comes_out_after_the_touch(what_if: Callable[..., Opened]) -> None:
    bare, _ = what_if(phone=True)
    unfold(bare)
    lever = bare.page.locator('.caseroom-levers-panel [data-lever="agents"]')
    lever.evaluate("(one) => scrollBy(0, one.getBoundingClientRect().top + 10)")
    slider(bare, "agents").dispatch_event("pointerup", {"pointerType": "touch", "bubbles": True})
    strip = bare.page.locator(".strip").bounding_box()
    assert strip
    assert lever.evaluate("(one) => one.getBoundingClientRect().top") < strip["height"]
    bare.page.wait_for_function(
        "(low) => document.querySelector('[data-lever=agents]').getBoundingClientRect().top >= low", arg=strip["height"]
    )


@pytest.mark.parametrize(("lang", "says"), [("en", "changes no outcome"), ("zh", "各项结果都不变")])
def test_a_lever_that_changes_nothing_says_so(what_if: Callable[..., Opened], lang: str, says: str) -> None:
    bare, _ = what_if(lang)
    idle = bare.page.locator('[data-lever="target_service_level"] .idle')
    slider(bare, "target_service_level").press("ArrowRight")
    expect(idle).to_contain_text(says)
    slider(bare, "agents").press("ArrowRight")
    expect(idle).to_be_empty()


# Keys


@pytest.mark.parametrize(
    ("key", "agents"),
    [
        ("ArrowRight", 19),
        ("ArrowDown", 17),
        ("Shift+ArrowRight", 28),
        ("Shift+ArrowLeft", 8),
        ("PageUp", 28),
        ("PageDown", 8),
        ("Home", 1),
        ("End", 80),
    ],
)
def test_a_key_moves_a_slider_one_step_many_or_to_its_end(
    what_if: Callable[..., Opened], key: str, agents: int
) -> None:
    bare, found = what_if()
    slider(bare, "agents").press(key)
    expect(typed(bare, "agents")).to_have_value(str(agents))
    expect(bare.page.locator(".caseroom-levers-panel .saved-line").first).to_have_attribute("data-state", "saved")
    assert found.params.agents == agents


def test_ctrl_z_takes_a_step_back_and_ctrl_shift_z_makes_it_again(what_if: Callable[..., Opened]) -> None:
    bare, found = what_if()
    slider(bare, "agents").press("ArrowRight")
    slider(bare, "agents").press("Control+z")
    expect(typed(bare, "agents")).to_have_value("18")
    slider(bare, "agents").press("Control+Shift+Z")
    expect(typed(bare, "agents")).to_have_value("19")
    assert found.params.agents == 19


def test_in_a_text_ctrl_z_is_the_texts_own(what_if: Callable[..., Opened]) -> None:
    bare, _ = what_if()
    typed(bare, "agents").fill("25")
    typed(bare, "agents").press("Control+z")
    assert bare.sent("undo") == []


def test_undoing_the_last_step_leaves_the_keyboard_where_it_was(what_if: Callable[..., Opened]) -> None:
    bare, _ = what_if()
    slider(bare, "agents").press("ArrowRight")
    undo = bare.page.locator('.history [aria-keyshortcuts="Control+Z"]')
    expect(undo).to_have_attribute("aria-disabled", "false")
    undo.press("Enter")
    expect(undo).to_have_attribute("aria-disabled", "true")
    expect(undo).to_be_focused()


def test_one_lever_goes_back_alone(what_if: Callable[..., Opened]) -> None:
    bare, found = what_if(state={"levers": {"agents": 25, "wage": 50}})
    bare.page.locator('[data-lever="agents"] .back').press("Enter")
    expect(typed(bare, "agents")).to_have_value("18")
    expect(slider(bare, "agents")).to_be_focused()
    expect(outcome(bare, "service_level")).to_contain_text("86.5%")
    assert found.params.wage == 50


# What is typed


def test_the_answer_to_another_lever_leaves_what_is_being_typed(what_if: Callable[..., Opened]) -> None:
    bare, found = what_if()
    bare.slow(300)
    slider(bare, "wage").press("ArrowRight")
    field = typed(bare, "agents")
    field.focus()
    field.press("Control+a")
    bare.page.keyboard.type("2")
    bare.page.wait_for_timeout(900)  # the answers to the wage and to its saving have come
    bare.page.keyboard.type("4")
    expect(field).to_have_value("24")
    field.press("Enter")
    expect(outcome(bare, "service_level")).to_contain_text(re.compile("99"))
    assert (found.params.agents, found.params.wage) == (24, 61)


@pytest.mark.parametrize("way", ["option", "undo", "reset", "another lever"])
def test_what_was_refused_is_gone_when_the_page_itself_sets_the_lever(what_if: Callable[..., Opened], way: str) -> None:
    bare, _ = what_if()
    panel = bare.page.locator(".caseroom-levers-panel")
    field, wrong = typed(bare, "agents"), panel.locator('[data-lever="agents"] .wrong')
    if way == "undo":
        slider(bare, "wage").press("ArrowRight")
        expect(panel.locator('.history [aria-keyshortcuts="Control+Z"]')).to_have_attribute("aria-disabled", "false")
    field.fill("fourteen")
    field.press("Enter")
    expect(wrong).to_contain_text("number")
    expect(field).to_have_value("fourteen")
    act = {
        "option": panel.locator(".options button").first,
        "undo": panel.locator('.history [aria-keyshortcuts="Control+Z"]'),
        "reset": panel.locator(".history button").last,
    }
    if way in act:
        expect(act[way]).not_to_have_attribute("aria-disabled", "true")
        act[way].dispatch_event("click")  # the focus stays in the field, as on a phone whose buttons take none
    else:
        slider(bare, "wage").press("ArrowRight")
    expect(field).to_have_value("18")
    expect(wrong).to_be_empty()
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_a_decimal_comma_and_full_width_digits_are_read(what_if: Callable[..., Opened]) -> None:
    bare, found = what_if()
    typed(bare, "wage").fill("６０,５")
    typed(bare, "wage").press("Enter")
    expect(typed(bare, "wage")).to_have_value("60.5")
    assert found.params.wage == 60.5


def test_what_was_said_of_a_pin_goes_when_the_levers_move_and_nothing_moves_up(what_if: Callable[..., Opened]) -> None:
    bare, _ = what_if(phone=True)
    said = bare.page.locator(".caseroom-levers-panel .pinned")
    options = bare.page.locator(".caseroom-levers-panel .options")
    place = "(one) => one.getBoundingClientRect().top - one.closest('.card').getBoundingClientRect().top"
    before = options.evaluate(place)
    bare.page.locator(".caseroom-levers-panel .pin").tap()
    expect(said).to_be_visible()
    expect(bare.page.locator(".caseroom-levers-panel .start p:not(.pinned)")).to_be_hidden()  # it stands in its place
    assert options.evaluate(place) == before
    options.get_by_role("button").last.tap()
    expect(said).to_be_hidden()
    assert options.evaluate(place) == before


def test_what_is_said_of_an_option_moves_nothing_below_it(what_if: Callable[..., Opened]) -> None:
    bare, _ = what_if(phone=True)
    place = bare.page.locator(".caseroom-levers-panel .presets .said")
    place.evaluate("(one) => { one.style.width = '90px'; }")
    bare.page.locator(".caseroom-levers-panel .options button").last.tap()
    said = place.locator("p:not(.spare)")
    expect(said).to_have_text("A way to run it.")
    height = "(one) => one.offsetHeight"
    room = place.evaluate(height)
    bare.page.locator('.caseroom-levers-panel [data-lever="agents"] .slide button').first.tap()
    expect(said).to_contain_text("own")  # longer
    assert 200 > place.evaluate(height) == room >= said.evaluate(height) > 40


@pytest.mark.parametrize(("lang", "says"), [("en", "room for 40 characters"), ("zh", "最多40个字符")])
def test_a_name_that_is_cut_says_how_much_fits(what_if: Callable[..., Opened], lang: str, says: str) -> None:
    bare, _ = what_if(lang, state=PINNED)
    for field in ("form", ".pins .name"):
        place = bare.page.locator(f".caseroom-scenarios-panel {field}")
        name, said = place.locator('input[type="text"]'), place.locator(".full")
        name.fill("a" * 39)
        expect(said).to_be_empty()
        name.press_sequentially("bc")
        expect(name).to_have_value(f"{'a' * 39}b")
        expect(said).to_contain_text(says)
        name.press("Backspace")
        expect(said).to_be_empty()


@pytest.mark.parametrize("phone", [False, True])
def test_a_note_has_room_for_some_lines(what_if: Callable[..., Opened], phone: bool) -> None:
    bare, _ = what_if(state=PINNED, phone=phone)
    more = bare.page.locator(".caseroom-scenarios-panel .notes-more summary")
    if phone:  # there a pin is its name and two named numbers until it is tapped
        expect(more).to_be_hidden()
        line = bare.page.locator(".caseroom-scenarios-panel .pin > summary")
        box = line.bounding_box()
        assert box and box["height"] <= 92
        line.tap()
    more.click()
    areas = bare.page.locator(".caseroom-scenarios-panel textarea")
    assert areas.count() == 4
    assert all(area.evaluate("(area) => area.clientHeight") > 60 for area in areas.all())


# What is heard and seen


@pytest.mark.parametrize(
    ("lang", "says"),
    [("en", "Service level 95.6%, up 9.1 points from the baseline"), ("zh", "服务水平 95.6%，比基准高9.1个百分点")],
)
def test_a_reader_who_listens_hears_how_the_outcomes_stand(
    what_if: Callable[..., Opened], lang: str, says: str
) -> None:
    bare, _ = what_if(lang)
    live = bare.page.locator(".caseroom-outcomes-panel [aria-live]")
    expect(live).to_be_empty()
    slider(bare, "agents").press("ArrowRight")
    slider(bare, "agents").press("ArrowRight")
    expect(live).to_contain_text("%")
    assert bare.page.locator(".caseroom-levers-panel [role=status]").count() == 0, "one voice at a time"
    expect(live).to_contain_text(says)


def test_only_the_outcomes_that_changed_are_said(what_if: Callable[..., Opened]) -> None:
    bare, _ = what_if()
    slider(bare, "wage").press("ArrowRight")
    live = bare.page.locator(".caseroom-outcomes-panel [aria-live]")
    expect(live).to_contain_text("Cost per call")
    expect(live).not_to_contain_text("Service level")


def test_every_chart_says_in_words_and_in_a_table_what_it_shows_now(what_if: Callable[..., Opened]) -> None:
    bare, _ = what_if()
    figures = bare.page.locator(".charts figure")
    pictures = figures.locator('[role="img"]')
    before = pictures.evaluate_all("(all) => all.map((one) => one.getAttribute('aria-label'))")
    slider(bare, "arrivals_per_hour").press("PageUp")
    expect(outcome(bare, "service_level")).not_to_contain_text("86.5%")
    after = pictures.evaluate_all("(all) => all.map((one) => one.getAttribute('aria-label'))")
    assert len(after) == figures.count() == 3 and all(old != new for old, new in zip(before, after, strict=True))
    for figure in figures.all():
        bare.page.locator(".caseroom-chooser-panel select").select_option(figure.get_attribute("data-chart"))
        figure.locator("details:not(.guess) > summary").click()
        expect(figure.locator("table tbody tr").nth(3)).to_be_visible()
        assert "∞" not in (figure.locator("table").text_content() or "")


def test_a_group_of_levers_that_is_chosen_far_down_begins_with_its_first(what_if: Callable[..., Opened]) -> None:
    bare, _ = what_if(phone=True)
    tabs = bare.page.locator(".caseroom-levers-panel .tabs button")
    bare.page.locator(".caseroom-levers-panel details.chosen .lever").last.evaluate(
        "(one) => scrollBy(0, one.getBoundingClientRect().top - innerHeight + 200)"
    )
    for n in (1, 0):
        tabs.nth(n).dispatch_event("click")
        bare.page.wait_for_function(
            """() => {
              const box = (what) => document.querySelector(`.caseroom-levers-panel ${what}`).getBoundingClientRect();
              const [lever, tabs] = [box("details.chosen .lever"), box(".tabs")];
              return lever.top >= tabs.bottom - 9 && lever.top < innerHeight;
            }"""
        )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_on_a_phone_what_stays_on_top_leaves_room_for_the_levers(what_if: Callable[..., Opened], lang: str) -> None:
    bare, _ = what_if(lang, phone=True)
    bare.page.evaluate("scrollTo(0, 600)")
    strip = bare.page.locator(".strip").bounding_box()
    assert strip and strip["y"] == 0 and strip["height"] < 120
    for cell in bare.page.locator(".strip .outcome > *").all():
        assert cell.evaluate("(cell) => cell.scrollWidth <= cell.clientWidth + 1 || cell.matches('.limit')")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_four_times_enlarged_nothing_sticks_out_and_nothing_stays_in_the_way(
    what_if: Callable[..., Opened], lang: str
) -> None:
    bare, _ = what_if(lang, PINNED)
    bare.page.set_viewport_size({"width": 320, "height": 225})  # a laptop's 1280 by 900, four times enlarged
    assert bare.page.evaluate("document.documentElement.scrollWidth") <= 320
    slider(bare, "agents").focus()
    bare.page.wait_for_timeout(100)
    place = slider(bare, "agents").bounding_box()
    strip = bare.page.locator(".strip").bounding_box()
    assert place and strip and (strip["y"] + strip["height"] <= place["y"])


# What a lever moves is in sight


def inside(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        yield child
        yield from inside(child)


def test_an_outcome_that_alone_is_moved_stands_in_the_strip_until_others_move(what_if: Callable[..., Opened]) -> None:
    bare, found = what_if(phone=True)
    names = bare.page.locator(".strip .outcome .value")
    expect(names.last).to_have_attribute("data-outcome", "cost_per_solved_problem")
    (panel,) = [part for part in inside(found.widget) if isinstance(part, OutcomesPanel)]
    panel.values = {**panel.values, "cost_per_hour": panel.values["cost_per_hour"] + 100}
    bare.tell()
    expect(names.last).to_have_attribute("data-outcome", "cost_per_hour")
    expect(bare.page.locator(".strip .delta").last).to_contain_text("▲")
    expect(names).to_have_count(4)
    guest = bare.page.locator(".strip .outcome").last
    expect(guest).to_contain_class("guest")  # or whoever compares by place takes it for the other
    panel.values = {**panel.values, "service_level": 0.5}
    bare.tell()
    expect(names.last).to_have_attribute("data-outcome", "cost_per_solved_problem")
    expect(guest).not_to_contain_class("guest")


# A low chart

FOUR = [{"id": f"pin-{n}", "name": f"The line with {n} agents", "levers": {"agents": n}} for n in (15, 16, 17, 19)]
OVERLAPS = """(texts) => texts.filter((one, n) => texts.slice(n + 1).some((other) => {
    const [a, b] = [one, other].map((text) => text.getBoundingClientRect());
    return a.right > b.left + 1 && b.right > a.left + 1 && a.bottom > b.top + 3 && b.bottom > a.top + 3;
})).map((text) => text.textContent)"""


def labels_once(bare: BarePage, holds: Callable[[list[str]], bool]) -> None:
    """Read a chart's labels until they are as they should be: it is drawn, gets its words, then their places, and all
    of it again where its room turns out to be another.
    """
    words = bare.page.locator(".bench .stage .words_points text")
    for _ in range(100):
        said = [text.replace("\xa0", " ") for text in words.all_text_contents()]
        if holds(said) and words.evaluate_all(OVERLAPS) == []:
            return
        bare.page.wait_for_timeout(200)
    raise AssertionError((said, words.evaluate_all(OVERLAPS)))


def test_on_the_smallest_phone_names_of_pins_stand_on_no_other_name(what_if: Callable[..., Opened]) -> None:
    bare, _ = what_if(state={"pins": FOUR}, phone=True, small=True)

    def holds(said: list[str]) -> bool:
        """A name without room has its number, and none that could be read as a value."""
        return len(said) > 4 and "" not in said and not any(text.isdecimal() for text in said)

    labels_once(bare, holds)


def test_pins_at_one_place_share_their_label_and_its_leader(what_if: Callable[..., Opened]) -> None:
    pins = [one | {"levers": {"agents": 15 if n else 40}} for n, one in enumerate(FOUR)]
    bare, _ = what_if(state={"pins": pins}, phone=True, small=True)
    labels_once(bare, lambda said: "② ③ ④" in said and len(list(filter(None, said))) == 3)


def test_a_pin_of_the_setting_that_is_shown_shares_its_label(what_if: Callable[..., Opened]) -> None:
    pins = [FOUR[0] | {"name": "As it is", "levers": {}}, FOUR[1] | {"name": "More", "levers": {"agents": 30}}]
    bare, _ = what_if(state={"pins": pins})

    def holds(said: list[str]) -> bool:
        shared, *others = list(filter(None, said)) or [""]
        return "baseline" in shared and "As it is" in shared and others == ["More"]

    labels_once(bare, holds)


def test_who_has_pinned_four_is_told_before_a_fifth_is_named(what_if: Callable[..., Opened]) -> None:
    bare, _ = what_if(state={"pins": FOUR}, phone=True, small=True)
    count = bare.page.locator(".caseroom-scenarios-panel .count")
    expect(count).to_have_text("All 4 are pinned. Remove one below to pin another.")
    keep = bare.page.locator(".caseroom-scenarios-panel form .primary")
    expect(keep).to_have_attribute("aria-disabled", "true")
    bare.page.locator(".caseroom-scenarios-panel .pins summary").first.tap()
    bare.page.locator(".caseroom-scenarios-panel .pins .actions .plain").first.tap()
    bare.page.locator(".caseroom-scenarios-panel .pins .danger").first.tap()
    expect(count).to_have_text("3 of 4 pinned")
    expect(keep).to_have_attribute("aria-disabled", "false")


def test_a_long_name_of_a_pin_makes_only_its_own_row_higher(what_if: Callable[..., Opened]) -> None:
    long = [one | {"name": f"{n} hands more, and half a year to try it"} for n, one in enumerate(FOUR)]
    bare, _ = what_if(state={"pins": long}, phone=True, small=True)
    bare.page.locator(".bench .caseroom-chooser-panel select").select_option("cost_by_option")
    stage = bare.page.locator('[data-chart="cost_by_option"] .stage')
    stage.locator("svg").wait_for()
    names = stage.locator(".mark-text").first.locator("text")
    top_in = "(one) => one.getBoundingClientRect().top - one.closest('svg').getBoundingClientRect().top"
    tops = names.evaluate_all(f"(all) => all.map({top_in})")
    rows = [below - above for above, below in itertools.pairwise(tops)]
    *short, first, second, third = rows
    assert max(short) < 31, rows
    assert min(first, second, third) > 40, "each with two lines"
    assert len([top for top in tops if top + 28 < stage.evaluate("(stage) => stage.clientHeight")]) > 5


def test_on_a_phone_the_row_of_a_loaded_option_comes_into_sight(what_if: Callable[..., Opened]) -> None:
    bare, _ = what_if(phone=True, small=True)
    bare.page.locator(".bench .caseroom-chooser-panel select").select_option("cost_by_option")
    stage = bare.page.locator('[data-chart="cost_by_option"] .stage')
    stage.locator("svg").wait_for()
    stage.evaluate("(stage) => { stage.style.maxHeight = '110px'; }")
    row = stage.locator("text", has_text="Shared hub")
    in_sight = """(row) => {
        const [words, place] = [row, row.closest(".stage")].map((one) => one.getBoundingClientRect());
        return words.top >= place.top && words.bottom <= place.bottom - 20;
    }"""
    assert not row.evaluate(in_sight)
    bare.page.locator(".caseroom-levers-panel .options button").last.tap()
    bare.page.wait_for_timeout(600)  # the chart is drawn anew
    assert row.evaluate(in_sight), "with the bars that it has now"
    typed(bare, "agents").fill("30")
    typed(bare, "agents").press("Enter")
    bare.page.wait_for_timeout(600)
    assert stage.evaluate("(stage) => stage.scrollTop") == 0, "its first rows are again"


BROKEN = """(label) => [...label.textContent.matchAll(/[^\\s-]+/g)].filter((word) => {
  const range = document.createRange();
  range.setStart(label.firstChild, word.index);
  range.setEnd(label.firstChild, word.index + word[0].length);
  return new Set([...range.getClientRects()].map((line) => line.top)).size > 1;
}).map(String)"""


@pytest.mark.parametrize("small", [True, False], ids=["small", "phone"])
@pytest.mark.parametrize("slug", catalogue.slugs())
def test_on_a_phone_no_word_of_a_levers_name_or_unit_is_cut(
    what_if: Callable[..., Opened], slug: str, small: bool
) -> None:
    bare, _ = what_if(phone=True, small=small, slug=slug)
    levers = bare.page.locator(".caseroom-levers-panel")
    tabs = levers.locator(".tabs button")
    levers.locator("[data-lever] label[for]").first.wait_for()
    broken = []
    for n in range(max(1, tabs.count())):
        if tabs.count():
            tabs.nth(n).dispatch_event("click")
        for label in levers.locator("details.chosen [data-lever] label[for]").all():
            broken += label.evaluate(BROKEN)
        for unit in levers.locator("details.chosen [data-lever] .unit:not(:empty)").all():
            broken += unit.evaluate(BROKEN)
            broken += unit.evaluate("(unit) => unit.scrollWidth > unit.clientWidth + 1 ? [unit.textContent] : []")
    assert not broken
    assert bare.page.evaluate("document.documentElement.scrollWidth") <= bare.page.evaluate("innerWidth")


def test_on_a_phone_the_levers_stay_where_they_are_when_scenarios_are_pinned(what_if: Callable[..., Opened]) -> None:
    bare, _ = what_if(phone=True)
    bare.page.locator(".bench .stage svg").first.wait_for()
    heights = set()
    for count, agents in enumerate((19, 20, 17, 16), start=1):
        typed(bare, "agents").fill(str(agents))
        typed(bare, "agents").press("Enter")
        bare.page.locator(".caseroom-levers-panel .history .pin").click()
        expect(bare.page.locator(".caseroom-scenarios-panel .pins > li")).to_have_count(count)
        bare.page.wait_for_timeout(300)  # the chart is drawn anew
        heights.add(bare.page.locator(".bench .stage").first.evaluate("(stage) => stage.offsetHeight"))
    assert len(heights) == 1, heights
