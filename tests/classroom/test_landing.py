"""The first page finds what is looked for."""

from __future__ import annotations

import pytest

from caseroom import catalogue
from classroom.landing import Wish, in_preparation


def test_a_family_whose_case_is_broken_is_not_said_to_be_in_preparation() -> None:
    families, sound = catalogue.families(), catalogue.load("helpdesk")
    assert [one.id for one in in_preparation(families, [sound], [])] == [
        one.id for one in families if one.id != sound.family
    ]
    assert in_preparation(families, [sound], ["no_python"]) == []


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
