"""The what-if: levers -> model -> outcomes, charts and pinned scenarios.

One engine for every case: parameters come from the model's own declaration, words from case.toml, charts from
views.<model>. The page asks by messages, each of which is checked here; what it shows are traits that only
this module sets.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from types import ModuleType
from typing import Any

import ipywidgets

from caseroom.casefile import CaseFile, Lever
from caseroom.client import Client
from caseroom.i18n import translator
from caseroom.models.parameters import Parameter, ParameterError, parameters, read_params
from caseroom.panels.aside import AsidePanel
from caseroom.panels.chart import ChartPanel
from caseroom.panels.levers import LeversPanel
from caseroom.panels.outcomes import OutcomesPanel
from caseroom.panels.panel import Handler, Message, Panel, Refused, text_of
from caseroom.panels.scenarios import ScenariosPanel
from caseroom.views import Scenario, Situation, readable
from caseroom.worksheet import LONGEST_NAME, LONGEST_NOTE, MOST_PINS, NO_NOTES, Notes, Pin, Worksheet


@dataclass(frozen=True)
class Account:
    """One scenario in readable words: (label, value with unit) pairs and the student's notes."""

    name: str
    changed: tuple[tuple[str, str], ...]
    outcomes: tuple[tuple[str, str], ...]
    notes: Notes = NO_NOTES


@dataclass(frozen=True)
class Summary:
    baseline: Account
    now: Account
    pinned: tuple[Account, ...]


