"""`kit new`: a small case that runs, passes `kit check` and opens, in the family that is named; to be written over."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from caseroom import catalogue
from caseroom.casefile.guide import ANSWERS_HEADING, HEADINGS
from commands import notebooks
from commands.checks.guides import PLANS
from commands.notebooks import Cell
from commands.packing import manifest
from commands.places import ROOT
from commands.twins import bring_into_step

SKELETON = Path(__file__).with_name("skeleton")
CELL = re.compile(r"### (\S+) (markdown|code)(?: (\S+))?")

CASE, DATASET = "cases/__SLUG__", "datasets/__SLUG__"
PLACES = {
    "__init__.py.txt": f"{CASE}/__init__.py",
    "case.toml": f"{CASE}/case.toml",
    "checks.toml": f"{CASE}/checks.toml",
    "params.py.txt": f"{CASE}/params.py",
    "model.py.txt": f"{CASE}/model.py",
    "views.py.txt": f"{CASE}/views.py",
    "study.py.txt": f"{CASE}/study.py",
    "debrief.py.txt": f"{CASE}/debrief.py",
    "zh.po": f"{CASE}/zh.po",
    "test_model.py.txt": f"{CASE}/test_model.py",
    "build.py.txt": f"{DATASET}/build.py",
    "datapackage.json": f"{DATASET}/datapackage.json",
    "README.md": f"{DATASET}/README.md",
}
"""Where each file of the skeleton goes. Notebooks and guides are put together from parts."""

TITLES = {"en": "TO WRITE: {slug}: instructor guide", "zh": "待写：{slug}：案例使用说明"}
PLAN = {
    "en": ("| minutes | activity | SEE | SAY “…”, and do |", "TO WRITE", "TO WRITE", "TO WRITE", "TO WRITE."),
    "zh": ("| 分钟 | 活动 | 看 | “说”，和做 |", "待写", "待写", "待写", "待写。"),
}
BLOCK = 10  # minutes
TO = {"en": "–", "zh": "—"}


def main(namespace: Namespace) -> int:
    """Write the skeleton and say what to do next; 2 for a name or a family that cannot be, or is taken."""
    family, _, slug = namespace.case.partition("/")
    root = Path(namespace.pack).resolve() if namespace.pack else ROOT
    wrong = refusal(root, family, slug)
    if wrong:
        print(wrong, file=sys.stderr)
        return 2
    if namespace.pack:
        begin_pack(root)
    for path in write(root, family, slug):
        print(_from_here(path))
    shelf = f" --shelf {namespace.pack}" if namespace.pack else ""
    shown = _from_here(root)
    names = (f"cases/{slug}", f"datasets/{slug}", f"instructor_guides/{slug}.*", *([manifest.NAME] if shelf else []))
    places = " ".join(str(shown / name) for name in names)
    print(f"\nIt runs: python3 kit serve{shelf}. Where it says TO WRITE or 待写 your words belong:")
    print(f"grep -rnE 'TO WRITE|待写' {places}")
    print("CONTRIBUTING.md, “From idea to case”, has the order in which to write it.")
    return 0


def _from_here(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def begin_pack(root: Path) -> None:
    """A folder for cases of one's own, with the words that `kit pack` will put on the parcel."""
    path = root / manifest.NAME
    root.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        name = re.sub(r"[^A-Za-z0-9._-]", "_", root.name)[:40].strip("._-") or "our_cases"
        words = {"name": name, "version": "1", "title": "TO WRITE", "author": "TO WRITE", "licence": "CC BY 4.0"}
        path.write_text("".join(f'{key} = "{value}"\n' for key, value in words.items()), encoding="utf-8", newline="\n")


