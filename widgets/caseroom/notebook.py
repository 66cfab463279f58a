"""The vocabulary of a notebook: `case = open_case("<slug>", lang="en")`, then `case.ask(...)`, `case.what_if()`."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any

import ipywidgets
from IPython import get_ipython

from caseroom import casefile, catalogue
from caseroom.authoring.guesses import Guessed
from caseroom.casefile.keys import OPENED, WHAT_IF
from caseroom.client import Client, NotSaved, connect
from caseroom.closing import Rerank
from caseroom.debrief import debrief_panels, often_said
from caseroom.exercises import Exercise
from caseroom.explore import Explore
from caseroom.formats import UNKNOWN
from caseroom.gate import Gate
from caseroom.i18n import language, translator
from caseroom.journey import Journey
from caseroom.panels.memo import MemoPanel
from caseroom.panels.notice import NoticePanel, Until
from caseroom.panels.overview import OverviewPanel
from caseroom.panels.panel import NOT_SAVED_WORDS
from caseroom.takeaway import Parts, Takeaway
from caseroom.whatif import WhatIf
from caseroom.worksheet import Worksheet


def open_case(slug: str, lang: str = "en") -> Case:
    """The case named `slug`, with this visitor's earlier work. CaseError: there is none, or it has mistakes."""
    case = catalogue.load(slug)
    casefile.check(case)
    _show_no_inf()
    return Case(case, lang, connect(slug))


def _show_no_inf() -> None:
    """A table of a cell has a dash where the model has no number, as the panels have."""
    shell = get_ipython()
    if shell and shell.display_formatter:
        forms = shell.display_formatter.formatters["text/html"]
        for module in ("pandas", "pandas.core.frame"):  # where different versions say that it is from
            forms.for_type_by_name(module, "DataFrame", _without_inf)


def _without_inf(table: Any) -> str | None:
    html: str | None = table._repr_html_()
    return html and re.sub(r"<td>-?inf</td>", f"<td>{UNKNOWN}</td>", html)


