"""A whole class in real browsers: the desk, the projector, and three people among quiet ones. One of the three reloads,
one changes the language, one is without a network for ten seconds, and the server is killed on the way.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from playwright.sync_api import Browser, BrowserContext, Download, Page, expect

from caseroom import catalogue
from caseroom.casefile.classroom import PhaseKind, RevealKind
from caseroom.i18n import translator
from classroom.room.words import PHASE_WORDS, REVEAL_WORDS
from tests.room.shelf import copied
from tests.server import Server
from tests.wire import Wire

from .conftest import PHONE, wait_ready, watch
from .student import Student
from .test_room_desk import enter, make_room
from .test_room_phone import Crowd, join

WITHOUT_NETWORK = 10_000  # ms
OF_OFFICIAL, OF_CALLER = "Half of the contract is signed.", "Nobody rang back in March."
AGAINST = "Both are true: what was signed says nothing of who rings back."
CLASSROOM = f"""
[[briefs]]
role = "official"
text = {{ en = "You sign.", zh = "由你签字。" }}
knows = [{{ id = "signed", text = {{ en = "{OF_OFFICIAL}", zh = "合同已签了一半。" }} }}]

[[briefs]]
role = "caller"
text = {{ en = "You wait.", zh = "你在等。" }}
knows = [{{ id = "waited", text = {{ en = "{OF_CALLER}", zh = "三月没有人回电。" }} }}]

[[contradictions]]
between = ["signed", "waited"]
text = {{ en = "{AGAINST}", zh = "两句都是真的。" }}

[[agendas]]
id = "walk"
title = {{ en = "All of it", zh = "全程" }}
phases = [
  {{ kind = "lobby", minutes = 3 }},
  {{ kind = "vote", minutes = 3, question = "cheapest_option" }},
  {{ kind = "talk", minutes = 5 }},
  {{ kind = "revote", minutes = 3, question = "cheapest_option" }},
  {{ kind = "reveal", minutes = 5, reveal = "shift", question = "cheapest_option" }},
  {{ kind = "what_if", minutes = 9, step = "what-if" }},
  {{ kind = "vote", minutes = 3, question = "double_the_calls" }},
  {{ kind = "reveal", minutes = 5, reveal = "guesses", question = "double_the_calls" }},
  {{ kind = "roles", minutes = 3 }},
  {{ kind = "decide", minutes = 5, question = "decision" }},
  {{ kind = "reveal", minutes = 5, reveal = "decisions", question = "decision" }},
  {{ kind = "reveal", minutes = 5, reveal = "who_knew" }},
  {{ kind = "debrief", minutes = 9, step = "debrief" }},
  {{ kind = "close", minutes = 1 }},
]
"""
QUIET = 10  # five of one opinion and five of another: fewer are not shown apart
EVERYBODY = QUIET + 3


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server that can be killed, with a case on its shelf that has private briefs and an agenda of everything."""
    folder = copied(catalogue.load("helpdesk"), tmp_path, "counter")
    (folder / "classroom.toml").write_text(CLASSROOM, encoding="utf-8")
    running = Server(tmp_path / "home", shelves=[tmp_path])
    yield running
    running.kill()


class Phone:
    """One of the three, at the end of a wire of their own."""

    def __init__(self, browser: Browser, server: Server, code: str, lang: str, name: str) -> None:
        self.wire, self.lang, self.name = Wire(server.port), lang, name
        self._context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)  # type: ignore[arg-type]
        self._troubles = watch(self._context, self.wire)
        self.page = join(self._context, self.wire, code, lang, name)

    def sees(self, name: str) -> None:
        """The phase's name: as the heading, or above it where a question is the heading."""
        expect(self.page.locator("main :is(.kicker, h1)").filter(has_text=name).first).to_be_visible()

    def write(self, choice: int | None = None, number: int | None = None) -> None:
        """An answer to the present question, with their name in its words."""
        if choice is not None:
            self.page.locator(".choice").nth(choice).tap()
        if number is not None:
            self.page.locator(".number input").fill(str(number))
        for field in self.page.locator("form.question textarea").all():
            field.fill(self.words)

    @property
    def words(self) -> str:
        return f"{self.name} says: count what is solved."

    def press(self) -> None:
        self.page.locator("form.question > .primary").tap()

    def hand_in(self, choice: int | None = None, number: int | None = None) -> None:
        self.write(choice, number)
        self.press()
        self.is_saved()

    def is_saved(self) -> None:
        expect(self.page.locator(".saved .seal")).to_be_visible(timeout=30_000)

    def leave(self) -> None:
        self._context.close()
        assert self._troubles == []


