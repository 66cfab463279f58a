"""A checkout of the kit in a folder of its own, with the bench's app as one more case.

The kit serves what lies in its `cases/`, and the bench's case has no business there. So the kit is copied as it
stands, with its environment, and the case is put into the copy.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from caseroom.casefile import CaseFile
from caseroom.i18n import LANGUAGES
from commands.places import ROOT

HERE = Path(__file__).parent / "apps"
KIT = ("cases", "classroom", "commands", "datasets", "widgets", "pyproject.toml")
CASE = "line"


def make(folder: Path) -> Path:
    """Copy the kit into `folder`, which is not there yet, and add the case; the folder again."""
    folder.mkdir(parents=True)
    for name in KIT:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy2
        copy(source, folder / name)
    case = folder / "cases" / CASE
    case.mkdir()
    shutil.copy2(HERE / "line.py", case / "model.py")
    for name in ("__init__.py", "case.toml", "debrief.py", "study.py", "views.py"):
        shutil.copy2(HERE / "caseroom" / name, case)
    for lang in ("en", "zh"):
        shutil.copy2(HERE / "caseroom" / "app.ipynb", case / f"{CASE}.{lang}.ipynb")
    return folder


def copied(case: CaseFile, shelf: Path, name: str) -> Path:
    """A copy of `case` on `shelf`, as a case called `name` with the same data; its folder."""
    folder = shelf / "cases" / name
    shutil.copytree(case.folder, folder, ignore=shutil.ignore_patterns("__pycache__", "test_*"))
    for lang in LANGUAGES:
        notebook = (folder / f"{case.slug}.{lang}.ipynb").rename(folder / f"{name}.{lang}.ipynb")
        text = notebook.read_text(encoding="utf-8").replace(f"cases.{case.slug}.", f"cases.{name}.")
        notebook.write_text(text.replace(f'open_case(\\"{case.slug}\\"', f'open_case(\\"{name}\\"'), encoding="utf-8")
    told = folder / "case.toml"
    text = told.read_text(encoding="utf-8")
    slug = f'slug = "{name}"\ndataset = "{case.dataset}"'
    told.write_text(text.replace(f'slug = "{case.slug}"', slug, 1), encoding="utf-8")
    return folder
