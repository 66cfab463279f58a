"""What all parts of a what-if share: the case, its model, the student's worksheet, and the words for them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, cast

from caseroom.authoring import Scenario, Situation, View
from caseroom.authoring.contracts import Views
from caseroom.authoring.guesses import Guessed
from caseroom.authoring.unknown import unknown
from caseroom.casefile import Assumption, CaseFile, Lever, Outcome
from caseroom.casefile.keys import WHAT_IF
from caseroom.client import Changed, Client, fingerprint
from caseroom.contracts import Model, ModelWithTerms
from caseroom.formats import as_set, counted_words, difference, kind_of
from caseroom.i18n import language, translator
from caseroom.panels.panel import Refused
from caseroom.parameters import Parameter, ParameterError, parameters, read_params, with_terms
from caseroom.worksheet import Worksheet

Listener = Callable[[Situation], None]


def chooser(model: Model, views: Views) -> Callable[[Any, str], Any]:
    """How an option sets the levers: as the case's views have it, else by putting in the option's TERMS."""
    own: Callable[[Any, str], Any] | None = getattr(views, "with_option", None)
    terms = cast(ModelWithTerms, model)
    return own or (lambda params, option: with_terms(params, terms.OPTIONS[option], terms.TERMS))


class Desk:
    """Where one student works. Parts ask it for the situation, tell it what to change, and are told of changes.

    `state` is what the client has loaded; only its "what_if" is read, whatever shape it is in.
    `sheet` holds the levers, the way back and the pins; `declared` and `levers` say what the model and the case
    know of each parameter, by its name; `simulate` remembers what it has computed. `bands(params)` are those of the
    Situation: the part that draws them puts its own function there. `guessed` gives the predictions that are locked and
    have a place on a chart.
    """

    def __init__(self, case: CaseFile, model: Model, lang: str, client: Client, state: Mapping[str, Any]) -> None:
        self.case, self.model, self.lang, self.client = case, model, lang, client
        self._, self.language = translator(lang), language(lang)
        self.views = case.code("views")
        self.declared: dict[str, Parameter] = {p.name: p for p in parameters(model.Params)}
        self.levers: dict[str, Lever] = {lever.name: lever for lever in case.levers}
        self.simulate = lru_cache(maxsize=64)(model.simulate)
        self._kept = state.get(WHAT_IF)  # as it is with the client, as far as this window knows
        self.sheet = Worksheet(model.Params, self._kept)
        self.own: Any = None
        self.guessed: Callable[[], Sequence[Guessed]] = tuple
        self.bands: Callable[[Any], Mapping[str, list[dict[str, Any]]]] = lambda params: {}
        self._with_option = lru_cache(maxsize=64)(chooser(model, self.views))
        self._listeners: list[Listener] = []

    @cached_property
    def unknown(self) -> dict[str, Lever | Assumption]:
        """The words of the parameters that nobody in the case decides: of the world, and no term of an option."""
        return unknown(self.case, self.model)

    @cached_property
    def shown(self) -> tuple[View, ...]:
        """The charts of the case."""
        return self.views.views(self.case, self.lang)

    # Steps

    def on_update(self, listener: Listener) -> None:
        """Call `listener(situation)` whenever something on the desk has changed."""
        self._listeners.append(listener)

    def update(self) -> None:
        """Tell everybody. Nothing is computed while nobody listens."""
        if self._listeners:
            self.sheet.loaded |= {self.chosen()} - {""}
            situation = self.situation()
            for listener in self._listeners:
                listener(situation)

    def read(self, values: Mapping[str, object]) -> Any:
        """The levers as they stand, with `values` from outside. ParameterError for what the model refuses."""
        return self.read_from(self.sheet.now, values)

    def read_from(self, params: Any, values: Mapping[str, object]) -> Any:
        """`params` with `values` from outside. ParameterError for what the model refuses."""
        return read_params(self.model.Params, values, params)

    def done(self) -> None:
        """Finish a message: one step in the history, everybody up to date. The page then asks to save."""
        self.sheet.commit()
        self.update()

    def move(self, params: Any) -> None:
        """Set all levers at once, as a step of its own."""
        self.sheet.commit()
        self.sheet.now = params
        self.done()

    def save(self) -> str:
        """When the worksheet was saved, with the pins of other windows in it. NotSaved; Refused where one had to go."""
        room = True
        while True:
            sheet = self.sheet.to_json()
            try:
                saved_at = self.client.save(WHAT_IF, sheet, based_on=fingerprint(self._kept))
            except Changed as changed:
                room = self.sheet.merge(self._kept, changed.value) and room
                self._kept = changed.value
                self.update()
                continue
            self._kept = sheet
            if not room:
                raise Refused(
                    self._("Another window of yours has pinned scenarios, and four are kept. Remove one first.")
                )
            return saved_at

    # What there is to show

    def situation(self) -> Situation:
        """The levers as they stand, the baseline and the pins, each with its outcomes."""
        return Situation(
            self.scenario(self._("Now"), self.sheet.now),
            self.scenario(self._("Baseline"), self.sheet.baseline),
            tuple(self.scenario(pin.name, pin.params) for pin in self.sheet.pins),
            self.own,
            self.bands(self.sheet.now),
            self.sheet.loaded,
        )

    def scenario(self, name: str, params: Any) -> Scenario:
        return Scenario(name, params, self.simulate(params))

    def with_option(self, option: str) -> Any:
        """The levers as an option sets them, or None where the model does not allow it."""
        try:
            return self._with_option(self.sheet.now, option)
        except ParameterError:
            return None

    def away(self, params: Any, start: str) -> set[str]:
        """The parameters in which `params` differs from the baseline, or from an option as it is set there."""
        return set(self.sheet.differences(params, self.beginning(start)))

    def beginning(self, start: str) -> Any:
        """The baseline, or an option as it is set there."""
        try:
            return self._with_option(self.sheet.baseline, start) if start else self.sheet.baseline
        except ParameterError:
            return self.sheet.baseline

    def chosen(self) -> str:
        """The option at which the levers stand, or ""."""
        names = (option.name for option in self.case.options)
        return next((name for name in names if self.with_option(name) == self.sheet.now), "")

    def numbers(self, outcomes: Any) -> dict[str, float | None]:
        """Outcomes as JSON can carry them: None stands for infinity."""
        values = {outcome.name: getattr(outcomes, outcome.name) for outcome in self.case.outcomes}
        return {name: value if math.isfinite(value) else None for name, value in values.items()}

    # Words

    def lever_words(self, lever: Lever) -> dict[str, Any]:
        """A lever as panels take it: its words, its bounds, usual range and step, its baseline."""
        declared = self.declared[lever.name]
        return {
            "name": lever.name,
            "label": lever.label.text(self.lang),
            "help": lever.help.text(self.lang),
            "group": lever.group,
            **counted_words(lever, self.lang),
            "minimum": declared.minimum,
            "maximum": declared.maximum,
            "step": declared.step,
            "usual": list(lever.usual) or [declared.minimum, declared.maximum],
            "baseline": getattr(self.sheet.baseline, lever.name),
            "choices": choice_words(lever, self.lang),
        }

    def lever_value(self, lever: Lever | Assumption, value: float) -> str:
        """A value with its unit: "22 agents", "80%"."""
        return lever.written(value, self.lang)

    def outcome_value(self, outcome: Outcome, value: float) -> str:
        """An outcome with its unit: "86.2%", "9.90 yuan/call", "∞"."""
        return outcome.written(value, self.lang)

    def reasons(self, scenario: Scenario) -> dict[str, str]:
        """Of each outcome that has no number, or can only be nought, why."""
        settings = vars(scenario.params)
        told = {
            outcome.name: outcome.reason(getattr(scenario.outcomes, outcome.name), settings, self.lang)
            for outcome in self.case.outcomes
        }
        return {name: why for name, why in told.items() if why}

    def difference(self, outcome: Outcome, value: float) -> str:
        """How far two values of an outcome are apart, in its unit or in points: "3.1 points", "0.20 yuan/call"."""
        return difference(value, outcome.format, outcome.unit, self.lang)

    def changed(self, params: Any) -> tuple[tuple[str, str], ...]:
        """(label, value with unit) of every parameter that is not at the baseline."""
        differences = self.sheet.differences(params)
        return tuple(
            (lever.label.text(self.lang), self.lever_value(lever, differences[lever.name]))
            for lever in self.case.parameter_words.values()
            if lever.name in differences
        )

    def outcome_words(self) -> list[dict[str, Any]]:
        """The outcomes as panels take them: [{name, label, meaning, unit, better, format, headline, absent}]."""
        return [_outcome_words(outcome, self.lang) for outcome in self.case.outcomes]

    def out_of_range(self, error: ParameterError) -> Refused:
        """What to answer to a page that asked for a value the model refuses."""
        sentence = {
            "not_a_number": self._("“{label}” needs a number from {minimum} to {maximum}."),
            "not_whole": self._("“{label}” needs a whole number from {minimum} to {maximum}."),
        }.get(error.reason, self._("“{label}” goes from {minimum} to {maximum}."))
        lever, declared = self.case.parameter_words[error.name], self.declared[error.name]
        return Refused(
            sentence.format(
                label=lever.label.text(self.lang),
                minimum=as_set(declared.minimum, kind_of(lever, self.lang)),
                maximum=as_set(declared.maximum, kind_of(lever, self.lang)),
            )
        )


def choice_words(words: Lever | Assumption, lang: str) -> list[dict[str, Any]]:
    """The names of a lever whose numbers stand for some, as panels take them: [{value, label}], else none."""
    choices = words.choices if isinstance(words, Lever) else ()
    return [{"value": choice.value, "label": choice.label.text(lang)} for choice in choices]


def _outcome_words(outcome: Outcome, lang: str) -> dict[str, Any]:
    texts = {name: getattr(outcome, name).text(lang) for name in ("label", "meaning")}
    plain = {name: getattr(outcome, name) for name in ("name", "better", "headline")}
    return {**plain, **texts, **counted_words(outcome, lang), "absent": outcome.absent is not None}
