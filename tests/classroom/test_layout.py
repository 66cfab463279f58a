"""How a notebook's cells stand on the page: the heading over what is for later is what stands on its fold."""

from __future__ import annotations

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from caseroom import catalogue
from classroom.layout import CODE_TRACK, FOLDED, layouts

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


def test_the_code_is_folded_by_itself_so_that_nobody_has_to_pass_it() -> None:
    listing = new_code_cell("1 + 1")
    listing.metadata["tags"] = ["code-track", "nbval-check-output"]
    said = new_markdown_cell("Two lines of code.")
    said.metadata["tags"] = ["code-track"]
    cells = [new_markdown_cell("# A case"), later(new_markdown_cell("### One more")), said, listing, new_code_cell("x")]
    shown = list(layouts(cells, CASE, lambda words: words))
    assert [each["unfolds"] for each in shown] == ["", "One more", FOLDED[CODE_TRACK], "", ""]
    assert [each["folds"] for each in shown] == [False, True, False, True, False]
    assert [each["titles"] for each in shown] == [False, True, False, False, False]


def exhibit(title: str, kind: str, first: str) -> NotebookNode:
    return new_markdown_cell(f'### {title}\n\n<div class="document {kind}">\n\n{first}\n\nText.\n\n</div>\n\nAfter it.')


def test_exhibits_are_a_list_with_title_speaker_and_kind() -> None:
    cells = [
        new_markdown_cell("# A case"),
        exhibit("Exhibit 1. A memo", "memo", "**Finance Bureau** · 1 May"),
        exhibit("Exhibit 2. A scene", "unheard-of".replace("-", ""), "*Somebody, somewhere*"),
        new_markdown_cell("### A heading\n\nProse."),
    ]
    shown = [each["exhibit"] for each in layouts(cells, CASE, lambda sentence: sentence)]
    assert shown[0] is None and shown[3] is None
    assert (shown[1]["title"], shown[1]["who"], shown[1]["kind"]) == ("Exhibit 1. A memo", "Finance Bureau", "Memo")
    assert (shown[2]["title"], shown[2]["who"], shown[2]["kind"]) == ("Exhibit 2. A scene", "", "")
    assert all(shown[n]["rest"].endswith("After it.") and "Text." in shown[n]["rest"] for n in (1, 2))


def test_an_exhibit_may_say_itself_of_which_kind_it_is() -> None:
    cells = [
        exhibit("Exhibit 1. A memo", "memo", "**Bureau**"),
        exhibit("A book", 'letter" title="Handover book', "*x*"),
    ]
    shown = [each["exhibit"] for each in layouts(cells, CASE, lambda sentence: sentence)]
    assert [each["kind"] for each in shown] == ["Memo", "Handover book"]
    assert shown[1]["rest"].startswith('<div class="document letter">')


def test_one_exhibit_alone_is_shown_as_it_is() -> None:
    cells = [new_markdown_cell("# A case"), exhibit("Exhibit 1. A memo", "memo", "**Finance Bureau**")]
    assert [each["exhibit"] for each in layouts(cells, CASE, lambda sentence: sentence)] == [None, None]
