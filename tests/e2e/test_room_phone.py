"""A phone in a room: in by a code, one thing at a time, and nothing that somebody wrote is lost."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Any, Literal

import docx
import pytest
from playwright.sync_api import APIRequestContext, Browser, BrowserContext, Page, Route, expect

from classroom.room.hands import FREE_AFTER
from tests.proxy import Reached
from tests.server import Server
from tests.wire import Wire

from .conftest import PHONE
from .student import Student
from .test_the_whole_way import faults

VOTE = {"kind": "vote", "minutes": 3}
PHASES: list[dict[str, Any]] = [
    {"kind": "lobby", "minutes": 3},
    {**VOTE, "question": "cheapest_option"},
    {"kind": "talk", "minutes": 5},
    {"kind": "revote", "minutes": 3, "question": "cheapest_option"},
    {**VOTE, "question": "double_the_calls"},
    {**VOTE, "question": "drawn_promise"},
    {"kind": "rank", "minutes": 3},
    {"kind": "weigh", "minutes": 3},
    {"kind": "exercise", "minutes": 3, "question": "who_answers"},
    {"kind": "what_if", "minutes": 3, "step": "what-if"},
]
RANKING = "rank_per_call"  # of the case, which judges it
REASON = "Whoever has to ring again costs twice. 打第二次，就花两份钱。"


def origin_of(address: str) -> str:
    return "/".join(address.split("/")[:3])


class Teacher:
    """Whoever has the desk's key, with a room of their own."""

    def __init__(self, server: Server, browser: Browser, promise: str = "nickname") -> None:
        self._server = server
        self._asks = browser.new_context().request
        key = server.database.with_name("desk.key").read_text(encoding="ascii").strip()
        self._asks.get(f"{server.address}teach/key/{key}", max_redirects=0)
        made = {"slug": "helpdesk", "agenda": "peer_instruction", "promise": promise, "table_size": 5}
        self.code: str = self._send("teach", made)["code"]
        self.do("plan", agenda=[{"id": f"p{n}", **phase} for n, phase in enumerate(PHASES, start=1)])

    def do(self, name: str, **known: Any) -> Any:
        command = {"do": name, **known}
        return self._send(f"teach/{self.code}/do", {"key": secrets.token_hex(8), "command": command})

    def _send(self, path: str, body: object) -> Any:
        origin = {"Origin": origin_of(self._server.address)}
        answer = self._asks.post(self._server.address + path, data=body, headers=origin)
        assert answer.ok, answer.text()
        return answer.json()


@pytest.fixture
def teacher(server: Server, browser: Browser) -> Teacher:
    return Teacher(server, browser)


class Crowd:
    """Others in the room, who answer when they are told."""

    def __init__(self, server: Server, browser: Browser, code: str, people: int = 6) -> None:
        self._address, self._origin = server.address, {"Origin": origin_of(server.address)}
        self._asks = [browser.new_context().request for _ in range(people)]
        for n, one in enumerate(self._asks):
            self._send(one, "join", {"code": code, "lang": "en", "name": f"Person {n}"})

    def answer(self) -> None:
        """Everybody answers the present question, each otherwise."""
        for n, one in enumerate(self._asks):
            phase = one.get(f"{self._address}room/now").json()["phase"]
            asked, given = phase["question"], {}
            for part in asked["parts"]:
                if part == "choice":
                    given[part] = asked["choices"][n % 2]["id"]
                elif part == "number":
                    given[part] = asked["number"]["minimum"] + n
                elif part == "curve":
                    given[part] = [asked["curve"]["start"] - 0.05 * n] * len(asked["curve"]["at"])
                elif part == "order":
                    given[part] = [item["id"] for item in asked["items"]]
                elif part == "weights":
                    given[part] = {criterion["id"]: n + 1 for criterion in asked["criteria"]}
            self._send(one, "answer", {"phase": phase["id"], "answer": given})

    def _send(self, one: APIRequestContext, path: str, body: object) -> None:
        answer = one.post(f"{self._address}room/{path}", data=body, headers=self._origin)
        assert answer.ok, answer.text()


def join(
    context: BrowserContext, server: Server | Wire | Reached, code: str, lang: str = "en", name: str = "Ann"
) -> Page:
    """Somebody who has come in and written the four words down."""
    page = context.new_page()
    page.goto(f"{server.address}j/{code}?lang={lang}")
    if name:
        page.locator("#name").fill(name)
    page.locator("#join > .primary").tap()
    page.locator(".return-code .primary").tap()
    expect(page.locator(".kicker")).to_contain_text("1")
    return page


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize(("lang", "promise"), [("en", "nickname"), ("zh", "anonymous")])
def test_in_by_a_code_and_back_by_four_words(
    browser: Browser, phone: BrowserContext, server: Server, lang: str, promise: str
) -> None:
    teacher = Teacher(server, browser, promise)
    page = phone.new_page()
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{server.address}join?lang={lang}")
    wrong = f"{(int(teacher.code) + 1) % 1_000_000:06}"
    page.locator("#code").fill(wrong)
    page.locator("form .primary").tap()
    expect(page.locator(".trouble").first).to_contain_text(wrong)
    page.locator("#code").fill(wrong[:4])
    page.locator("form .primary").tap()
    expect(page.get_by_text(wrong)).to_have_count(0)  # what was said of another code
    page.locator("#code").fill(teacher.code)
    page.locator("form .primary").tap()

    expect(page.locator(".promise")).to_be_visible()
    assert page.locator(".promise").bounding_box()["y"] < page.locator("#join").bounding_box()["y"]  # type: ignore[index]
    assert faults(page) == [] and fits(page)
    assert page.locator("#name").count() == (promise != "anonymous")
    if promise != "anonymous":
        page.locator("#join > .primary").tap()
        expect(page.locator("#join > .trouble")).not_to_be_empty()
        page.locator("#name").fill("Ann")
    page.locator("#join > .primary").tap()
    words = page.locator(".four").inner_text().split()
    assert len(words) == 4 and faults(page) == []

    page.goto(f"{server.address}room")  # a reload before they were written down
    assert page.locator(".four").inner_text().split() == words
    page.locator(".return-code .primary").tap()
    expect(page.locator(".return-code")).to_have_count(0)
    assert faults(page) == [] and fits(page)

    other = browser.new_context(viewport=PHONE).new_page()  # type: ignore[arg-type]
    other.goto(f"{server.address}j/{teacher.code}?lang={lang}")
    other.locator(".back summary").click()
    other.locator("#four-words").fill("one two three four")
    other.locator(".back .primary").click()
    expect(other.locator(".back .trouble")).not_to_be_empty()
    other.locator("#four-words").fill(" ".join(words))
    other.locator(".back .primary").click()
    expect(other.locator(".kicker")).to_be_visible()
    assert [one["name"] for one in teacher.do("hold")["people"]] == ["Ann" if promise != "anonymous" else ""]


