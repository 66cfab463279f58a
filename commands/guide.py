"""`kit guide`: an instructor guide as a page that needs nothing beside it, or as a PDF."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
import tempfile
from argparse import Namespace
from html import escape
from pathlib import Path

import mistune

from caseroom import shelves
from commands import browser
from commands.language import system_language
from commands.places import ROOT
from commands.run import Refusal, find_case

FONT = ROOT / "classroom" / "static" / "fonts" / "source-serif-4-latin-wght-normal.woff2"
STYLE = Path(__file__).with_name("guide.css")
PATIENCE = 120  # seconds; a first start of a browser is slow


def main(namespace: Namespace) -> int:
    """Write <slug>.<lang>.html or .pdf and say where; 2 for a wrong case or language, 1 where it cannot be made."""
    lang = namespace.lang or system_language()
    try:
        case = find_case(namespace.case)
        text = source(case.slug, lang).read_text(encoding="utf-8")
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except FileNotFoundError:
        print(f"instructor_guides/{case.slug}.{lang}.md does not exist; write it first.", file=sys.stderr)
        return 2
    return put(
        page(text, lang), Path(namespace.output) / f"{case.slug}.{lang}.{'pdf' if namespace.pdf else 'html'}", lang
    )


def put(html: str, target: Path, lang: str, otherwise: str = "leave --pdf away") -> int:
    """Write the page, or print it where `target` is a PDF, and say where it is; 1 and a sentence where it cannot be."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix == ".pdf":
            print_pdf(html, target, lang, otherwise)
        else:
            target.write_text(html, encoding="utf-8")
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{target} cannot be written: {error.strerror}. Name another folder with --output.", file=sys.stderr)
        return 1
    print(target)
    return 0


def source(slug: str, lang: str) -> Path:
    """Where the guide stands, on whichever shelf. FileNotFoundError."""
    found = shelves.find("instructor_guides", f"{slug}.{lang}.md")
    if found is None:
        raise FileNotFoundError(f"{slug}.{lang}.md")
    return found


NOTHING = re.compile(r"(?<=[|>])\s*[–—]\s*(<br>)|(<br>)\s*[–—]\s*(?=<br>|\|)")
"""Where a plan has nothing to say in one phase of several: paper shows the words alone."""


class Printed(mistune.HTMLRenderer):
    """A printed page cannot be clicked: links within the repository become their words. What a plan has for one phase
    and for the next stands on a line each.
    """

    def inline_html(self, html: str) -> str:
        return '<br class="phase">\n' if html == "<br>" else super().inline_html(html)

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return super().link(text, url, title) if url.startswith("https://") else text


def page(markdown: str, lang: str) -> str:
    """The guide as one HTML page with its style and its Latin font within."""
    title = next((line[2:] for line in markdown.splitlines() if line.startswith("# ")), "")
    return whole(title, rendered(markdown), STYLE.read_text(encoding="utf-8"), lang)


def rendered(markdown: str, escape: bool = True) -> str:
    """Markdown as HTML for paper; HTML within it shows as text unless `escape` is False."""
    lines = [NOTHING.sub("", line) if line.startswith("|") else line for line in markdown.splitlines()]
    return str(mistune.create_markdown(renderer=Printed(escape=escape), plugins=["table"])("\n".join(lines)))


def whole(title: str, body: str, style: str, lang: str) -> str:
    """An HTML page that needs nothing beside it."""
    font = base64.b64encode(FONT.read_bytes()).decode()
    style = style.replace("SOURCE_SERIF", f"data:font/woff2;base64,{font}")
    return (
        f'<!doctype html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{escape(title)}</title>\n'
        f"<style>\n{style}</style>\n<main>\n{body}</main>\n</html>\n"
    )


def print_pdf(html: str, target: Path, lang: str, otherwise: str = "leave --pdf away") -> None:
    """Have a browser print it. Refusal where there is none, no Chinese font for a Chinese page, or no PDF came."""
    found = browser.find_here()
    if found is None:
        raise Refusal(
            f"No Chromium, Chrome or Edge was found to make the PDF: install one, or {otherwise} and print the page."
        )
    if lang == "zh" and sys.platform.startswith("linux") and not browser.has_chinese_font():
        raise Refusal("There is no Chinese font on this machine: install one, e.g. `sudo apt install fonts-noto-cjk`.")
    with tempfile.TemporaryDirectory() as folder:
        before, printed = Path(folder) / "guide.html", Path(folder) / "guide.pdf"
        before.write_text(html, encoding="utf-8")
        unsafe = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        call = [str(found), "--headless", "--disable-gpu", *unsafe, f"--user-data-dir={folder}/profile"]
        call += ["--no-pdf-header-footer", f"--print-to-pdf={printed}", before.as_uri()]
        try:
            subprocess.run(call, capture_output=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            raise Refusal(
                f"{found} did not finish within {PATIENCE} s. Close other windows of it and try again."
            ) from None
        if not printed.is_file() or not printed.read_bytes().startswith(b"%PDF"):
            raise Refusal(f"{found} made no PDF; {otherwise} and print the page from a browser.")
        target.write_bytes(printed.read_bytes())
