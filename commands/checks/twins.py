"""The two languages of a notebook: same cells, same code, and no translation behind its English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commands import notebooks
from commands.checks.files import can_be_read
from commands.checks.finding import Finding
from commands.notebooks import Cell

MEND = "python3 kit twins"


def pairs(root: Path) -> Iterator[Finding]:
    """Every notebook has its twin."""
    for english, chinese in notebooks.twins(root):
        if not chinese.is_file():
            yield Finding(english, 1, f"its Chinese twin {chinese.name} is missing")
    for chinese in sorted((root / "cases").glob("*/*.zh.ipynb")):
        if not chinese.with_name(chinese.name.replace(".zh.", ".en.")).is_file():
            yield Finding(chinese, 1, "its English twin is missing")


def alike(root: Path) -> Iterator[Finding]:
    """Twins have the same cells in the same order, with the same code in all but the `language` cell."""
    for english, chinese in present(root):
        ours, theirs = notebooks.read(english)["cells"], notebooks.read(chinese)["cells"]
        if [cell.get("id") for cell in ours] != [cell.get("id") for cell in theirs]:
            yield different_ids(chinese, ours, theirs)
            continue
        for left, right in zip(ours, theirs, strict=True):
            line = notebooks.line_of(chinese, right["id"])
            if left["cell_type"] != right["cell_type"]:
                yield Finding(chinese, line, f"the cell {right['id']!r} is {left['cell_type']} in English")
            elif notebooks.tags(left) != notebooks.tags(right):
                yield Finding(chinese, line, f"{right['id']!r} has not the English tags ({MEND})")
            elif left["cell_type"] == "code" and not same_code(left, right):
                yield Finding(chinese, line, f"{right['id']!r} has not the English code ({MEND})")


def present(root: Path) -> Iterator[tuple[Path, Path]]:
    """The pairs of which both are there and can be read."""
    return (pair for pair in notebooks.twins(root) if all(map(can_be_read, pair)))


def different_ids(chinese: Path, ours: list[Cell], theirs: list[Cell]) -> Finding:
    for position, cell in enumerate(theirs):
        other = ours[position].get("id") if position < len(ours) else None
        if cell.get("id") != other:
            there = f"has {other!r}" if other else "has ended"
            line = notebooks.line_of(chinese, str(cell.get("id")))
            sentence = f"cell {position + 1} is {cell.get('id')!r} where the English {there} ({MEND})"
            return Finding(chinese, line, sentence)
    return Finding(chinese, 1, f"the cell {ours[len(theirs)].get('id')!r} of the English is missing ({MEND})")


def same_code(left: Cell, right: Cell) -> bool:
    if not notebooks.is_language_cell(left):
        return notebooks.source(left) == notebooks.source(right)
    return notebooks.source(left).replace('"en"', '"zh"') == notebooks.source(right)


def languages(root: Path) -> Iterator[Finding]:
    """English prose has no Chinese in it, Chinese prose has, and each Chinese cell is of today's English."""
    for english, chinese in present(root):
        ours = {cell.get("id"): cell for cell in notebooks.read(english)["cells"]}
        for cell in ours.values():
            if notebooks.CHINESE.search(notebooks.source(cell)):
                line = notebooks.line_of(english, str(cell.get("id")))
                yield Finding(english, line, f"there is Chinese in the cell {cell.get('id')!r}")
        for cell in notebooks.read(chinese)["cells"]:
            name = cell.get("id")
            if cell["cell_type"] != "markdown" or name not in ours:
                continue
            line = notebooks.line_of(chinese, str(name))
            if not notebooks.CHINESE.search(notebooks.source(cell)):
                yield Finding(chinese, line, f"there is no Chinese in the cell {name!r}")
            if notebooks.translated_from(cell) != notebooks.digest(notebooks.source(ours[name])):
                yield Finding(
                    chinese,
                    line,
                    f"the English of {name!r} has changed since its translation "
                    f"(read both, then: {MEND} {english.parent.name} --accept {name})",
                )
