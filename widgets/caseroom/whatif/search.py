"""A goal as a student asked for it, and how it is kept with the worksheet once its answer was taken."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import msgspec

from caseroom.analysis.goal_seek import Aim, Bound
from caseroom.casefile import Goal
from caseroom.decoding import salvage
from caseroom.whatif.desk import Desk

KEY = "goal"


@dataclass(frozen=True)
class Search:
    """The levers that may move, and a limit for each constraint."""

    goal: Goal
    by: tuple[str, ...]
    limits: tuple[float, ...]

    @property
    def aim(self) -> Aim:
        bounds = [
            Bound(constraint.outcome, limit, constraint.at_least is not None)
            for constraint, limit in zip(self.goal.constraints, self.limits, strict=True)
        ]
        return Aim(self.goal.minimise or self.goal.maximise, self.by, tuple(bounds), bool(self.goal.maximise))


class KeptSearch(msgspec.Struct):
    """`levers`: what was found, as the worksheet keeps a setting."""

    goal: str
    by: list[str]
    limits: list[float]
    levers: dict[str, Any]


def keep(desk: Desk, search: Search, params: Any) -> None:
    """Keep the search and what it found; the desk is saved when the page asks for it."""
    levers = desk.sheet.differences(params)
    kept = KeptSearch(search.goal.id, list(search.by), list(search.limits), levers)
    desk.sheet.parts[KEY] = msgspec.to_builtins(kept)


def kept_search(desk: Desk) -> tuple[Search, Any] | None:
    """The search whose answer was last taken, and the levers it found; None for what makes no sense (any more)."""
    kept = salvage(desk.sheet.parts.get(KEY), KeptSearch)
    goal = next((goal for goal in desk.case.goals if kept and goal.id == kept.goal), None)
    params = desk.sheet.read(kept.levers) if kept else None
    if kept is None or goal is None or params is None:
        return None
    by = tuple(name for name in goal.by if name in kept.by)
    limits = tuple(limit for limit in kept.limits if math.isfinite(limit))
    return (Search(goal, by, limits), params) if by and len(limits) == len(goal.constraints) else None
