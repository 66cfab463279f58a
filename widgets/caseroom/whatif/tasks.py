"""What the case asks the student to try: cards beside the levers, ticked off as it is done."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any

from caseroom.authoring.views import Scenario, Situation
from caseroom.casefile import Constraint, Task
from caseroom.decoding import read
from caseroom.i18n import translator
from caseroom.panels.panel import Message
from caseroom.panels.tasks import TasksPanel
from caseroom.whatif.desk import Desk

KEY = "tasks"


class Tick(Message, frozen=True):
    """`task` is the place of one, from 0; `done` whether it is."""

    task: int
    done: bool


class Begin(Message, frozen=True):
    """`task` is the place of one, from 0."""

    task: int


class Tasks:
    """What is done stays done: moving on does not undo it."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._tasks = desk, desk.case.tasks
        self._ = translator(desk.lang)
        kept = read(desk.sheet.parts.get(KEY), list[int]) or []
        self._done = {place for place in kept if 0 <= place < len(self._tasks)}
        words = [
            {
                "title": task.title.text(desk.lang),
                "text": task.text.text(desk.lang),
                "seen": task.seen.text(desk.lang),
                "own": _is_own(task),
                "if_time": task.if_time,
                "places": self._places(task),
            }
            for task in self._tasks
        ]
        self.widget = TasksPanel(desk.lang, tasks=words, done=sorted(self._done))
        self.widget.on("tick", self._on_tick, Tick)
        self.widget.on("begin", self._on_begin, Begin)
        self.widget.on("commit", self._on_commit)

    def update(self, situation: Situation) -> None:
        self._keep(self._done | {n for n, task in enumerate(self._tasks) if self._is_done(task, situation)})
        joined = self._desk.language.joined
        self.widget.progress = [
            "" if n in self._done else joined(self._progress(task, situation)) for n, task in enumerate(self._tasks)
        ]
        self.widget.begin = [
            "" if n in self._done else self._way_there(task, situation) for n, task in enumerate(self._tasks)
        ]
        self.widget.in_short = [
            "" if n in self._done else " · ".join(self._in_short(task, situation)) for n, task in enumerate(self._tasks)
        ]

    def _places(self, task: Task) -> list[dict[str, str]]:
        """What the text sends a reader to, by the name it has there: {place, name, title}, one tap away."""
        said = task.text.text(self._desk.lang)
        at = [(said.find(self._("“{title}”").format(title=view.called)), view) for view in self._desk.shown]
        charts = [
            {"place": "chart", "name": view.name, "title": view.called}
            for place, view in sorted(at, key=itemgetter(0))
            if place >= 0
        ]
        more = self._("What they mean, and more outcomes")
        outcomes = [{"place": "outcomes", "name": "", "title": more}] if more in said else []
        compared = [{"place": "scenarios", "name": "", "title": self._("Scenarios")}] if task.pins else []
        return [*charts, *outcomes, *compared]

    def _in_short(self, task: Task, situation: Situation) -> Iterator[str]:
        """What can be counted of how far a task is."""
        if task.loaded:
            n = len(set(task.loaded) & situation.loaded)
            yield self._("options {n}/{count}").format(n=n, count=len(task.loaded))
        if task.pins:
            n = min(len(situation.pinned), task.pins)
            yield self._("pinned {n}/{count}").format(n=n, count=task.pins)
        if task.each:
            n = len(set(task.each) & self._desk.sheet.ever_moved())
            yield self._("levers {n}/{count}").format(n=n, count=len(task.each))
        if self._is_astray(task, situation):
            yield self._("reset all first")

    def _progress(self, task: Task, situation: Situation) -> Iterator[str]:
        """How far a task is that the engine ticks, so that nobody waits for a tick without knowing what for."""

        def listed(names: Iterable[str]) -> str:
            return self._desk.language.listed(self._("“{title}”").format(title=name) for name in names)

        options = self._desk.case.option_labels(self._desk.lang)
        levers = (*task.moved, *task.also)
        if levers:
            way = self._way(task, {*levers}, situation)
            yield way.format(option=options.get(task.start, ""), levers=listed(map(self._label, levers)))
            yield from self._still_to_set(task, situation)
            least, most = (
                self._("“{outcome}” has to be {limit} or more."),
                self._("“{outcome}” has to be {limit} or less."),
            )
            if task.holding:
                yield self._bound(task.holding, situation, least, most)
            least, most = (
                self._("Go on until “{outcome}” is {limit} or more."),
                self._("Go on until “{outcome}” is {limit} or less."),
            )
            if task.until:
                yield self._bound(task.until, situation, least, most)
        if task.each:
            moved = self._desk.sheet.ever_moved()
            still = [name for name in task.each if name not in moved]
            if still:
                yield self._(
                    "Still to set: {levers}. One that shall stay where it is: move it and put it back."
                ).format(levers=listed(map(self._label, still)))
        if task.loaded:
            waiting = [name for name in task.loaded if name not in situation.loaded]
            n, count = len(task.loaded) - len(waiting), len(task.loaded)
            yield self._("Options loaded: {n} of {count}.").format(n=n, count=count)
            if n and waiting:
                yield self._("Still to load: {options}.").format(options=listed(options[name] for name in waiting))
        if task.pins:
            n = min(len(situation.pinned), task.pins)
            yield self._("Scenarios pinned: {n} of {count}.").format(n=n, count=task.pins)

    def _way(self, task: Task, levers: set[str], situation: Situation) -> str:
        """From where the levers stand to where the task begins, as a sentence with places for {option} and {levers}."""
        if not self._is_elsewhere(task, situation):
            return self._("Move only: {levers}.")
        if not task.start:
            return self._("Other levers have left the baseline too. Press “Reset all”, then move only: {levers}.")
        if self._is_astray(task, situation):
            return self._("Press “Reset all”, load “{option}”, then move only: {levers}.")
        return self._("Load “{option}”, then move only: {levers}.")

    def _way_there(self, task: Task, situation: Situation) -> str:
        """The same as one press, "" where the levers stand there already."""
        if not self._is_elsewhere(task, situation):
            return ""
        if not task.start:
            return self._("Reset all")
        astray = self._is_astray(task, situation)
        way = self._("Reset all and load “{option}”") if astray else self._("Load “{option}”")
        return way.format(option=self._desk.case.option_labels(self._desk.lang)[task.start])

    def _is_elsewhere(self, task: Task, situation: Situation) -> bool:
        """Whether a lever that is not the task's stands elsewhere than the task begins."""
        levers = {*task.moved, *task.also}
        return bool(levers) and bool(self._desk.away(situation.now.params, task.start) - levers)

    def _is_astray(self, task: Task, situation: Situation) -> bool:
        """Whether to load the option would not be enough."""
        if not self._is_elsewhere(task, situation):
            return False
        loaded = self._desk.with_option(task.start) if task.start else None
        return not task.start or (
            loaded is not None and bool(self._desk.away(loaded, task.start) - {*task.moved, *task.also})
        )

    def _label(self, lever: str) -> str:
        return self._desk.levers[lever].label.text(self._desk.lang)

    def _still_to_set(self, task: Task, situation: Situation) -> Iterator[str]:
        """Where levers have to stand that do not stand there yet."""
        one = self._("“{lever}” to {value}")
        still = [
            one.format(lever=self._label(name), value=self._desk.lever_value(self._desk.levers[name], value))
            for name, value in task.at.items()
            if not _stands_at(situation.now.params, name, value)
        ]
        if still:
            yield self._("Still to set: {levers}.").format(levers=self._desk.language.listed(still))

    def _bound(self, bound: Constraint, situation: Situation, least: str, most: str) -> str:
        at = next(each for each in self._desk.case.outcomes if each.name == bound.outcome)
        limit = self._desk.outcome_value(at, bound.limit(situation.now.params))
        sentence = least if bound.at_least is not None else most
        return sentence.format(outcome=at.label.text(self._desk.lang), limit=limit)

    def _is_moved(self, task: Task, situation: Situation) -> bool:
        away = self._desk.away(situation.now.params, task.start)
        return bool(away) and set(task.moved) <= away <= {*task.moved, *task.also}

    def _is_done(self, task: Task, situation: Situation) -> bool:
        if _is_own(task):
            return False
        return (
            (not task.moved or self._is_moved(task, situation))
            and all(_stands_at(situation.now.params, *place) for place in task.at.items())
            and set(task.each) <= self._desk.sheet.ever_moved()
            and all(_is_within(bound, situation.now) for bound in (task.until, task.holding) if bound)
            and set(task.loaded) <= situation.loaded
            and len(situation.pinned) >= task.pins
        )

    def _on_tick(self, message: Tick, buffers: list[bytes]) -> None:
        if not (0 <= message.task < len(self._tasks) and _is_own(self._tasks[message.task])):
            raise self.widget.not_understood()
        self._keep(self._done | {message.task} if message.done else self._done - {message.task})

    def _on_begin(self, message: Begin, buffers: list[bytes]) -> None:
        if not 0 <= message.task < len(self._tasks):
            raise self.widget.not_understood()
        self._desk.move(self._desk.beginning(self._tasks[message.task].start))

    def _on_commit(self, message: Message, buffers: list[bytes]) -> Mapping[str, Any]:
        return {"saved_at": self._desk.save()}

    def _keep(self, done: set[int]) -> None:
        self._done = done
        if done or KEY in self._desk.sheet.parts:
            self._desk.sheet.parts[KEY] = sorted(done)
        self.widget.done = sorted(done)


def _is_within(bound: Constraint, now: Scenario) -> bool:
    value, limit = getattr(now.outcomes, bound.outcome), bound.limit(now.params)
    return bool(value >= limit if bound.at_least is not None else value <= limit)


def _stands_at(params: Any, lever: str, value: float) -> bool:
    return math.isclose(getattr(params, lever), value, abs_tol=1e-9)


def _is_own(task: Task) -> bool:
    """Whether only the student can say that it is done."""
    return not (task.moved or task.each or task.loaded or task.pins)
