"""The first page finds what is looked for."""

from __future__ import annotations

import pytest

from caseroom import catalogue
from classroom.landing import Wish


def test_who_wishes_nothing_finds_everything() -> None:
    assert all(Wish().fits(catalogue.load(slug)) for slug in catalogue.slugs())


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        (Wish(family="outsourcing"), True),
        (Wish(family="values"), False),
        (Wish(method="Queueing", minutes=90), True),
        (Wish(minutes=75), False),
        (Wish(family="outsourcing", method="Weighing criteria"), False),
    ],
)
def test_a_case_is_found_when_all_of_the_wish_fits_it(wish: Wish, found: bool) -> None:
    assert wish.fits(catalogue.load("helpdesk")) == found
