"""How sure the outcomes are: parameters known only as ranges, drawn ten thousand times and run in one call.

Within its range every value is equally likely, and parameters know nothing of each other: what a teaching value
deserves. The seed is fixed, so the same ranges always give the same numbers.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from caseroom.analysis.basics import Floats, Simulate
from caseroom.parameters import BoundedParams, Numbers, Parameter, parameters

DRAWS = 10_000
SEED = 1
LIKELY = (0.05, 0.5, 0.95)
"""What is told of the draws: nine of ten lie between the first and the last."""

BINS = 24
_SHOWN = (0.01, 0.99)  # a few draws far out would leave all others in one bin

Ranges = Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class Spread:
    """What the draws say of one outcome.

    `low`, `middle`, `high`: its quantiles LIKELY, infinite where that many draws have no limit. `endless` is the share
    of such draws. `counts` are the numbers of draws in BINS equal bins from `edges[0]` to `edges[1]`, which hold the
    middle 98 % of the finite ones; one bin where these are all the same.
    """

    low: float
    middle: float
    high: float
    endless: float
    edges: tuple[float, float]
    counts: tuple[int, ...]

    @property
    def likely_bins(self) -> tuple[int, int]:
        """The bins in which `low` and `high` lie."""
        first, last = self.edges
        width = (last - first) / len(self.counts) or 1
        low, high = ((min(max(end, first), last) - first) / width for end in (self.low, self.high))
        return min(int(low), len(self.counts) - 1), min(int(high), len(self.counts) - 1)


def draw(params: BoundedParams, ranges: Ranges, draws: int = DRAWS) -> Any:
    """`params` with an array of `draws` values, each from its range, for every parameter that has one.

    A parameter draws from a stream of its own: a new range leaves the other parameters' draws as they were.
    """
    declared = {p.name: p for p in parameters(type(params))}
    return replace(params, **{name: _within(declared[name], *ends, draws) for name, ends in ranges.items()})


def _within(declared: Parameter, low: float, high: float, draws: int) -> Floats:
    even = _even(declared.name, draws)
    if declared.integer:
        return np.minimum(np.floor(low + even * (high - low + 1)), high)
    return np.clip(low + even * (high - low), low, high)


@lru_cache(maxsize=64)
def _even(name: str, draws: int) -> Floats:
    """Draws from 0 to 1, always the same for a name."""
    numbers = np.random.default_rng([SEED, zlib.crc32(name.encode())]).random(draws)
    numbers.flags.writeable = False
    return numbers


def spread(values: Floats) -> Spread:
    """What draws of one outcome say."""
    finite = values[np.isfinite(values)]
    low, middle, high = quantiles(values, axis=0).tolist()
    first, last = np.quantile(finite, _SHOWN).tolist() if finite.size else (0.0, 0.0)
    counts = np.histogram(finite, BINS, (first, last))[0].tolist() if first < last else [finite.size]
    return Spread(low, middle, high, 1 - finite.size / values.size, (first, last), tuple(counts))


def quantiles(values: Floats, axis: int) -> Floats:
    """The quantiles LIKELY, each a value that was drawn, so that infinite ones do no harm; first axis: which."""
    return np.asarray(np.quantile(values, LIKELY, axis=axis, method="inverted_cdf"))


def share_keeping(values: Floats, bound: Numbers, at_least: bool) -> float:
    """The share of draws in which an outcome is at least (or at most) `bound`, a number or one a draw."""
    return float(np.mean(values >= bound if at_least else values <= bound))


def band(simulate: Simulate, drawn: Any, across: str, places: Floats, outcome: str) -> Floats:
    """The quantiles LIKELY of `outcome` with the parameter `across` at each of `places`; shape (3, places).

    `drawn` holds the draws of the other parameters; all places are run in one call.
    """
    size = max(np.size(value) for name, value in vars(drawn).items() if name != across)
    columns = {name: np.tile(value, len(places)) for name, value in vars(drawn).items() if np.ndim(value)}
    columns[across] = np.repeat(places, size)
    reached = np.asarray(getattr(simulate(replace(drawn, **columns)), outcome), dtype=float)
    return quantiles(np.broadcast_to(reached, len(places) * size).reshape(len(places), size), axis=1)
