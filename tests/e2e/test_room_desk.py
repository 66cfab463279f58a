"""The trainer's desk: a room is made, led through its phases and ended, by somebody who has never seen it."""

from __future__ import annotations

import json
import re
import urllib.request
from http.cookiejar import CookieJar
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from caseroom import catalogue
from caseroom.casefile.classroom import read_classroom
from classroom.room.hall import desk_key
from classroom.room.shadows.trainer import Trainer
from tests.server import Server

from .test_the_whole_way import faults

LAPTOP = {"width": 1366, "height": 768}


class Phone:
    """Somebody in the room, by plain requests."""

    def __init__(self, server: Server, code: str, name: str) -> None:
        self._address = server.address
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open
        self.send("room/join", {"code": code, "lang": "en", "name": name})

    def send(self, path: str, body: object) -> None:
        headers = {"Origin": self._address.rstrip("/"), "Content-Type": "application/json"}
        self._open(urllib.request.Request(self._address + path, json.dumps(body).encode(), headers)).close()

    def now(self) -> Any:
        with self._open(f"{self._address}room/now") as answer:
            return json.load(answer)

    def vote(self) -> None:
        question = self.now()["phase"]["question"]
        fields = {field["id"]: f"Because, says {field['label']}" for field in question["fields"]}
        answer = {"choice": question["choices"][0]["id"], "fields": fields}
        self.send("room/answer", {"phase": self.now()["phase"]["id"], "answer": answer})


def enter(context: BrowserContext, server: Server, lang: str) -> Page:
    """The list of rooms, for whoever has the desk's key."""
    page = context.new_page()
    key = server.database.with_name("desk.key").read_text(encoding="ascii").strip()
    page.goto(f"{server.address}teach/key/{key}?lang={lang}")
    return page


def make_room(page: Page, agenda: str, promise: str, case: str = "helpdesk") -> str:
    page.locator("#case").select_option(case)
    page.locator("#agenda").select_option(agenda)
    page.locator(f'[name="promise"][value="{promise}"]').check()
    page.locator(".make .primary").click()
    page.wait_for_url(re.compile(r"/teach/\d{6}$"))
    return page.url[-6:]


def phase(page: Page, name: str) -> None:
    expect(page.locator("#now-title")).to_contain_text(name)


