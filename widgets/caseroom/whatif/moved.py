"""Which chart a lever moves most: it is shown while the lever is touched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from caseroom.authoring.views import Rows, Situation, View
from caseroom.parameters import ParameterError
from caseroom.whatif.desk import Desk

STRIDE = 0.1  # of the usual range, by which a lever is moved to see what follows

_known: dict[str, dict[str, str]] = {}  # by case: a page's process finds it computed by the one it was forked from


def most_moved(desk: Desk) -> dict[str, str]:
    """For each lever the name of the chart that changes most at the baseline when it moves by a tenth of its range.

    How much a chart changes is the mean change of its numbers, each column by its own spread.
    """
    if desk.case.slug not in _known:
        _known[desk.case.slug] = dict(_pairs(desk))
    return _known[desk.case.slug]


def _pairs(desk: Desk) -> Iterator[tuple[str, str]]:
    still = {view.name: view.rows(_at(desk, desk.sheet.baseline)) for view in desk.shown}
    for lever in desk.levers:
        moved = _moved(desk, lever)
        if moved is not None:
            situation = _at(desk, moved)
            yield lever, max(desk.shown, key=lambda view: _change(view, still[view.name], view.rows(situation))).name


def _moved(desk: Desk, lever: str) -> Any:
    """The baseline with the lever a stride up, or down where up is refused; None where neither is possible."""
    declared, words = desk.declared[lever], desk.levers[lever]
    low, high = words.usual or (declared.minimum, declared.maximum)
    stride = max(1, round(STRIDE * (high - low) / declared.step)) * declared.step
    here = getattr(desk.sheet.baseline, lever)
    for value in (here + stride, here - stride):
        try:
            return desk.read_from(desk.sheet.baseline, {lever: value})
        except ParameterError:
            continue
    return None


def _at(desk: Desk, params: Any) -> Situation:
    everything = frozenset(option.name for option in desk.case.options)
    return Situation(desk.scenario("", params), desk.scenario("", desk.sheet.baseline), loaded=everything)


def _change(view: View, before: Rows, after: Rows) -> float:
    changes = [_column_change(before.get(name, []), rows) for name, rows in after.items()]
    return max(changes, default=0.0)


def _column_change(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> float:
    """The largest mean change of a numeric column, in spreads of that column; of as many rows as both have."""
    changes = [0.0]
    for name in {name for row in after for name, value in row.items() if isinstance(value, float)}:
        pairs = [(a.get(name), b.get(name)) for a, b in zip(before, after, strict=False)]
        numbers = np.array([pair for pair in pairs if all(isinstance(one, int | float) for one in pair)], dtype=float)
        numbers = numbers[np.isfinite(numbers).all(axis=1)] if len(numbers) else numbers
        if len(numbers):
            spread = np.ptp(numbers) or 1.0
            changes.append(float(np.abs(numbers[:, 1] - numbers[:, 0]).mean() / spread))
    return max(changes)
