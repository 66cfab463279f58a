"""A table of rates: how far units differ beyond luck, how sure that is, and what is then known of each.

Rates are taken as normal around each unit's own, with the luck of a binomial count at the common rate. tau, the
standard deviation between units, is Paule and Mandel's: the tau at which the generalised Q is its degrees of freedom;
its interval is the Q-profile (Viechtbauer 2007, whose example test_funnel.py reckons anew). Shrunken rates are averaged
over tau, with a flat prior on it and on the mean, because with one tau plugged in their intervals are too narrow. What
luck is left around a shrunken rate is that at this rate, as in the posterior of a beta-binomial, and not at the common
one: where events are rare, the highest rates would else be said to be surer than they are.
test_funnel.py draws how often they cover. statsmodels.stats.meta_analysis has the same tau, against which it is tested;
it has no such interval or averaging.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from caseroom.methods.normal import distribution

Array = NDArray[np.float64]

LEVEL = 0.90
GRID = 201  # values of tau that are averaged over
HALVINGS = 60
FAR = 8.0  # standard deviations within which a shrunken rate is looked for


@dataclass(frozen=True)
class Spread:
    """mean: precision-weighted rate; tau between `low` and `high` at 90%; all as shares."""

    mean: float
    tau: float
    low: float
    high: float


@dataclass(frozen=True)
class Shrunken:
    """A rate for each unit with its 90% interval, as shares."""

    rate: Array
    low: Array
    high: Array


def luck(counts: Array, cases: Array) -> Array:
    """Variance of each unit's rate by luck alone, at the common rate (kept off 0 and 1 by half a case)."""
    common = min(max(cases.sum(), 0.5), counts.sum() - 0.5) / counts.sum()
    return np.asarray(common * (1 - common) / counts)


def q_statistic(rates: Array, variances: Array, tau2: float) -> float:
    """Generalised Q of DerSimonian and Kacker: squared distances from the weighted mean, in variances."""
    weight = 1 / (variances + tau2)
    mean = float((weight * rates).sum() / weight.sum())
    return float((weight * (rates - mean) ** 2).sum())


def spread_of(counts: Array, cases: Array, level: float = LEVEL) -> Spread:
    """tau by Paule and Mandel with its Q-profile interval; two units or more."""
    rates, variances, free = cases / counts, luck(counts, cases), len(counts) - 1

    def at(q: float) -> float:
        return math.sqrt(_falls_to(lambda tau2: q_statistic(rates, variances, tau2), q))

    tau = at(free)
    low, high = (at(chi_square_quantile(share, free)) for share in ((1 + level) / 2, (1 - level) / 2))
    weight = 1 / (variances + tau**2)
    return Spread(float((weight * rates).sum() / weight.sum()), tau, low, high)


def _falls_to(falling: Callable[[float], float], value: float) -> float:
    """Where a falling function of a variance (0 to 1) reaches a value; 0 where it begins below."""
    low, high = 0.0, 1.0
    if falling(low) <= value:
        return 0.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > value else (low, middle)
    return (low + high) / 2


def shrunken(counts: Array, cases: Array, level: float = LEVEL) -> Shrunken:
    """Each unit's rate, drawn towards the mean, averaged over all tau that the data leave possible."""
    rates, variances = cases / counts, luck(counts, cases)
    end = 2 * max(spread_of(counts, cases, 0.99).high, math.sqrt(float(np.median(variances))))
    steps = np.linspace(0, 1, GRID)  # squared: close where tau is small; each stands for its width
    taus = end * steps[:, None] ** 2
    weight = 1 / (variances + taus**2)
    total = weight.sum(axis=1, keepdims=True)
    mean = (weight * rates).sum(axis=1, keepdims=True) / total
    fit = (np.log(weight).sum(axis=1) - np.log(total[:, 0]) - (weight * (rates - mean) ** 2).sum(axis=1)) / 2
    chance = steps * np.exp(fit - fit.max())
    chance = (chance / chance.sum())[:, None]
    trust = taus**2 * weight
    centre = trust * rates + (1 - trust) * mean
    kept = np.clip(centre, 0.5 / counts, 1 - 0.5 / counts)  # off 0 and 1 by half a case
    at_own = kept * (1 - kept) / counts
    deviation = np.sqrt(trust * at_own + (1 - trust) ** 2 / total)
    rate = (chance * centre).sum(axis=0)
    low, high = (_mixture_quantile(share, chance, centre, deviation) for share in ((1 - level) / 2, (1 + level) / 2))
    return Shrunken(np.clip(rate, 0, 1), np.clip(low, 0, 1), np.clip(high, 0, 1))


def _mixture_quantile(share: float, chance: Array, centre: Array, deviation: Array) -> Array:
    low, high = (centre - FAR * deviation).min(axis=0), (centre + FAR * deviation).max(axis=0)
    for _ in range(36):
        middle = (low + high) / 2
        below = (chance * distribution((middle - centre) / np.maximum(deviation, 1e-12))).sum(axis=0) < share
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray((low + high) / 2)


def chi_square_quantile(share: float, free: int) -> float:
    """Below which a share of a chi-square variable lies, by halving its distribution."""
    low, high = 0.0, free + 20 * math.sqrt(2 * free) + 20
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if chi_square(middle, free) < share else (low, middle)
    return (low + high) / 2


def chi_square(value: float, free: int) -> float:
    """Share of a chi-square variable below a value: the series of the incomplete gamma function."""
    if value <= 0:
        return 0.0
    a, x = free / 2, value / 2
    term = total = 1 / a
    n = a
    while term > 1e-15 * total:
        n += 1
        term *= x / n
        total += term
    return min(total * math.exp(a * math.log(x) - x - math.lgamma(a)), 1.0)