def refusal(root: Path, family: str, slug: str) -> str:
    """Why there can be no such case; "" where there can."""
    families = [known.id for known in catalogue.families()]
    if not slug:
        return f"Say the family too, as in {families[0]}/{family}; cases/families.toml has {', '.join(families)}."
    if family not in families:
        return (
            f"There is no family {family!r}; cases/families.toml has {', '.join(families)}. "
            "Take one of these, or give yours an entry there first."
        )
    if not manifest.SLUG.fullmatch(slug):
        return f"{slug!r} is no short name: small letters, digits and _, beginning with a letter, as in waiting_lists."
    taken = [path for path in targets(root, family, slug).values() if path.exists()]
    if taken or slug in catalogue.slugs():
        return (
            f"The name {slug!r} is taken: {taken[0].relative_to(root) if taken else 'a case has it'}. Choose another."
        )
    return ""


def targets(root: Path, family: str, slug: str) -> dict[str, Path]:
    """The place of each file of the skeleton."""
    return {name: root / filled(place, family, slug) for name, place in PLACES.items()}


def filled(text: str, family: str, slug: str) -> str:
    return text.replace("__SLUG__", slug).replace("__FAMILY__", family)


def write(root: Path, family: str, slug: str) -> list[Path]:
    """All files of a new case; the paths, in the order in which one works on them."""
    written = []
    for name, path in targets(root, family, slug).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        text = filled(SKELETON.joinpath(name).read_text(encoding="utf-8"), family, slug)
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    build = root / "datasets" / slug / "build.py"
    subprocess.run([sys.executable, str(build)], check=True)
    return [*written, *write_notebooks(root / "cases" / slug, family, slug), *write_guides(root, slug)]


def write_notebooks(folder: Path, family: str, slug: str) -> list[Path]:
    """The English notebook and its Chinese twin, in step."""
    both = []
    for lang in ("en", "zh"):
        path = folder / f"{slug}.{lang}.ipynb"
        text = filled(SKELETON.joinpath(f"{lang}.md").read_text(encoding="utf-8"), family, slug)
        notebooks.write(path, {"cells": cells(text), "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5})
        both.append(path)
    english, chinese = both
    prose = [cell["id"] for cell in notebooks.read(english)["cells"] if cell["cell_type"] == "markdown"]
    bring_into_step(english, chinese, prose)
    return both


KERNEL: dict[str, Any] = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def cells(text: str) -> list[Cell]:
    """Cells of a text in which a line `### id kind tags` begins each."""
    found: list[Cell] = []
    for line in text.splitlines():
        if match := CELL.fullmatch(line):
            name, kind, tags = match.groups()
            outputs: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == "code" else {}
            cell: Cell = {"cell_type": kind, "id": name, "metadata": {"tags": tags.split(",")} if tags else {}}
            if notebooks.to_be_folded(cell):
                cell["metadata"] = {"jupyter": {"source_hidden": True}, **cell["metadata"]}
            found.append(cell | outputs | {"source": ""})
        else:
            found[-1]["source"] += line + "\n"
    for cell in found:
        cell["source"] = cell["source"].strip("\n").splitlines(keepends=True)
    return found


def write_guides(root: Path, slug: str) -> list[Path]:
    """Both guides, on the template that kit check holds them to, with room for the answer to each question."""
    written = tomllib.loads((root / "cases" / slug / "case.toml").read_text(encoding="utf-8"))
    both = []
    for lang, headings in HEADINGS.items():
        parts = [f"# {TITLES[lang].format(slug=slug)}\n"]
        answers = [f"**{question['title'][lang]}** {PLAN[lang][-1]}" for question in written["questions"]]
        for place, heading in enumerate(headings):
            text = "\n\n".join(answers) if place == ANSWERS_HEADING else PLAN[lang][-1]
            parts.append(f"## {heading}\n\n{plan(lang, PLANS[place]) if place in PLANS else text}\n")
        path = root / "instructor_guides" / f"{slug}.{lang}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(parts), encoding="utf-8", newline="\n")
        both.append(path)
    return both


def plan(lang: str, minutes: int) -> str:
    header, *cells_, _ = PLAN[lang]
    blocks: Sequence[str] = [
        f"| {at}{TO[lang]}{at + BLOCK} | {' | '.join(cells_)} |" for at in range(0, minutes, BLOCK)
    ]
    return "\n".join([header, "|---|---|---|---|", *blocks])
