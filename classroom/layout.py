"""How a notebook's cells stand on a case's page: in steps, and what is for later in a fold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nbformat import NotebookNode

from caseroom.casefile import CaseFile
from caseroom.i18n import Translate

HEADING = "step-"
IF_TIME = "if-time"  # the tag of cells that are beside the way through the case
TITLE = re.compile(r"###\s+(.+?)\s*")


def layouts(cells: Sequence[NotebookNode], case: CaseFile, translate: Translate) -> Iterator[dict[str, Any]]:
    """For each cell: the step that it `begins`, what stands on the fold that it `unfolds`, whether it `folds` one.

    What comes before the first heading belongs to the first step. The heading of what is for later, which a reader
    of the notebook needs, is what stands on the fold: it `titles` it, and is not shown a second time.
    """
    steps = {f"{HEADING}{step.address}": step.address for step in case.steps}
    first = case.steps[0].address
    for n, cell in enumerate(cells):
        later = _later(cell)
        begins = steps.get(cell.id, "") if n else first
        opens = later and not (n and _later(cells[n - 1]))
        title = fold_title(cell) if opens else ""
        yield {
            "begins": "" if n and begins == first else begins,
            "unfolds": (title or translate("If you have time")) if opens else "",
            "titles": bool(title),
            "folds": later and not (n + 1 < len(cells) and _later(cells[n + 1])),
        }


def fold_title(cell: Mapping[str, Any]) -> str:
    """The words of a cell that is a heading of the third rank and nothing else; "" for any other."""
    text = cell["source"] if cell["cell_type"] == "markdown" else ""
    title = TITLE.fullmatch(text if isinstance(text, str) else "".join(text))
    return title[1] if title else ""


def _later(cell: NotebookNode) -> bool:
    return IF_TIME in cell.metadata.get("tags", [])