def test_a_class_from_the_first_page_to_its_record(context: BrowserContext, server: Server) -> None:
    page = enter(context, server, "en")
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    expect(page.locator(".make")).to_contain_text("Nobody can find out which answer is yours")
    assert faults(page) == []
    code = make_room(page, "peer_instruction", "named")
    expect(page.locator(".script")).to_contain_text("people join by the code")
    expect(page.locator(".desk-top")).to_contain_text(f"{code[:3]} {code[3:]}")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Open the projector's page").click()
    assert opened.value.url.endswith(f"/screen/{code}")
    opened.value.close()

    ann, bo = Phone(server, code, "Ann"), Phone(server, code, "Bo")
    row = page.locator(".table button")
    expect(row).to_have_count(2)
    page.locator(".next").dblclick()  # the second click of two skips nothing
    phase(page, "Read the file")
    page.locator(".next").click(delay=800)
    phase(page, "Answer alone")
    expect(page.locator(".next")).to_contain_text("Talk at your table")
    expect(page.locator(".count")).to_contain_text("0 of 2 have answered")
    ann.vote()
    expect(page.locator(".count")).to_contain_text("1 of 2 have answered")
    expect(row.filter(has_text="Ann")).to_contain_text("has answered")
    page.locator("#filter").select_option("missing")
    expect(row).to_have_count(1)
    page.locator("#filter").select_option("")

    page.get_by_role("button", name="Hold the clock").click()
    expect(page.locator(".now > .state")).to_have_text("The clock is held.")
    page.get_by_role("button", name="Let the clock run").click()
    expect(page.locator(".now > .state")).to_be_empty()

    bo.send("room/help", {"asks": True})
    expect(page.locator(".asking")).to_contain_text("Hands up: 1")
    page.locator(".asking").get_by_text("Bo, table 1").click()
    page.locator("#tell-one").fill("I am on my way.")
    ann.send("room/help", {"asks": True})  # a new view leaves what is being typed alone
    expect(page.locator(".asking li")).to_have_count(2)
    expect(page.locator("#tell-one")).to_have_value("I am on my way.")
    expect(page.locator("#tell-one")).to_be_focused()
    page.locator("dialog").get_by_role("button", name="Send").click()
    expect(page.locator("dialog .news")).to_contain_text("Sent.")
    assert bo.now()["notes"] == ["I am on my way."] and ann.now()["notes"] == []
    page.locator("#move-to").select_option("2")
    page.locator("dialog").get_by_role("button", name="Move").click()
    expect(page.locator("dialog .soft").first).to_contain_text("Table 2")
    assert bo.now()["me"]["table"] == 2
    assert faults(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(".table h3")).to_have_text(["Table 1 (1)", "Table 2 (1)"])
    for left in (1, 0):
        page.locator(".asking").get_by_text("I have been there").first.click()
        expect(page.locator(".asking li")).to_have_count(left)
    page.get_by_text("Write to everybody").click()
    page.get_by_role("button", name="Send to everybody").click()
    expect(page.locator(".news")).to_contain_text("Write something first.")

    page.get_by_text("Count by hand").click()
    page.locator(".tally input").first.fill("7")
    page.get_by_role("button", name="Keep this count").click()
    expect(page.locator(".count")).to_contain_text("1 of 2 have answered, 7 more are counted by hand")
    page.get_by_text("Put on the screen", exact=True).click()
    page.locator(".reveals button").first.click()
    expect(page.locator(".small-screen")).to_contain_text("8 of 8")
    page.get_by_role("button", name="Back to the phase").click()
    expect(page.locator(".reveals [aria-pressed=true]")).to_have_count(0)
    page.get_by_text("Words from the room", exact=True).click()
    page.locator(".cards input[type=checkbox]").first.check()
    expect(page.locator(".words .note").first).to_contain_text("1 of")

    page.get_by_role("button", name="Change the agenda").click()
    rows = page.locator(".agenda li")
    expect(rows).to_have_count(11)
    expect(page.get_by_label("Take “Answer alone")).to_be_disabled()  # nobody is thrown out of where they work
    page.get_by_role("button", name="Add it after the present phase").click()
    expect(rows).to_have_count(12)
    rows.nth(3).get_by_role("button", name="down").click()
    expect(rows.nth(4)).to_contain_text("Read the file")
    expect(rows.nth(4).get_by_role("button", name="down")).to_be_focused()
    page.get_by_role("button", name="Undo", exact=False).first.click()
    expect(rows.nth(3)).to_contain_text("Read the file")
    rows.nth(3).locator("input[type=number]").fill("12")
    rows.nth(3).locator("input[type=number]").press("Enter")
    expect(rows.nth(3).locator(".minutes")).to_have_text("12 min")
    page.get_by_role("button", name="Done changing").click()
    rows.nth(7).locator(".go").click()
    page.get_by_role("button", name="Stay here").click()
    phase(page, "Answer alone")
    rows.nth(7).locator(".go").click()
    page.get_by_role("button", name="Go there").click()
    phase(page, "Turn the levers")
    page.get_by_role("button", name="Undo", exact=False).first.click()
    phase(page, "Answer alone")
    assert faults(page) == []

    page.get_by_text("End the class", exact=True).first.click()
    page.locator(".ending .grave").click()
    page.locator("dialog .grave").click()
    expect(page.locator(".ended h1")).to_be_focused()
    expect(page.locator(".ended li").first).to_have_text("8 answers: Answer alone: Which is cheapest?")
    with page.expect_download() as taken:
        page.get_by_text("All answers, for Excel").first.click()
    assert taken.value.suggested_filename.endswith(".xlsx")
    assert faults(page) == []
    page.get_by_text("To the list of rooms").click()
    room = page.locator("section li", has_text=f"{code[:3]} {code[3:]}")
    room.get_by_role("button", name="Delete for good").click()
    page.locator("dialog .grave").click()
    expect(room).to_have_count(0)
    page.reload()
    expect(room).to_have_count(0)


def test_many_hands_leave_the_list_of_everybody_in_sight(context: BrowserContext, server: Server) -> None:
    page = enter(context, server, "en")
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    code = make_room(page, "peer_instruction", "nickname")
    for n in range(9):
        Phone(server, code, f"Person {n}").send("room/help", {"asks": True})
    expect(page.locator(".asking h3")).to_have_text("Hands up: 9")
    expect(page.locator(".asking li")).to_have_count(9)
    box = page.locator(".tables .table").first.bounding_box()
    assert box and box["y"] < LAPTOP["height"] - 100
    page.locator(".asking li").last.get_by_text("I have been there").click()
    expect(page.locator(".asking li")).to_have_count(8)
    assert faults(page) == []


