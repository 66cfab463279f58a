"""What a programme did, from a panel of units over times: differences, an event study, and what a lot would have given.

Small estimators for balanced panels, each checked in the tests against linearmodels. Differences in differences need
that both groups would have run alike without the programme; nothing here can show that they would have.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations, islice

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

ENUMERATED = 5_000
"""Up to so many ways of choosing are all gone through; of more, so many are drawn."""


@dataclass(frozen=True)
class Panel:
    """outcome, treated: (units, times); treated is 0 until a unit is under the programme and 1 from then on.

    Raises ValueError for other shapes, for a programme that stops, where nobody ever or everybody always is under it,
    and where no unit is seen before.
    """

    outcome: Array
    treated: Array

    def __post_init__(self) -> None:
        if self.outcome.shape != self.treated.shape or self.outcome.ndim != 2:
            raise ValueError("outcome and treated must have the same two dimensions")
        if not np.isin(self.treated, (0, 1)).all() or (np.diff(self.treated, axis=1) < 0).any():
            raise ValueError("treated must be 0 and then 1")
        if not self.ever.any() or self.ever.all():
            raise ValueError("there must be units with the programme and units without")
        if self.treated[:, 0].any():
            raise ValueError("every unit must be seen before its programme")

    @property
    def ever(self) -> NDArray[np.bool_]:
        return np.asarray(self.treated.any(axis=1))

    @property
    def starts(self) -> NDArray[np.intp]:
        """By treated unit: the place of its first time under the programme."""
        return np.asarray(self.treated[self.ever].argmax(axis=1))

    @property
    def staggered(self) -> bool:
        """Whether the programme starts at different times: two-way fixed effects then compare early with late ones."""
        return bool(np.ptp(self.starts) > 0)


@dataclass(frozen=True)
class Estimate:
    """In units of the outcome; standard_error clustered by unit, NaN where one side has a single unit.

    A clustered error counts on luck averaging out over the treated; of one it would tell next to nothing.
    """

    value: float
    standard_error: float


@dataclass(frozen=True)
class Placebo:
    """What the estimate would have been with others chosen. p: share at least as far from nought as the true one."""

    values: Array
    observed: float
    enumerated: bool

    @property
    def p(self) -> float:
        return float(np.mean(np.abs(self.values) >= abs(self.observed) - 1e-12))

    @property
    def rank(self) -> int:
        """Place of the observed one by distance from nought, 1 the farthest."""
        return 1 + int(np.sum(np.abs(self.values) > abs(self.observed) + 1e-12))


def changes(panel: Panel) -> Array:
    """(units): mean after the last start minus mean before the first; between starts nobody is compared."""
    first, last = int(panel.starts.min()), int(panel.starts.max())
    return np.asarray(panel.outcome[:, last:].mean(axis=1) - panel.outcome[:, :first].mean(axis=1))


def four_cell(panel: Panel) -> Estimate:
    """Mean change of the treated minus that of the others; Welch's standard error (NaN with one unit on a side)."""
    change, ever = changes(panel), panel.ever
    return _difference(change[ever], change[~ever])


def _difference(one: Array, other: Array) -> Estimate:
    spread = sum(group.var(ddof=1) / len(group) if len(group) > 1 else math.nan for group in (one, other))
    return Estimate(float(one.mean() - other.mean()), math.sqrt(spread))


def _within(values: Array) -> Array:
    """Without the means of units and of times."""
    return np.asarray(values - values.mean(axis=1, keepdims=True) - values.mean(axis=0, keepdims=True) + values.mean())


def two_way_fixed_effects(panel: Panel) -> Estimate:
    """Coefficient of treated with effects of units and times; clustered by unit, times G / (G - 1).

    With starts at different times it also compares early with late ones (Goodman-Bacon 2021): where the effect grows,
    it can be far off, and `average_effect` is the figure to report.
    """
    return _coefficient(panel, _within)


def first_differences(panel: Panel) -> Estimate:
    """Coefficient of the change in treated on the change in outcome, with effects of times; clustered by unit."""
    return _coefficient(panel, _differenced)


def _differenced(values: Array) -> Array:
    """Changes from time to time, without the means of times."""
    change = np.diff(values, axis=1)
    return np.asarray(change - change.mean(axis=0))


def _coefficient(panel: Panel, without_effects: Callable[[Array], Array]) -> Estimate:
    """Of treated on outcome, both taken `without_effects`; clustered by unit."""
    d, y = without_effects(panel.treated), without_effects(panel.outcome)
    value = float((d * y).sum() / (d**2).sum())
    if min(panel.ever.sum(), (~panel.ever).sum()) < 2:
        return Estimate(value, math.nan)
    scores = (d * (y - value * d)).sum(axis=1)
    units = len(scores)
    return Estimate(value, math.sqrt((scores**2).sum() / (d**2).sum() ** 2 * units / (units - 1)))


