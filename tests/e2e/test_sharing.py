"""One student shares a scenario, another opens it; files that carry their source, with Chinese in their pictures."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from caseroom import catalogue
from caseroom.client import FileClient
from caseroom.whatif import WhatIf

from .bare import BarePage
from .conftest import Server, open_case, wait_ready
from .student import Student

CHINESE = "让每个汉字都看得见"

# How many shapes a page draws for the different Chinese characters of an SVG, in that file's own fonts, and how many
# characters there are. Where no font has them they all look like the same box.
SHAPES = """async (text) => {
  const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const characters = [...new Set(svg.textContent.match(/[\\u4e00-\\u9fff]/g))];
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const shapes = characters.map((character) => {
    context.clearRect(0, 0, 60, 60);
    context.font = `40px ${svg.getAttribute("font-family")}`;
    context.fillText(character, 5, 45);
    return context.getImageData(0, 0, 60, 60).data.join();
  });
  return [new Set(shapes).size, characters.length];
}"""


def unfold(page: Page, panel: str) -> None:
    more = page.locator(".caseroom-more-panel button")
    if more.get_attribute("aria-expanded") == "false":
        more.click()
    page.locator(f".caseroom-{panel}-panel summary").click()


def download(page: Page, item: str, kind: str, folder: Path) -> Path:
    with page.expect_download() as started:
        page.locator(f'.caseroom-downloads-panel [data-item="{item}"] [data-kind="{kind}"]').click()
    target = folder / started.value.suggested_filename
    started.value.save_as(target)
    return target


def test_what_one_shares_another_opens(browser: Browser, context: BrowserContext, server: Server) -> None:
    sender = browser.new_page()  # by the room's name, over plain http, where a browser does not lend its clipboard
    sender.goto(f"http://room.test:{server.port}/cases/helpdesk?lang=en")
    wait_ready(sender)
    student = Student(sender)
    student.predict("Because.")
    student.set_lever("agents", 20)
    expect(student.outcome("service_level")).not_to_contain_text("86.5%")
    student.pin("三号方案")
    unfold(sender, "link")
    field = sender.locator(".caseroom-link-panel input[type=text]")
    expect(field).to_have_value(
        f"http://room.test:{server.port}/cases/helpdesk#scenario=agents:20&pin=agents:20/%E4%B8%89%E5%8F%B7%E6%96%B9%E6%A1%88"
    )
    sender.locator(".caseroom-link-panel button").click()
    expect(sender.locator(".caseroom-link-panel .line")).not_to_be_empty()
    assert sender.evaluate("getSelection().toString()") == field.input_value()
    shown = student.outcome("service_level").inner_text()
    link = field.input_value().replace(f"http://room.test:{server.port}/", server.address)
    sender.close()

    page = context.new_page()
    page.goto(link)
    wait_ready(page)
    expect(page.locator(".shared-waiting")).to_be_visible()
    page.locator(".language").click()  # a change of language and a reload keep it
    wait_ready(page)
    page.reload()
    wait_ready(page)
    reader = Student(page)
    assert page.locator("[data-outcome]").count() == 0
    reader.predict("因为。")
    offer = page.locator(".caseroom-offer-panel")
    expect(offer).to_contain_text("三号方案")
    expect(page.locator(".shared-waiting")).to_be_hidden()
    expect(reader.outcome("service_level")).to_contain_text("86.5%")
    offer.locator("button.primary").click()
    expect(reader.outcome("service_level")).to_contain_text(shown)
    expect(page.locator(".caseroom-scenarios-panel thead")).to_contain_text("三号方案")
    page.locator('.history [aria-keyshortcuts="Control+Z"]').click()
    expect(reader.outcome("service_level")).to_contain_text("86.5%")
    assert "scenario=" not in page.url
    page.reload()
    wait_ready(page)
    expect(offer.locator("section")).to_be_hidden()


@pytest.mark.parametrize(
    "forged", ["agents:999999", "x:<script>document.title='owned'</script>", "a" * 1_000_000], ids=lambda f: f[:9]
)
def test_a_forged_link_says_so_and_changes_nothing(predicted: Page, forged: str) -> None:
    title = predicted.title()
    before = predicted.locator(".caseroom-outcomes-panel").inner_text()
    predicted.evaluate("forged => { location.hash = 'scenario=' + forged; }", forged)
    offer = predicted.locator(".caseroom-offer-panel")
    expect(offer.locator(".says")).to_contain_text("nothing has changed")
    offer.locator("button").click()
    expect(offer.locator("section")).to_be_hidden()
    assert predicted.title() == title and "scenario" not in predicted.url and len(predicted.url) < 200
    assert predicted.locator(".caseroom-outcomes-panel").inner_text() == before


def test_files_carry_their_source(predicted: Page, tmp_path: Path) -> None:
    unfold(predicted, "downloads")
    for kind in ("csv", "svg"):
        text = download(predicted, "service_level", kind, tmp_path).read_text(encoding="utf-8")
        assert "our own model" in text and "Constructed data" in text and "Made on 20" in text
    png = download(predicted, "service_level", "png", tmp_path).read_bytes()
    assert png.startswith(b"\x89PNG") and int.from_bytes(png[16:20], "big") == 1616
    sheet = openpyxl.load_workbook(download(predicted, "scenarios", "xlsx", tmp_path)).active
    assert sheet is not None and "our own model" in str(sheet["A2"].value)


def test_the_code_is_there_to_copy(predicted: Page) -> None:
    unfold(predicted, "code")
    expect(predicted.locator(".caseroom-code-panel pre")).to_contain_text("from cases.helpdesk.model import")
    predicted.locator(".caseroom-code-panel button").click()
    expect(predicted.locator(".caseroom-code-panel .line")).not_to_be_empty()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_notebook_points_to_the_code_instead_of_a_link(browser: Browser, lang: str, tmp_path: Path) -> None:
    case = catalogue.load("helpdesk")
    what_if = WhatIf(case, case.code("model"), lang, FileClient(tmp_path / "helpdesk.json"), {})
    context = browser.new_context()
    page = BarePage(context, what_if.widget, lang).page
    unfold(page, "link")
    assert page.locator(".caseroom-link-panel input").count() == 0
    code = page.locator(".caseroom-code-panel h3").inner_text()
    expect(page.locator(".caseroom-link-panel")).to_contain_text(code)
    expect(page.locator(".caseroom-offer-panel section")).to_be_hidden()
    context.close()


@pytest.fixture
def predicted(context: BrowserContext, server: Server) -> Page:
    """The what-if in English, open."""
    page = open_case(context, server, "en")
    Student(page).predict("Because.")
    return page


def drawn(browser: Browser, server: Server, folder: Path) -> tuple[Page, Path]:
    """A Chinese what-if with a pinned scenario, its downloads unfolded, and its first chart as SVG."""
    page = open_case(browser.new_context(accept_downloads=True), server, "zh")
    Student(page).predict(CHINESE)
    Student(page).pin(CHINESE)
    unfold(page, "downloads")
    return page, download(page, "service_level", "svg", folder)


def test_every_chinese_character_of_a_picture_is_drawn(browser: Browser, server: Server, tmp_path: Path) -> None:
    page, svg = drawn(browser, server, tmp_path)
    text = svg.read_text(encoding="utf-8")
    assert CHINESE in text and "构造数据" in text
    shapes, characters = page.evaluate(SHAPES, text)
    assert shapes == characters > 40
    expect(page.locator(".fontless")).to_be_hidden()
    page.context.close()


def test_a_computer_without_a_chinese_font_is_told_so(fontless: Browser, server: Server, tmp_path: Path) -> None:
    page, svg = drawn(fontless, server, tmp_path)
    assert page.evaluate(SHAPES, svg.read_text(encoding="utf-8"))[0] == 1, "this computer should have no Chinese"
    expect(page.locator(".fontless")).to_be_visible()


@pytest.fixture
def fontless(browser: Browser, tmp_path: Path) -> Iterator[Browser]:
    """A browser that finds one font, and that has no Chinese."""
    latin = next(Path("/usr/share/fonts").rglob("DejaVuSans.ttf"), None)
    if latin is None:
        pytest.skip("needs fontconfig and DejaVu Sans")
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / latin.name).write_bytes(latin.read_bytes())
    config = tmp_path / "fonts.conf"
    folders = f"<dir>{tmp_path / 'fonts'}</dir><cachedir>{tmp_path / 'cache'}</cachedir>"
    config.write_text(f"<fontconfig>{folders}</fontconfig>", encoding="utf-8")
    started = browser.browser_type.launch(
        executable_path=os.environ.get("CASEROOM_TEST_BROWSER"),
        args=[] if os.geteuid() else ["--no-sandbox"],
        env={**os.environ, "FONTCONFIG_FILE": str(config)},
    )
    yield started
    started.close()
