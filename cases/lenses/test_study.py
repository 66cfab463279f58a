"""The 240 constructed people: their firsts between fixed ends and between the ends of the list."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from caseroom import data
from caseroom.methods.weighing import CRITERIA
from cases.lenses.model import SHARES
from cases.lenses.study import _digest


def test_the_scale_decides_for_more_people_than_any_option_does() -> None:
    found = _digest("lenses")
    assert [round(240 * found.first[name]) for name in ("online", "window", "visits", "station")] == [8, 117, 0, 115]
    assert [round(240 * found.by_list[name]) for name in ("online", "window", "visits", "station")] == [0, 196, 2, 42]
    assert found.turned_by_list == pytest.approx(26 / 238)
    assert found.close == pytest.approx(136 / 240)


def test_finance_and_residents_are_farthest_apart_where_the_guide_says() -> None:
    means = {role: dict(zip(CRITERIA, found, strict=True)) for role, found in _digest("lenses").means.items()}
    told = {"economy": (0.22, 0.08), "equity": (0.10, 0.19), "citizenship": (0.06, 0.15)}
    assert {c: (round(means["finance"][c], 2), round(means["residents"][c], 2)) for c in told} == told


def test_for_27_people_a_smaller_shift_than_the_one_shown_puts_a_third_option_first() -> None:
    table = data.load("lenses")[list(CRITERIA)].to_numpy(float)
    sooner = 0
    for weight in table / table.sum(axis=1, keepdims=True):
        value = SHARES @ weight
        order = np.argsort(-value, kind="stable")
        least = [_least(SHARES[order[0]] - SHARES[other], weight) for other in order[1:]]
        sooner += min(least) < least[0] - 1e-9
    assert sooner == 27


def _least(ahead: NDArray[np.float64], weight: NDArray[np.float64]) -> float:
    """The least weight that, moved between two criteria, takes a lead away; 1 where none does."""
    lead = float(ahead @ weight)
    pairs = ((a, b) for a in range(len(weight)) for b in range(len(weight)) if ahead[a] - ahead[b] > 1e-12)
    moved = ((lead / (ahead[a] - ahead[b]), weight[a]) for a, b in pairs)
    return min((share for share, has in moved if share <= has + 1e-12), default=1.0)
