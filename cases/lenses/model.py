"""Value lenses: four ways to serve a subdistrict, rated by seven criteria and put in order by somebody's weights.

V = sum of w_c s_c, s_c min-max scaled over the options on the list (models.weighing). The ratings are teaching values.
Scaling by what is on the list has a price that is known since Belton and Gear (1983, on a related method): striking an
option that nobody wants may turn the order of the others.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from caseroom.methods.weighing import CRITERIA, scaled

from .params import OPTIONS, TERMS, Outcomes, Params

__all__ = ["NAMES", "OPTIONS", "RATINGS", "TERMS", "Outcomes", "Params", "compare_options", "simulate"]

Array = NDArray[np.float64]

NAMES = ("online", "window", "visits", "station")
RATINGS = np.array(
    [  # economy, efficiency, effectiveness, equity, citizenship, public interest, accountability: 1 poorly to 5
        [5, 5, 4, 1, 2, 2, 3],
        [3, 4, 4, 3, 2, 3, 4],
        [1, 2, 4, 5, 3, 4, 3],
        [2, 2, 3, 4, 5, 5, 3],
    ],
    dtype=float,
)
_VISITS = NAMES.index("visits")
_ALL = scaled(RATINGS)
_STRUCK = np.insert(scaled(np.delete(RATINGS, _VISITS, axis=0)), _VISITS, 0.0, axis=0)


def simulate(params: Params) -> Outcomes:
    """The options' values and how firm their order is; numbers for numbers, arrays for arrays."""
    points = np.stack(np.broadcast_arrays(*(np.asarray(getattr(params, c), dtype=float) for c in CRITERIA)), axis=-1)
    listed = np.asarray(params.visits_on_the_list, dtype=float) >= 0.5
    shape = np.broadcast_shapes(points.shape[:-1], listed.shape)
    points, listed = np.broadcast_to(points, (*shape, len(CRITERIA))), np.broadcast_to(listed, shape)
    total = points.sum(axis=-1, keepdims=True)
    weight = np.where(total > 0, points / np.where(total > 0, total, 1), 1 / len(CRITERIA))
    share = np.where(listed[..., None, None], _ALL, _STRUCK)
    value = np.einsum("...oc,...c->...o", share, weight)
    ranked = np.where(listed[..., None] | (np.arange(len(NAMES)) != _VISITS), value, -1.0)
    order = np.argsort(-np.round(ranked, 9), axis=-1, kind="stable")
    first, second = order[..., 0], order[..., 1]
    margin = _taken(value, first) - _taken(value, second)
    ahead = _rows(share, first) - _rows(share, second)
    found = {name: value[..., n] for n, name in enumerate(NAMES)}
    found |= {"margin": margin, "flip": _flip(margin, ahead, weight)}
    return Outcomes(**{name: each if shape else float(each) for name, each in found.items()})


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
