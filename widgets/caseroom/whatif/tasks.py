"""What the case asks the student to try: cards beside the levers, ticked off as it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from caseroom.authoring.views import Situation
from caseroom.casefile import Task
from caseroom.decoding import read
from caseroom.panels.panel import Message
from caseroom.panels.tasks import TasksPanel
from caseroom.whatif.desk import Desk
from caseroom.whatif.task_rules import is_done, is_own
from caseroom.whatif.task_words import TaskWords

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
        self._desk, self._tasks, self._words = desk, desk.case.tasks, TaskWords(desk)
        kept = read(desk.sheet.parts.get(KEY), list[int]) or []
        self._done = {place for place in kept if 0 <= place < len(self._tasks)}
        cards = [
            {
                "title": task.title.text(desk.lang),
                "text": task.text.text(desk.lang),
                "seen": task.seen.text(desk.lang),
                "own": is_own(task),
                "if_time": task.if_time,
                "places": self._words.places(task),
            }
            for task in self._tasks
        ]
        self.widget = TasksPanel(desk.lang, tasks=cards, done=sorted(self._done))
        self.widget.on("tick", self._on_tick, Tick)
        self.widget.on("begin", self._on_begin, Begin)
        self.widget.on("commit", self._on_commit)

    def update(self, situation: Situation) -> None:
        self._keep(self._done | {n for n, task in enumerate(self._tasks) if is_done(self._desk, task, situation)})

        def of_each(say: Callable[[Task, Situation], str]) -> list[str]:
            return ["" if n in self._done else say(task, situation) for n, task in enumerate(self._tasks)]

        self.widget.progress = of_each(self._words.progress)
        self.widget.begin = of_each(self._words.way_there)
        self.widget.in_short = of_each(self._words.in_short)

    def _on_tick(self, message: Tick, buffers: list[bytes]) -> None:
        if not (0 <= message.task < len(self._tasks) and is_own(self._tasks[message.task])):
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
