"""The folder that JupyterLab opens: an index in each language, and beside it every shelf with its cases."""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path
from urllib.parse import quote

from caseroom import catalogue, shelves
from caseroom.casefile import CaseFile
from caseroom.i18n import LANGUAGES
from commands import notebooks
from commands.packing import manifest
from commands.packing.installed import packs_folder
from commands.places import home

WORDS = Path(__file__).parent
NAMES = {"en": "English", "zh": "中文"}
BROKEN = {
    "en": "cannot be opened at present; `python3 kit check` tells why.",
    "zh": "目前打不开；运行`python3 kit check`可以查看原因。",
}
KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


def lay(desk: Path) -> None:
    """Put every shelf and both indexes on the desk. OSError."""
    desk.mkdir(parents=True, exist_ok=True)
    for path in desk.iterdir():
        if not path.exists():  # a link to a shelf that is gone
            path.unlink()
    places = {shelf: put(desk, shelf) for shelf in shelves.shelves()}
    for lang in LANGUAGES:
        text = WORDS.joinpath(f"desk.{lang}.md").read_text(encoding="utf-8")
        text = text.replace("{home}", str(home())).replace("{cases}", "\n".join(listed(places, lang)))
        notebooks.write(desk / index(lang), notebook(text))


def index(lang: str) -> str:
    return f"index.{lang}.ipynb"


def notebook(text: str) -> notebooks.Notebook:
    cell = {"cell_type": "markdown", "id": "index", "metadata": {}, "source": text.splitlines(keepends=True)}
    return {"cells": [cell], "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}


def put(desk: Path, shelf: Path) -> Path:
    """Where the shelf's files are on the desk."""
    if shelf.parent == packs_folder().resolve():
        return put_copy(desk, shelf)
    first = "caseroom" if shelves.same(shelf, shelves.KIT) else shelf.name
    places = (desk / name for name in chain([first], (f"{first}-{n}" for n in count(2))))
    place = next(place for place in places if not place.exists() or shelves.same(place, shelf))
    if not place.exists():
        link(place, shelf)
    return place


def put_copy(desk: Path, pack: Path) -> Path:
    """A pack stays as it was added, and JupyterLab saves what it opens: the reader works on a copy without its code."""
    pin = hashlib.sha256((pack / manifest.NAME).read_bytes()).hexdigest()
    place = desk / f"{pack.name}-{pin[:6]}"
    if not place.exists():  # an earlier copy may have been worked on
        shutil.copytree(pack, place, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return place


def link(place: Path, folder: Path) -> None:
    if sys.platform == "win32":  # where a symbolic link needs a right that few people have
        import _winapi

        _winapi.CreateJunction(str(folder), str(place))
    else:
        place.symlink_to(folder, target_is_directory=True)


def listed(places: dict[Path, Path], lang: str) -> Iterator[str]:
    """The cases by family, each with its notebooks in both languages, as Markdown."""
    broken = {slug for slug in catalogue.slugs() if catalogue.broken(slug)}
    cases = [catalogue.load(slug) for slug in catalogue.slugs() if slug not in broken]
    for family in catalogue.families():
        if own := [case for case in cases if case.family == family.id]:
            yield f"### {family.name.text(lang)}\n"
            yield from (entry(case, places, lang) for case in own)
            yield ""
    yield from (f"- `{slug}` {BROKEN[lang]}" for slug in sorted(broken))


def entry(case: CaseFile, places: dict[Path, Path], lang: str) -> str:
    links = " · ".join(f"[{NAMES[each]}]({address(case, places, each)})" for each in sorted(NAMES, key=lang.__ne__))
    return f"- **{case.title.text(lang)}** {links}  \n  {case.hook.text(lang)}"


def address(case: CaseFile, places: dict[Path, Path], lang: str) -> str:
    """The notebook's, as seen from the index."""
    path = case.notebook(lang)
    shelf = path.parents[2]
    return quote((Path(places[shelf].name) / path.relative_to(shelf)).as_posix())
