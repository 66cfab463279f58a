"""Value lenses: options scored on criteria, weighed by what somebody holds dear; and what it takes to turn the order.

V = sum of w_c s_c, with s_c the share of the way from a worst to a best that are fixed beforehand, and the weights
scaled to 1 (additive multi-criteria scoring). Because the ends do not come from the options, no option's value depends
on which others are listed. The presets are teaching values that follow the two doctrines' own priorities as our
sources tell them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

CRITERIA = (
    "economy",
    "efficiency",
    "effectiveness",
    "equity",
    "citizenship",
    "public_interest",
    "accountability",
)

NEW_PUBLIC_MANAGEMENT = MappingProxyType({"economy": 0.35, "efficiency": 0.35, "effectiveness": 0.20, "equity": 0.10})
NEW_PUBLIC_SERVICE = MappingProxyType(
    {"citizenship": 0.25, "equity": 0.25, "public_interest": 0.25, "accountability": 0.15, "efficiency": 0.10}
)
LENSES: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "npm": NEW_PUBLIC_MANAGEMENT,
        "nps": NEW_PUBLIC_SERVICE,
        "middle": MappingProxyType(
            {c: (NEW_PUBLIC_MANAGEMENT.get(c, 0) + NEW_PUBLIC_SERVICE.get(c, 0)) / 2 for c in CRITERIA}
        ),
    }
)
"""Weights by criterion; "middle" is the mean of the two, a criterion not named weighs nothing."""


@dataclass(frozen=True)
class Flip:
    """A shift of weight that ties first and second: `share` (0 to 1) goes from one criterion to another."""

    share: float
    from_: str
    to: str


def weights(points: Mapping[str, float]) -> Array:
    """Points (any non-negative numbers) by criterion as weights that add to 1, in the order of CRITERIA.

    Raises ValueError where every criterion has none, or one has less than none.
    """
    found = np.array([float(points.get(criterion, 0)) for criterion in CRITERIA])
    if not np.isfinite(found).all() or (found < 0).any() or found.sum() <= 0:
        raise ValueError("weights must be non-negative, and one of them positive")
    return np.asarray(found / found.sum())


def shares(levels: Array, worst: Array | float, best: Array | float) -> Array:
    """How far each level lies on the way from `worst` (0) to `best` (1), which may be the smaller; 0 where they meet.

    Shapes broadcast; what lies beyond an end counts as that end.
    """
    span = np.asarray(best, dtype=float) - worst
    return np.asarray(np.where(span != 0, np.clip((levels - worst) / np.where(span != 0, span, 1), 0, 1), 0.0))


def values(share: Array, weight: Array) -> Array:
    """V of each option, 0 to 1: shares (options, criteria), weights (criteria)."""
    return np.asarray(share @ weight)


def ranked(value: Array) -> list[int]:
    """Options from the highest value to the lowest; equal ones in the order they came."""
    return [int(place) for place in np.argsort(-np.round(value, 9), kind="stable")]


def smallest_flip(share: Array, weight: Array) -> Flip | None:
    """The least weight that, moved from one criterion to another, ties the first two options.

    delta = (V1 - V2) / [(s1a - s2a) - (s1b - s2b)] for a move from a to b, where a has that much to give. None
    where no single move does it, or fewer than two options stand there.
    """
    if len(share) < 2:
        return None
    value = values(share, weight)
    first, second = ranked(value)[:2]
    ahead = share[first] - share[second]
    found = None
    for a, b in np.argwhere(ahead[:, None] - ahead[None, :] > 1e-12):
        delta = float((value[first] - value[second]) / (ahead[a] - ahead[b]))
        if delta <= weight[a] + 1e-12 and (found is None or delta < found.share - 1e-12):
            found = Flip(delta, CRITERIA[a], CRITERIA[b])
    return found
