"""Work back from a goal: the student says what to reach and which levers may move, the model is searched."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real
from typing import Any

from caseroom.analysis.goal_seek import MOST_LEVERS, Aim, Bound, SearchResult, Setting, seek
from caseroom.casefile import Constraint, Goal
from caseroom.models.parameters import read_params
from caseroom.panels.goal import GoalPanel
from caseroom.panels.panel import Message, Refused
from caseroom.views import Situation
from caseroom.whatif.desk import Desk
from caseroom.whatif.part import listen

KEY = "goal"


@dataclass(frozen=True)
class Search:
    """A goal as the student asked for it: the levers that may move, and a limit for each constraint."""

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


class GoalSeek:
    """Searches when it is asked to; at a slider's step it only looks whether its answer still holds."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._ = desk, desk._
        self._goals = {goal.id: goal for goal in desk.case.goals}
        self._search: Search | None = None
        self._answer: SearchResult | None = None
        goals = [self._goal_words(goal) for goal in desk.case.goals]
        self.widget = GoalPanel(desk.lang, goals=goals, most_levers=MOST_LEVERS)
        listen(self.widget, seek=self._on_seek, apply=self._on_apply, commit=self._on_commit)

    def update(self, situation: Situation) -> None:
        now = situation.now.params
        with self.widget.hold_sync():
            self.widget.limits = {
                goal.id: [constraint.limit(now) for constraint in goal.constraints] for goal in self._goals.values()
            }
            self.widget.stands = self._stands(now)

    def _stands(self, now: Any) -> str:
        """Whether the levers are "there", at what was found, still "away" from it, or it no longer "holds"."""
        if self._answer is None:
            return ""
        found = self._answer.params
        if now == found:
            return "there"
        return "away" if self._with_found(now) == found else "outdated"

    def _with_found(self, now: Any) -> Any:
        assert self._answer is not None
        return read_params(self._desk.model.Params, self._answer.best.levers, now)

    # Messages from the page

    def _on_seek(self, message: Message, buffers: list[bytes]) -> None:
        goal = self._goal_in(message)
        search = Search(goal, self._by_in(message, goal), self._limits_in(message, goal))
        self._answer = seek(self._desk.model.simulate, self._desk.sheet.now, search.aim)
        self._search = search
        with self.widget.hold_sync():
            self.widget.answer = answer_words(self._desk, search, self._answer)
            self.widget.stands = self._stands(self._desk.sheet.now)

    def _on_apply(self, message: Message, buffers: list[bytes]) -> None:
        if self._search is None or self._answer is None:
            raise self._desk.not_understood()
        if self._stands(self._desk.sheet.now) == "outdated":
            raise Refused(self._("You have moved other levers since. Search again."))
        self._desk.sheet.parts[KEY] = {
            "goal": self._search.goal.id,
            "by": list(self._search.by),
            "limits": list(self._search.limits),
            "levers": self._desk.sheet.differences(self._answer.params),
        }
        self._desk.move(self._answer.params)

    def _on_commit(self, message: Message, buffers: list[bytes]) -> Mapping[str, Any]:
        self._desk.done()
        return {"saved_at": self._desk.save()}

    def _goal_in(self, message: Message) -> Goal:
        name = message.get("goal")
        if not isinstance(name, str) or name not in self._goals:
            raise self._desk.not_understood()
        return self._goals[name]

    def _by_in(self, message: Message, goal: Goal) -> tuple[str, ...]:
        asked = message.get("by")
        if not isinstance(asked, list) or not all(isinstance(name, str) for name in asked) or set(asked) - {*goal.by}:
            raise self._desk.not_understood()
        by = tuple(name for name in goal.by if name in asked or name == goal.minimise or name == goal.maximise)
        if not by:
            raise Refused(self._("Let at least one lever move."))
        if len(by) > MOST_LEVERS:
            raise Refused(self._("At most {most} levers can move at once.").format(most=MOST_LEVERS))
        return by

    def _limits_in(self, message: Message, goal: Goal) -> tuple[float, ...]:
        asked = message.get("limits")
        if not isinstance(asked, list) or len(asked) != len(goal.constraints):
            raise self._desk.not_understood()
        return tuple(self._limit(*pair) for pair in zip(goal.constraints, asked, strict=True))

    def _limit(self, constraint: Constraint, value: object) -> float:
        """The limit a student typed. Refused for what the outcome can never be."""
        outcome = next(o for o in self._desk.case.outcomes if o.name == constraint.outcome)
        label = outcome.label.text(self._desk.lang)
        number = float(value) if isinstance(value, Real) and not isinstance(value, bool) else math.nan
        if outcome.format == "percent" and not 0 <= number <= 1:
            sentence = self._("“{label}” needs a number from {minimum} to {maximum}.")
            raise Refused(sentence.format(label=label, minimum="0%", maximum="100%"))
        if not math.isfinite(number):
            raise Refused(self._("“{label}” needs a number.").format(label=label))
        return number

    def _goal_words(self, goal: Goal) -> dict[str, Any]:
        lang, outcomes = self._desk.lang, {outcome.name: outcome for outcome in self._desk.case.outcomes}
        return {
            "id": goal.id,
            "label": goal.label.text(lang),
            "note": goal.note.text(lang) if goal.note else "",
            "by": [
                {
                    "name": name,
                    "label": self._desk.levers[name].label.text(lang),
                    "fixed": name in (goal.minimise, goal.maximise) or len(goal.by) == 1,
                }
                for name in goal.by
            ],
            "constraints": [
                {
                    "label": outcomes[constraint.outcome].label.text(lang),
                    "at_least": constraint.at_least is not None,
                    "unit": outcomes[constraint.outcome].unit.text(lang),
                    "format": outcomes[constraint.outcome].format,
                    "step": 0.01,
                }
                for constraint in goal.constraints
            ],
        }