def test_the_desk_on_a_phone_in_chinese(phone: BrowserContext, server: Server) -> None:
    page = enter(phone, server, "zh")
    code = make_room(page, "nominal_group", "anonymous")
    Phone(server, code, "")
    expect(page.locator(".table button")).to_contain_text("1号座位")
    page.locator(".steer .next").tap()
    phase(page, "阅读材料")
    page.locator(".jumps a").nth(2).tap()
    expect(page.locator(".agenda [aria-current]")).to_be_in_viewport()
    page.locator(".jumps a").nth(0).tap()
    page.locator("#goes-on").tap()
    for _ in range(10):
        page.get_by_role("button", name="− 1分钟").tap()
    phase(page, "各自独立排序")
    phone.set_offline(True)
    expect(page.locator(".lost")).to_be_visible()
    page.locator(".steer .back").tap()
    expect(page.locator(".news")).to_contain_text("服务器没有应答")
    phone.set_offline(False)
    expect(page.locator(".lost")).to_be_hidden(timeout=15_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert faults(page) == []


def test_the_words_of_the_room_are_at_hand_in_the_phase_that_shows_them(
    context: BrowserContext, server: Server
) -> None:
    trainer = Trainer(server.address, desk_key(server.database.parent))
    code, _ = trainer.room("helpdesk", "peer_instruction", "named", new=True)
    asked = {"minutes": 3, "question": "who_answers"}
    agenda: list[dict[str, Any]] = [
        {"id": "p1", "kind": "lobby", "minutes": 3},
        {"id": "p2", "kind": "exercise", **asked},
        {"id": "p3", "kind": "talk", "minutes": 3},
        {"id": "p4", "kind": "reveal", "reveal": "cards", **asked},
        {"id": "p5", "kind": "break", "minutes": 3},
    ]
    trainer.do(code, do="plan", agenda=agenda)
    ann = Phone(server, code, "Ann")
    trainer.do(code, do="go_to", phase="p2")
    fields = {field["id"]: "Whoever signs." for field in ann.now()["phase"]["question"]["fields"]}
    ann.send("room/answer", {"phase": "p2", "answer": {"fields": fields}})
    page = context.new_page()
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    page.goto(trainer.link(code, "en"))
    trainer.do(code, do="go_to", phase="p3")  # the guide has them picked while people talk
    expect(page.locator(".script + .at-hand .cards input[type=checkbox]").first).to_be_visible()
    trainer.do(code, do="go_to", phase="p4")
    box = page.locator(".at-hand .cards input[type=checkbox]").first
    expect(box).to_be_in_viewport()
    box.click()  # it is checked once the server has it
    expect(box).to_be_checked()
    expect(page.locator(".at-hand .words .note").first).to_contain_text("1 of 1 picked")
    expect(page.get_by_text("The projector shows the words that you pick here")).to_have_count(0)
    assert faults(page) == []
    trainer.do(code, do="go_to", phase="p5")
    expect(page.locator(".words-place .words")).to_be_visible()
    expect(page.locator(".at-hand .words")).to_have_count(0)
    assert page.locator(".words-place .words").get_attribute("open") is None, "what was picked from has had its time"


def test_the_parts_of_a_wall_are_turned_from_the_desk_as_long_as_it_is_open_and_said_until_somebody_knows(
    context: BrowserContext, server: Server
) -> None:
    plans = {
        slug: agenda.id
        for slug in catalogue.slugs()
        for agenda in read_classroom(catalogue.load(slug)).agendas
        if any(phase.reveal == "who_knew" for phase in agenda.phases)
    }
    slug, plan = next(iter(plans.items()))
    trainer = Trainer(server.address, desk_key(server.database.parent))
    code, _ = trainer.room(slug, plan, "named", new=True)
    stretches = [one["stretch"] for one in trainer.look(code)["agenda"]]
    knew = next(one["id"] for one in stretches if one["reveal"] == "who_knew")
    for n in range(7):
        Phone(server, code, f"Person {n}")
    desk, wall = context.new_page(), context.new_page()
    for page in (desk, wall):
        page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    desk.goto(trainer.link(code, "en"))
    trainer.do(code, do="go_to", phase=knew)
    wall.goto(f"{server.address}screen/{code}?lang=en")
    turn, tip = desk.get_by_role("button", name="Show the next part on the projector"), desk.locator(".with-phones")
    expect(turn).to_be_visible()
    expect(tip).to_contain_text("space bar")
    turn.click()
    expect(tip).not_to_be_attached()
    other = context.new_page()
    other.goto(f"{server.address}screen/{code}?lang=zh")
    wall.close()
    expect(turn).to_be_visible()  # there is still one of its pages
    other.evaluate("BroadcastChannel.prototype.postMessage = () => {}")  # one that is killed says no goodbye
    other.close()
    expect(turn).to_be_hidden()
    assert faults(desk) == []


COUNTED = """(name) => new Promise((resolve) => {
  let n = 0;
  new BroadcastChannel(name).addEventListener("message", () => { n += 1; });
  setTimeout(() => resolve(n), 2500);
})"""


def test_desk_and_wall_are_silent_where_there_is_nothing_to_turn(context: BrowserContext, server: Server) -> None:
    trainer = Trainer(server.address, desk_key(server.database.parent))
    code, _ = trainer.room("helpdesk", "peer_instruction", "named", new=True)
    desk, wall = context.new_page(), context.new_page()
    desk.goto(trainer.link(code, "en"))
    wall.goto(f"{server.address}screen/{code}?lang=en")
    expect(desk.locator(".next")).to_be_visible()
    wall.set_viewport_size(LAPTOP)  # type: ignore[arg-type]  # it tells the desk what stands there
    assert desk.evaluate(COUNTED, f"caseroom.parts.{code}") < 10
