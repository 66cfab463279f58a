"""The hotline's debrief: both measures, then where the saving comes from."""

from __future__ import annotations

import pytest

from caseroom import catalogue
from caseroom.i18n import LANGUAGES

from .debrief import charts, tables
from .model import OPTIONS, Params, saving_by_source, simulate


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_measures_then_where_the_saving_comes_from(lang: str) -> None:
    measures, saving = tables(catalogue.load("hotline"), lang)
    assert [round(row["answered"], 2) for row in measures.rows] == [7.92, 4.73, 5.76, 6.45]
    assert [round(row["solved"], 2) for row in measures.rows] == [9.90, 7.64, 7.20, 8.06]
    assert [row["strong"] for row in measures.rows] == [False, False, True, False]
    assert [round(row["saving"], 2) for row in saving.rows] == [0, 0.23, 0.11, -0.07, 0.27, 0.15]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_saving_is_a_sum_from_one_option_to_the_other(lang: str) -> None:
    (chart,) = charts(catalogue.load("hotline"), lang)
    _, *changes, contractor = chart.rows["rows"]
    assert [row["value_label"] for row in chart.rows["rows"]] == ["9.90", "−2.25", "−1.00", "+0.55", "7.20"]
    assert changes[-1]["to"] == pytest.approx(contractor["value"])
    found = saving_by_source(Params()).yuan
    assert found.iloc[0] + found.iloc[1:-1].sum() == pytest.approx(found.iloc[-1])
    per_solution = simulate(OPTIONS["contractor_per_solution"])
    assert found.iloc[-1] == pytest.approx(per_solution.cost_per_solved_problem)