class Case:
    """One student's way through one case; each method shows a part of it."""

    def __init__(self, case: casefile.CaseFile, lang: str, client: Client) -> None:
        self.file, self.lang, self.client = case, lang, client
        self.model = case.code("model")
        self._ = translator(lang)
        self._gates: list[Gate] = []
        self._notices: list[tuple[NoticePanel, str]] = []  # each with its sentence
        self._exercises: dict[str, Exercise] = {}
        self._is_decided_here = False  # the notebook asks for the decision
        self._is_taken_here = False  # the notebook ends with the memo
        self._trouble = ""
        try:
            self.state: dict[str, Any] = client.load()
        except NotSaved as failure:
            self.state, self._trouble = {}, self._(NOT_SAVED_WORDS[failure.reason])
        self._opened = frozenset(self.state.get(OPENED, ()))
        self._levers_used = Worksheet(self.model.Params, self.state.get(WHAT_IF)).used

    def _repr_mimebundle_(self, **options: Any) -> Any:
        overview = OverviewPanel(self.file, self.lang, Journey(self.file, self.client, self.state).keep)
        trouble = [NoticePanel(self.lang, self._trouble, "warning")] if self._trouble else []
        return ipywidgets.VBox([*trouble, overview])._repr_mimebundle_(**options)

    def ask(self, question_id: str) -> ipywidgets.Widget:
        """One question, with what this visitor has answered. KeyError for one the case does not have."""
        return self.exercise(question_id).panel

    def exercise(self, question_id: str) -> Exercise:
        """The question's state, the same object at every call."""
        if question_id not in self._exercises:
            question = self.file.question(question_id)
            exercise = Exercise(question, self.model, self.lang, self.client, self.state, self._explained)
            exercise.on_done(self._look)
            self._exercises[question_id] = exercise
        return self._exercises[question_id]

    def explore(self) -> ipywidgets.Widget:
        """The case's data, and a log of the student's own."""
        return self._gate(
            "predict",
            self._predicted,
            "Lock in your predictions first: then the data open.",
            lambda: self._explore.widget,
        )

    def what_if(self) -> ipywidgets.Widget:
        """Levers, outcomes, charts and pinned scenarios."""
        return self._gate(
            "predict",
            self._predicted,
            "Lock in your predictions first: then the levers are yours.",
            lambda: self._what_if.widget,
        )

    def relationship(self) -> ipywidgets.Widget:
        """Which public relationship this is, and who is vulnerable in it."""
        return ipywidgets.VBox([self.ask("relationship"), self.ask("vulnerable")])

    def rerank(self) -> ipywidgets.Widget:
        """The options by the student's own weights, set blind, and by those of two doctrines."""
        return self._gate(
            "predict",
            self._predicted,
            "Lock in your predictions first: then the options can be weighed.",
            lambda: self._rerank.panel,
        )

    def decide(self) -> ipywidgets.Widget:
        """The question that all of this leads to, and in it what the student has pinned."""
        self._is_decided_here = True
        self._what_if.on_pinned(self._show_kept)
        self._show_kept()
        for name in self._decision.rests_on:
            self.exercise(name).panel.observe(lambda _: self._show_open(), "state")
        self._show_open()
        return self.ask(self._decision.id)

    def _show_open(self) -> None:
        """Beside the decision, what its text speaks of and nobody has tried or answered in a class yet."""
        asked = map(self.exercise, self._decision.rests_on)
        titles = [each.summary()["title"] for each in asked if each.answer is None]
        named = language(self.lang).listed(self._("“{title}”").format(title=title) for title in titles)
        told = self._("This step speaks of questions that you have not answered yet: {titles}. You can decide without.")
        self.exercise(self._decision.id).panel.open_before = told.format(titles=named) if titles else ""

    def _show_kept(self) -> None:
        """What has been pinned, in the decision; that and the weights in the list of what the memo has."""
        if self._is_decided_here and self._predicted():
            self.exercise(self._decision.id).panel.pins = self._what_if.pins_in_short()
        if self._is_taken_here and self._predicted():
            self._takeaway.keep(len(self._what_if.pinned), self._rerank.weighed, self._rerank.done)

    def debrief(self) -> ipywidgets.Widget:
        """The student's own numbers beside the model's, once there is a decision."""
        return self._gate(
            "decision",
            self._decided,
            "Decide first: then your predictions and the model's numbers stand here side by side.",
            lambda: ipywidgets.VBox(debrief_panels(self.file, self.lang, self._all_exercises())),
        )

    def often_said(self) -> ipywidgets.Widget:
        """What is often said and does not hold, once there is a decision; what the case rests on stands after it."""
        return self._gate(
            "decision",
            self._decided,
            "Decide first: then you read here what the case rests on.",
            lambda: often_said(self.file, self.lang),
        )

    def memo(self) -> MemoPanel:
        """Everything locked, pinned and written, to take away."""
        self._is_taken_here = True
        self._what_if.on_pinned(self._show_kept)
        self._rerank.panel.observe(lambda _: self._show_kept(), "state")
        self._show_kept()
        return self._takeaway.panel

    def rehearse(self) -> None:
        """Build what stands behind the gates, for what it reads and computes: a later process finds it in memory."""
        for part in (self.explore, self.what_if, self.rerank, self.debrief, self.often_said):
            part()
        for gate in self._gates:
            gate.rehearse()

    @cached_property
    def _explore(self) -> Explore:
        explore = Explore(self.file, self.lang, self.client, self.state)
        explore.on_own(lambda own, levers: self._what_if.use(own, **levers))
        return explore

    @cached_property
    def _what_if(self) -> WhatIf:
        what_if = WhatIf(self.file, self.model, self.lang, self.client, self.state, self._guessed)
        what_if.on_used(self._on_levers_used)
        return what_if

    @cached_property
    def _rerank(self) -> Rerank:
        return Rerank(self.file, self.lang, self.client, self.state)

    @cached_property
    def _takeaway(self) -> Takeaway:
        return Takeaway(self.file, self.lang, self.client, self.state, self._all_exercises(), self._memo_parts)

    @cached_property
    def _decision(self) -> casefile.Question:
        for question in self.file.questions:
            if question.kind == "decision":
                return question
        raise KeyError(f"{self.file.slug} has no question of the kind 'decision'")

    def _all_exercises(self) -> list[Exercise]:
        """In the order in which the notebook asks, then what it does not ask."""
        for question in self.file.questions:
            self.exercise(question.id)
        return list(self._exercises.values())

    @cached_property
    def _placed(self) -> list[Exercise]:
        return [self.exercise(question.id) for question in self.file.questions if question.guess]

    def _guessed(self) -> list[Guessed]:
        """The predictions for the what-if's charts; one that is not locked gives nothing."""
        return [guessed for exercise in self._placed if (guessed := exercise.guessed())]

    def _memo_parts(self) -> Parts:
        """What may go into the memo; before the predictions are locked there is nothing of it to show."""
        return Parts(self._explore, self._what_if, self._rerank) if self._predicted() else Parts()

    def _predicted(self) -> bool:
        """All predictions are locked, or a room that this student sits in has gone on to the levers."""
        predictions = (question.id for question in self.file.questions if question.kind == "predict")
        return "predict" in self._opened or all(self.exercise(name).done for name in predictions)

    def _decided(self) -> bool:
        done = self._predicted() and self.exercise(self._decision.id).done
        return "decision" in self._opened or done

    def _gate(
        self, until: Until, ready: Callable[[], bool], notice: str, content: Callable[[], ipywidgets.Widget]
    ) -> Gate:
        panel = NoticePanel(self.lang, self._(notice), until=until)
        gate = Gate(panel, ready, content)
        self._gates.append(gate)
        self._notices.append((panel, notice))
        self._tell_what_remains()
        return gate

    def _tell_what_remains(self) -> None:
        """Where some predictions are locked and others are not, a gate names those."""
        predictions = [self.exercise(question.id) for question in self.file.questions if question.kind == "predict"]
        waiting = [exercise.summary()["title"] for exercise in predictions if not exercise.done]
        if not waiting or len(waiting) == len(predictions):
            return
        titles = language(self.lang).listed(self._("“{title}”").format(title=title) for title in waiting)
        for panel, notice in self._notices:
            if panel.until == "predict":
                panel.text = self._("{notice} Still to lock: {titles}.").format(notice=self._(notice), titles=titles)

    def _look(self, done: Exercise) -> None:
        for gate in self._gates:
            gate.look()
        self._tell_what_remains()
        if done.question.kind == "predict":
            self._show_kept()
        if done.question.kind == "decision":
            self._explain()

    def _explained(self) -> bool:
        """Whether what the model says of the predictions may be read: it would give the levers' results away."""
        decisions = (question for question in self.file.questions if question.kind == "decision")
        return self._levers_used or any(self.exercise(question.id).done for question in decisions)

    def _on_levers_used(self) -> None:
        self._levers_used = True
        self._explain()

    def _explain(self) -> None:
        for exercise in self._exercises.values():
            if exercise.question.kind == "predict":
                exercise.look()
