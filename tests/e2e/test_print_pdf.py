"""`kit print`, with the browser that the other tests use: it comes out page by page, and nothing runs over a card."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from caseroom import catalogue
from commands import arguments, print

A4 = {"width": 703, "height": 1020}  # between the margins, at 96 dots an inch
TOO_FULL = """() => [...document.querySelectorAll(".slip, .ballot")]
  .filter((card) => card.scrollHeight > card.clientHeight + 1 || card.scrollWidth > card.clientWidth + 1)
  .concat([...document.querySelectorAll(".reason")].filter((space) => space.offsetHeight < 45))
  .concat([...document.querySelectorAll(".card, .exhibit, .counted")].filter((one) => one.offsetHeight > innerHeight))
  .map((one) => one.innerText.slice(0, 80))"""


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_class_is_printed_on_several_pages(lang: str, tmp_path: Path) -> None:
    assert print.main(arguments.parse(["print", "helpdesk", "--lang", lang, "--output", str(tmp_path)])) == 0
    pdf = (tmp_path / f"helpdesk.print.{lang}.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    # a cover, slips, three ballots, an exhibit, the plan, the tally sheet
    assert len(re.findall(rb"/Type /Page\b", pdf)) >= 8


@pytest.mark.parametrize(("slug", "lang"), [(slug, lang) for slug in catalogue.slugs() for lang in ("en", "zh")])
def test_everything_fits_on_its_card(slug: str, lang: str, browser: Browser) -> None:
    page = browser.new_page(viewport=A4)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    page.set_content(print.page(catalogue.load(slug), lang))
    assert page.evaluate(TOO_FULL) == []
    page.close()
