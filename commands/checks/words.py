"""The kit's own words: every sentence that goes through gettext has its Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from commands.checks.finding import Finding

CATALOGUES = Path("widgets", "caseroom", "locale", "zh", "LC_MESSAGES")
METHODS = {".py": "python", ".html": "jinja2.ext:babel_extract"}
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\(\w+\)s")


def translated(root: Path) -> Iterator[Finding]:
    """Every sentence in code and templates has one Chinese sentence in the catalogues, and none is doubtful."""
    known: dict[str, Path] = {}
    for path in sorted((root / CATALOGUES).glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file)
        yield from doubtful(path, catalogue)
        for message in catalogue:
            if message.id and message.string:
                if str(message.id) in known:
                    other = known[str(message.id)].name
                    yield Finding(path, message.lineno or 1, f"the Chinese of {message.id!r} stands in {other} too")
                known[str(message.id)] = path
    for source, line, sentence in sentences(root):
        if sentence not in known:
            yield Finding(source, line, f"no Chinese for {sentence!r} in {CATALOGUES.as_posix()}")


def sentences(root: Path) -> Iterator[tuple[Path, int, str]]:
    """Every sentence handed to `_`, with its file and line."""
    for folder in (root / "widgets", root / "classroom"):
        for source in sorted(folder.rglob("*")):
            if source.suffix in METHODS and "node_modules" not in source.parts:
                for line, found, *_ in extract_from_file(METHODS[source.suffix], source):
                    yield source, line, found if isinstance(found, str) else found[0]


def doubtful(path: Path, catalogue: Catalog) -> Iterator[Finding]:
    lines = path.read_text(encoding="utf-8").splitlines()
    for message in catalogue:
        if not message.id:
            continue
        start = str(message.id).splitlines()[0][:40]
        line = next((number for number, text in enumerate(lines, 1) if start in text), message.lineno or 1)
        if message.fuzzy:
            yield Finding(path, line, f"the Chinese of {message.id!r} is marked fuzzy")
        elif message.string and placeholders(message.id) != placeholders(message.string):
            yield Finding(path, line, f"the Chinese of {message.id!r} has other placeholders")


def placeholders(text: object) -> list[str]:
    return sorted(PLACEHOLDER.findall(str(text)))