class WhatIf:
    """The what-if of one student. Nothing is computed and no panel exists until `widget` is asked for.

    `state` is what the client has loaded; only its "what_if" is read, whatever shape it is in.
    """

    def __init__(
        self, case: CaseFile, model: ModuleType, lang: str, client: Client, state: Mapping[str, Any]
    ) -> None:
        self._case, self._model, self._lang, self._client = case, model, lang, client
        self._ = translator(lang)
        self._views = importlib.import_module(f"caseroom.views.{case.model}")
        self._declared: dict[str, Parameter] = {p.name: p for p in parameters(model.Params)}
        self._levers: dict[str, Lever] = {lever.name: lever for lever in case.levers}
        self._simulate = lru_cache(maxsize=64)(model.simulate)
        self._sheet = Worksheet(model.Params, state.get("what_if"))
        self._day_profile: Mapping[str, float] | None = None
        self._page: _Page | None = None

    # For notebooks and for the other parts of a case

    @cached_property
    def widget(self) -> ipywidgets.Box:
        """Everything on the page: to be asked for only when results may be seen."""
        self._page = self._build()
        self._update()
        frame = _box("frame", *self._page.below_the_outcomes())
        return _box("caseroom-whatif", self._page.outcomes, frame, also="caseroom-wide")

    @property
    def params(self) -> Any:
        """The levers as they stand."""
        return self._sheet.now

    @property
    def pinned(self) -> tuple[Pin, ...]:
        return self._sheet.pins

    def set(self, **values: object) -> None:
        """Move levers, as one step, and save. ParameterError for what the model refuses, NotSaved."""
        self._sheet.now = read_params(self._model.Params, values, self._sheet.now)
        self._done()
        self._save()

    def profile(self, day_profile: Mapping[str, float] | None, **values: object) -> None:
        """Let the day of an uploaded call log (relative load by half hour, 1 = the peak) drive the charts.

        With `values` the levers move to what the log shows; leave them out when a session is restored,
        because the levers are restored already. None goes back to the case's own day. ParameterError,
        NotSaved.
        """
        self._day_profile = day_profile
        if values:
            self.set(**values)
        else:
            self._update()

    def summary(self) -> Summary:
        """Baseline, levers as they stand and pinned scenarios in readable words, for the memo."""
        situation = self._situation()
        pins = zip(situation.pinned, self._sheet.pins, strict=True)
        return Summary(
            self._account(situation.baseline),
            self._account(situation.now),
            tuple(replace(self._account(scenario), notes=pin.notes) for scenario, pin in pins),
        )

    def _account(self, scenario: Scenario) -> Account:
        outcomes = tuple(
            (
                o.label.text(self._lang),
                readable(getattr(scenario.outcomes, o.name), o.format, o.unit.text(self._lang)),
            )
            for o in self._case.outcomes
        )
        return Account(scenario.name, self._changed(scenario.params), outcomes)

    # What the page is made of

    def _build(self) -> _Page:
        lang, case = self._lang, self._case
        outcomes = [_outcome_words(outcome, lang) for outcome in case.outcomes]
        views = self._views.views(case, lang)
        baseline = self._numbers(self._simulate(self._sheet.baseline))
        page = _Page(
            views=views,
            outcomes=OutcomesPanel(lang, outcomes=outcomes, baseline=baseline),
            levers=LeversPanel(
                lang,
                levers=[self._lever_words(lever) for lever in case.levers],
                groups=[{"id": group.id, "label": group.label.text(lang)} for group in case.groups],
                presets=[
                    {"name": option.name, "label": option.label.text(lang), "note": option.note.text(lang)}
                    for option in case.options
                ],
            ),
            charts=tuple(
                ChartPanel(lang, name=view.name, title=view.title, spec=view.spec, columns=list(view.columns))
                for view in views
            ),
            scenarios=ScenariosPanel(
                lang,
                outcomes=[o for o in outcomes if o["headline"]],
                baseline=baseline,
                limit=MOST_PINS,
                longest_name=LONGEST_NAME,
            ),
            limits=AsidePanel(
                lang, self._("What this model leaves out"), [limit.text.text(lang) for limit in case.limits]
            ),
        )
        self._listen(page.levers, set=self._on_set, commit=self._on_commit, preset=self._on_preset,
                     undo=self._on_undo, redo=self._on_redo, reset=self._on_reset)  # fmt: skip
        self._listen(page.scenarios, pin=self._on_pin, rename=self._on_rename, remove=self._on_remove,
                     apply=self._on_apply, note=self._on_note, commit=self._on_commit)  # fmt: skip
        return page

    def _listen(self, panel: Panel, **handlers: Handler) -> None:
        for kind, handler in handlers.items():
            panel.on(kind, handler)

    def _lever_words(self, lever: Lever) -> dict[str, Any]:
        declared = self._declared[lever.name]
        return {
            "name": lever.name,
            "label": lever.label.text(self._lang),
            "help": lever.help.text(self._lang),
            "group": lever.group,
            "unit": lever.unit.text(self._lang),
            "format": lever.format,
            "minimum": declared.minimum,
            "maximum": declared.maximum,
            "step": declared.step,
            "baseline": getattr(self._sheet.baseline, lever.name),
        }

    # One step: simulate, then send what changed

    def _situation(self) -> Situation:
        def scenario(name: str, params: Any) -> Scenario:
            return Scenario(name, params, self._simulate(params))

        return Situation(
            scenario(self._("Now"), self._sheet.now),
            scenario(self._("Baseline"), self._sheet.baseline),
            tuple(scenario(pin.name, pin.params) for pin in self._sheet.pins),
            self._day_profile,
        )

    def _update(self) -> None:
        page = self._page
        if page is None:
            return
        situation = self._situation()
        chosen = self._chosen()
        with ExitStack() as one_message_per_panel:
            for panel in page.panels():
                one_message_per_panel.enter_context(panel.hold_sync())
            page.outcomes.values = self._numbers(situation.now.outcomes)
            page.levers.values = {name: getattr(self._sheet.now, name) for name in self._levers}
            page.levers.chosen = chosen
            page.levers.can_undo = self._sheet.can_undo
            page.levers.can_redo = self._sheet.can_redo
            page.scenarios.pins = [
                self._pin_words(pin, scenario.outcomes)
                for pin, scenario in zip(self._sheet.pins, situation.pinned, strict=True)
            ]
            page.scenarios.proposed = self._proposed_name(chosen)
            for view, chart in zip(page.views, page.charts, strict=True):
                rows = view.rows(situation)
                chart.rows = rows
                chart.description = view.describe(situation, rows)
                chart.note = view.note(situation)

    def _numbers(self, outcomes: Any) -> dict[str, float | None]:
        """Outcomes as JSON can carry them: None stands for infinity."""
        values = {outcome.name: getattr(outcomes, outcome.name) for outcome in self._case.outcomes}
        return {name: value if math.isfinite(value) else None for name, value in values.items()}

    def _pin_words(self, pin: Pin, outcomes: Any) -> dict[str, Any]:
        colon = "：" if self._lang == "zh" else ": "
        changed = [f"{label}{colon}{value}" for label, value in self._changed(pin.params)]
        numbers = self._numbers(outcomes)
        return {"id": pin.id, "name": pin.name, "outcomes": numbers, "changed": changed, **vars(pin.notes)}

    def _changed(self, params: Any) -> tuple[tuple[str, str], ...]:
        differences = self._sheet.differences(params)
        return tuple(
            (lever.label.text(self._lang), self._lever_value(lever, differences[lever.name]))
            for lever in self._case.levers
            if lever.name in differences
        )

    def _lever_value(self, lever: Lever, value: float) -> str:
        if lever.format == "percent":
            return f"{round(value * 100, 6):g}%"
        return f"{round(value, 6):g} {lever.unit.text(self._lang)}"

    def _staffed(self, option: str) -> Any:
        """The levers as an option sets them, or None where the model allows too few agents for the target."""
        try:
            return self._views.staffed(self._sheet.now, option)
        except ParameterError:
            return None

    def _chosen(self) -> str:
        names = (option.name for option in self._case.options)
        return next((name for name in names if self._staffed(name) == self._sheet.now), "")

    def _proposed_name(self, chosen: str) -> str:
        used = {pin.name for pin in self._sheet.pins}
        labels = {option.name: option.label.text(self._lang) for option in self._case.options}
        numbered = (self._("Scenario {number}").format(number=n) for n in range(1, MOST_PINS + 2))
        names = [*([labels[chosen]] if chosen else []), *numbered]
        return next(name for name in names if name not in used)

    # Messages from the page

    def _on_set(self, message: Message, buffers: list[bytes]) -> Mapping[str, Any]:
        name = message.get("name")
        if not isinstance(name, str) or name not in self._levers:
            raise self._not_understood()
        try:
            self._sheet.now = read_params(self._model.Params, {name: message.get("value")}, self._sheet.now)
        except ParameterError as error:
            raise Refused(self._range_of(error)) from None
        self._update()
        return {"seq": message.get("seq")}

    def _range_of(self, error: ParameterError) -> str:
        sentence = {
            "not_a_number": self._("{label} needs a number from {minimum} to {maximum}."),
            "not_whole": self._("{label} needs a whole number from {minimum} to {maximum}."),
        }.get(error.reason, self._("{label} goes from {minimum} to {maximum}."))
        lever, declared = self._levers[error.name], self._declared[error.name]
        return sentence.format(
            label=lever.label.text(self._lang),
            minimum=self._lever_value(lever, declared.minimum),
            maximum=self._lever_value(lever, declared.maximum),
        )

    def _on_commit(self, message: Message, buffers: list[bytes]) -> Mapping[str, Any]:
        self._done()
        return {"saved_at": self._save()}

    def _on_preset(self, message: Message, buffers: list[bytes]) -> None:
        name = message.get("name")
        if not isinstance(name, str) or name not in {option.name for option in self._case.options}:
            raise self._not_understood()
        params = self._staffed(name)
        if params is None:
            raise Refused(
                self._("That option would need more agents than the model allows. Lower the demand first.")
            )
        self._sheet.commit()
        self._sheet.now = params
        self._done()

    def _on_undo(self, message: Message, buffers: list[bytes]) -> None:
        self._sheet.undo()
        self._done()

    def _on_redo(self, message: Message, buffers: list[bytes]) -> None:
        self._sheet.redo()
        self._done()

    def _on_reset(self, message: Message, buffers: list[bytes]) -> None:
        self._sheet.commit()
        self._sheet.now = self._sheet.baseline
        self._done()

    def _on_pin(self, message: Message, buffers: list[bytes]) -> None:
        if len(self._sheet.pins) >= MOST_PINS:
            raise Refused(self._("Four scenarios are pinned already. Remove one first."))
        self._sheet.pin(self._name_in(message))
        self._done()

    def _on_rename(self, message: Message, buffers: list[bytes]) -> None:
        pin = self._pin_in(message)
        self._sheet.change(pin.id, name=self._name_in(message, pin))
        self._done()

    def _on_remove(self, message: Message, buffers: list[bytes]) -> None:
        self._sheet.remove(self._pin_in(message).id)
        self._done()

    def _on_apply(self, message: Message, buffers: list[bytes]) -> None:
        pin = self._pin_in(message)
        self._sheet.commit()
        self._sheet.now = pin.params
        self._done()

    def _on_note(self, message: Message, buffers: list[bytes]) -> None:
        pin, field = self._pin_in(message), message.get("field")
        if not isinstance(field, str) or field not in vars(pin.notes):
            raise self._not_understood()
        text = text_of(message, "text", self._)
        if len(text) > LONGEST_NOTE:
            raise Refused(self._("Keep a note under {most} characters.").format(most=LONGEST_NOTE))
        self._sheet.change(pin.id, notes=replace(pin.notes, **{field: text}))
        self._done()

    def _pin_in(self, message: Message) -> Pin:
        found = [pin for pin in self._sheet.pins if pin.id == message.get("pin")]
        if not found:
            raise self._not_understood()
        return found[0]

    def _name_in(self, message: Message, renamed: Pin | None = None) -> str:
        """A name of one line, without characters that cannot be seen."""
        visible = "".join(c for c in text_of(message, "name", self._) if c.isprintable())
        name = " ".join(visible.split())
        if not name:
            raise Refused(self._("Give the scenario a name."))
        if len(name) > LONGEST_NAME:
            raise Refused(self._("Keep the name under {most} characters.").format(most=LONGEST_NAME))
        if name in {pin.name for pin in self._sheet.pins if pin != renamed}:
            raise Refused(self._("There is a scenario of that name already."))
        return name

    def _not_understood(self) -> Refused:
        return Refused(self._("That did not work. Try again, or reload the page."))

    def _done(self) -> None:
        """Finish a message: one step in the history, the page up to date. The page then asks to save."""
        self._sheet.commit()
        self._update()

    def _save(self) -> str:
        return self._client.save("what_if", self._sheet.to_json())


@dataclass(frozen=True)
class _Page:
    """The panels of a what-if that is shown."""

    views: tuple[Any, ...]
    outcomes: OutcomesPanel
    levers: LeversPanel
    charts: tuple[ChartPanel, ...]
    scenarios: ScenariosPanel
    limits: AsidePanel

    def panels(self) -> tuple[Panel, ...]:
        return (self.outcomes, self.levers, self.scenarios, *self.charts)

    def below_the_outcomes(self) -> tuple[ipywidgets.Widget, ...]:
        return (self.levers, _box("charts", *self.charts, self.limits), self.scenarios)


def _box(name: str, *children: ipywidgets.Widget, also: str = "") -> ipywidgets.Box:
    box = ipywidgets.Box(children)
    for css_class in filter(None, (name, also)):
        box.add_class(css_class)
    return box


def _outcome_words(outcome: Any, lang: str) -> dict[str, Any]:
    texts = {name: getattr(outcome, name).text(lang) for name in ("label", "meaning", "unit")}
    plain = {name: getattr(outcome, name) for name in ("name", "better", "format", "headline")}
    return {**plain, **texts}
