"""Four ways to buy: order statistics, the values of the brief, and what must hold whatever the levers say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseroom.parameters import parameters
from cases.purchasing.model import FAMILIES, OPTIONS, Params, best_of, simulate

WHOLE = {"bidders", "horizon", "seeds", "kept", "listed"}
SETTINGS = st.builds(
    Params,
    **{
        p.name: st.integers(int(p.minimum), int(p.maximum)) if p.name in WHOLE else st.floats(p.minimum, p.maximum)
        for p in parameters(Params)
    },
)
EXPECTED = {
    "tender": (115.97, 112.43, 117.73, 38.66, 83.94, 1),
    "commission": (123.82, 105.21, 131.15, 41.27, 97.87, 1),
    "contest": (112.90, 48.21, 157.04, 37.63, 101.49, 3),
    "choice": (118.92, 115.30, 120.73, 34.61, 99.69, 3),
}


@pytest.mark.parametrize(("n", "m", "value"), [(2, 1, 0.5642), (4, 1, 1.0294), (10, 3, 1.0654), (5, 5, 0.0)])
def test_order_statistics(n: int, m: int, value: float) -> None:
    assert best_of(n, m) == pytest.approx(value, abs=5e-5)


@pytest.mark.parametrize("option", OPTIONS)
def test_each_way_at_the_defaults(option: str) -> None:
    assert tuple(vars(simulate(OPTIONS[option])).values()) == pytest.approx(EXPECTED[option], rel=1e-3)


def test_many_settings_at_once_are_each_alone() -> None:
    informed = np.array([0.1, 0.5, 0.9])
    together = simulate(replace(OPTIONS["choice"], informed=informed, horizon=np.array([1, 3, 6])))
    for k, horizon in enumerate((1, 3, 6)):
        alone = simulate(replace(OPTIONS["choice"], informed=informed[k], horizon=horizon))
        assert [value[k] for value in vars(together).values()] == pytest.approx(list(vars(alone).values()))


@given(SETTINGS)
def test_a_bad_draw_is_no_better_and_nobody_is_helped_twice(params: Params) -> None:
    found = simulate(params)
    assert 0 <= found.bad_draw <= found.helped + 1e-9
    assert found.helped <= FAMILIES + 1e-9
    assert found.quiet <= found.helped * 100 / FAMILIES + 1e-9


@given(SETTINGS, st.integers(1, 9), st.floats(0, 0.9))
def test_a_tender_gains_by_bidders_and_by_paper_that_tells(params: Params, bidders: int, paper: float) -> None:
    tender = replace(params, commission=0, contest=0, choice=0, bidders=bidders, paper=paper)
    now = simulate(tender).helped
    assert simulate(replace(tender, bidders=bidders + 1)).helped >= now - 1e-9
    assert simulate(replace(tender, paper=paper + 0.1)).helped >= now - 1e-9


@given(SETTINGS, st.floats(0, 0.9))
def test_choice_gains_by_informed_families(params: Params, informed: float) -> None:
    choice = replace(params, commission=0, contest=0, choice=1, informed=informed)
    assert simulate(replace(choice, informed=informed + 0.1)).helped >= simulate(choice).helped - 1e-9


@given(SETTINGS, st.floats(0, 0.5), st.sampled_from(sorted(OPTIONS)))
def test_complexity_helps_no_way_of_buying(params: Params, complexity: float, option: str) -> None:
    way = OPTIONS[option]
    params = replace(params, commission=way.commission, contest=way.contest, choice=way.choice, complexity=complexity)
    assert simulate(replace(params, complexity=complexity + 0.1)).helped <= simulate(params).helped + 1e-9
