"""Where the files of cases stand, which of them can be read, and what of a case.toml that may be broken."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from caseroom import catalogue
from commands.checks.finding import Finding

only: ContextVar[str] = ContextVar("only", default="")
"""The one case that is looked at; "" for all. What is found in other files counts for nothing then."""


def case_files(root: Path) -> list[Path]:
    """Of all cases on the shelf, or of the one that is looked at."""
    return sorted((root / "cases").glob(f"{only.get() or '*'}/case.toml"))


def notebooks_of(case_file: Path) -> list[Path]:
    """Those that can be read."""
    return [path for path in sorted(case_file.parent.glob("*.ipynb")) if can_be_read(path)]


def all_notebooks(root: Path) -> list[Path]:
    return [path for case in case_files(root) for path in notebooks_of(case)]


def can_be_read(path: Path) -> bool:
    """Whether a file of code, a notebook or a text can be looked at further; what is wrong with it `readable` says."""
    return not catalogue.unreadable(path)


def readable(root: Path) -> Iterator[Finding]:
    """All code, notebooks and texts of cases and their guides can be read; of case.toml `loads` says it."""
    patterns = ("cases/*/*.py", "cases/*/*.ipynb", "cases/*/*.po", "instructor_guides/*.md")
    for path in sorted(path for pattern in patterns for path in root.glob(pattern)):
        if said := catalogue.unreadable(path):
            line, sentence = said.removeprefix(f"{path}:").split(": ", 1)
            yield Finding(path, int(line), sentence)


def declared(case_file: Path, section: str) -> list[dict[str, Any]]:
    """The entries of a section, as far as the file can be read; `loads` says what is wrong with it."""
    try:
        entries = tomllib.loads(case_file.read_text(encoding="utf-8-sig")).get(section, [])
    except ValueError:
        return []
    return [entry for entry in entries if isinstance(entry, dict)]
