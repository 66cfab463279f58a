"""Ten thousand draws: within their ranges, the same every time, and the model's own numbers."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseroom.analysis.basics import run
from caseroom.analysis.uncertainty import BINS, DRAWS, band, draw, share_keeping, spread
from caseroom.parameters import parameters
from cases.helpdesk.model import Params, simulate

DECLARED = {p.name: p for p in parameters(Params)}
FEW = 50


def within(name: str) -> st.SearchStrategy[tuple[float, float]]:
    p = DECLARED[name]
    value = st.integers(int(p.minimum), int(p.maximum)) if p.integer else st.floats(p.minimum, p.maximum)
    return st.tuples(value, value).map(lambda ends: (min(ends), max(ends)))


RANGES = st.fixed_dictionaries({}, optional={name: within(name) for name in DECLARED})


@settings(max_examples=40)
@given(ranges=RANGES)
def test_draws_stay_within_their_ranges_and_whole_numbers_whole(ranges: dict[str, tuple[float, float]]) -> None:
    drawn = draw(Params(), ranges, FEW)
    for name, (low, high) in ranges.items():
        values = getattr(drawn, name)
        assert values.shape == (FEW,) and (values >= low).all() and (values <= high).all()
        assert not DECLARED[name].integer or (values == np.round(values)).all()
    assert all(getattr(drawn, name) == getattr(Params(), name) for name in set(DECLARED) - set(ranges))


@settings(max_examples=25)
@given(ranges=RANGES)
def test_a_range_without_width_is_the_model_itself(ranges: dict[str, tuple[float, float]]) -> None:
    points = {name: (low, low) for name, (low, _) in ranges.items()}
    alone = simulate(Params(**{name: low for name, (low, _) in points.items()}))
    for outcome, values in run(simulate, draw(Params(), points, 3)).items():
        assert values == pytest.approx(getattr(alone, outcome), rel=1e-9)
        told = spread(values)
        assert (told.low, told.middle, told.high) == pytest.approx((getattr(alone, outcome),) * 3, rel=1e-9)


@settings(max_examples=15)
@given(ranges=RANGES)
def test_every_draw_is_what_the_model_says_of_it(ranges: dict[str, tuple[float, float]]) -> None:
    drawn = draw(Params(), ranges, 4)
    found = run(simulate, drawn)
    for n in range(4 if ranges else 1):
        one = replace(drawn, **{name: getattr(drawn, name)[n] for name in ranges})
        for outcome, values in found.items():
            assert values[n] == pytest.approx(getattr(simulate(one), outcome), rel=1e-9, abs=1e-12)


@settings(max_examples=25)
@given(ranges=RANGES, bound=st.floats(-1, 2), at_least=st.booleans())
def test_a_share_is_a_share(ranges: dict[str, tuple[float, float]], bound: float, at_least: bool) -> None:
    values = run(simulate, draw(Params(), ranges, FEW))["service_level"]
    share = share_keeping(values, bound, at_least)
    assert 0 <= share <= 1 and share == sum((v >= bound) if at_least else (v <= bound) for v in values) / len(values)


def test_a_bound_may_be_drawn_itself() -> None:
    drawn = draw(Params(), {"target_service_level": (0.8, 0.95)})
    values = run(simulate, drawn)["service_level"]
    reached = simulate(Params()).service_level
    share = share_keeping(values, drawn.target_service_level, at_least=True)
    assert share == pytest.approx((reached - 0.8) / 0.15, abs=0.02)


def test_the_same_ranges_give_the_same_numbers_and_a_new_one_leaves_the_others() -> None:
    one, again = (draw(Params(), {"wage": (50, 70)}) for _ in range(2))
    more = draw(Params(), {"wage": (50, 70), "overhead": (0, 0.1)})
    assert one.wage.tolist() == again.wage.tolist() == more.wage.tolist() and len(one.wage) == DRAWS
    assert abs(np.corrcoef(more.wage, more.overhead)[0, 1]) < 0.03


def test_every_whole_number_of_a_range_is_equally_likely() -> None:
    counts = np.unique_counts(draw(Params(), {"agents": (16, 20)}).agents)
    assert counts.values.tolist() == [16, 17, 18, 19, 20]
    assert all(abs(count - DRAWS / 5) < 200 for count in counts.counts)


def test_what_is_told_of_known_draws() -> None:
    told = spread(np.arange(1000.0))
    assert (told.low, told.middle, told.high, told.endless) == (49, 499, 949, 0)
    assert len(told.counts) == BINS and sum(told.counts) == 980 and told.likely_bins == (0, BINS - 1)
    half = spread(np.where(np.arange(1000) < 500, 10.0, math.inf))
    assert (half.low, half.middle, half.high, half.endless) == (10, 10, math.inf, 0.5)
    assert half.likely_bins == (0, 0) and half.counts == (500,)
    never = spread(np.full(10, math.inf))
    assert (never.low, never.high, never.endless, sum(never.counts)) == (math.inf, math.inf, 1, 0)


def test_a_band_is_the_draws_at_every_place() -> None:
    drawn = draw(Params(), {"arrivals_per_hour": (150, 210), "agents": (10, 20)}, 80)
    places = np.array([16.0, 18.0, 24.0])
    found = band(simulate, drawn, "agents", places, "service_level")
    assert found.shape == (3, 3) and (np.diff(found, axis=0) >= 0).all() and (np.diff(found, axis=1) >= 0).all()
    there = spread(run(simulate, replace(drawn, agents=18.0))["service_level"])
    assert found[:, 1] == pytest.approx([there.low, there.middle, there.high])


def test_the_only_range_may_be_the_one_the_curve_runs_over() -> None:
    found = band(simulate, draw(Params(), {"agents": (16, 20)}, 80), "agents", np.array([18.0]), "service_level")
    assert found[:, 0] == pytest.approx([simulate(Params()).service_level] * 3)
