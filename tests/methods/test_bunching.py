"""The estimator of bunching: intervals that cover as often as they say, on either side of a limit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseroom.methods.bunching import Bunching, balanced_mass, excess_mass

MINUTES = np.arange(0, 40, 0.5)
SHAPES = {
    "lognormal": lambda random, n: random.lognormal(np.log(8.2), 0.45, n),
    "gamma": lambda random, n: random.gamma(4, 2.2, n),
    "exponential": lambda random, n: random.exponential(8, n),
}
FILES = 100


def counted(values: np.ndarray) -> np.ndarray:
    return np.histogram(values, np.append(MINUTES, 40))[0]


def moved_under(values: np.ndarray, random: np.random.Generator, share: float, limit: float = 8) -> int:
    """Move a `share` of those up to a minute late to just before the limit; how many."""
    late = (values > limit) & (values <= limit + 1) & (random.random(len(values)) < share)
    values[late] = limit - random.random(late.sum()) / 2
    return int(late.sum())


@pytest.mark.parametrize("share", [0.0, 0.5])
@pytest.mark.parametrize("shape", SHAPES)
def test_nine_intervals_in_ten_cover_what_was_moved(shape: str, share: float) -> None:
    excess = missing = 0
    for seed in range(FILES):
        random = np.random.default_rng(seed)
        values = SHAPES[shape](random, 6_000)
        moved = moved_under(values, random, share)
        found = excess_mass(MINUTES, counted(values), 8)
        excess += found.low <= moved <= found.high
        missing += found.missing_low <= moved <= found.missing_high
    assert 0.82 * FILES <= excess <= 0.98 * FILES, "three standard errors of 0.9 about it"
    assert 0.82 * FILES <= missing <= 0.98 * FILES


MARKS = np.arange(30.0, 101.0)
PASSED = 60


def marks(random: np.random.Generator, share: float, far: int) -> tuple[np.ndarray, int]:
    """How often each mark was given to 2,000 pupils, a `share` of those up to `far` marks short lifted to the pass
    line; how many were lifted.
    """
    mixed = np.where(random.random(2_000) < 0.6, random.normal(66, 11, 2_000), random.normal(55, 9, 2_000))
    given = np.clip(np.round(mixed), 30, 100)
    short = (given >= PASSED - far) & (given < PASSED) & (random.random(2_000) < share)
    given[short] = PASSED
    return np.array([(given == mark).sum() for mark in MARKS]), int(short.sum())


@pytest.mark.parametrize(("share", "far"), [(0.0, 2), (0.8, 2), (0.5, 5), (0.8, 8)])
def test_it_looks_as_far_as_values_came_from(share: float, far: int) -> None:
    covered, reaches, off = 0, [], []
    for seed in range(FILES):
        counts, lifted = marks(np.random.default_rng(seed), share, far)
        found = balanced_mass(MARKS, counts, PASSED, 2, 10, "above")
        covered += found.low <= lifted <= found.high
        reaches.append(found.reach)
        off.append(found.excess - lifted)
    assert 0.81 * FILES <= covered <= 0.99 * FILES
    assert np.mean(reaches) == pytest.approx(far if share else 2, abs=1)
    assert abs(np.mean(off)) < 10, "with two marks left out, as many as 65 too many are found"


def test_what_came_from_nowhere_near_is_looked_for_no_farther() -> None:
    counts = hill()
    counts[(MINUTES >= 7) & (MINUTES < 8)] += 2000
    found, near = balanced_mass(MINUTES, counts, 8, 1, 5), excess_mass(MINUTES, counts, 8)
    assert found.reach == 1 and same(found, near)


def hill(height: float = 800) -> np.ndarray:
    return height * np.exp(-((MINUTES - 9) ** 2) / 40)


@given(st.floats(200, 2000), st.floats(0.05, 0.6))
@settings(max_examples=15, deadline=None)
def test_it_finds_what_was_moved_and_where_it_is_missing(height: float, share: float) -> None:
    smooth = hill(height)
    moved = share * smooth[(MINUTES >= 8) & (MINUTES < 9)]
    counts = smooth.copy()
    counts[(MINUTES >= 8) & (MINUTES < 9)] -= moved
    counts[(MINUTES >= 7) & (MINUTES < 8)] += moved
    found = excess_mass(MINUTES, counts, 8)
    assert found.excess == pytest.approx(moved.sum(), rel=0.1, abs=0.03 * height)
    assert found.missing == pytest.approx(moved.sum(), rel=0.1, abs=0.03 * height)


def test_a_reward_above_the_limit_is_the_mirror_of_one_below() -> None:
    counts = hill()
    counts[(MINUTES >= 8) & (MINUTES < 9)] += 150
    counts[(MINUTES >= 7) & (MINUTES < 8)] -= 150
    below, above = (excess_mass(MINUTES, counts, 8, rewarded=side) for side in ("below", "above"))
    assert above.excess == pytest.approx(300, rel=0.1) and above.low > 0
    assert (below.excess, below.missing) == (-above.missing, -above.excess)


def test_bins_that_are_left_out_are_neither_fitted_nor_counted() -> None:
    counts = hill()
    round_ones = MINUTES % 5 == 0
    counts[round_ones] *= 3
    found = excess_mass(MINUTES, counts, 8, left_out=round_ones)
    assert abs(found.excess) < 30 < abs(excess_mass(MINUTES, counts, 8).excess)


def same(one: Bunching, two: Bunching) -> bool:
    return (one.low, one.high, one.excess) == (two.low, two.high, two.excess)


def test_the_interval_is_the_same_for_the_same_seed_and_holds_the_estimate() -> None:
    counts = np.random.default_rng(3).poisson(hill()).astype(float)
    counts[(MINUTES >= 7) & (MINUTES < 8)] += 300
    one, two = (excess_mass(MINUTES, counts, 8, seed=5) for _ in range(2))
    assert same(one, two) and 0 < one.low < one.excess < one.high


def test_too_few_bins_are_refused() -> None:
    with pytest.raises(ValueError, match="too few bins"):
        excess_mass(np.arange(10.0), np.ones(10), 3)