@pytest.fixture
def phones() -> Iterator[list[Phone]]:
    came: list[Phone] = []
    yield came
    for phone in came:
        phone.leave()


class Class:
    """Everybody, and what the trainer does."""

    def __init__(self, context: BrowserContext, browser: Browser, server: Server, phones: list[Phone]) -> None:
        self.server, self.phones = server, phones
        self.desk = enter(context, server, "en")
        self.code = make_room(self.desk, "walk", "named", "counter")
        with self.desk.expect_popup() as opened:
            self.desk.get_by_role("link", name="Open the projector's page").click()
        self.screen: Page = opened.value
        for lang, name in (("en", "Ann"), ("zh", "Bo"), ("en", "Cai")):
            phones.append(Phone(browser, server, self.code, lang, name))
        self.quiet = Crowd(server, browser, self.code, QUIET)

    def goes_on(self, kind: PhaseKind, reveal: RevealKind | None = None) -> None:
        """The trainer presses Next, and everybody is there, each in their own language."""
        self.desk.locator(".next").click(delay=800)
        word = REVEAL_WORDS[reveal] if reveal else PHASE_WORDS[kind][0]
        expect(self.desk.locator("#now-title")).to_contain_text(translator("en")(word))
        for phone in self.phones:
            phone.sees(translator(phone.lang)(word))
        expect(self.screen.locator("header h1")).to_have_text(translator("en")(word))

    def have_answered(self, people: int) -> None:
        told = f"{people} of {EVERYBODY} have answered"
        expect(self.desk.locator(".now .count")).to_contain_text(told)
        expect(self.screen.locator(".count")).to_contain_text(told)

    def takes(self, what: str) -> Download:
        with self.desk.expect_download() as taken:
            self.desk.locator(".ended").get_by_text(what).click()
        return taken.value


def test_a_class_of_browsers_from_the_code_to_the_record(
    context: BrowserContext, browser: Browser, server: Server, phones: list[Phone]
) -> None:
    room = Class(context, browser, server, phones)
    everybody_is_in(room)
    they_predict_and_one_reloads(room)
    they_talk_and_one_changes_the_language(room)
    they_predict_again_and_the_server_is_killed(room)
    and_one_has_no_network(room)
    the_shift_is_shown(room)
    one_turns_the_levers(room)
    guesses_stand_beside_the_model(room)
    each_learns_what_only_they_know(room)
    they_decide_and_the_trainer_picks_words(room)
    who_knew_what(room)
    the_class_ends(room)
    the_workbook_has_every_answer(room)
    the_document_has_what_was_shown(room)


def everybody_is_in(room: Class) -> None:
    expect(room.desk.locator(".table button")).to_have_count(EVERYBODY)
    expect(room.screen.locator(".lobby .code")).to_have_text(f"{room.code[:3]} {room.code[3:]}")
    expect(room.screen.locator(".in").first).to_contain_text(str(EVERYBODY))
    for phone in room.phones:
        phone.sees(translator(phone.lang)(PHASE_WORDS["lobby"][0]))


def they_predict_and_one_reloads(room: Class) -> None:
    room.goes_on("vote")
    ann, bo, cai = room.phones
    ann.hand_in(choice=0)
    bo.hand_in(choice=1)
    cai.write(choice=1)
    cai.page.reload()
    expect(cai.page.locator(".choice input").nth(1)).to_be_checked()
    expect(cai.page.locator("form.question textarea").first).to_have_value(cai.words)
    room.have_answered(2)
    cai.press()
    cai.is_saved()
    cai.page.reload()
    cai.is_saved()
    room.quiet.answer()
    room.have_answered(EVERYBODY)
    expect(room.screen.locator("body")).not_to_contain_text("Ann")


