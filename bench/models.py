"""Part 2: every case's model by itself, against a fixed piece of numpy work done in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np

from bench.statistics import median
from caseroom import casefile, catalogue
from caseroom.analysis import goal_seek, sensitivity, uncertainty
from caseroom.parameters import parameters

REPEATS = 21
QUICK_REPEATS = 3
CORNERS = 6  # the parameters whose ends are combined in the search for the slowest corner
FASTEST = 0.01  # seconds: shorter work is repeated within one measurement

Case = casefile.CaseFile


def measure(quick: bool = False) -> dict[str, dict[str, float]]:
    """Milliseconds by case and task, and each as a multiple of the yardstick's (`..._ratio`)."""
    repeats = QUICK_REPEATS if quick else REPEATS
    unit = milliseconds(yardstick, repeats)
    found = {"yardstick": {"yardstick_ms": unit}}
    for slug in catalogue.slugs():
        case = catalogue.load(slug)
        took = {name: milliseconds(task, repeats) for name, task in tasks(case).items()}
        ratios = {name.replace("_ms", "_ratio"): ms / unit for name, ms in took.items()}
        found[slug] = took | ratios
    return found


def yardstick() -> None:
    """A fixed piece of work of the kind that models do: 100 rounds of a recursion over 10,000 numbers."""
    values = np.linspace(0.1, 1.0, 10_000)
    for k in range(1, 101):
        values = 0.9 * values / (k + values)


def milliseconds(task: Callable[[], object], repeats: int) -> float:
    """Median time of one call; short tasks are called often enough that the clock can tell."""
    began = time.perf_counter()
    task()
    calls = max(1, round(FASTEST / max(time.perf_counter() - began, 1e-7)))
    took = []
    for _ in range(repeats):
        began = time.perf_counter()
        for _ in range(calls):
            task()
        took.append((time.perf_counter() - began) / calls * 1000)
    return median(took)


def tasks(case: Case) -> dict[str, Callable[[], object]]:
    """What a what-if asks of the model, by the name of its figure."""
    model = case.code("model")
    base = model.Params()
    worst = slowest_corner(model)
    every = tuple(declared.name for declared in parameters(model.Params))
    ranges = sensitivity.whole_ranges(base, every)

    def draws() -> object:
        return model.simulate(uncertainty.draw(base, ranges))

    def goals() -> object:
        return [goal_seek.seek(model.simulate, base, aim(goal, base)) for goal in case.goals]

    found: dict[str, Callable[[], object]] = {
        "simulate_ms": lambda: model.simulate(base),
        "simulate_worst_ms": lambda: model.simulate(worst),
        "draws_10000_ms": draws,
    }
    return found | ({"goal_seek_ms": goals} if case.goals else {})


def slowest_corner(model: Any) -> Any:
    """The slowest of the settings that have the first CORNERS parameters at their ends, the others as they are."""
    declared = parameters(model.Params)[:CORNERS]
    base = model.Params()
    corners = [
        replace(base, **{p.name: end for p, end in zip(declared, ends, strict=True)})
        for ends in product(*((p.minimum, p.maximum) for p in declared))
    ]

    def took(params: Any) -> float:
        began = time.perf_counter()
        model.simulate(params)
        return time.perf_counter() - began

    return max(corners, key=lambda corner: min(took(corner) for _ in range(3)))


def aim(goal: casefile.Goal, params: Any) -> goal_seek.Aim:
    """A case's goal as the search takes it."""
    bounds = tuple(
        goal_seek.Bound(limit.outcome, limit.limit(params), limit.at_least is not None) for limit in goal.constraints
    )
    return goal_seek.Aim(goal.minimise or goal.maximise, goal.by, bounds, most=bool(goal.maximise))
