"""The few statistics of the bench: medians, percentiles, slopes and ratios."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import median

__all__ = ["growth", "median", "percentile", "ratios"]


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of all do not exceed (nearest rank). ValueError for no values."""
    if not values:
        raise ValueError("no values")
    return sorted(values)[max(math.ceil(share * len(values)), 1) - 1]


def growth(values: Sequence[float]) -> float:
    """How much the mean of the last fifth exceeds that of the first fifth. ValueError for fewer than five values."""
    fifth = len(values) // 5
    if not fifth:
        raise ValueError("too few values")
    return (sum(values[-fifth:]) - sum(values[:fifth])) / fifth


def ratios(values: Mapping[str, float | None], among: Sequence[str]) -> dict[str, float | None]:
    """Every value over the smallest positive one of those named in `among`; None where there is no such ratio."""
    measured = [value for name in among if (value := values.get(name)) is not None and value > 0]
    best = min(measured, default=None)
    return {name: value / best if best and value is not None else None for name, value in values.items()}
