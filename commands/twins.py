"""`kit twins`: the Chinese notebook gets the English one's code; what is to be translated is listed."""

from __future__ import annotations

import copy
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from commands import notebooks
from commands.notebooks import Cell
from commands.places import ROOT

FOLLOWING = ("jupyter", "tags")
"""What of a cell's metadata is the English one's: whether its code is folded, and how it is tagged."""


class Conflict(Exception):
    """Prose would be lost; `str()` says which."""


def main(namespace: Namespace) -> int:
    """Bring the twins into step, print what changed and what is stale; 2: unknown name, 1: conflict."""
    roots = [Path(folder).resolve() for folder in namespace.shelf] or [ROOT]
    twins = [pair for root in roots for pair in notebooks.twins(root)]
    pairs = [pair for pair in twins if namespace.case in (None, pair[0].parent.name)]
    if not pairs:
        print(
            f"There is no notebook of a case called {namespace.case!r} here (one of a pack: add --shelf FOLDER).",
            file=sys.stderr,
        )
        return 2
    accepted = namespace.accept
    unknown = set(accepted) - {name for english, _ in pairs for name in cell_ids(english)}
    if unknown:
        print(f"There is no cell called {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    if len(stale := [english.parent.name for english, chinese in pairs if is_stale(english, chinese, accepted)]) > 1:
        print(f"Such cells have changed in {', '.join(stale)}. Name the case before --accept.", file=sys.stderr)
        return 2
    try:
        for english, chinese in pairs:
            for sentence in bring_into_step(english, chinese, accepted):
                print(f"cases/{chinese.parent.name}/{chinese.name}: {sentence}")
    except Conflict as conflict:
        print(conflict, file=sys.stderr)
        return 1
    return 0


def cell_ids(path: Path) -> list[str]:
    return [str(cell.get("id")) for cell in notebooks.read(path)["cells"]]


def is_stale(english: Path, chinese: Path, names: Sequence[str]) -> bool:
    """Whether one of these cells has changed since its Chinese was last accepted."""
    twin = notebooks.read(chinese)["cells"] if chinese.is_file() else []
    noted = {cell.get("id"): notebooks.translated_from(cell) for cell in twin if cell["cell_type"] == "markdown"}
    return any(
        cell["id"] in names and cell["id"] in noted and noted[cell["id"]] != notebooks.digest(notebooks.source(cell))
        for cell in notebooks.read(english)["cells"]
    )


def bring_into_step(english: Path, chinese: Path, accepted: Sequence[str] = ()) -> list[str]:
    """Rewrite the Chinese notebook where it drifted; return a sentence for each change and each stale cell.

    Raises:
        Conflict: a Chinese prose cell has no English one; nothing is written then.
    """
    original = notebooks.read(english)
    twin = notebooks.read(chinese) if chinese.is_file() else {**copy.deepcopy(original), "cells": []}
    before = copy.deepcopy(twin)
    matches = match(original["cells"], twin["cells"], chinese)
    sentences = []
    cells = []
    for ours, theirs in matches:
        cell = follow(ours, theirs)
        if cell["cell_type"] == "markdown":
            if ours["id"] in accepted:
                notebooks.set_translated_from(cell, notebooks.source(ours))
            elif notebooks.translated_from(cell) != notebooks.digest(notebooks.source(ours)):
                sentences.append(f"{ours['id']} is to be translated again")
        if theirs != cell:
            sentences.append(f"{ours['id']} {'brought into step' if theirs else 'added'}")
        cells.append(cell)
    twin["cells"] = cells
    if twin != before:
        notebooks.write(chinese, twin)
    return sentences


def match(ours: list[Cell], theirs: list[Cell], chinese: Path) -> list[tuple[Cell, Cell | None]]:
    """Each English cell with its Chinese one: the same id, else the same place if its id is unknown."""
    by_id = {cell.get("id"): cell for cell in theirs}
    english_ids = {cell["id"] for cell in ours}
    matches: list[tuple[Cell, Cell | None]] = []
    for position, cell in enumerate(ours):
        found = by_id.get(cell["id"])
        beside = theirs[position] if position < len(theirs) else None
        if found is None and beside is not None and beside.get("id") not in english_ids:
            found = beside
        matches.append((cell, found if found and found["cell_type"] == cell["cell_type"] else None))
    taken = [id(found) for _, found in matches]
    for cell in theirs:
        if cell["cell_type"] == "markdown" and id(cell) not in taken:
            line = notebooks.line_of(chinese, str(cell.get("id")))
            raise Conflict(f"{chinese}:{line}: {cell.get('id')!r} has no English cell: remove it, or add its English")
    return matches


def follow(ours: Cell, theirs: Cell | None) -> Cell:
    """The Chinese cell that belongs to an English one: its id, tags, folding and code, the Chinese prose kept."""
    cell = copy.deepcopy(ours if theirs is None else theirs)
    cell["id"] = ours["id"]
    for name in FOLLOWING:
        cell["metadata"].pop(name, None)
        if value := ours["metadata"].get(name):
            cell["metadata"][name] = copy.deepcopy(value)
    if ours["cell_type"] == "code":
        code = notebooks.source(ours)
        if notebooks.is_language_cell(ours):
            code = code.replace('"en"', '"zh"')
        if theirs is None or notebooks.source(theirs) != code:
            cell["source"] = code.splitlines(keepends=True)
            cell["outputs"] = copy.deepcopy(ours["outputs"])
    return cell