def answer(page: Page, part: str) -> None:
    """Write something into the question that is asked."""
    if part == "choice":
        page.locator(".choice").nth(1).tap()
    elif part == "number":
        unit = page.locator(".number span").inner_text()
        page.locator(".number input").fill(f"３2,0 {unit}")  # as people write it
    elif part == "curve":
        for handle in page.locator(".handle").all():
            handle.press("ArrowUp")
    elif part == "order":
        page.locator(".ranking li").nth(2).locator("button").first.tap()
    elif part == "weights":
        page.locator(".weight input").first.press("ArrowRight")
    for field in page.locator("textarea").all():
        field.fill(REASON)


def draft(page: Page) -> object:
    return page.evaluate(
        """() => [...document.querySelectorAll('form.question :is(input, textarea)')].map((one) =>
            one.type === 'radio' ? one.checked : one.value)
          .concat([...document.querySelectorAll('form.question .handle')].map((one) => one.ariaValueNow))
          .concat([...document.querySelectorAll('form.question [data-item]')].map((one) => one.dataset.item))"""
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_kind_of_answer_is_drafted_handed_in_and_shown(
    phone: BrowserContext, server: Server, teacher: Teacher, lang: str
) -> None:
    page = join(phone, server, teacher.code, lang)
    page.emulate_media(color_scheme="dark" if lang == "zh" else "light")
    for n, phase in enumerate(PHASES[1:], start=2):
        teacher.do("next")
        expect(page.locator(".kicker")).to_contain_text(str(n))
        if phase["kind"] == "what_if":
            expect(page.locator(".link a")).to_have_attribute("href", f"/cases/helpdesk?lang={lang}&phase=p{n}#what-if")
        if phase["kind"] in ("talk", "what_if"):
            continue
        expect(page.locator("form.question")).to_be_visible()
        part = page.evaluate("fetch('/room/now').then((one) => one.json())")["phase"]["question"]["parts"][:1]
        if part and part[0] not in ("order", "weights"):
            page.locator("form.question > .primary").tap()
            expect(page.locator(".parts .state")).not_to_be_empty()  # beside what is wanting
        if part == ["order"]:
            page.locator("form.question > .primary").tap()
            expect(
                page.locator("form.question > .state")
            ).not_to_be_empty()  # an order that nobody has made is asked for
            expect(page.locator(".saved")).to_have_count(0)
        answer(page, part[0] if part else "")
        written = draft(page)
        assert faults(page) == [], phase
        assert fits(page), phase
        page.reload()
        expect(page.locator("form.question")).to_be_visible()
        assert draft(page) == written, phase
        page.locator("form.question > .primary").tap()
        expect(page.locator(".saved .seal")).to_be_focused()
        expect(page.locator(".saved .shown")).not_to_be_empty()
        expect(page.locator(".saved .other")).to_have_count(0)
        assert faults(page) == [], phase
    teacher.do("close")
    expect(page.locator(".about")).to_be_hidden()
    assert faults(page) == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_revealed_is_drawn_for_a_phone(
    browser: Browser, phone: BrowserContext, server: Server, teacher: Teacher, lang: str
) -> None:
    page = join(phone, server, teacher.code, lang)
    page.set_viewport_size({"width": 360, "height": 640})
    crowd = Crowd(server, browser, teacher.code)
    shows = {
        "p2": ("votes", "cheapest_option", ".small-bars .row"),
        "p5": ("guesses", "double_the_calls", ".small-picture .column"),
        "p6": ("guesses", "drawn_promise", ".small-picture .band"),
        "p7": ("agreement", "", ".small-table tbody tr"),
        "p8": ("weights", "", ".small-bars .row"),
    }
    for phase, (kind, question, drawn) in shows.items():
        teacher.do("go_to", phase=phase)
        crowd.answer()
        if question == "double_the_calls":
            expect(page.locator(".number input")).to_be_visible()
            answer(page, "number")
            page.locator("form.question > .primary").tap()
            expect(page.locator(".saved .seal")).to_be_focused()
            drawn = ".small-picture .mine"  # one's own among the room's
        teacher.do("show", reveal={"kind": kind, "question": question})
        expect(page.locator(".reveal h2")).to_be_visible()
        expect(page.locator(f".reveal {drawn}").first).to_be_attached()
        assert faults(page) == [], kind
        assert fits(page), kind
        teacher.do("show", reveal=None)
        expect(page.locator(".reveal")).to_have_count(0)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_decisions_by_first_guess_have_a_block_each_that_can_be_read(
    browser: Browser, phone: BrowserContext, server: Server, teacher: Teacher, lang: str
) -> None:
    page = join(phone, server, teacher.code, lang)
    crowd = Crowd(server, browser, teacher.code, people=12)
    agenda = [{"id": f"p{n}", **one} for n, one in enumerate(PHASES, start=1)]
    teacher.do("plan", agenda=[*agenda, {"id": "d", "kind": "decide", "minutes": 4, "question": "decision"}])
    for phase in ("p2", "d"):
        teacher.do("go_to", phase=phase)
        crowd.answer()
    teacher.do("show", reveal={"kind": "by_guess", "question": "decision"})
    for width, height in ((360, 640), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        groups = page.locator(".small-groups section")
        expect(groups).to_have_count(2)
        assert all(len(name) > 3 for name in groups.locator("h3").all_inner_texts()), "an answer, whole"
        texts = groups.locator(".small-bars p").evaluate_all("(all) => all.map((one) => one.offsetWidth)")
        assert texts and min(texts) > 0.7 * width
        assert groups.first.locator(".most").count() >= 1
        assert groups.locator(".ring + .visually-hidden").count() == groups.locator(".ring").count()
        assert faults(page) == [] and fits(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_middle_of_the_room_is_seen_on_every_ground(
    browser: Browser, phone: BrowserContext, server: Server, teacher: Teacher, scheme: Literal["light", "dark"]
) -> None:
    page = join(phone, server, teacher.code)
    page.emulate_media(color_scheme=scheme)
    teacher.do("go_to", phase="p5")
    Crowd(server, browser, teacher.code).answer()
    teacher.do("show", reveal={"kind": "guesses", "question": "double_the_calls"})
    picture = page.locator(".small-picture svg")
    expect(picture.locator(".middle")).to_be_attached()
    over = "one => [...one.querySelectorAll('path:not(.guide)')].map((it) => it.getBoundingClientRect().bottom)"
    under = "one => [...one.querySelectorAll('.column')].map((it) => it.getBoundingClientRect().top)"
    assert max(picture.evaluate(over)) < min(picture.evaluate(under)), "it cuts no bar"
    stroke = picture.locator(".middle").evaluate("one => getComputedStyle(one).stroke")
    assert stroke != page.locator(".reveal.card").evaluate("one => getComputedStyle(one).backgroundColor")


def test_all_bars_on_a_phone_have_one_scale(
    browser: Browser, phone: BrowserContext, server: Server, teacher: Teacher
) -> None:
    page = join(phone, server, teacher.code)
    page.set_viewport_size({"width": 360, "height": 640})
    crowd = Crowd(server, browser, teacher.code)
    for phase, reveal in (("p2", {"kind": "votes", "question": "cheapest_option"}), ("p8", {"kind": "weights"})):
        teacher.do("go_to", phase=phase)
        crowd.answer()
        teacher.do("show", reveal=reveal)
        expect(page.locator(".small-bars .row").first).to_be_visible()
        widths = page.evaluate("[...document.querySelectorAll('.small-bars .stripe')].map((one) => one.offsetWidth)")
        assert len(widths) > 1 and len(set(widths)) == 1, phase
        teacher.do("show", reveal=None)


def test_a_question_that_was_read_and_how_to_write_a_decision_are_folded(
    phone: BrowserContext, server: Server, teacher: Teacher
) -> None:
    page = join(phone, server, teacher.code)
    page.set_viewport_size({"width": 360, "height": 640})
    teacher.do("go_to", phase="p2")
    expect(page.locator(".kicker")).to_contain_text("Answer alone")
    question = page.locator("h1").inner_text()  # the question is the heading
    expect(page.locator("form.question > .prompt").first).to_be_visible()
    answer(page, "choice")
    page.locator("form.question > .primary").tap()
    expect(page.locator(".saved .seal")).to_be_focused()
    teacher.do("go_to", phase="p4")
    expect(page.locator("h1")).to_have_text(question)
    folded = page.locator("details.before", has_text="The question again")
    expect(folded.locator(".prompt").first).to_be_hidden()
    folded.locator("summary").tap()
    expect(folded.locator(".prompt").first).to_be_visible()

    agenda = [{"id": f"p{n}", **one} for n, one in enumerate(PHASES, start=1)]
    teacher.do("plan", agenda=[*agenda, {"id": "d", "kind": "decide", "minutes": 4, "question": "decision"}])
    teacher.do("go_to", phase="d")
    how = page.locator("details.before", has_text="How to write it")
    expect(page.locator("form.question > .prompt")).to_have_count(1)
    expect(how.locator(".prompt")).to_be_hidden()
    first = page.locator(".choice").first.bounding_box()
    assert first and first["y"] + first["height"] < 640
    assert faults(page) == [] and fits(page)


def test_whoever_decides_has_their_first_predictions_before_them(
    phone: BrowserContext, server: Server, teacher: Teacher
) -> None:
    page = join(phone, server, teacher.code)
    for phase, part in (("p2", "choice"), ("p4", "choice"), ("p5", "number"), ("p6", "curve")):
        teacher.do("go_to", phase=phase)
        expect(page.locator("form.question")).to_be_visible()
        answer(page, part)
        page.locator("form.question > .primary").tap()
        expect(page.locator(".saved .seal")).to_be_focused()
        expect(page.locator(".guessed .card")).to_have_count(0)
    agenda = [{"id": f"p{n}", **one} for n, one in enumerate(PHASES, start=1)]
    after = [
        {"id": "d", "kind": "decide", "minutes": 4, "question": "decision"},
        {"id": "r", "kind": "reveal", "minutes": 4, "reveal": "decisions"},
    ]
    teacher.do("plan", agenda=[*agenda, *after])
    for phase in ("d", "r"):
        teacher.do("go_to", phase=phase)
        expect(page.locator(".guessed h2")).to_have_text("What you predicted first")
        expect(page.locator(".guessed b")).to_have_count(3)
        expect(page.locator(".guessed p").first).to_contain_text("The second time: ")
        if not page.locator(".guessed .shown-curve").is_visible():  # open since the phase before
            page.locator(".guessed summary").tap()
        expect(page.locator(".guessed .shown-curve svg")).to_be_visible()
        assert faults(page) == [] and fits(page), phase


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_phones_picture_of_scenarios_has_numbers_at_its_ends_and_no_mark_covers_another(
    phone: BrowserContext, server: Server, teacher: Teacher, lang: str
) -> None:
    phone.route("**/room/events", lambda route: route.abort())  # so that the page asks, and is answered here

    def crowded(route: Route) -> None:
        found = route.fetch()
        view = found.json()
        for block in (view["reveal"] or {"blocks": []})["blocks"]:
            across, up = ([one[axis] for one in block["points"]] for axis in ("x", "y"))
            x, y = (min(across) + max(across)) / 2, (min(up) + max(up)) / 2
            near = (max(across) - min(across)) / 200
            block["ours"] = [{"x": x + n * near, "y": y, "n": 1 + n % 3} for n in range(7)]
            block["tables"] = [{"table": n, "x": x, "y": y} for n in (1, 2, 3)]
        route.fulfill(response=found, json=view)

    phone.route("**/room/now", crowded)
    page = join(phone, server, teacher.code, lang)
    page.set_viewport_size({"width": 360, "height": 640})
    teacher.do("show", reveal={"kind": "scenarios"})
    expect(page.locator(".of-points circle.standing")).to_have_count(3)
    numbers = page.locator(".of-points text.scale").all_text_contents()
    assert len(numbers) >= 4 and all(re.search(r"\d", one) for one in numbers)
    marks = page.locator(".of-points circle").evaluate_all(
        "(all) => all.map((one) => ['cx', 'cy', 'r'].map((name) => Number(one.getAttribute(name))))"
    )
    for n, (x, y, r) in enumerate(marks):
        assert all(((x - a) ** 2 + (y - b) ** 2) ** 0.5 >= r + s for a, b, s in marks[:n])
    assert faults(page) == [] and fits(page)
    phone.unroute_all(behavior="ignoreErrors")  # the page goes on asking: what is under way ends with the test


def test_a_list_of_levers_that_is_open_stays_open_while_they_are_moved(
    browser: Browser, server: Server, teacher: Teacher
) -> None:
    phases = [{"kind": "lobby", "minutes": 3}, {"kind": "what_if", "minutes": 3, "per_table": True}]
    teacher.do("plan", agenda=[{"id": f"{'pt'[n]}{n + 1}", **one} for n, one in enumerate(phases)])
    ann, bo = (
        join(browser.new_context(viewport=PHONE, has_touch=True), server, teacher.code, name=name)  # type: ignore[arg-type]
        for name in ("Ann", "Bo")
    )
    teacher.do("go_to", phase="t2")
    ann.get_by_role("button", name="Take the levers", exact=True).tap()
    origin = {"Origin": origin_of(server.address)}
    known: dict[str, Any] = {}
    while not known.get("levers"):  # the model is asked in a process of its own
        known = ann.request.get(f"{server.address}room/levers").json()
        ann.wait_for_timeout(200)
    names = list(known["levers"])[:5]

    def move(part: float) -> None:
        moved = {
            name: known["levers"][name]["low"] + part * (known["levers"][name]["high"] - known["levers"][name]["low"])
            for name in names
        }
        whole = {name: round(value) if known["levers"][name]["whole"] else value for name, value in moved.items()}
        body = {"levers": whole, "pins": []}
        said = ann.request.post(f"{server.address}room/scenario", data=body, headers=origin)
        assert said.ok, said.text()

    move(0.3)
    moved = bo.locator(".stands details")
    expect(moved).to_be_visible(timeout=20_000)
    assert moved.get_attribute("open") is None  # it is long
    moved.locator("summary").tap()
    before = moved.inner_text()
    move(0.4)
    expect(moved).not_to_have_text(before)
    assert moved.get_attribute("open") is not None


def test_an_answer_waits_for_the_network_and_is_then_sent(
    phone: BrowserContext, server: Server, teacher: Teacher
) -> None:
    page = join(phone, server, teacher.code)
    teacher.do("next")
    page.locator(".choice").first.tap()
    phone.set_offline(True)
    page.locator("form.question > .primary").tap()
    expect(page.locator(".state")).to_contain_text("not saved yet")
    expect(page.locator(".cut-off")).to_be_visible()
    expect(page.locator(".saved")).to_have_count(0)
    phone.set_offline(False)
    expect(page.locator(".saved")).to_be_visible(timeout=15_000)
    expect(page.locator(".cut-off")).to_be_hidden()


@pytest.mark.parametrize("status", [200, 403, 404])
def test_what_somebody_else_says_in_the_servers_place_counts_as_no_answer(
    phone: BrowserContext, server: Server, teacher: Teacher, status: int
) -> None:
    """A network that wants its password, a hub whose class is not running: each has a page for whatever is asked."""
    page = join(phone, server, teacher.code)
    teacher.do("next")
    page.locator(".choice").first.tap()
    phone.route("**/room/*", lambda route: route.fulfill(status=status, content_type="text/html", body="<p>Sign in"))
    page.locator("form.question > .primary").tap()
    expect(page.locator(".state")).to_contain_text("not saved yet")
    expect(page.locator(".saved")).to_have_count(0)
    phone.unroute("**/room/*")
    expect(page.locator(".saved")).to_be_visible(timeout=15_000)


def test_what_arrives_disturbs_nobody_who_writes(phone: BrowserContext, server: Server, teacher: Teacher) -> None:
    page = join(phone, server, teacher.code)
    teacher.do("next")
    field = page.locator("textarea").first
    field.fill("Half a sent")
    place = field.element_handle()
    teacher.do("tell", text="Two more minutes.")
    teacher.do("extend", minutes=2)
    expect(page.locator(".notes")).to_contain_text("Two more minutes.")
    page.keyboard.type("ence")
    assert place is not None and place.evaluate("(one) => one.isConnected && one === document.activeElement")
    expect(field).to_have_value("Half a sentence")
    page.locator(".notes button").tap()
    expect(page.locator(".notes")).to_be_empty()

    page.locator(".help").tap()
    expect(page.locator(".help")).to_have_attribute("aria-pressed", "true")
    assert teacher.do("hold")["people"][0]["asks"]
    page.locator(".top .language").tap()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(field).to_have_value("Half a sentence")

    teacher.do("next")
    expect(page.locator(".news")).to_contain_text("没有提交")


def test_who_was_there_comes_back_by_four_words_after_the_class_too(
    browser: Browser, phone: BrowserContext, server: Server, teacher: Teacher
) -> None:
    page = phone.new_page()
    page.goto(f"{server.address}j/{teacher.code}?lang=en")
    page.locator("#name").fill("Ann")
    page.locator("#join > .primary").tap()
    words = page.locator(".four").inner_text().split()
    page.locator(".return-code .primary").tap()
    teacher.do("go_to", phase="p2")
    answer(page, "choice")
    page.locator("form.question > .primary").tap()
    expect(page.locator(".saved .seal")).to_be_focused()
    teacher.do("close")
    expect(page.locator("h1")).to_have_text("This class is over")
    page.goto(f"{server.address}j/{teacher.code}?lang=en")  # the code on the wall, once more
    expect(page.locator("h1")).to_have_text("This class is over")

    other = browser.new_context(viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True).new_page()
    other.goto(f"{server.address}j/{teacher.code}?lang=en")
    expect(other.locator(".shut")).to_contain_text("nobody new can come in")
    expect(other.locator("#join")).to_have_count(0)
    assert faults(other) == [] and fits(other)
    other.locator("#four-words").fill(" ".join(words))
    other.locator(".back .primary").tap()
    expect(other.locator("h1")).to_have_text("This class is over")
    expect(other.get_by_role("heading", name="What you answered")).to_be_visible()
    other.context.close()


def test_what_is_not_handed_in_is_offered_again_when_the_phase_or_the_question_comes_back(
    phone: BrowserContext, server: Server, teacher: Teacher
) -> None:
    page = join(phone, server, teacher.code)
    teacher.do("next")
    page.locator(".choice").nth(1).tap()
    page.locator("textarea").first.fill(REASON)
    teacher.do("next")
    expect(page.locator(".news")).to_contain_text("stays on this phone")
    page.locator(".news summary", has_text="What you wrote").tap()
    expect(page.locator(".news .own-words")).to_have_text(REASON)  # to be copied into the case
    assert faults(page) == [] and fits(page)
    teacher.do("back")
    expect(page.locator("textarea").first).to_have_value(REASON)
    expect(page.locator(".news")).to_be_empty()
    expect(page.locator(".offered")).to_have_count(0)  # it is the same phase
    teacher.do("next")
    page.close()  # or the phone threw the tab away
    page = phone.new_page()
    page.goto(f"{server.address}j/{teacher.code}?lang=en")
    expect(page.locator(".papers a")).to_have_attribute("href", "/cases/helpdesk?lang=en&phase=p3#exhibits")
    teacher.do("next")
    expect(page.locator(".offered")).to_be_visible()
    expect(page.locator("textarea").first).to_have_value(REASON)
    expect(page.locator(".choice input").nth(1)).to_be_checked()
    assert faults(page) == []
    page.locator("form.question > .primary").tap()
    expect(page.locator(".saved .shown")).to_contain_text(REASON)
    expect(page.locator(".saved .other")).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage)") == []
    teacher.do("next")
    page.locator(".number input").fill("31")
    assert page.evaluate("Object.keys(localStorage).length") == 1
    teacher.do("close")
    expect(page.locator("h1")).to_contain_text("over")
    assert page.evaluate("Object.keys(localStorage)") == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_order_that_nobody_made_and_a_decision_without_a_reason_are_asked_about_once(
    phone: BrowserContext, server: Server, teacher: Teacher, lang: str
) -> None:
    decide = {"id": "d", "kind": "decide", "minutes": 4, "question": "decision"}
    again = {"id": "r", "kind": "rank", "minutes": 3}
    teacher.do("plan", agenda=[*({"id": f"p{n}", **one} for n, one in enumerate(PHASES, start=1)), decide, again])
    page = join(phone, server, teacher.code, lang)
    press = page.locator("form.question > .primary")
    teacher.do("go_to", phase="p7")
    expect(page.locator(".ranking .item").first).to_be_visible()
    first = page.locator(".ranking .item").all_inner_texts()
    before = press.inner_text()
    press.tap()
    expect(page.locator("form.question > .state")).to_have_attribute("data-state", "asks")
    expect(press).not_to_have_text(before)
    expect(press).to_be_in_viewport(ratio=1)
    expect(page.locator("form.question > .state")).to_be_in_viewport(ratio=1)
    assert faults(page) == [] and fits(page)
    teacher.do("next")
    news = page.locator(".news")
    expect(news).to_contain_text("as it was mixed" if lang == "en" else "随机")
    teacher.do("go_to", phase="r")
    expect(page.locator(".offered")).to_be_visible()
    expect(news).to_be_empty()
    assert page.locator(".ranking .item").all_inner_texts() == first
    press.tap()  # they have been told: it is theirs now
    expect(page.locator(".saved .seal")).to_be_focused()

    teacher.do("go_to", phase="d")
    page.locator(".choice").first.tap()
    press.tap()
    expect(page.locator("form.question > .state")).to_have_attribute("data-state", "asks")
    expect(press).to_contain_text("without a reason" if lang == "en" else "不写理由")
    expect(press).to_be_in_viewport(ratio=1)
    expect(page.locator(".saved")).to_have_count(0)
    page.locator(".choice").nth(1).tap()
    expect(press).to_have_text(before)
    press.tap()  # asked once
    expect(page.locator(".saved .seal")).to_be_focused()
    assert faults(page) == []


def test_of_two_tabs_the_first_answer_counts_and_both_say_so(
    phone: BrowserContext, server: Server, teacher: Teacher
) -> None:
    page = join(phone, server, teacher.code)
    teacher.do("next")
    other = phone.new_page()
    other.goto(f"{server.address}room")
    other.locator(".choice").nth(1).tap()
    page.locator(".choice").nth(0).tap()
    page.locator("form.question > .primary").tap()
    expect(page.locator(".saved .shown")).to_contain_text("In-house")
    expect(page.locator(".saved .other")).to_have_count(0)
    expect(other.locator(".saved .shown")).to_contain_text("In-house")
    expect(other.locator(".saved .other")).to_be_visible()


def test_a_door_that_is_closed_and_a_time_that_is_up_say_so(
    phone: BrowserContext, server: Server, teacher: Teacher
) -> None:
    page = join(phone, server, teacher.code)
    teacher.do("next")
    teacher.do("extend", minutes=-3)
    expect(page.locator(".time-up")).not_to_be_empty()
    page.locator(".choice").first.tap()
    page.locator("form.question > .primary").tap()
    expect(page.locator(".saved")).to_be_visible()

    phone.clear_cookies()
    teacher.do("switch", door=False)
    page.goto(f"{server.address}j/{teacher.code}?lang=en")
    expect(page.locator(".shut")).to_contain_text("door is closed")
    teacher.do("close")
    page.reload()
    expect(page.locator(".shut")).to_contain_text("over")


def test_a_phone_that_is_cut_off_says_whose_fault_it_probably_is(
    browser: Browser, server: Server, teacher: Teacher
) -> None:
    """decker#62: an error that does not say whose fault it is helps nobody."""
    wire = Wire(server.port)
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)  # type: ignore[arg-type]
    late = context.new_page()
    late.goto(f"{wire.address}j/{teacher.code}?lang=en")
    late.locator("#name").fill("Late")
    page = join(context, wire, teacher.code)
    wire.cut()
    expect(page.locator(".cut-off")).to_contain_text("Stay on the room's Wi-Fi")
    expect(page.locator(".cut-off")).to_contain_text("scan the code there again")
    expect(page.locator(".cut-off")).to_contain_text("Your four words bring you back to your seat.")
    assert fits(page)
    late.locator("#join > .primary").tap()
    expect(late.locator("#join > .trouble")).to_contain_text("mobile data off")
    context.set_offline(True)
    late.locator("#join > .primary").tap()
    expect(late.locator("#join > .trouble")).to_contain_text("This phone is in no network.")
    context.set_offline(False)
    wire.mend()
    expect(page.locator(".cut-off")).to_be_hidden(timeout=15_000)
    context.close()


def test_what_a_table_has_one_of_changes_hands_by_keyboard(browser: Browser, server: Server, teacher: Teacher) -> None:
    phases: list[dict[str, Any]] = [
        {"kind": "lobby", "minutes": 3},
        *({"kind": kind, "minutes": 3, "per_table": True} for kind in ("rank", "weigh", "what_if")),
    ]
    teacher.do(
        "plan", agenda=[{"id": f"p{n}" if n == 1 else f"t{n}", **phase} for n, phase in enumerate(phases, start=1)]
    )
    ann, bo = (
        join(browser.new_context(viewport=PHONE, has_touch=True), server, teacher.code, name=name)  # type: ignore[arg-type]
        for name in ("Ann", "Bo")
    )

    def press(page: Page, name: str) -> None:
        button = page.get_by_role("button", name=name, exact=True)
        button.focus()
        page.keyboard.press("Enter")

    teacher.do("go_to", phase="t2")
    press(ann, "Take the pen")
    has, wants = (ann, "Ann"), (bo, "Bo")
    for phase, part in (("t2", "order"), ("t3", "weights")):
        teacher.do("go_to", phase=phase)
        expect(has[0].locator(".hands")).to_contain_text("You have the table's pen")
        expect(wants[0].locator(".hands")).to_contain_text(f"The table's pen is with: {has[1]}")
        press(wants[0], "Ask for a turn")
        expect(wants[0].get_by_role("button", name="No longer ask for a turn")).to_be_focused()
        expect(has[0].locator(".asked")).to_contain_text(wants[1])
        press(has[0], "Pass on")
        expect(has[0].get_by_role("button", name="Ask for a turn", exact=True)).to_be_focused()
        expect(wants[0].locator(".hands")).to_contain_text("You have the table's pen")
        answer(wants[0], part)
        wants[0].locator("form.question > .primary").focus()
        wants[0].keyboard.press("Enter")
        for page in (ann, bo):
            expect(page.locator(".saved .shown")).not_to_be_empty()
        has, wants = wants, has
    teacher.do("go_to", phase="t4")
    expect(ann.locator(".hands")).to_contain_text("You have the table's levers")
    expect(ann.get_by_role("link", name="Open the case")).to_be_visible()
    expect(bo.get_by_role("link", name="Open the case")).to_have_count(0)
    expect(ann.get_by_role("button", name="Pass on", exact=True)).to_be_hidden()  # the work comes first
    ann.locator(".hands summary").click()
    press(ann, "Pass on")
    expect(bo.get_by_role("link", name="Open the case")).to_be_visible()
    assert faults(ann) == [] and faults(bo) == []


def test_who_looks_away_with_the_levers_in_hand_is_relieved_by_a_press_and_both_are_told(
    browser: Browser, server: Server, teacher: Teacher
) -> None:
    phases: list[dict[str, Any]] = [
        {"kind": "lobby", "minutes": 3},
        {"kind": "what_if", "minutes": 3, "per_table": True},
    ]
    teacher.do("plan", agenda=[{"id": f"{'pt'[n]}{n + 1}", **one} for n, one in enumerate(phases)])
    ann, bo = (
        join(browser.new_context(viewport=PHONE, has_touch=True), server, teacher.code, name=name)  # type: ignore[arg-type]
        for name in ("Ann", "Bo")
    )
    teacher.do("go_to", phase="t2")
    take = bo.get_by_role("button", name="Take the levers", exact=True)
    ann.get_by_role("button", name="Take the levers", exact=True).tap()
    expect(bo.locator(".hands")).to_contain_text("The table's levers are with: Ann")
    expect(take).to_have_count(0)
    look = """(hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }"""
    ann.evaluate(look, True)
    expect(take).to_be_visible(timeout=1000 * FREE_AFTER + 15_000)  # nobody has pressed anything meanwhile
    take.tap()
    expect(bo.locator(".hands.mine")).to_contain_text("You took them over while Ann looked away")
    ann.evaluate(look, False)
    expect(ann.locator(".hands")).to_contain_text("Bo took the levers over while your phone was out of sight.")
    assert faults(ann) == [] and faults(bo) == []


def test_a_question_after_the_levers_has_a_way_back_to_them(
    phone: BrowserContext, server: Server, teacher: Teacher
) -> None:
    asks = {"kind": "exercise", "minutes": 3, "question": "who_answers"}
    levers = {"kind": "what_if", "minutes": 3, "step": "what-if"}
    phases = [{"kind": "lobby", "minutes": 3}, asks, levers, {**VOTE, "question": "cheapest_option"}, asks]
    teacher.do("plan", agenda=[{"id": f"p{n}", **phase} for n, phase in enumerate(phases, start=1)])
    room = join(phone, server, teacher.code)
    back = room.get_by_role("link", name="Try the levers again")
    for phase, there in (("p2", 0), ("p3", 0), ("p4", 0), ("p5", 1)):
        teacher.do("go_to", phase=phase)
        expect(room.locator(".papers a")).to_have_count(0 if phase == "p3" else 1)
        expect(back).to_have_count(there)
    assert back.bounding_box()["y"] < room.locator("form textarea").first.bounding_box()["y"]  # type: ignore[index]
    with phone.expect_page() as opened:
        back.tap()
    expect(opened.value).to_have_url(re.compile("#what-if"))


def test_who_is_moved_to_another_table_is_told_until_it_is_read(
    phone: BrowserContext, server: Server, teacher: Teacher
) -> None:
    page = join(phone, server, teacher.code)
    page.set_viewport_size({"width": 360, "height": 640})
    person = teacher.do("go_to", phase="p2")["people"][0]["id"]
    news = page.locator(".news > div")
    for table in (3, 2):
        teacher.do("seat", person=person, table=table)
        expect(news).to_have_count(1)
        expect(news).to_contain_text(f"You are at table {table} now")
        expect(news).to_be_in_viewport()
    assert faults(page) == [] and fits(page)
    news.get_by_role("button", name="Understood").tap()
    expect(news).to_have_count(0)


def test_a_case_opens_with_the_task_of_ones_table(phone: BrowserContext, server: Server, teacher: Teacher) -> None:
    page = join(phone, server, teacher.code)
    phases = [{"kind": "lobby", "minutes": 3}, {"kind": "what_if", "minutes": 3, "task": 1, "even_task": 2}]
    teacher.do("plan", agenda=[{"id": f"{'pt'[n]}{n + 1}", **one} for n, one in enumerate(phases)])
    person = teacher.do("go_to", phase="t2")["people"][0]["id"]
    way = page.get_by_role("link", name="Open the case")
    for table, task in ((2, 2), (3, 1)):
        teacher.do("seat", person=person, table=table)
        expect(way).to_have_attribute("href", re.compile(f"[?&]task={task}#what-if"))


def test_a_case_that_stands_open_since_an_earlier_phase_knows_what_was_answered_meanwhile(
    phone: BrowserContext, server: Server, teacher: Teacher
) -> None:
    room = join(phone, server, teacher.code)
    teacher.do("go_to", phase="p2")
    with phone.expect_page() as opened:
        room.get_by_role("link", name="Look at the file again").click()
    case = opened.value
    expect(case.locator(".step.current")).to_have_attribute("data-step", "brief")
    expect(case.locator(".to-class")).to_contain_text("Back to the class")
    teacher.do("go_to", phase="p10")
    room.get_by_role("link", name="Open the case").click()
    expect(case.locator(".caseroom-outcomes-panel .strip").first).to_be_visible(timeout=60_000)
    expect(case.locator(".to-class")).not_to_contain_text("The class has gone on.")


DEBRIEFED = {"en": "By the call", "zh": "按通排名"}
NOT_RIGHT = {"en": "Not right.", "zh": "没答对。"}
OVER_NOTHING = """(cells) => cells.filter((one) => one.getClientRects().length && !one.textContent.trim())
  .map((one) => one.dataset.label)"""


@pytest.mark.parametrize(
    ("lang", "own", "again", "table"),
    [
        ("en", "Given in class.", "Asked again in class, the answer was", "Given in class by table 1."),
        ("zh", "这是课上提交的答案。", "课上第二次作答", "这是课上第1桌合交的答案。"),
    ],
)
def test_what_was_handed_in_in_class_is_handed_in_in_the_case_and_stands_in_its_memo(
    browser: Browser, server: Server, teacher: Teacher, tmp_path: Path, lang: str, own: str, again: str, table: str
) -> None:
    """Ann has the table's pen; what Bo answered, and what the table wrote, is in Bo's case."""
    phases: list[dict[str, Any]] = [
        {"kind": "lobby", "minutes": 3},
        {**VOTE, "question": "cheapest_option"},
        {"kind": "revote", "minutes": 3, "question": "cheapest_option"},
        {"kind": "rank", "minutes": 3, "question": RANKING},
        {"kind": "exercise", "minutes": 3, "question": "who_answers", "per_table": True},
        {"kind": "decide", "minutes": 3, "question": "decision"},
        {"kind": "memo", "minutes": 3, "step": "memo"},
    ]
    teacher.do("plan", agenda=[{"id": f"{'pc'[n > 0]}{n + 1}", **one} for n, one in enumerate(phases)])
    ann, bo = (
        join(
            browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, accept_downloads=True),  # type: ignore[arg-type]
            server,
            teacher.code,
            lang,
            name,
        )
        for name in ("Ann", "Bo")
    )
    for phase, part in (("c2", "choice"), ("c3", "choice"), ("c4", "order"), ("c6", "choice")):
        teacher.do("go_to", phase=phase)
        expect(bo.locator("form.question")).to_be_visible()
        answer(bo, part)
        if phase == "c3":
            bo.locator(".choice").nth(0).tap()
        bo.locator("form.question > .primary").tap()
        expect(bo.locator(".saved .seal")).to_be_focused()
    teacher.do("go_to", phase="c5")
    ann.locator(".hands .primary").tap()
    expect(ann.locator(".hands.mine")).to_be_visible()
    expect(ann.locator("textarea")).to_be_visible()
    answer(ann, "")
    ann.locator("form.question > .primary").tap()
    for page in (ann, bo):
        expect(page.locator(".saved .shown")).to_contain_text(REASON)

    teacher.do("go_to", phase="c7")
    with bo.context.expect_page() as opened:
        bo.locator(".link a").first.tap()
    case = opened.value
    case.locator(".caseroom-memo li").first.wait_for(timeout=60_000)
    student = Student(case)
    for question, said in (("cheapest_option", again), (RANKING, own), ("who_answers", table), ("decision", own)):
        card = student.reach(question)
        expect(card).to_contain_text(said)
    expect(student.reach("who_answers").locator("textarea").first).to_have_value(REASON)
    student.turn_to("debrief")
    found = case.locator(".caseroom-table tbody tr").filter(has_text=DEBRIEFED[lang]).locator("td").last
    expect(found).to_contain_text(NOT_RIGHT[lang])
    named = case.locator(".caseroom-table td[data-label]").evaluate_all(OVER_NOTHING)
    assert named == [], "no name of a column stands over nothing"
    document = docx.Document(str(student.take_memo(tmp_path)))
    written = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert NOT_RIGHT[lang] in written
    assert written.count(own) == 3 and again in written and table in written
    assert written.count(REASON) >= 3, "with the first answer, the table's and the decision"
    expect(case.locator('.caseroom-memo li[data-done="true"]')).to_have_count(4)
    assert faults(case) == []


