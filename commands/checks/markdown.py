"""Markdown: emphasis that shows as asterisks, as it does where Chinese punctuation stands just inside of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import mistune

from commands import notebooks
from commands.checks.files import can_be_read
from commands.checks.finding import Finding, line_of

CODE = re.compile(r"<(code|pre)\b.*?</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
STRAY = re.compile(r".{0,12}\*.{0,12}")


def emphasis(root: Path) -> Iterator[Finding]:
    """No prose of a notebook or a guide shows an asterisk: `*方法：*七` is none, `*方法*：七` is."""
    render = mistune.create_markdown(escape=False, plugins=["table"])
    for path in filter(can_be_read, sorted((root / "cases").glob("*/*.ipynb"))):
        for cell in notebooks.read(path)["cells"]:
            if cell["cell_type"] == "markdown" and (found := stray(str(render(notebooks.source(cell))))):
                yield Finding(path, notebooks.line_of(path, cell["id"]), f"an asterisk shows in: {found}")
    for path in filter(can_be_read, sorted((root / "instructor_guides").glob("*.md"))):
        if found := stray(str(render(path.read_text(encoding="utf-8")))):
            yield Finding(path, line_of(path, re.escape(found.strip()[:12])), f"an asterisk shows in: {found}")


def stray(html: str) -> str:
    """The first asterisk that a reader sees, with what stands around it; "" for none."""
    match = STRAY.search(TAG.sub("", CODE.sub("", html)))
    return match[0] if match else ""
