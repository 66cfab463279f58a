"""Whether values gather on round numbers: five, ten, whole minutes. Rounding makes spikes that no target made."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

STEPS = (100, 50, 25, 20, 10, 5, 2, 1, 0.5, 0.25, 0.2, 0.1, 0.05, 1 / 60, 0.01, 0.001)
TIMES = (2, 3, 4, 5, 6, 10, 12, 15, 20, 25, 30, 50, 60, 100)  # of the finest step
CERTAIN = 6  # standard errors of a share
MOST = 0.75  # of the round numbers that have to stand out from their neighbours
FEWEST = 4  # round numbers
CLOSE = 1e-4  # of a step: as near as a number of two or three decimals comes to a sixtieth


def finest_step(values: Array) -> float | None:
    """The coarsest of STEPS of which all values are multiples, or None."""
    return next((step for step in STEPS if _on(values, step).all()), None)


def heap(values: Array, weights: Array, step: float | None, target: float | None) -> float | None:
    """The finest multiple of `step` on which values gather all over the distribution, or None.

    What gathers at the `target` is not looked at: there a spike may be bunching.
    """
    if step is None or not weights.sum():
        return None
    places = np.rint(values / step).astype(np.int64)
    counts = np.asarray(np.bincount(places - places.min(), weights=weights), dtype=float)
    places = np.arange(places.min(), places.max() + 1, dtype=np.int64)
    away = np.ones(len(places), dtype=bool) if target is None else np.abs(places - target / step) > 0.5
    return next((times * step for times in TIMES if _gathers(places, counts, away, times)), None)


def _gathers(places: NDArray[np.int64], counts: Array, away: NDArray[np.bool_], times: int) -> bool:
    """Whether multiples of `times` hold more than their share, and nearly all of them more than their neighbours."""
    half = times // 2 if times > 2 else 1
    around = np.convolve(counts, np.ones(2 * half + 1))[half:-half] - counts
    expected = around / (2 * half)
    inner = (np.arange(len(places)) >= half) & (np.arange(len(places)) < len(places) - half)
    dense = expected * (2 * half) >= 8  # where a handful of values says nothing, none is asked
    round_ones = (places % times == 0) & away & inner & dense
    if round_ones.sum() < FEWEST:
        return False
    more = counts[round_ones] - expected[round_ones]
    certain = more.sum() > CERTAIN * np.sqrt((counts + expected)[round_ones].sum())
    return bool(certain and (more > 0).mean() >= MOST)


def _on(values: Array, step: float) -> NDArray[np.bool_]:
    return np.asarray(np.abs(values / step - np.rint(values / step)) < CLOSE / min(step, 1))