def they_talk_and_one_changes_the_language(room: Class) -> None:
    room.goes_on("talk")
    ann, bo, _ = room.phones
    expect(ann.page.locator(".work")).to_contain_text("With you: Bo, Cai")
    bo.page.locator(".top .language").tap()
    bo.lang = "en"
    bo.sees(PHASE_WORDS["talk"][0])
    expect(bo.page.locator("html")).to_have_attribute("lang", "en")
    expect(ann.page.locator("html")).to_have_attribute("lang", "en")
    expect(room.desk.locator(".table button")).to_have_count(EVERYBODY)


def they_predict_again_and_the_server_is_killed(room: Class) -> None:
    room.goes_on("revote")
    ann, bo, _ = room.phones
    ann.hand_in(choice=1)
    room.server.kill()
    for gone in (ann.page.locator(".cut-off"), room.desk.locator(".lost")):
        expect(gone).to_be_visible(timeout=30_000)
    expect(room.screen.locator(".gone")).to_contain_text("No connection")
    bo.write(choice=1)
    bo.press()
    expect(bo.page.locator(".state")).to_contain_text("not saved yet")
    room.server.start()
    bo.is_saved()
    ann.is_saved()
    for gone in (ann.page.locator(".cut-off"), bo.page.locator(".cut-off"), room.desk.locator(".lost")):
        expect(gone).to_be_hidden(timeout=30_000)
    expect(room.screen.locator(".gone")).to_be_empty(timeout=30_000)
    expect(room.desk.locator("#now-title")).to_contain_text(PHASE_WORDS["revote"][0])
    room.have_answered(2)


def and_one_has_no_network(room: Class) -> None:
    *_, cai = room.phones
    row = room.desk.locator(".table button").filter(has_text="Cai")
    expect(row).not_to_contain_text("offline", timeout=30_000)
    cai.wire.cut()
    cai.write(choice=0)
    cai.press()
    expect(cai.page.locator(".state")).to_contain_text("not saved yet")
    expect(cai.page.locator(".cut-off")).to_contain_text("Stay on the room's Wi-Fi")
    cai.page.wait_for_timeout(WITHOUT_NETWORK)
    expect(cai.page.locator(".cut-off")).to_contain_text("does not answer this phone")
    expect(row).to_contain_text("offline", timeout=30_000)
    room.have_answered(2)
    cai.wire.mend()
    cai.is_saved()
    expect(cai.page.locator(".cut-off")).to_be_hidden()
    expect(row).not_to_contain_text("offline")
    assert cai.wire.repeat("/room/answer")[0] == 200  # what the network delivers twice counts once
    room.have_answered(3)
    room.quiet.answer()
    room.have_answered(EVERYBODY)


def the_shift_is_shown(room: Class) -> None:
    room.goes_on("reveal", "shift")
    expect(room.screen.locator(".block-bars .row")).to_have_count(4)
    expect(room.screen.locator(".block-flows")).to_contain_text(f"2 of {EVERYBODY} changed their mind.")
    for phone in room.phones:
        expect(phone.page.locator(".reveal .small-bars > li")).to_have_count(4)
        expect(phone.page.locator(".own .shown")).not_to_be_empty()


def one_turns_the_levers(room: Class) -> None:
    """Only now a kernel starts, for whoever opens the case; the room has opened its gate."""
    assert room.server.kernels() == []
    room.goes_on("what_if")
    ann = room.phones[0]
    with ann.page.expect_popup() as opened:
        ann.page.locator(".link a").tap()
    case = opened.value
    wait_ready(case)
    student = Student(case, "counter")
    student.turn_to("what-if")
    before = student.outcome("service_level").inner_text()
    student.set_lever("agents", 15)
    expect(student.outcome("service_level")).not_to_have_text(before)
    case.get_by_role("link", name="Back to the class").tap()
    expect(case.locator(".link a")).to_be_visible()
    case.close()
    for phone in room.phones[1:]:
        expect(phone.page.locator(".link a")).to_be_visible()


