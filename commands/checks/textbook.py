"""In JupyterLab a notebook reads as a textbook: results before code, and a heading over what is for later."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from classroom.layout import IF_TIME, fold_title
from commands import notebooks
from commands.checks.files import all_notebooks
from commands.checks.finding import Finding

FOLD = '"jupyter": {"source_hidden": true}'
MENU = "JupyterLab's menu View, {} Selected Code, does it"


def folded(root: Path) -> Iterator[Finding]:
    """Cells of the vocabulary show their result and fold their code; the code track is open."""
    for path in all_notebooks(root):
        for cell in notebooks.read(path)["cells"]:
            wanted, name = notebooks.to_be_folded(cell), cell.get("id")
            if notebooks.folded(cell) != wanted:
                wrong = f"shows its code in JupyterLab: give it {FOLD}" if wanted else f"is to be read: remove {FOLD}"
                mend = MENU.format("Collapse" if wanted else "Expand")
                yield Finding(path, notebooks.line_of(path, str(name)), f"{name!r} {wrong} in its metadata ({mend})")


def titled(root: Path) -> Iterator[Finding]:
    """Cells tagged `if-time` open with one that is their heading, which stands on the fold in the app."""
    for path in all_notebooks(root):
        for before, cell in pairwise([{}, *notebooks.read(path)["cells"]]):
            opens = IF_TIME in notebooks.tags(cell) and IF_TIME not in notebooks.tags(before)
            if opens and not fold_title(cell):
                line = notebooks.line_of(path, str(cell.get("id")))
                yield Finding(
                    path,
                    line,
                    f"{cell.get('id')!r} is for later and stands under no heading: put a cell before it, "
                    f"tagged {IF_TIME!r}, that is a heading '### …' and nothing else; or tag the cell before it, too",
                )
