"""Whether a task of the what-if has been done, and where its levers still have to go."""

from __future__ import annotations

import math
from typing import Any

from caseroom.authoring.views import Scenario, Situation
from caseroom.casefile import Constraint, Task
from caseroom.whatif.desk import Desk


def is_own(task: Task) -> bool:
    """Whether only the student can say that it is done."""
    return not (task.moved or task.each or task.loaded or task.pins)


def is_done(desk: Desk, task: Task, situation: Situation) -> bool:
    """Whether all that the task asks for has been done; never of one that only the student can tell of."""
    if is_own(task):
        return False
    return (
        (not task.moved or _is_moved(desk, task, situation))
        and all(stands_at(situation, *place) for place in task.at.items())
        and not still_to_move(desk, task)
        and all(_is_within(bound, situation.now) for bound in (task.until, task.holding) if bound)
        and set(task.loaded) <= situation.loaded
        and len(situation.pinned) >= task.pins
    )


def is_elsewhere(desk: Desk, task: Task, situation: Situation) -> bool:
    """Whether a lever that is not the task's stands elsewhere than the task begins."""
    levers = {*task.moved, *task.also}
    return bool(levers) and bool(desk.away(situation.now.params, task.start) - levers)


def is_astray(desk: Desk, task: Task, situation: Situation) -> bool:
    """Whether to load the option that the task begins at would not be enough."""
    if not is_elsewhere(desk, task, situation):
        return False
    loaded = desk.with_option(task.start) if task.start else None
    return not task.start or (loaded is not None and bool(desk.away(loaded, task.start) - {*task.moved, *task.also}))


def still_to_move(desk: Desk, task: Task) -> list[str]:
    """Of the levers that are all to be moved once those that have not been."""
    moved = desk.sheet.ever_moved()
    return [name for name in task.each if name not in moved]


def stands_at(situation: Situation, lever: str, value: float) -> bool:
    return math.isclose(getattr(situation.now.params, lever), value, abs_tol=1e-9)


def _is_moved(desk: Desk, task: Task, situation: Situation) -> bool:
    away = desk.away(situation.now.params, task.start)
    return bool(away) and set(task.moved) <= away <= {*task.moved, *task.also}


def _is_within(bound: Constraint, now: Scenario) -> bool:
    value: Any = getattr(now.outcomes, bound.outcome)
    limit = bound.limit(now.params)
    return bool(value >= limit if bound.at_least is not None else value <= limit)
