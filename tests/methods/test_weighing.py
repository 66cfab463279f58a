"""Weighted scoring: what it promises whatever the ratings, and the smallest change that turns a decision."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from caseroom.methods.weighing import (
    CRITERIA,
    LENSES,
    Array,
    ranked,
    shares,
    smallest_flip,
    values,
    weights,
)

EQUAL = weights(dict.fromkeys(CRITERIA, 1.0))
SHARES = arrays(float, st.tuples(st.integers(2, 6), st.just(len(CRITERIA))), elements=st.sampled_from(np.arange(5) / 4))
POINTS = st.lists(st.integers(0, 100), min_size=7, max_size=7).filter(any)


def weight_of(points: list[int]) -> Array:
    return weights(dict(zip(CRITERIA, points, strict=True)))


@given(SHARES)
def test_equal_weights_give_the_mean(share: Array) -> None:
    assert values(share, EQUAL) == pytest.approx(share.mean(axis=1))


@given(SHARES, st.integers(0, 6))
def test_a_single_weight_gives_its_column(share: Array, column: int) -> None:
    assert values(share, weights({CRITERIA[column]: 40})) == pytest.approx(share[:, column])


def test_a_share_is_measured_between_two_ends_that_may_fall_and_do_not_stretch() -> None:
    assert shares(np.array([1, 3, 5, 7]), 1, 5) == pytest.approx([0, 0.5, 1, 1])
    assert shares(np.array([300, 130, 60]), 300, 60) == pytest.approx([0, 170 / 240, 1])
    assert shares(np.array([2.0]), 2, 2) == pytest.approx([0])


@given(SHARES, POINTS)
def test_an_order_does_not_depend_on_who_else_is_listed(share: Array, points: list[int]) -> None:
    levels = 1 + 4 * share
    whole, fewer = (values(shares(listed, 1, 5), weight_of(points)) for listed in (levels, levels[1:]))
    assert whole[1:] == pytest.approx(fewer)


@given(SHARES, POINTS)
def test_values_stay_within_nought_and_one_and_a_dominant_option_is_first(share: Array, points: list[int]) -> None:
    best = np.vstack([share, share.max(axis=0)])
    found = values(best, weight_of(points))
    assert (found >= -1e-12).all() and (found <= 1 + 1e-12).all()
    assert found[-1] == pytest.approx(found.max())


@given(SHARES, POINTS)
def test_the_smallest_change_ties_the_first_two_and_no_smaller_one_does(share: Array, points: list[int]) -> None:
    weight = weight_of(points)
    flip = smallest_flip(share, weight)
    first, second = ranked(values(share, weight))[:2]

    def lead(moving: float, from_: int, to: int) -> float:
        moved = weight.copy()
        moved[from_] -= moving
        moved[to] += moving
        value = values(share, moved)
        return float(value[first] - value[second])

    if flip is not None:
        assert lead(flip.share, CRITERIA.index(flip.from_), CRITERIA.index(flip.to)) == pytest.approx(0, abs=1e-9)
    least = flip.share if flip else np.inf
    for a in range(len(CRITERIA)):
        for b in range(len(CRITERIA)):
            possible = min(weight[a], least * 0.999)
            assert a == b or lead(possible, a, b) > -1e-9


def test_the_two_doctrines_weigh_what_they_say_and_the_middle_is_their_mean() -> None:
    npm, nps, middle = (weights(LENSES[name]) for name in ("npm", "nps", "middle"))
    assert npm[CRITERIA.index("economy")] == pytest.approx(0.35)
    assert nps[CRITERIA.index("citizenship")] == pytest.approx(0.25)
    assert middle == pytest.approx((npm + nps) / 2)


@pytest.mark.parametrize("points", [{}, {"economy": 0}, {"economy": -1, "equity": 2}, {"economy": float("nan")}])
def test_weights_that_weigh_nothing_are_refused(points: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="weights"):
        weights(points)