def test_a_case_that_stands_open_has_what_was_handed_in_meanwhile(
    phone: BrowserContext, server: Server, teacher: Teacher
) -> None:
    phases: list[dict[str, Any]] = [
        {"kind": "lobby", "minutes": 3},
        {"kind": "rank", "minutes": 3, "question": RANKING},
        {"kind": "decide", "minutes": 3, "question": "decision"},
        {"kind": "memo", "minutes": 3, "step": "memo"},
    ]
    teacher.do("plan", agenda=[{"id": f"{'pm'[n > 0]}{n + 1}", **one} for n, one in enumerate(phases)])
    room = join(phone, server, teacher.code)
    teacher.do("go_to", phase="m4")
    with phone.expect_page() as opened:
        room.locator(".link a").first.tap()
    case = opened.value
    memo, bar = case.locator('.caseroom-memo li[data-done="true"]'), case.locator(".to-class")
    case.locator(".caseroom-memo li").first.wait_for(timeout=60_000)
    expect(memo).to_have_count(0)
    for phase, part, count in (("m2", "order", 1), ("m3", "choice", 2)):
        teacher.do("go_to", phase=phase)
        answer(room, part)
        room.locator("form.question > .primary").tap()
        expect(room.locator(".saved .seal")).to_be_focused()
        if count == 1:  # whoever has stayed here is asked
            expect(bar).to_contain_text("What you have handed in since is not on this page yet.")
            assert faults(case) == [] and fits(case)
            bar.get_by_role("button", name="Load this page again").tap()
        else:  # whoever comes back is not
            case.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(memo).to_have_count(count, timeout=60_000)
        expect(case.locator(".step.current")).to_have_attribute("data-step", "memo")
        expect(bar).not_to_contain_text("What you have handed in since")


