"""`kit guide`: a page that needs nothing beside it; a PDF in a Chinese font; plain refusals."""

from __future__ import annotations

import re
import subprocess
from argparse import Namespace
from pathlib import Path

import pytest

from caseroom import catalogue
from caseroom.casefile.guide import HEADINGS
from commands import browser, guide
from commands.run import Refusal

WRITTEN = [(slug, lang) for slug in catalogue.slugs() for lang in ("en", "zh")]


def asked(case: str, output: Path, lang: str = "en", pdf: bool = False) -> int:
    return guide.main(Namespace(case=case, lang=lang, pdf=pdf, output=str(output)))


@pytest.mark.parametrize(("slug", "lang"), WRITTEN)
def test_every_guide_becomes_a_page_with_all_its_parts(slug: str, lang: str, tmp_path: Path) -> None:
    assert asked(slug, tmp_path, lang) == 0
    text = (tmp_path / f"{slug}.{lang}.html").read_text(encoding="utf-8")
    assert re.findall(r"<h2>(.*?)</h2>", text) == list(HEADINGS[lang])
    assert text.count("<table>") >= 2
    assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}">' in text


def test_a_page_reaches_for_nothing_outside(tmp_path: Path) -> None:
    asked("helpdesk", tmp_path)
    text = (tmp_path / "helpdesk.en.html").read_text(encoding="utf-8")
    assert re.findall(r'(?:src|href)="(?!https://)', text) == []
    assert set(re.findall(r"url\(\"?(\w+):", text)) == {"data"}
    assert "<script" not in guide.page("# X\n\n<script>alert(1)</script>\n", "en")


def test_the_words_for_each_phase_stand_on_a_line_of_their_own() -> None:
    table = '| a | b |\n|---|---|\n| 0–5 | "One."<br>–<br>"Two."<br>– |\n| 5–10 | –<br>"Three." |\n| 10–20 | – |\n'
    cells = re.findall(r"<td>(.*?)</td>", guide.rendered(table), re.S)
    lines = [[one.strip() for one in re.split("<br[^>]*>", cell)] for cell in cells[1::2]]
    assert lines == [["&quot;One.&quot;", "&quot;Two.&quot;"], ["&quot;Three.&quot;"], ["–"]]
    assert "&lt;br" not in guide.rendered(table) and "<br" not in guide.rendered("A<b>", escape=True)


def test_a_wrong_name_is_answered_with_a_near_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("helpdes", tmp_path) == 2
    assert "helpdesk" in capsys.readouterr().err


def test_a_folder_that_cannot_be_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert asked("helpdesk", tmp_path / "file" / "below") == 1
    assert "--output" in capsys.readouterr().err


def test_without_a_browser_the_way_out_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(browser, "find_here", lambda: None)
    assert asked("helpdesk", tmp_path, pdf=True) == 1
    assert "print the page" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_without_a_chinese_font_no_empty_boxes_are_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "find_here", lambda: Path("/bin/false"))
    monkeypatch.setattr(browser, "has_chinese_font", lambda: False)
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(Refusal, match="fonts-noto-cjk"):
        guide.print_pdf("", tmp_path / "x.pdf", "zh")


def test_a_browser_that_makes_nothing_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "find_here", lambda: Path("/usr/bin/true"))
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: None)
    with pytest.raises(Refusal, match="made no PDF"):
        guide.print_pdf("", tmp_path / "x.pdf", "en")
