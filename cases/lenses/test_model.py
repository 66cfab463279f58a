"""Value lenses: what weighing is by definition, the case's published orders, and agreement with the closing item's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from caseroom.methods.weighing import CRITERIA, scaled, smallest_flip, values
from cases.lenses.model import NAMES, OPTIONS, RATINGS, Params, compare_options, simulate

POINTS = st.lists(st.integers(0, 100), min_size=7, max_size=7).filter(any)
FINANCE = dict(zip(CRITERIA, (40, 10, 15, 10, 0, 5, 20), strict=True))


def order(params: Params) -> list[str]:
    return list(compare_options(params).sort_values("behind", kind="stable").option)


def test_equal_weights_are_the_mean() -> None:
    assert_allclose([getattr(simulate(Params()), name) for name in NAMES], scaled(RATINGS).mean(axis=1))


def test_one_criterion_alone_is_its_column() -> None:
    for n, criterion in enumerate(CRITERIA):
        alone = Params(**{c: 100.0 if c == criterion else 0.0 for c in CRITERIA})
        assert_allclose([getattr(simulate(alone), name) for name in NAMES], scaled(RATINGS)[:, n])


def test_each_option_is_first_under_the_weights_of_its_friends() -> None:
    assert {name: order(params)[0] for name, params in OPTIONS.items()} == {name: name for name in NAMES}


def test_the_two_doctrines_turn_the_order_of_three() -> None:
    assert order(OPTIONS["online"]) == ["online", "window", "visits", "station"]
    assert order(OPTIONS["station"]) == ["station", "visits", "window", "online"]


def test_under_three_points_of_a_hundred_turn_the_middle_position() -> None:
    assert_allclose(simulate(OPTIONS["window"]).flip, 1 / 36, atol=1e-9)


def test_striking_the_last_turns_the_first_two() -> None:
    finance = Params(**{name: float(points) for name, points in FINANCE.items()})
    assert order(finance)[0] == "window" and order(finance)[-1] != "online"
    struck = simulate(replace(finance, visits_on_the_list=0))
    assert struck.online > struck.window and struck.visits == 0


@given(POINTS)
def test_the_lab_and_the_closing_item_weigh_alike(points: list[int]) -> None:
    weight = np.array(points) / sum(points)
    found = simulate(Params(**{c: float(p) for c, p in zip(CRITERIA, points, strict=True)}))
    assert_allclose([getattr(found, name) for name in NAMES], values(RATINGS, weight))
    flip = smallest_flip(RATINGS, weight)
    assert_allclose(found.flip, flip.share if flip else 1.0, atol=1e-9)


@given(POINTS, st.sampled_from([0.5, 2.0]))
def test_only_proportions_matter(points: list[int], factor: float) -> None:
    halves = {c: p / 2 for c, p in zip(CRITERIA, points, strict=True)}
    scaled_points = {c: min(p * factor, 100.0) for c, p in halves.items()}
    one, other = simulate(Params(**halves)), simulate(Params(**scaled_points))
    assert_allclose([getattr(one, n) for n in NAMES], [getattr(other, n) for n in NAMES], atol=1e-9)


def test_no_points_at_all_count_as_equal_ones() -> None:
    assert simulate(Params(**dict.fromkeys(CRITERIA, 0.0))) == simulate(Params())


def test_arrays_give_what_single_numbers_give() -> None:
    economy = np.linspace(0, 100, 11)
    found = simulate(Params(economy=economy))
    for name in (*NAMES, "margin", "flip"):
        assert_allclose(getattr(found, name), [getattr(simulate(Params(economy=e)), name) for e in economy])