# The answer in words


def answer_words(desk: Desk, search: Search, answer: SearchResult) -> dict[str, Any]:
    """What GoalPanel shows as its answer."""
    found, bounded = _found(desk, search, answer.best), _bounded(desk, search, answer.best)
    kept = zip(limit_words(desk, search), bounded, strict=True)
    return {
        "goal": search.goal.id,
        "met": answer.met,
        "found": [{"label": label, "value": value} for label, value in found],
        "kept": [
            {"text": text, "value": value, "met": n not in answer.best.missed}
            for n, (text, (_, value)) in enumerate(kept)
        ],
        "remarks": [*_binding(desk, search, answer), *_at_end(desk, answer), _how_sought(desk, answer)],
        "columns": [label for label, _ in (*found, *bounded)],
        "rows": [
            {
                "cells": [value for _, value in (*_found(desk, search, one), *_bounded(desk, search, one))],
                "missed": [len(found) + n for n in one.missed],
                "best": one == answer.best,
            }
            for one in answer.near
        ],
    }


def limit_words(desk: Desk, search: Search) -> list[str]:
    """Each constraint: "Connected at least 95%"."""
    outcomes = {outcome.name: outcome for outcome in desk.case.outcomes}
    return [
        (
            desk._("{outcome} at least {limit}")
            if constraint.at_least is not None
            else desk._("{outcome} at most {limit}")
        ).format(
            outcome=outcomes[constraint.outcome].label.text(desk.lang),
            limit=desk.outcome_value(outcomes[constraint.outcome], limit),
        )
        for constraint, limit in zip(search.goal.constraints, search.limits, strict=True)
    ]


def _found(desk: Desk, search: Search, setting: Setting) -> list[tuple[str, str]]:
    """(label, value with unit) of the levers that may move, and of the outcome that is sought."""
    levers = [desk.levers[name] for name in search.by]
    sought = [outcome for outcome in desk.case.outcomes if outcome.name == search.aim.sought]
    return [
        *((lever.label.text(desk.lang), desk.lever_value(lever, setting.levers[lever.name])) for lever in levers),
        *((outcome.label.text(desk.lang), desk.outcome_value(outcome, setting.sought)) for outcome in sought),
    ]


def _bounded(desk: Desk, search: Search, setting: Setting) -> list[tuple[str, str]]:
    """(label, value with unit) of the outcomes that have a limit."""
    outcomes = {outcome.name: outcome for outcome in desk.case.outcomes}
    bound = [outcomes[constraint.outcome] for constraint in search.goal.constraints]
    return [
        (outcome.label.text(desk.lang), desk.outcome_value(outcome, value))
        for outcome, value in zip(bound, setting.bounded, strict=True)
    ]


def _binding(desk: Desk, search: Search, answer: SearchResult) -> list[str]:
    names = [limit_words(desk, search)[n] for n in answer.binding]
    if not names:
        return []
    sentence = (
        desk._("What holds it back: {limits}. One step better in the goal would break that.")
        if answer.met
        else desk._("Out of reach for these levers, with everything else as it stands: {limits}.")
    )
    return [sentence.format(limits=desk.language.listed(names))]


def _at_end(desk: Desk, answer: SearchResult) -> list[str]:
    if not answer.at_end:
        return []
    sentence = (
        desk._("At the end of the range: {levers}. The model sees no price in going that far; look for one.")
        if answer.met
        else desk._("At the end of the range: {levers}.")
    )
    names = desk.language.listed(desk.levers[name].label.text(desk.lang) for name in answer.at_end)
    return [sentence.format(levers=names)]


def _how_sought(desk: Desk, answer: SearchResult) -> str:
    sentence = (
        desk._("All {count} settings were tried.")
        if answer.all_tried
        else desk._(
            "{count} settings were tried, on a grid that gets finer towards the best. "
            "No setting one step away is better."
        )
    )
    return sentence.format(count=f"{answer.tried:,}")


# What the memo tells


@dataclass(frozen=True)
class Reached:
    """A goal in readable words, its limits, and (label, value with unit) of the levers that were found."""

    goal: str
    limits: tuple[str, ...]
    levers: tuple[tuple[str, str], ...]


def reached(desk: Desk) -> Reached | None:
    """The goal whose answer was last taken, while the levers or a pin still stand there."""
    kept = desk.sheet.parts.get(KEY)
    search = _read(desk, kept) if isinstance(kept, dict) else None
    found = desk.sheet.read(kept.get("levers")) if isinstance(kept, dict) else None
    if search is None or found not in (desk.sheet.now, *(pin.params for pin in desk.sheet.pins)):
        return None
    levers = [desk.levers[name] for name in search.by]
    return Reached(
        search.goal.label.text(desk.lang),
        tuple(limit_words(desk, search)),
        tuple((lever.label.text(desk.lang), desk.lever_value(lever, getattr(found, lever.name))) for lever in levers),
    )


def _read(desk: Desk, kept: dict[str, Any]) -> Search | None:
    goal = next((goal for goal in desk.case.goals if goal.id == kept.get("goal")), None)
    by, limits = kept.get("by"), kept.get("limits")
    if goal is None or not isinstance(by, list) or not isinstance(limits, list):
        return None
    numbers = [float(limit) for limit in limits if isinstance(limit, int | float) and math.isfinite(limit)]
    names = [name for name in goal.by if name in by]
    if not names or len(numbers) != len(goal.constraints):
        return None
    return Search(goal, tuple(names), tuple(numbers))
