"""Value lenses: four ways to serve a subdistrict, measured on seven criteria and put in order by somebody's weights.

V = sum of w_c s_c, where s_c is the share of the way from a worst to a best level that are fixed before the options
are known, so that a weight is given for that swing. With `scaling` the ends move towards the range of whatever is
listed: at 1 the table is min-max scaled, and striking the option that comes last may turn the order of the others.
All levels and ends are teaching values.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from caseroom.methods.weighing import CRITERIA, shares

from .params import OPTIONS, TERMS, Outcomes, Params

__all__ = ["BEST", "LEVELS", "NAMES", "OPTIONS", "SHARES", "TERMS", "WORST", "Outcomes", "Params", "compare_options",
           "listed", "share_of", "simulate", "swing_ratio"]  # fmt: skip

Array = NDArray[np.float64]
Truth = NDArray[np.bool_]

NAMES = ("online", "window", "visits", "station")
WORST = np.array([300, 5, 50, 30, 0, 10, 20], dtype=float)
BEST = np.array([60, 45, 95, 100, 300, 80, 100], dtype=float)
LEVELS = np.array(
    [  # 10,000 yuan a year; cases a staff day; % settled first time; % of over-60s served; residents with a say a year;
        # % of complaints whose cause is mended; % of refusals with reasons
        [100, 42, 74, 41, 20, 30, 62],
        [130, 29, 84, 66, 30, 38, 80],
        [255, 11, 86, 93, 60, 46, 58],
        [185, 17, 76, 80, 240, 64, 60],
    ],
    dtype=float,
)
SHARES = shares(LEVELS, WORST, BEST)
_VISITS, _EQUITY = NAMES.index("visits"), CRITERIA.index("equity")
_YUAN, _RESIDENTS = 0.5, 20.0  # what Ye Qing takes to be worth the same: 5,000 yuan a year, twenty residents with a say


def simulate(params: Params) -> Outcomes:
    """The options' values and how firm their order is; numbers for numbers, arrays for arrays."""
    points = np.stack(np.broadcast_arrays(*(np.asarray(getattr(params, c), dtype=float) for c in CRITERIA)), axis=-1)
    on = listed(params)
    scaling = np.asarray(params.scaling, dtype=float)
    shape = np.broadcast_shapes(points.shape[:-1], on.shape[:-1], scaling.shape)
    points, on = np.broadcast_to(points, (*shape, len(CRITERIA))), np.broadcast_to(on, (*shape, len(NAMES)))
    weight = _weight(points)
    share = _scaled(on, np.broadcast_to(scaling, shape))
    value = np.where(on, np.einsum("...oc,...c->...o", share, weight), 0.0)
    order = np.argsort(-np.where(on, np.round(value, 9), -1.0), axis=-1, kind="stable")
    first, second = order[..., 0], order[..., 1]
    rivals = on.sum(axis=-1) > 1
    margin = _taken(value, first) - _taken(value, second)
    ahead = _rows(share, first) - _rows(share, second)
    found = {name: value[..., n] for n, name in enumerate(NAMES)}
    found |= {"margin": margin, "flip": np.where(rivals, _flip(margin, ahead, weight), 1.0)}
    found["least_weight"] = weight.min(axis=-1)
    return Outcomes(**{name: each if shape else float(each) for name, each in found.items()})


def listed(params: Params) -> Truth:
    """Which options are on the list (..., options): not struck, and not below the floor of equity."""
    visits = np.asarray(params.visits_on_the_list, dtype=float)[..., None] >= 0.5
    above = LEVELS[:, _EQUITY] >= np.asarray(params.equity_floor, dtype=float)[..., None] - 1e-9
    return np.asarray(above & (visits | (np.arange(len(NAMES)) != _VISITS)))


def _weight(points: Array) -> Array:
    """Points (..., criteria) as weights that add to 1; none at all are equal ones."""
    total = points.sum(axis=-1, keepdims=True)
    return np.where(total > 0, points / np.where(total > 0, total, 1), 1 / len(CRITERIA))


def _scaled(on: Truth, scaling: Array) -> Array:
    """Shares (..., options, criteria) between ends that lie `scaling` of the way to the range of what is listed."""
    lowest = np.where(on[..., None], SHARES, np.inf).min(axis=-2)
    highest = np.where(on[..., None], SHARES, -np.inf).max(axis=-2)
    moved = scaling[..., None]
    return shares(SHARES, (moved * lowest)[..., None, :], (1 - moved * (1 - highest))[..., None, :])


def _taken(values: Array, place: NDArray[np.intp]) -> Array:
    return np.asarray(np.take_along_axis(values, place[..., None], axis=-1)[..., 0])


def _rows(share: Array, place: NDArray[np.intp]) -> Array:
    return np.asarray(np.take_along_axis(share, place[..., None, None], axis=-2)[..., 0, :])


def _flip(margin: Array, ahead: Array, weight: Array) -> Array:
    """min over a, b of (V1 - V2) / [(s1a - s2a) - (s1b - s2b)], where a has that much to give."""
    gain = ahead[..., :, None] - ahead[..., None, :]
    delta = np.where(gain > 1e-12, margin[..., None, None] / np.where(gain > 1e-12, gain, 1), np.inf)
    delta = np.where(delta <= weight[..., :, None] + 1e-12, delta, np.inf)
    least = delta.min(axis=(-2, -1))
    return np.asarray(np.where(np.isfinite(least), least, 1.0))


# For questions: one situation at a time


def compare_options(params: Params) -> pd.DataFrame:
    """A row an option: option, value, and to sort by: behind (minus the value)."""
    found = simulate(params)
    values = [float(getattr(found, name)) for name in NAMES]
    return pd.DataFrame({"option": NAMES, "value": values, "behind": [-value for value in values]})


def share_of(params: Params) -> pd.DataFrame:
    """A row an option: option, and its share on each criterion under this list and scale."""
    share = _scaled(listed(params), np.asarray(params.scaling, dtype=float))
    return pd.DataFrame({"option": NAMES, **{criterion: share[:, n] for n, criterion in enumerate(CRITERIA)}})


def swing_ratio(_params: Params) -> float:
    """Weight of economy to weight of citizenship for whom twenty more residents with a say are worth 5,000 yuan."""
    swing = np.abs(BEST - WORST)
    return float((swing[CRITERIA.index("economy")] / _YUAN) / (swing[CRITERIA.index("citizenship")] / _RESIDENTS))
