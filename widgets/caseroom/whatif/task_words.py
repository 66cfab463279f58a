"""What is said of a task beside its text: what is still to be done, the way to where it begins, and what it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter

from caseroom.authoring.views import Situation
from caseroom.casefile import Constraint, Task
from caseroom.i18n import translator
from caseroom.whatif import task_rules as rules
from caseroom.whatif.desk import Desk


class TaskWords:
    """Sentences in the desk's language; none of them ticks anything."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ = translator(desk.lang)
        self._options = desk.case.option_labels(desk.lang)

    def places(self, task: Task) -> list[dict[str, str]]:
        """What the text sends a reader to, by the name it has there: {place, name, title}, one tap away."""
        said = task.text.text(self._desk.lang)
        at = [(said.find(self._quoted(view.called)), view) for view in self._desk.shown]
        charts = [
            {"place": "chart", "name": view.name, "title": view.called}
            for place, view in sorted(at, key=itemgetter(0))
            if place >= 0
        ]
        more = self._("What they mean, and more outcomes")
        outcomes = [{"place": "outcomes", "name": "", "title": more}] if more in said else []
        compared = [{"place": "scenarios", "name": "", "title": self._("Scenarios")}] if task.pins else []
        return [*charts, *outcomes, *compared]

    def in_short(self, task: Task, situation: Situation) -> str:
        """What can be counted of how far a task is."""
        return " · ".join(self._counts(task, situation))

    def progress(self, task: Task, situation: Situation) -> str:
        """How far a task is that the engine ticks, so that nobody waits for a tick without knowing what for."""
        told = (*self._of_levers(task, situation), *self._of_each(task), *self._of_scenarios(task, situation))
        return self._desk.language.joined(told)

    def way_there(self, task: Task, situation: Situation) -> str:
        """The press that brings the levers to where the task begins; "" where they stand there."""
        if not rules.is_elsewhere(self._desk, task, situation):
            return ""
        if not task.start:
            return self._("Reset all")
        astray = rules.is_astray(self._desk, task, situation)
        way = self._("Reset all and load “{option}”") if astray else self._("Load “{option}”")
        return way.format(option=self._options[task.start])

    def _counts(self, task: Task, situation: Situation) -> Iterator[str]:
        if task.loaded:
            n = len(set(task.loaded) & situation.loaded)
            yield self._("options {n}/{count}").format(n=n, count=len(task.loaded))
        if task.pins:
            n = min(len(situation.pinned), task.pins)
            yield self._("pinned {n}/{count}").format(n=n, count=task.pins)
        if task.each:
            n = len(task.each) - len(rules.still_to_move(self._desk, task))
            yield self._("levers {n}/{count}").format(n=n, count=len(task.each))
        if rules.is_astray(self._desk, task, situation):
            yield self._("reset all first")

    def _of_levers(self, task: Task, situation: Situation) -> Iterator[str]:
        levers = (*task.moved, *task.also)
        if not levers:
            return
        way = self._way(task, situation)
        yield way.format(option=self._options.get(task.start, ""), levers=self._listed(map(self._label, levers)))
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

    def _of_each(self, task: Task) -> Iterator[str]:
        if still := rules.still_to_move(self._desk, task):
            sentence = self._("Still to set: {levers}. One that shall stay where it is: move it and put it back.")
            yield sentence.format(levers=self._listed(map(self._label, still)))

    def _of_scenarios(self, task: Task, situation: Situation) -> Iterator[str]:
        if task.loaded:
            waiting = [name for name in task.loaded if name not in situation.loaded]
            n, count = len(task.loaded) - len(waiting), len(task.loaded)
            yield self._("Options loaded: {n} of {count}.").format(n=n, count=count)
            if n and waiting:
                options = self._listed(self._options[name] for name in waiting)
                yield self._("Still to load: {options}.").format(options=options)
        if task.pins:
            n = min(len(situation.pinned), task.pins)
            yield self._("Scenarios pinned: {n} of {count}.").format(n=n, count=task.pins)

    def _way(self, task: Task, situation: Situation) -> str:
        """From where the levers stand to where the task begins, as a sentence with places for {option} and {levers}."""
        if not rules.is_elsewhere(self._desk, task, situation):
            return self._("Move only: {levers}.")
        if not task.start:
            return self._("Other levers have left the baseline too. Press “Reset all”, then move only: {levers}.")
        if rules.is_astray(self._desk, task, situation):
            return self._("Press “Reset all”, load “{option}”, then move only: {levers}.")
        return self._("Load “{option}”, then move only: {levers}.")

    def _still_to_set(self, task: Task, situation: Situation) -> Iterator[str]:
        """Where levers have to stand that do not stand there yet."""
        one = self._("“{lever}” to {value}")
        still = [
            one.format(lever=self._label(name), value=self._desk.lever_value(self._desk.levers[name], value))
            for name, value in task.at.items()
            if not rules.stands_at(situation, name, value)
        ]
        if still:
            yield self._("Still to set: {levers}.").format(levers=self._desk.language.listed(still))

    def _bound(self, bound: Constraint, situation: Situation, least: str, most: str) -> str:
        at = next(each for each in self._desk.case.outcomes if each.name == bound.outcome)
        limit = self._desk.outcome_value(at, bound.limit(situation.now.params))
        sentence = least if bound.at_least is not None else most
        return sentence.format(outcome=at.label.text(self._desk.lang), limit=limit)

    def _label(self, lever: str) -> str:
        return self._desk.levers[lever].label.text(self._desk.lang)

    def _quoted(self, title: str) -> str:
        return self._("“{title}”").format(title=title)

    def _listed(self, names: Iterable[str]) -> str:
        return self._desk.language.listed(map(self._quoted, names))
