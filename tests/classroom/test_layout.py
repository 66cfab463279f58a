"""How a notebook's cells stand on the page: the heading over what is for later is what stands on its fold."""

from __future__ import annotations

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from caseroom import catalogue
from classroom.layout import layouts

CASE = catalogue.load("helpdesk")


def later(cell: NotebookNode) -> NotebookNode:
    cell.metadata["tags"] = ["if-time"]
    return cell


@pytest.mark.parametrize(
    ("source", "unfolds", "titles"),
    [
        ("### For a rainy day", "For a rainy day", True),
        ("### For a rainy day\n", "For a rainy day", True),
        ("### For a rainy day\n\nAnd some prose.", "later", False),  # prose is never lost
        ("Some prose.", "later", False),
    ],
)
def test_a_heading_alone_stands_on_the_fold_and_nowhere_else(source: str, unfolds: str, titles: bool) -> None:
    cells = [
        new_markdown_cell("# A case"),
        later(new_markdown_cell(source)),
        later(new_markdown_cell("### Within the fold")),
        later(new_code_cell("case")),
        new_markdown_cell("### Not for later"),
    ]
    shown = list(layouts(cells, CASE, lambda _: "later"))
    assert [each["unfolds"] for each in shown] == ["", unfolds, "", "", ""]
    assert [each["titles"] for each in shown] == [False, titles, False, False, False]
    assert [each["folds"] for each in shown] == [False, False, False, True, False]
