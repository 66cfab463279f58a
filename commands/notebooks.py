"""Notebooks as the JSON they are: enough for `check` and `twins`, and nothing rewritten without need."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from classroom.layout import CODE_TRACK

Cell = dict[str, Any]
Notebook = dict[str, Any]

LANGUAGE_TAG = "language"
CHINESE = re.compile(r"[\u3400-\u9fff]")


def read(path: Path) -> Notebook:
    """Raises ValueError where the file is no notebook."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise ValueError("this is not a notebook")
    return notebook


def write(path: Path, notebook: Notebook) -> None:
    """In the form in which Jupyter itself saves."""
    text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def source(cell: Cell) -> str:
    text = cell["source"]
    return text if isinstance(text, str) else "".join(text)


def tags(cell: Cell) -> list[str]:
    return list(cell.get("metadata", {}).get("tags", []))


def is_language_cell(cell: Cell) -> bool:
    return LANGUAGE_TAG in tags(cell)


def folded(cell: Cell) -> bool:
    """Whether JupyterLab shows what the cell gives and not its code."""
    return cell.get("metadata", {}).get("jupyter", {}).get("source_hidden") is True


def to_be_folded(cell: Cell) -> bool:
    """The words of the vocabulary are not read but used; the code track is read."""
    return cell["cell_type"] == "code" and CODE_TRACK not in tags(cell)


def digest(english: str) -> str:
    """What a Chinese cell notes of the English that it was translated from."""
    return hashlib.sha256(english.encode()).hexdigest()[:16]


def translated_from(cell: Cell) -> str | None:
    found = cell.get("metadata", {}).get("caseroom", {}).get("translated_from")
    return found if isinstance(found, str) else None


def set_translated_from(cell: Cell, english: str) -> None:
    cell["metadata"].setdefault("caseroom", {})["translated_from"] = digest(english)


def twins(root: Path) -> Iterator[tuple[Path, Path]]:
    """Every English notebook with the path of its Chinese twin, which may be missing."""
    for english in sorted((root / "cases").glob("*/*.en.ipynb")):
        yield english, english.with_name(english.name.replace(".en.ipynb", ".zh.ipynb"))


def line_of(path: Path, cell_id: str) -> int:
    """The line of the file on which the cell's id stands; 1 where it does not."""
    wanted = re.compile(rf'"id":\s*{re.escape(json.dumps(cell_id))}')
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if wanted.search(line)), 1)