def test_the_desk_shows_the_case_as_far_as_the_class_is_and_nobody_else_gets_it_so(
    phone: BrowserContext, context: BrowserContext, server: Server, teacher: Teacher
) -> None:
    key = server.database.with_name("desk.key").read_text(encoding="ascii").strip()
    desk = context.new_page()
    desk.goto(f"{server.address}teach/key/{key}?lang=en&room={teacher.code}")
    teacher.do("go_to", phase="p10")
    with context.expect_page() as opened:
        desk.get_by_role("link", name="Open this place of the case").click()
    expect(opened.value.locator(".caseroom-outcomes-panel .strip").first).to_be_visible(timeout=60_000)
    expect(opened.value.locator(".to-class")).to_have_count(0)
    agenda = [{"id": f"p{n}", **one} for n, one in enumerate(PHASES, start=1)]
    teacher.do("plan", agenda=[*agenda, {"id": "d", "kind": "debrief", "minutes": 4}])
    teacher.do("go_to", phase="d")
    way = desk.get_by_role("link", name="Open this place of the case")
    expect(way).to_have_attribute("href", re.compile("#debrief$"))
    way.click()  # in the same window
    debrief = opened.value.locator(".step[data-step='debrief']")
    tables = debrief.locator(".caseroom-table details.folded")
    expect(tables.locator("table").first).to_be_visible(timeout=60_000)
    assert tables.evaluate_all("(all) => all.every((one) => one.open)"), "for all to see"
    expect(debrief.get_by_role("heading", name="Your own words")).to_be_hidden()  # nobody has written any
    tables.first.locator("summary").click()
    expect(tables.locator("table").first).to_be_hidden()  # whoever folds one has it folded
    stranger = phone.new_page()
    stranger.goto(f"{server.address}cases/helpdesk?lang=en&room={teacher.code}#what-if")
    expect(stranger.locator(".caseroom-gate").first).to_be_attached(timeout=60_000)
    expect(stranger.locator(".caseroom-outcomes-panel .strip")).to_have_count(0)


