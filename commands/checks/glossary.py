"""One thing has one name: the words that docs/glossary.md rules out stand nowhere that the kit speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from commands.checks.files import can_be_read
from commands.checks.finding import Finding
from commands.places import ROOT

GLOSSARY = ROOT / "docs" / "glossary.md"
SPEAKS = (
    "cases/*/case.toml",
    "cases/*/classroom.toml",
    "cases/*/*.ipynb",
    "cases/*/*.po",
    "cases/*.toml",
    "instructor_guides/*.md",
    "widgets/caseroom/*.toml",
    "widgets/caseroom/locale/*/LC_MESSAGES/*.po",
)


def terms(root: Path) -> Iterator[Finding]:
    """A word that is ruled out, with the one that stands for it."""
    for path in filter(can_be_read, sorted(path for pattern in SPEAKS for path in root.glob(pattern))):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for wrong, right in ruled_out(GLOSSARY):
                for found in wrong.findall(line):
                    yield Finding(path, number, f"{found!r} is {right!r} by docs/glossary.md")


@cache
def ruled_out(glossary: Path) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What matches a word of the last column, with the word of its own language that takes its place."""
    found = []
    for english, chinese, wrong in rows(glossary.read_text(encoding="utf-8")):
        for word in filter(None, map(str.strip, wrong.split(";"))):
            found.append((pattern(word), english if word.isascii() else chinese))
    return tuple(found)


def rows(text: str) -> Iterator[tuple[str, str, str]]:
    """Of every table, without its head."""
    head = True
    for line in text.splitlines():
        if not line.startswith("|"):
            head = True
        elif line.startswith("|--"):
            head = False
        elif not head:
            english, chinese, wrong = (cell.strip() for cell in line.strip("|").split("|"))
            yield english, chinese, wrong


def pattern(word: str) -> re.Pattern[str]:
    """`#` is a digit; an English word is a whole one."""
    exact = re.escape(word).replace(r"\#", r"\d")
    return re.compile(rf"\b{exact}\b" if word.isascii() else exact)