def guesses_stand_beside_the_model(room: Class) -> None:
    room.goes_on("vote")
    for phone, guess in zip(room.phones, (30, 33, 36), strict=True):
        phone.hand_in(number=guess)
    room.quiet.answer()
    room.have_answered(EVERYBODY)
    room.goes_on("reveal", "guesses")
    drawn = room.screen.locator(".block-dots")
    expect(drawn.locator(".dot")).to_have_count(EVERYBODY)
    expect(drawn.locator(".band.model")).to_have_count(1)
    expect(drawn.locator(".line.model")).to_have_count(1)
    expect(drawn.locator("figcaption")).to_contain_text("The model says")
    for phone in room.phones:
        expect(phone.page.locator(".small-picture .band")).to_have_count(1)
        expect(phone.page.locator(".small-picture .key-model")).to_be_visible()


def each_learns_what_only_they_know(room: Class) -> None:
    room.goes_on("roles")
    official, caller, _ = room.phones
    for phone, own, other in ((official, OF_OFFICIAL, OF_CALLER), (caller, OF_CALLER, OF_OFFICIAL)):
        expect(phone.page.locator(".work .secret")).to_contain_text(own)
        expect(phone.page.locator("body")).not_to_contain_text(other)
    for secret in (OF_OFFICIAL, OF_CALLER):
        expect(room.screen.locator("body")).not_to_contain_text(secret)


def they_decide_and_the_trainer_picks_words(room: Class) -> None:
    room.goes_on("decide")
    for choice, phone in enumerate(room.phones):
        phone.hand_in(choice=choice)
    room.quiet.answer()
    room.have_answered(EVERYBODY)
    room.goes_on("reveal", "decisions")
    expect(room.screen.locator(".block-bars .row")).to_have_count(4)
    expect(room.screen.locator("body")).not_to_contain_text(room.phones[0].words)
    card = room.desk.locator(".cards li").filter(has_text=room.phones[0].words).first
    card.locator("input[type=checkbox]").check()
    expect(room.screen.locator(".block-cards")).to_contain_text(room.phones[0].words)
    for phone in room.phones:
        expect(phone.page.locator(".reveal")).to_contain_text(room.phones[0].words)


def who_knew_what(room: Class) -> None:
    room.goes_on("reveal", "who_knew")
    expect(room.screen.locator(".side")).to_have_count(2)
    expect(room.screen.locator(".against")).to_contain_text(AGAINST)
    for phone in room.phones:
        for told in (OF_OFFICIAL, OF_CALLER, AGAINST):
            expect(phone.page.locator(".reveal")).to_contain_text(told)


def the_class_ends(room: Class) -> None:
    room.goes_on("debrief")
    for phone in room.phones:
        expect(phone.page.locator(".link a")).to_have_attribute("href", re.compile("#debrief$"))
    room.goes_on("close")
    room.desk.locator(".next").click(delay=800)
    room.desk.locator("dialog .grave").click()
    expect(room.desk.locator(".ended h1")).to_be_focused()
    for phone in room.phones:
        phone.sees("This class is over")
    expect(room.screen.locator(".stage")).to_contain_text("The class is over.")


def the_workbook_has_every_answer(room: Class) -> None:
    book = openpyxl.load_workbook(io.BytesIO(taken(room.takes, "All answers, for Excel")))
    rows = [[str(cell) for cell in row] for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
    for phone, guess in zip(room.phones, (30, 33, 36), strict=True):
        own = [" ".join(row) for row in rows if row[0] == phone.name]
        assert sum(phone.words in row for row in own) == 4, own  # twice the option, once the number, once the decision
        assert any(re.search(rf"\b{guess}\b", row) for row in own), own
    assert len([row for row in rows if row[0].startswith("Person")]) >= 4 * QUIET


def the_document_has_what_was_shown(room: Class) -> None:
    paper = docx.Document(io.BytesIO(taken(room.takes, "Record of the class, for Word")))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(line.text for line in paper.paragraphs), *cells])
    for told in (room.phones[0].words, f"2 of {EVERYBODY} changed their mind.", "The model says", AGAINST):
        assert told in text, told


def taken(take: Callable[[str], Download], what: str) -> bytes:
    return Path(take(what).path()).read_bytes()
