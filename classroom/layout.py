"""How a notebook's cells stand on a case's page: in steps, what is for later in a fold, exhibits as a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nbformat import NotebookNode

from caseroom.casefile import CaseFile
from caseroom.i18n import Translate

HEADING = "step-"
IF_TIME = "if-time"  # the tag of cells that are beside the way through the case
CODE_TRACK = "code-track"  # of the code that is to be read, and of what is said about it
FOLDED = {IF_TIME: "If you have time", CODE_TRACK: "For readers of code: the model in Python"}
"""What stands in a fold of its own, and what is on that fold unless its first cell is a heading."""
TITLE = re.compile(r"###\s+(.+?)\s*")
EXHIBIT = re.compile(
    r"###\s+(?P<title>[^\n]+)\n\s*"
    r'(?P<rest><div class="document (?P<kind>\w+)"(?: title="(?P<named>[^"]+)")?>\s*(?P<first>[^\n]*).*)',
    re.DOTALL,
)
KINDS = {
    "memo": "Memo",
    "complaint": "A citizen's words",
    "tender": "Tender",
    "letter": "Letter or note",
    "minutes": "Record",
}
"""What an exhibit of each class of `.document` is, in words that go through gettext, unless a `title` says it."""
LONGEST_NAME = 70


def layouts(cells: Sequence[NotebookNode], case: CaseFile, translate: Translate) -> Iterator[dict[str, Any]]:
    """For each cell: the step that it `begins`, what stands on the fold that it `unfolds`, whether it `folds` one, and
    what is said of the `exhibit` that it is: its title, who speaks, of which kind it is, and the rest of the cell.

    What comes before the first heading belongs to the first step. The heading of what is for later, which a reader
    of the notebook needs, is what stands on the fold: it `titles` it, and is not shown a second time.
    """
    steps = {f"{HEADING}{step.address}": step.address for step in case.steps}
    first = case.steps[0].address
    found = list(exhibits(cells, translate))
    several = sum(exhibit is not None for exhibit in found) > 1  # one alone is no list
    for n, cell in enumerate(cells):
        fold = _fold(cell)
        begins = steps.get(cell.id, "") if n else first
        opens = bool(fold) and not (n and _fold(cells[n - 1]) == fold)
        title = fold_title(cell) if opens else ""
        yield {
            "begins": "" if n and begins == first else begins,
            "unfolds": (title or translate(FOLDED[fold])) if opens else "",
            "titles": bool(title),
            "exhibit": found[n] if several else None,
            "folds": bool(fold) and not (n + 1 < len(cells) and _fold(cells[n + 1]) == fold),
        }


def exhibits(cells: Sequence[NotebookNode], translate: Translate) -> Iterator[dict[str, str] | None]:
    """For each cell what is said of the exhibit that it is; None where it is none."""
    for cell in cells:
        found = EXHIBIT.fullmatch(cell.source) if cell.cell_type == "markdown" else None
        if not found:
            yield None
            continue
        bold = re.match(r"\*\*(.+?)\*\*", found["first"])
        who = bold[1] if bold and len(bold[1]) <= LONGEST_NAME else ""
        kind = found["named"] or (translate(KINDS[found["kind"]]) if found["kind"] in KINDS else "")
        rest = found["rest"].replace(f' title="{found["named"]}"', "", 1)  # no tip that hangs over the whole text
        yield {"title": found["title"].strip(), "who": who, "kind": kind, "rest": rest}


def fold_title(cell: Mapping[str, Any]) -> str:
    """The words of a cell that is a heading of the third rank and nothing else; "" for any other."""
    text = cell["source"] if cell["cell_type"] == "markdown" else ""
    title = TITLE.fullmatch(text if isinstance(text, str) else "".join(text))
    return title[1] if title else ""


def _fold(cell: NotebookNode) -> str:
    """The kind of fold that it stands in; "" for none."""
    return next((tag for tag in FOLDED if tag in cell.metadata.get("tags", [])), "")