def event_study(panel: Panel) -> list[tuple[int, Estimate]]:
    """By time from the start, -1 the last before it: change since -1 of the treated minus that of the never treated.

    Each start is compared with the never treated alone (Callaway and Sant'Anna 2021, without covariates); only times
    at which every treated unit is seen. -1 itself is nought without error.
    """
    first = int(panel.starts.min())
    return [
        (k, Estimate(0.0, 0.0) if k == -1 else _difference(*_since(panel, k)))
        for k in range(-first, _seen_after(panel))
    ]


def average_effect(panel: Panel) -> Estimate:
    """Effect on the treated: each unit's mean change since just before its own start, minus that of the never treated.

    Callaway and Sant'Anna's (2021) average over groups, without covariates: right also where starts differ and an
    effect grows. A unit's changes are averaged first, so that the error knows that one time tells much of the next.
    """
    treated, never = panel.outcome[panel.ever], panel.outcome[~panel.ever]
    own = [_after(unit[np.newaxis], start)[0] for unit, start in zip(treated, panel.starts, strict=True)]
    others = np.mean([_after(never, start) for start in panel.starts], axis=0)
    return _difference(np.array(own), np.asarray(others))


def _after(outcome: Array, start: int) -> Array:
    """(units): mean from `start` on minus the value just before it."""
    return np.asarray(outcome[:, start:].mean(axis=1) - outcome[:, start - 1])


def _seen_after(panel: Panel) -> int:
    """At so many times from its start on every treated unit is seen."""
    return int(panel.outcome.shape[1] - panel.starts.max())


def _since(panel: Panel, k: int) -> tuple[Array, Array]:
    """(treated), (never treated): each unit's change from just before a start to `k` times from it.

    Of a unit that never starts: the mean over the starts of the others.
    """
    treated, never, starts = panel.outcome[panel.ever], panel.outcome[~panel.ever], panel.starts
    units = np.arange(len(treated))
    of_never = (never[:, starts + k] - never[:, starts - 1]).mean(axis=1)
    return np.asarray(treated[units, starts + k] - treated[units, starts - 1]), np.asarray(of_never)


def placebo(panel: Panel, seed: int = 1) -> Placebo:
    """The four-cell estimate for every choice of as many units, or for a sample of them drawn with `seed`.

    Randomisation inference (Fisher 1935); fair only where the units were in fact chosen by lot.
    """
    return lots(changes(panel), panel.ever, seed)


def lots(outcomes: Array, chosen: NDArray[np.bool_], seed: int = 1) -> Placebo:
    """Mean of the chosen minus mean of the others, for every choice of as many; `outcomes`: (units)."""
    units, number = len(outcomes), int(chosen.sum())
    total = float(outcomes.sum())
    enumerated = math.comb(units, number) <= ENUMERATED
    if enumerated:
        picks = np.array(list(islice(combinations(range(units), number), ENUMERATED)))
    else:
        random = np.random.default_rng(seed)
        drawn = random.permuted(np.tile(np.arange(units), (ENUMERATED - 1, 1)), axis=1)[:, :number]
        picks = np.vstack([np.flatnonzero(chosen), drawn])  # the choice that was made is one of those possible
    sums = outcomes[picks].sum(axis=1)
    values = sums / number - (total - sums) / (units - number)
    observed = float(outcomes[chosen].mean() - outcomes[~chosen].mean())
    return Placebo(np.asarray(values), observed, enumerated)


def permuted_fixed_effects(panel: Panel, draws: int = 2_000, seed: int = 1) -> Placebo:
    """The two-way fixed-effects coefficient with the programme's dates dealt to other units."""
    return _dealt(_within(panel.treated), _within(panel.outcome), draws, seed)


def permuted_first_differences(panel: Panel, draws: int = 2_000, seed: int = 1) -> Placebo:
    """The first-difference coefficient with the programme's dates dealt to other units."""
    return _dealt(_differenced(panel.treated), _differenced(panel.outcome), draws, seed)


def _dealt(d: Array, y: Array, draws: int, seed: int) -> Placebo:
    random, square = np.random.default_rng(seed), float((d**2).sum())
    observed = float((d * y).sum() / square)
    # Dealing rows leaves the means of times as they are, so nothing has to be taken out again.
    others = [float((d[random.permutation(len(d))] * y).sum() / square) for _ in range(draws - 1)]
    return Placebo(np.array([observed, *others]), observed, False)
