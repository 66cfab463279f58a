"""The hotline's debrief: both measures, where the saving comes from, and by which judgement each way is best."""

from __future__ import annotations

import pytest

from caseroom import catalogue
from caseroom.i18n import LANGUAGES

from .debrief import charts, tables
from .model import OPTIONS, Params, saving_by_source, simulate


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_measures_then_the_saving_then_the_judgements(lang: str) -> None:
    measures, saving, judgements = tables(catalogue.load("hotline"), lang)
    assert [round(row["answered"], 2) for row in measures.rows] == [7.92, 4.73, 5.91, 6.21, 6.45]
    assert [round(row["solved"], 2) for row in measures.rows] == [9.90, 7.64, 7.39, 7.97, 8.06]
    assert [row["strong"] for row in measures.rows] == [False, False, True, False, False]
    assert [round(row["saving"], 2) for row in saving.rows] == [0, 0.23, 0.11, -0.07, -0.02, 0.25, 0.15]
    assert [round(row["cost"], 2) for row in judgements.rows] == [6.13, 7.63, 8.17, 8.32, 10.01]
    assert len({row["best"] for row in judgements.rows}) == 5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_saving_is_a_sum_from_one_option_to_the_other(lang: str) -> None:
    (chart,) = charts(catalogue.load("hotline"), lang)
    _, *changes, contractor = chart.rows["rows"]
    assert [row["value_label"] for row in chart.rows["rows"]] == ["9.90", "−2.25", "−1.00", "+0.55", "+0.19", "7.39"]
    assert changes[-1]["to"] == pytest.approx(contractor["value"])
    found = saving_by_source(Params()).yuan
    assert found.iloc[0] + found.iloc[1:-1].sum() == pytest.approx(found.iloc[-1])
    per_solution = simulate(OPTIONS["contractor_per_solution"])
    assert found.iloc[-1] == pytest.approx(per_solution.cost_per_solved_problem)
