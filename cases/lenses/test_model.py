"""Value lenses: what weighing is by definition, what the scale does, and the case's published orders."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from caseroom import catalogue
from caseroom.methods.weighing import CRITERIA, LENSES, shares, smallest_flip, values, weights
from cases.lenses import model
from cases.lenses.debrief import stretched
from cases.lenses.model import LEVELS, NAMES, OPTIONS, SHARES, Params, compare_options, share_of, simulate, swing_ratio

POINTS = st.lists(st.integers(0, 100), min_size=7, max_size=7).filter(any)
PANG = {"economy": 40.0, "efficiency": 15.0, "effectiveness": 5.0, "equity": 5.0, "citizenship": 10.0,
        "public_interest": 25.0, "accountability": 0.0}  # fmt: skip
MINUTES = {"economy": 15.0, "efficiency": 35.0, "effectiveness": 5.0, "equity": 5.0, "public_interest": 10.0,
           "accountability": 10.0}  # fmt: skip


def order(params: Params) -> list[str]:
    return list(compare_options(params).sort_values("behind", kind="stable").option)


def of(points: list[int] | tuple[int, ...]) -> Params:
    return Params(**{c: float(p) for c, p in zip(CRITERIA, points, strict=True)})


def test_equal_weights_are_the_mean() -> None:
    assert_allclose([getattr(simulate(Params()), name) for name in NAMES], SHARES.mean(axis=1))


def test_one_criterion_alone_is_its_column() -> None:
    for n, criterion in enumerate(CRITERIA):
        alone = Params(**{c: 100.0 if c == criterion else 0.0 for c in CRITERIA})
        assert_allclose([getattr(simulate(alone), name) for name in NAMES], SHARES[:, n])


def test_every_level_lies_between_its_ends() -> None:
    assert ((SHARES > 0) & (SHARES < 1)).all()


def test_each_option_is_best_by_some_criterion() -> None:
    assert set(SHARES.argmax(axis=0)) == set(range(len(NAMES)))


def test_each_option_is_first_for_somebody_by_a_lever_that_a_student_can_name() -> None:
    assert {name: order(params)[0] for name, params in OPTIONS.items()} == {name: name for name in NAMES}
    nearby = {
        "online": {"efficiency": 100.0, "equity": 15.0},
        "window": {"accountability": 100.0, "citizenship": 40.0},
        "visits": {"equity": 100.0, "effectiveness": 100.0, "citizenship": 0.0, "economy": 0.0},
        "station": {},
    }
    assert {name: order(Params(**moved))[0] for name, moved in nearby.items()} == {name: name for name in NAMES}


def test_the_two_doctrines_put_the_four_in_other_orders() -> None:
    assert order(OPTIONS["online"]) == ["online", "window", "station", "visits"]
    assert order(OPTIONS["station"]) == ["station", "visits", "window", "online"]


def test_half_way_the_station_leads_and_two_and_a_half_points_of_a_hundred_tie_it() -> None:
    middle = Params(**{c: 100 * LENSES["middle"][c] for c in CRITERIA})
    assert order(middle) == ["station", "window", "online", "visits"]
    flip = smallest_flip(SHARES, weights(LENSES["middle"]))
    assert flip and (flip.from_, flip.to) == ("citizenship", "efficiency")
    assert_allclose([simulate(middle).flip, flip.share], 0.0248, atol=5e-5)


def test_the_minutes_happened_as_the_exhibit_says() -> None:
    firsts = [order(Params(**MINUTES, citizenship=c, scaling=1))[0] for c in (40, 20, 0)]
    assert firsts == ["station", "window", "online"]
    assert "window" not in [order(Params(**MINUTES, citizenship=c))[0] for c in (40, 20, 0)]


def test_striking_the_last_turns_the_first_between_the_ends_of_the_list_and_never_between_fixed_ones() -> None:
    listed, struck = Params(**PANG, scaling=1), Params(**PANG, scaling=1, visits_on_the_list=0)
    assert order(listed) == ["station", "online", "window", "visits"]
    assert order(struck)[:3] == ["online", "window", "station"]
    fixed = simulate(Params(**PANG)), simulate(Params(**PANG, visits_on_the_list=0))
    assert all(getattr(fixed[0], name) == getattr(fixed[1], name) for name in NAMES if name != "visits")


@given(POINTS)
def test_between_fixed_ends_no_order_depends_on_who_else_is_listed(points: list[int]) -> None:
    whole, struck = simulate(of(points)), simulate(replace(of(points), visits_on_the_list=0))
    for name in ("online", "window", "station"):
        assert getattr(whole, name) == getattr(struck, name)


def test_the_whole_way_to_the_list_is_min_max_scaling() -> None:
    spread = (LEVELS - LEVELS.min(axis=0)) / np.ptp(LEVELS, axis=0)
    spread[:, 0] = 1 - spread[:, 0]  # less money is better
    assert_allclose(share_of(Params(scaling=1))[list(CRITERIA)], spread)


def test_a_floor_takes_an_option_off_the_list_whatever_the_weights() -> None:
    for params in (*OPTIONS.values(), Params(economy=100)):
        floored = simulate(replace(params, equity_floor=60))
        assert floored.online == 0 and floored.window > 0
    assert simulate(Params(equity_floor=70)).window == 0
    alone = simulate(Params(equity_floor=80, visits_on_the_list=0))
    assert alone.flip == 1 and alone.margin == alone.station > 0


@given(POINTS)
def test_the_model_and_the_closing_item_weigh_alike(points: list[int]) -> None:
    weight = np.array(points) / sum(points)
    found = simulate(of(points))
    assert_allclose([getattr(found, name) for name in NAMES], values(SHARES, weight))
    flip = smallest_flip(SHARES, weight)
    assert_allclose(found.flip, flip.share if flip else 1.0, atol=1e-9)


def test_the_ratings_of_the_closing_item_are_the_levels_in_five_steps_and_give_the_same_orders() -> None:
    case = catalogue.load("lenses")
    ratings = np.array([[getattr(one, c) for c in CRITERIA] for one in case.ratings], dtype=float)
    assert [one.option for one in case.ratings] == list(NAMES)
    assert_allclose(ratings, np.round(1 + 4 * SHARES))
    for lens in LENSES:
        rounded, exact = values(shares(ratings, 1, 5), weights(LENSES[lens])), values(SHARES, weights(LENSES[lens]))
        assert rounded.argmax() == exact.argmax()


def test_stretched_with_the_rest_accountability_and_effectiveness_are_both_needed_to_turn_equal_weights() -> None:
    assert_allclose(list(stretched([]).values()), [getattr(simulate(Params()), name) for name in NAMES])
    assert_allclose(list(stretched(CRITERIA).values()), [getattr(simulate(Params(scaling=1)), name) for name in NAMES])
    found = {}
    for criterion in CRITERIA:
        but = stretched(set(CRITERIA) - {criterion})
        if but["station"] > but["window"]:
            found[criterion] = (round(but["station"], 2), round(but["window"], 2))
    assert found == {"accountability": (0.58, 0.53), "effectiveness": (0.58, 0.56)}
    ranges = np.ptp(SHARES, axis=0)
    assert set(np.array(CRITERIA)[ranges < 0.28]) == set(found) and (ranges > 0.26).all()


def test_stretched_alone_each_of_the_two_turns_equal_weights_and_no_other_criterion_does() -> None:
    alone = {criterion: stretched([criterion]) for criterion in CRITERIA}
    found = {c: (round(one["window"], 2), round(one["station"], 2)) for c, one in alone.items()
             if one["window"] > one["station"]}  # fmt: skip
    assert found == {"accountability": (0.58, 0.53), "effectiveness": (0.56, 0.53)}


def test_a_weight_is_for_a_swing() -> None:
    assert swing_ratio(Params()) == (240 / 0.5) / (300 / 20) == 32


@given(POINTS, st.sampled_from([0.5, 2.0]))
def test_only_proportions_matter(points: list[int], factor: float) -> None:
    halves = {c: p / 2 for c, p in zip(CRITERIA, points, strict=True)}
    scaled = {c: min(p * factor, 100.0) for c, p in halves.items()}
    if all(p * factor <= 100 for p in halves.values()):
        one, other = simulate(Params(**halves)), simulate(Params(**scaled))
        assert_allclose([getattr(one, name) for name in NAMES], [getattr(other, name) for name in NAMES])


def test_no_points_at_all_count_as_equal_ones() -> None:
    assert simulate(Params(**dict.fromkeys(CRITERIA, 0.0))) == simulate(Params())


def test_arrays_give_what_single_numbers_give() -> None:
    given = {
        "economy": np.linspace(0, 100, 11),
        "scaling": np.linspace(0, 1, 11),
        "equity_floor": np.linspace(0, 80, 11),
        "visits_on_the_list": np.arange(11) % 2,
    }
    found = simulate(Params(**given))
    for n in range(11):
        alone = simulate(Params(**{name: float(array[n]) for name, array in given.items()}))
        for name in (*NAMES, "margin", "flip", "least_weight"):
            assert_allclose(getattr(found, name)[n], getattr(alone, name))


@pytest.mark.parametrize(
    ("option", "criterion", "level", "first", "value", "second", "less"),
    [
        ("station", "effectiveness", 76, "station", 0.57, "window", 0.54),
        ("station", "effectiveness", 90, "station", 0.60, "window", 0.54),
        ("station", "effectiveness", 62, "window", 0.543, "station", 0.537),
        ("online", "equity", 98, "online", 0.66, "station", 0.57),
    ],
)
def test_who_is_counted_turns_the_order_as_classroom_toml_says(
    monkeypatch: pytest.MonkeyPatch, option: str, criterion: str, level: float, first: str, value: float, second: str,
    less: float,
) -> None:  # fmt: skip
    levels = LEVELS.copy()
    levels[NAMES.index(option), CRITERIA.index(criterion)] = level
    monkeypatch.setattr(model, "SHARES", shares(levels, model.WORST, model.BEST))
    middle = Params(**{c: 100 * LENSES["middle"][c] for c in CRITERIA})
    found = simulate(middle)
    assert order(middle)[:2] == [first, second]
    assert_allclose([getattr(found, first), getattr(found, second)], [value, less], atol=0.005)


def test_a_dearer_third_year_turns_the_consultants_table(monkeypatch: pytest.MonkeyPatch) -> None:
    levels = LEVELS.copy()
    levels[NAMES.index("online"), CRITERIA.index("economy")] = 130
    minutes = Params(**MINUTES, citizenship=0, scaling=1)
    assert order(minutes)[0] == "online"
    monkeypatch.setattr(model, "SHARES", shares(levels, model.WORST, model.BEST))
    assert order(minutes)[0] == "window"
