"""How a notebook's cells stand on a case's page: in steps, and what is for later in a fold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from nbformat import NotebookNode

from caseroom.casefile import CaseFile
from caseroom.i18n import Translate

HEADING = "step-"
IF_TIME = "if-time"  # the tag of cells that are beside the way through the case


def layouts(cells: Sequence[NotebookNode], case: CaseFile, translate: Translate) -> Iterator[dict[str, Any]]:
    """For each cell: the step that it `begins`, what stands on the fold that it `unfolds`, whether it `folds` one.

    What comes before the first heading belongs to the first step.
    """
    steps = {f"{HEADING}{step.address}": step.address for step in case.steps}
    first = case.steps[0].address
    for n, cell in enumerate(cells):
        later = _later(cell)
        begins = steps.get(cell.id, "") if n else first
        yield {
            "begins": "" if n and begins == first else begins,
            "unfolds": translate("If you have time") if later and not (n and _later(cells[n - 1])) else "",
            "folds": later and not (n + 1 < len(cells) and _later(cells[n + 1])),
        }


def _later(cell: NotebookNode) -> bool:
    return IF_TIME in cell.metadata.get("tags", [])
