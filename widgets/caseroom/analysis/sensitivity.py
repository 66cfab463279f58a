"""What moves the outcomes: each parameter alone from where it stands, and who had which share in a change."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from caseroom.analysis.basics import Floats, Simulate, around, run
from caseroom.methods.shapley import shapley
from caseroom.parameters import BoundedParams, Parameter, parameters

MOST_SHARED = 12
"""So many changed parameters can be told apart: their shares take 2 ** 12 runs of the model, in one call."""

_NOTHING = 1e-9  # relative; a smaller difference comes from rounding


@dataclass(frozen=True)
class Swing:
    """One outcome, `base` where it stands, with one parameter at `low` and at `high` and the others as they are."""

    parameter: str
    low: float
    high: float
    base: float
    at_low: float
    at_high: float

    @property
    def spread(self) -> float:
        """How far apart the outcome gets, >= 0; infinite where one end has no limit and another has."""
        low, high = min(self.base, self.at_low, self.at_high), max(self.base, self.at_low, self.at_high)
        return 0.0 if low == high else high - low  # two infinities are no distance apart

    @property
    def is_none(self) -> bool:
        return self.spread <= _NOTHING * (max(1, abs(self.base)) if math.isfinite(self.base) else 1)


@dataclass(frozen=True)
class Change:
    """How an outcome came from `before` to `after`, and each changed parameter's share of the way.

    `shares` add up to `after - before`. They are None where they cannot be told: when an outcome without limit lies
    on some way between the two, or when more than MOST_SHARED parameters have `changed`. `alone` are the parameters
    that would bring an outcome without limit back if they alone were taken back.
    """

    before: float
    after: float
    changed: tuple[str, ...]
    shares: Mapping[str, float] | None
    alone: tuple[str, ...] = ()


# One at a time


def small_steps(params: BoundedParams, names: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Each value a tenth down and up: see `around`."""
    return {p.name: around(p, getattr(params, p.name)) for p in _declared(params, names)}


def whole_ranges(params: BoundedParams, names: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Each value from one of its bounds to the other."""
    return {p.name: (p.minimum, p.maximum) for p in _declared(params, names)}


def one_at_a_time(
    simulate: Simulate, params: BoundedParams, ends: Mapping[str, tuple[float, float]]
) -> dict[str, tuple[Swing, ...]]:
    """By outcome, its swings over each parameter's `ends`, widest first: one call with 1 + 2 k scenarios."""
    columns = {name: np.full(1 + 2 * len(ends), getattr(params, name), dtype=float) for name in ends}
    for n, (name, pair) in enumerate(ends.items()):
        columns[name][1 + 2 * n : 3 + 2 * n] = pair
    outcomes = run(simulate, replace(params, **columns))

    def measured(values: Floats) -> tuple[Swing, ...]:
        base, rest = float(values[0]), values[1:].reshape(-1, 2).tolist()
        each = [Swing(name, *ends[name], base, *reached) for name, reached in zip(ends, rest, strict=True)]
        return tuple(sorted(each, key=lambda swing: -swing.spread))

    return {outcome: measured(values) for outcome, values in outcomes.items()}


# Shares in a change


def attribute(simulate: Simulate, before: BoundedParams, after: BoundedParams) -> dict[str, Change]:
    """By outcome, how it came from `before` to `after`. One call of `simulate` with 2 ** k scenarios.

    A share is a parameter's Shapley value, see caseroom.methods.shapley.
    """
    differ = [p.name for p in parameters(type(after)) if getattr(before, p.name) != getattr(after, p.name)]
    changed = tuple(differ)
    if len(changed) > MOST_SHARED:
        start, end = vars(simulate(before)), vars(simulate(after))
        return {name: Change(start[name], end[name], changed, None) for name in end}
    subsets = np.arange(2 ** len(changed))
    taken = [(subsets >> n) & 1 == 1 for n in range(len(changed))]
    columns = {
        name: np.where(inside, getattr(after, name), getattr(before, name))
        for name, inside in zip(changed, taken, strict=True)
    }
    outcomes = run(simulate, replace(before, **columns))
    return {outcome: _change(values, changed) for outcome, values in outcomes.items()}


def _change(values: Floats, changed: tuple[str, ...]) -> Change:
    """`values[s]`: the outcome once the parameters of the subset `s` (bit n for changed[n]) have changed."""
    before, after = float(values[0]), float(values[-1])
    if np.isfinite(values).all():
        return Change(before, after, changed, dict(zip(changed, shapley(values, len(changed)), strict=True)))
    everything = len(values) - 1
    back = [name for n, name in enumerate(changed) if np.isfinite(values[everything ^ (1 << n)])]
    return Change(before, after, changed, None, () if math.isfinite(after) else tuple(back))


def _declared(params: BoundedParams, names: Iterable[str]) -> list[Parameter]:
    wanted = set(names)
    return [declared for declared in parameters(type(params)) if declared.name in wanted]
