"""Copies of a case under other names, on a shelf of their own."""

from __future__ import annotations

import shutil
from pathlib import Path

from caseroom.casefile import CaseFile
from caseroom.i18n import LANGUAGES


def spoil(path: Path, old: str, new: str) -> None:
    """Put `new` in the place of the first `old`, which has to be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def copied(case: CaseFile, shelf: Path, name: str) -> Path:
    """A copy of `case` on `shelf`, as a case called `name` with the same data; its folder."""
    folder = shelf / "cases" / name
    shutil.copytree(case.folder, folder, ignore=shutil.ignore_patterns("__pycache__", "test_*"))
    for lang in LANGUAGES:
        notebook = (folder / f"{case.slug}.{lang}.ipynb").rename(folder / f"{name}.{lang}.ipynb")
        text = notebook.read_text(encoding="utf-8").replace(f"cases.{case.slug}.", f"cases.{name}.")
        notebook.write_text(text.replace(f'open_case(\\"{case.slug}\\"', f'open_case(\\"{name}\\"'), encoding="utf-8")
    spoil(folder / "case.toml", f'slug = "{case.slug}"', f'slug = "{name}"\ndataset = "{case.dataset}"')
    return folder
