"""Evidence badges: each names a source of its case, with the grade that case.toml gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from commands import notebooks
from commands.checks.files import case_files, declared, notebooks_of
from commands.checks.finding import Finding

BADGE = re.compile(r'<span class="evidence([^"]*)">([^<]*)</span>')
BADGE_TEXT = re.compile(r"([A-DM]) · (.+)")
MODEL_GRADES = {("M", "model"), ("M", "模型")}  # figures of our own model


def sourced(root: Path) -> Iterator[Finding]:
    """Every evidence badge, in prose and case.toml, names a source of the case with its grade."""
    for path in case_files(root):
        grades = MODEL_GRADES | {
            (str(source.get("grade")), str(words))
            for source in declared(path, "sources")
            for words in dict(source.get("short", {})).values()
        }
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for sentence in wrong_badges(line.replace('\\"', '"'), grades):
                yield Finding(path, number, sentence)
        for notebook in notebooks_of(path):
            for cell in notebooks.read(notebook)["cells"]:
                for sentence in wrong_badges(notebooks.source(cell), grades):
                    yield Finding(notebook, notebooks.line_of(notebook, cell["id"]), sentence)


def wrong_badges(text: str, grades: set[tuple[str, str]]) -> Iterator[str]:
    for style, words in BADGE.findall(text):
        match = BADGE_TEXT.fullmatch(words.strip())
        if match is None:
            yield f"the evidence badge {words!r} is not of the form 'B · source'"
            continue
        wanted = f"grade-{match[1].lower()}"
        if style.split() != [wanted]:
            yield f"the evidence badge {words!r} has the style {style.strip()!r}, not {wanted!r}"
        elif (match[1], match[2]) not in grades:
            yield f"the evidence badge {words!r} is no source of case.toml with this grade"
