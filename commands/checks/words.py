"""What code says has its Chinese: the kit's sentences in its catalogue, a case's in its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Generator, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po

from commands.checks.files import can_be_read, case_files, only
from commands.checks.finding import Finding
from commands.places import ROOT

KIT = Path("widgets", "caseroom", "locale", "zh", "LC_MESSAGES", "caseroom.po")
METHODS = {".py": "python", ".html": "jinja2.ext:babel_extract"}
KEYWORDS = {**DEFAULT_KEYWORDS, "say": None}
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\(\w+\)s")


def translated(root: Path) -> Iterator[Finding]:
    """The kit's sentences have their Chinese in its catalogue, those of a case in the case's or in the kit's."""
    kits_own = (root / KIT).is_file()
    known = yield from catalogue((root if kits_own else ROOT) / KIT)
    if kits_own and not only.get():
        yield from untranslated([root / "widgets", root / "classroom", root / "commands" / "handouts"], known, KIT)
    for case in case_files(root):
        own = case.with_name("zh.po")
        words = known | ((yield from catalogue(own)) if can_be_read(own) else set())
        yield from untranslated([case.parent], words, own.relative_to(root))


def catalogue(path: Path) -> Generator[Finding, None, set[str]]:
    """The sentences that it translates come back; none of them is doubtful."""
    with path.open("rb") as file:
        found = read_po(file)
    yield from doubtful(path, found)
    return {str(message.id) for message in found if message.id and message.string}


def untranslated(folders: list[Path], known: set[str], place: Path) -> Iterator[Finding]:
    for source, line, sentence in sentences(folders):
        if sentence not in known:
            yield Finding(source, line, f"no Chinese for {sentence!r} in {place.as_posix()}")


def sentences(folders: list[Path]) -> Iterator[tuple[Path, int, str]]:
    """Every sentence handed to `_` or `say`, or listed under a name that ends in WORDS, with its file and line."""
    for folder in folders:
        for source in sorted(folder.rglob("*")):
            if source.suffix not in METHODS or "node_modules" in source.parts or not can_be_read(source):
                continue
            for line, found, *_ in extract_from_file(METHODS[source.suffix], source, keywords=KEYWORDS):
                yield source, line, found if isinstance(found, str) else found[0]
            if source.suffix == ".py":
                yield from ((source, *found) for found in listed(source.read_bytes()))


def listed(code: str | bytes) -> Iterator[tuple[int, str]]:
    """The sentences in the tuples and dicts that a module names WORDS, or <SOMETHING>_WORDS, with their lines."""
    for statement in ast.parse(code).body:
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
            if str(getattr(target, "id", "")).endswith("WORDS"):
                yield from _texts(statement.value)


def _texts(node: ast.AST | None) -> Iterator[tuple[int, str]]:
    """The texts in nested tuples, and in the values of dicts."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
    for item in node.values if isinstance(node, ast.Dict) else node.elts if isinstance(node, ast.Tuple) else ():
        yield from _texts(item)


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
