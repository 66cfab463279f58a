"""Work back from a goal: the student says what to reach and which levers may move, the model is searched."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from caseroom.analysis.goal_seek import MOST_LEVERS, SearchResult, seek
from caseroom.authoring import Situation
from caseroom.casefile import Constraint, Goal
from caseroom.decoding import read
from caseroom.panels.goal import GoalPanel
from caseroom.panels.panel import Message, Refused
from caseroom.parameters import read_params
from caseroom.whatif.desk import Desk
from caseroom.whatif.goal_words import answer_words, goal_words
from caseroom.whatif.search import Search, keep


class Seek(Message, frozen=True):
    """`limits` are judged one by one: a page sends what a student typed."""

    goal: str
    by: list[str]
    limits: list[Any]


class GoalSeek:
    """Searches when it is asked to; at a slider's step it only looks whether its answer still holds."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._ = desk, desk._
        self._goals = {goal.id: goal for goal in desk.case.goals}
        self._search: Search | None = None
        self._answer: SearchResult | None = None
        goals = [goal_words(desk, goal) for goal in desk.case.goals]
        self.widget = GoalPanel(desk.lang, goals=goals, most_levers=MOST_LEVERS)
        self.widget.on("seek", self._on_seek, Seek)
        self.widget.on("apply", self._on_apply)
        self.widget.on("commit", self._on_commit)

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
        if now == self._answer.params:
            return "there"
        set_to_it = read_params(self._desk.model.Params, self._answer.best.levers, now)
        return "away" if set_to_it == self._answer.params else "outdated"

    # Messages from the page

    def _on_seek(self, message: Seek, buffers: list[bytes]) -> None:
        if message.goal not in self._goals:
            raise self.widget.not_understood()
        goal = self._goals[message.goal]
        search = Search(goal, self._by(message, goal), self._limits(message, goal))
        self._answer = seek(self._desk.model.simulate, self._desk.sheet.now, search.aim)
        self._search = search
        with self.widget.hold_sync():
            self.widget.answer = answer_words(self._desk, search, self._answer)
            self.widget.stands = self._stands(self._desk.sheet.now)

    def _on_apply(self, message: Message, buffers: list[bytes]) -> None:
        if self._search is None or self._answer is None:
            raise self.widget.not_understood()
        if self._stands(self._desk.sheet.now) == "outdated":
            raise Refused(self._("You have moved other levers since. Search again."))
        keep(self._desk, self._search, self._answer.params)
        self._desk.move(self._answer.params)

    def _on_commit(self, message: Message, buffers: list[bytes]) -> Mapping[str, Any]:
        self._desk.done()
        return {"saved_at": self._desk.save()}

    def _by(self, message: Seek, goal: Goal) -> tuple[str, ...]:
        if set(message.by) - {*goal.by}:
            raise self.widget.not_understood()
        by = tuple(name for name in goal.by if name in message.by or name == goal.minimise or name == goal.maximise)
        if not by:
            raise Refused(self._("Let at least one lever move."))
        if len(by) > MOST_LEVERS:
            raise Refused(self._("At most {most} levers can move at once.").format(most=MOST_LEVERS))
        return by

    def _limits(self, message: Seek, goal: Goal) -> tuple[float, ...]:
        if len(message.limits) != len(goal.constraints):
            raise self.widget.not_understood()
        return tuple(self._limit(*pair) for pair in zip(goal.constraints, message.limits, strict=True))

    def _limit(self, constraint: Constraint, value: object) -> float:
        """The limit a student typed. Refused for what the outcome can never be."""
        outcome = next(o for o in self._desk.case.outcomes if o.name == constraint.outcome)
        label = outcome.label.text(self._desk.lang)
        given = read(value, float)
        number = math.nan if given is None else given
        if outcome.format == "percent" and not 0 <= number <= 1:
            sentence = self._("“{label}” needs a number from {minimum} to {maximum}.")
            raise Refused(sentence.format(label=label, minimum="0%", maximum="100%"))
        if not math.isfinite(number):
            raise Refused(self._("“{label}” needs a number.").format(label=label))
        return number
