"""What a page knows of its notebook before there is a kernel."""

from __future__ import annotations

import pytest

from classroom.pages import shows_panel


@pytest.mark.parametrize(
    ("source", "shows"),
    [
        ('case.ask("decision")', True),
        ('from caseroom.notebook import open_case\ncase = open_case("x", lang=LANG)\ncase', True),
        ("# what moves?\ncase.what_if()", True),
        ('LANG = "en"', False),
        ("simulate(Params(agents=18))", False),
        ("case.what_if();  # quiet\nx = 1", False),
        ("case.what_if(", False),
        ("", False),
    ],
)
def test_a_place_is_kept_for_what_a_cell_shows_of_the_case(source: str, shows: bool) -> None:
    assert shows_panel(source) == shows