def test_who_works_in_the_case_is_told_when_the_class_goes_on_and_when_it_is_over(
    phone: BrowserContext, server: Server, teacher: Teacher
) -> None:
    room = join(phone, server, teacher.code)
    teacher.do("go_to", phase="p10")
    with phone.expect_page() as opened:
        room.get_by_role("link", name="Open the case").click()
    bar = opened.value.locator(".to-class")
    expect(bar).to_contain_text("Back to the class")
    expect(bar).not_to_contain_text("The class has gone on.")
    strip = opened.value.locator(".caseroom-outcomes-panel .strip").first
    expect(strip).to_be_visible(timeout=60_000)
    teacher.do("back")
    expect(bar).to_contain_text("The class has gone on.")
    strip.evaluate("it => scrollTo(0, scrollY + it.getBoundingClientRect().bottom)")  # it stays at the upper edge now
    expect(bar).to_be_in_viewport()
    edges = "([bar, strip]) => strip.getBoundingClientRect().top - bar.getBoundingClientRect().bottom"
    assert opened.value.evaluate(edges, [bar.element_handle(), strip.element_handle()]) >= -1  # px
    teacher.do("close")
    expect(bar).to_contain_text("The class is over.")
    bar.get_by_role("link").click()
    expect(opened.value.get_by_role("heading", name="What you answered")).to_be_visible()
    expect(opened.value.get_by_role("link", name="Go to my memo")).to_be_visible()
    assert faults(opened.value) == []
