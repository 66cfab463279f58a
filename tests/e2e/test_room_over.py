"""What can be done with a class that is over: looked at again on the projector, compared, put away, deleted."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, expect

from tests.server import Server

from .test_room_desk import LAPTOP, Phone, enter, make_room
from .test_the_whole_way import faults


def test_a_class_is_replayed_compared_put_away_and_deleted(context: BrowserContext, server: Server) -> None:
    page = enter(context, server, "en")
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    for people in (5, 6):
        if people == 6:
            page.goto(f"{server.address}teach")
        code = make_room(page, "peer_instruction", "named")
        phones = [Phone(server, code, f"Person {n}") for n in range(people)]
        for _ in range(2):
            page.locator(".next").click(delay=800)
        expect(page.locator("#now-title")).to_contain_text("Answer alone")
        for phone in phones:
            phone.vote()
        page.get_by_text("Put on the screen", exact=True).click()
        page.locator(".reveals button").first.click()
        expect(page.locator(".small-screen .bars .row")).to_have_count(4)
        if people == 6:
            page.locator("#compare").select_option(index=1)
            expect(page.locator(".small-screen .key .earlier")).to_contain_text("5 people")
            assert faults(page) == []
        page.get_by_text("End the class", exact=True).first.click()
        page.locator(".ending .grave").click()
        page.locator("dialog .grave").click()
        expect(page.locator(".ended h1")).to_be_focused()

    page.goto(f"{server.address}teach")
    room = page.locator("main li", has_text=f"{code[:3]} {code[3:]}")
    room.get_by_role("link", name="Replay").click()
    page.set_viewport_size({"width": 1920, "height": 1080})
    expect(page.locator(".replay")).to_contain_text("Replay: the class of")
    for step in range(2, 5):
        page.keyboard.press("ArrowRight")
        expect(page.locator(".replay")).to_contain_text(f"Step {step} of 5")
    expect(page.locator(".key .earlier")).to_contain_text("5 people")
    expect(page.locator("figcaption")).to_contain_text("6 of 6")
    assert faults(page) == []
    page.keyboard.press("l")
    expect(page.locator(".replay")).to_contain_text("第4步，共5步")
    page.keyboard.press("l")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".stage")).to_contain_text("The class is over.")
    expect(page.get_by_role("button", name="Next (→)")).to_be_disabled()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".key .earlier")).to_be_visible()

    page.goto(f"{server.address}teach")
    expect(room).to_contain_text("6 people")
    room.get_by_role("button", name="Archive").click()
    expect(page.locator(".done")).to_contain_text("It stands at the end of this page.")
    expect(room).to_be_hidden()
    page.get_by_role("heading", name="Archived").click()
    room.get_by_role("button", name="Bring it back").click()
    room.get_by_role("button", name="Delete for good").click()
    dialog = page.locator("dialog")
    expect(dialog).to_contain_text("6 people")
    expect(dialog.get_by_role("button", name="Keep it")).to_be_focused()
    dialog.locator(".grave").click()
    expect(room).to_have_count(0)
