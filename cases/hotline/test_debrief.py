"""The hotline's debrief: both measures, then where the saving comes from."""

from __future__ import annotations

import pytest

from caseroom import catalogue
from caseroom.i18n import LANGUAGES

from .debrief import tables


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_measures_then_where_the_saving_comes_from(lang: str) -> None:
    measures, saving = tables(catalogue.load("hotline"), lang)
    assert [round(row["answered"], 2) for row in measures.rows] == [7.92, 4.73, 5.76, 6.45]
    assert [round(row["solved"], 2) for row in measures.rows] == [9.90, 7.64, 7.20, 8.06]
    assert [row["strong"] for row in measures.rows] == [False, False, True, False]
    assert [round(row["saving"], 2) for row in saving.rows] == [0, 0.23, 0.11, -0.07, 0.27, 0.15]
