"""Goal seek: which setting of some levers makes a number least (or most) and still keeps what is promised?

Every setting on the levers' steps is tried while there are at most MOST_SETTINGS of them. Beyond that a grid of boxes
gets finer: a box is split while its corners leave hope for a better setting inside. Where each outcome goes one way
along each lever, no better setting can hide in a box that is dropped; elsewhere the answer is the best that was met.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caseroom.analysis.basics import Floats, Simulate
from caseroom.parameters import BoundedParams, Numbers, parameters

MOST_LEVERS = 3
MOST_SETTINGS = 4000
"""Up to here all settings are tried, in one call of the model: every step of one lever, or a small product of two."""

_CELLS = 8  # boxes along each lever at the start
_MOST_BOXES = 200  # the most promising ones that are followed further
_SAME = 1e-9  # relative; a smaller difference of the number sought is none

Steps = NDArray[np.int64]


@dataclass(frozen=True)
class Bound:
    """An outcome that has to be at least (or at most) `value`."""

    outcome: str
    value: float
    at_least: bool = True

    def margin(self, outcome: Numbers) -> Numbers:
        """How far an outcome is on the right side; negative where the bound is missed."""
        return outcome - self.value if self.at_least else self.value - outcome


@dataclass(frozen=True)
class Aim:
    """The least (or most) of `sought`, an outcome or one of the levers in `by`, with every bound kept."""

    sought: str
    by: tuple[str, ...]
    bounds: tuple[Bound, ...] = ()
    most: bool = False


@dataclass(frozen=True)
class Setting:
    """One setting that was tried; `missed` are the places of the bounds that it does not keep."""

    levers: Mapping[str, float]
    sought: float
    bounded: tuple[float, ...]
    missed: tuple[int, ...]


@dataclass(frozen=True)
class SearchResult:
    """The best setting, or the nearest miss where none keeps the bounds, and what stands around it.

    `near` is in the order of the lever if there is one, else `best` and what is one step from it. `binding` are the
    places of the bounds that stand between `best` and a better number (of a miss: that it misses); `at_end` are the
    levers that would go on if their range did. `tried` counts settings; `all_tried` says that there are no others.
    """

    params: Any
    best: Setting
    near: tuple[Setting, ...]
    binding: tuple[int, ...]
    at_end: tuple[str, ...]
    tried: int
    all_tried: bool

    @property
    def met(self) -> bool:
        return not self.best.missed


def seek(simulate: Simulate, base: BoundedParams, aim: Aim) -> SearchResult:
    """Search the steps of the levers in `aim.by`; everything else stays as in `base`.

    `simulate` is the model's, vectorised. ValueError for no lever, or more than MOST_LEVERS.
    """
    if not 0 < len(aim.by) <= MOST_LEVERS:
        raise ValueError(f"one to {MOST_LEVERS} levers can move at once, not {len(aim.by)}")
    field = _Field(simulate, base, aim)
    all_tried = math.prod(field.sizes) <= MOST_SETTINGS
    tried = field.look(_product([range(size) for size in field.sizes])) if all_tried else _narrow(field)
    best = field.best(tried)
    return field.answer(best if all_tried else _polish(field, best), len(tried.steps), all_tried)


class _Tried(NamedTuple):
    """Settings and what came of them.

    `steps` (n, levers), `score` (n,) to be small, `bounded` outcomes and their `margins` (n, bounds), the latter
    relative to the bounds.
    """

    steps: Steps
    score: Floats
    bounded: Floats
    margins: Floats

    @property
    def shortfall(self) -> Floats:
        """How far the bounds are missed, all together; 0 where they are kept."""
        return np.where(self.missed, np.nan_to_num(-self.margins, nan=math.inf, posinf=math.inf), 0).sum(axis=1)

    def rank(self, n: int) -> tuple[float, float]:
        """Less is better: first what is missed, then the number sought."""
        return self.shortfall[n], self.score[n]

    @property
    def missed(self) -> NDArray[np.bool_]:
        return ~(self.margins >= 0)  # what is no number keeps no bound


class _Field:
    """The settings that may be tried: `values[i]` are the steps of lever i."""

    def __init__(self, simulate: Simulate, base: BoundedParams, aim: Aim) -> None:
        self._simulate, self._base, self._aim = simulate, base, aim
        self._sign = -1 if aim.most else 1
        declared = {parameter.name: parameter for parameter in parameters(type(base))}
        self._moved = [declared[name] for name in aim.by]
        self.values = [
            np.round(p.minimum + p.step * np.arange(math.floor((p.maximum - p.minimum) / p.step + 1e-9) + 1), 10)
            for p in self._moved
        ]
        self.sizes = [len(values) for values in self.values]

    def params(self, steps: Steps) -> Any:
        columns = {p.name: v[steps[..., i]] for i, (p, v) in enumerate(zip(self._moved, self.values, strict=True))}
        return replace(self._base, **columns)

    def look(self, steps: Steps) -> _Tried:
        """What comes of the settings, in one call of the model."""
        params, bounds = self.params(steps), self._aim.bounds
        numbers = {**vars(self._simulate(params)), **{p.name: getattr(params, p.name) for p in self._moved}}
        score = np.asarray(numbers[self._aim.sought] * self._sign)
        bounded = np.empty((len(steps), len(bounds)))
        margins = np.empty_like(bounded)
        for n, bound in enumerate(bounds):
            bounded[:, n] = numbers[bound.outcome]
            margins[:, n] = bound.margin(bounded[:, n]) / (abs(bound.value) or 1)
        return _Tried(steps, np.where(np.isnan(score), math.inf, score), bounded, margins)

    def best(self, tried: _Tried) -> Steps:
        """The steps of the best setting; among equals, and among misses, the one that moves the levers least."""
        shortfall = tried.shortfall
        nearest = shortfall <= shortfall.min()
        if shortfall.min() == 0:
            least = tried.score[nearest].min()
            nearest &= tried.score <= least + _SAME * max(1, abs(least)) if math.isfinite(least) else nearest
        return np.asarray(tried.steps[nearest][self._moves(tried.steps[nearest]).argmin()])

    def _moves(self, steps: Steps) -> Floats:
        here = [(getattr(self._base, p.name) - p.minimum) / p.step for p in self._moved]
        return np.asarray((np.abs(steps - here) / np.array(self.sizes)).sum(axis=1))

    def inside(self, steps: Steps) -> Steps:
        return steps[((steps >= 0) & (steps < self.sizes)).all(axis=1)]

    def answer(self, best: Steps, tried: int, all_tried: bool) -> SearchResult:
        around = self.look(self._around(best))
        here = int((around.steps == best).all(axis=1).argmax())
        missed = around.missed
        one_step = np.abs(around.steps - best).sum(axis=1) == 1
        better = one_step & (around.score < around.score[here] - _SAME * max(1, abs(around.score[here])))
        binding = missed[here] if missed[here].any() else missed[better].any(axis=0)
        near = self._settings(around)
        return SearchResult(
            params=replace(self._base, **near[here].levers),
            best=near[here],
            near=near,
            binding=tuple(np.flatnonzero(binding).tolist()),
            at_end=self._at_end(around, here),
            tried=tried,
            all_tried=all_tried,
        )

    def _around(self, best: Steps) -> Steps:
        reach = 3 if len(best) == 1 else 1
        moves = [n * axis for axis in np.eye(len(best), dtype=int) for n in range(-reach, reach + 1) if n]
        steps = self.inside(np.array([best, *(best + move for move in moves)]))
        return np.sort(steps, axis=0) if len(best) == 1 else steps

    def _at_end(self, around: _Tried, here: int) -> tuple[str, ...]:
        """Levers at an end of their range from which the step back inside is worse."""
        best, ends = around.steps[here], []
        for i, parameter in enumerate(self._moved):
            back = 1 if best[i] == 0 else -1 if best[i] == self.sizes[i] - 1 else 0
            inside = (around.steps == best + back * np.eye(len(best), dtype=int)[i]).all(axis=1)
            step = int(inside.argmax())
            if back and inside.any() and around.rank(step) > around.rank(here):
                ends.append(parameter.name)
        return tuple(ends)

    def _settings(self, tried: _Tried) -> tuple[Setting, ...]:
        return tuple(
            Setting(
                levers={
                    p.name: self._value(i, step) for i, (p, step) in enumerate(zip(self._moved, steps, strict=True))
                },
                sought=float(score) * self._sign,
                bounded=tuple(bounded.tolist()),
                missed=tuple(np.flatnonzero(missed).tolist()),
            )
            for steps, score, bounded, missed in zip(tried.steps, tried.score, tried.bounded, tried.missed, strict=True)
        )

    def _value(self, lever: int, step: int) -> float:
        value = float(self.values[lever][step])
        return int(value) if self._moved[lever].integer else value


def _narrow(field: _Field) -> _Tried:
    """Settings tried on a grid of boxes that gets finer where a better setting may be."""
    edges = [np.linspace(0, size - 1, min(_CELLS, max(size - 1, 1)) + 1).astype(int) for size in field.sizes]
    low, high = _product([edge[:-1] for edge in edges]), _product([edge[1:] for edge in edges])
    rounds: list[_Tried] = []
    while len(low):
        corners = _corners(low, high)
        steps, where = np.unique(corners.reshape(-1, low.shape[1]), axis=0, return_inverse=True)
        looked = field.look(steps)
        rounds.append(looked)
        allowed = [tried.score[tried.shortfall == 0] for tried in rounds]
        beaten = min((score.min() for score in allowed if len(score)), default=math.inf)
        where = where.reshape(corners.shape[:2])
        hope = looked.score[where].min(axis=1)
        reachable = (looked.margins[where].max(axis=1) >= 0).all(axis=1)
        open_ = np.flatnonzero(reachable & (hope < beaten) & (high - low > 1).any(axis=1))
        open_ = open_[np.argsort(hope[open_], kind="stable")][:_MOST_BOXES]
        low, high = _halves(low[open_], high[open_])
    return _Tried(*(np.concatenate(parts) for parts in zip(*rounds, strict=True)))


def _polish(field: _Field, best: Steps) -> Steps:
    """From the best setting so far to its best neighbour, as long as there is a better one."""
    moves = _product([range(-1, 2)] * len(best))
    while True:
        nearby = field.best(field.look(field.inside(best + moves)))
        both = field.look(np.array([best, nearby]))
        if both.rank(1) >= both.rank(0):
            return best
        best = nearby


def _product(axes: list[Any]) -> Steps:
    """Every combination, one a row."""
    return np.stack(np.meshgrid(*(np.asarray(axis) for axis in axes), indexing="ij"), axis=-1).reshape(-1, len(axes))


def _corners(low: Steps, high: Steps) -> Steps:
    """The corners of each box, of shape (boxes, 2 ** levers, levers)."""
    ends = np.stack([low, high])
    sides = itertools.product((0, 1), repeat=low.shape[1])
    return np.stack([ends[list(side), :, range(low.shape[1])].T for side in sides], axis=1)


def _halves(low: Steps, high: Steps) -> tuple[Steps, Steps]:
    """Each box cut in two along every lever on which there is something inside it."""
    for axis in range(low.shape[1]):
        wide = high[:, axis] - low[:, axis] > 1
        middle = (low[:, axis] + high[:, axis]) // 2
        lower, upper = high.copy(), low[wide]
        lower[wide, axis] = middle[wide]
        upper[:, axis] = middle[wide]
        low, high = np.concatenate([low, upper]), np.concatenate([lower, high[wide]])
    return low, high
