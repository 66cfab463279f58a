"""How sure is it? Ranges in place of values, ten thousand draws, and what they say of the outcomes.

Only what is unknown can have a range: a decision is not uncertain, it is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from msgspec import UNSET, UnsetType

from caseroom.analysis.basics import Floats, around, has_a_tenth, run
from caseroom.analysis.uncertainty import DRAWS, SEED, Spread, band, draw, share_keeping, spread
from caseroom.authoring.views import Situation, View
from caseroom.casefile import Constraint, Outcome
from caseroom.decoding import salvage
from caseroom.formats import counted_words, kind_of, readable
from caseroom.panels.panel import Message, Refused, Unfold
from caseroom.panels.uncertainty import UncertaintyPanel
from caseroom.parameters import ParameterError, read_params
from caseroom.whatif.desk import Desk
from caseroom.whatif.later import Later

KEY = "ranges"
BAND_DRAWS = 250  # at each place of a curve; ten thousand would not make the band any other

Ranges = dict[str, tuple[float, float]]


class Range(Message, frozen=True):
    name: str
    low: Any = None
    high: Any = None


class OneOrAll(Message, frozen=True):
    """The parameter of that name, or without a name every one."""

    name: str | UnsetType = UNSET


class Uncertainty:
    def __init__(self, desk: Desk) -> None:
        self._desk, self._ = desk, desk._
        self._words = desk.unknown
        self._outcomes = {outcome.name: outcome for outcome in desk.case.outcomes}
        self._constraints = _distinct(desk)
        self._ranges = _kept(desk)
        self._drawn: object = None  # for which levers and ranges the page shows results
        self._later = Later(self._show)
        self.widget = UncertaintyPanel(desk.lang, parameters=self._parameters())
        self.widget.ranges = self._range_words()
        self.widget.on("unfold", self._on_unfold, Unfold)
        self.widget.on("range", self._on_range, Range)
        self.widget.on("widen", self._on_widen, OneOrAll)
        self.widget.on("drop", self._on_drop, OneOrAll)
        self.widget.on("commit", self._on_commit)

    def update(self, situation: Situation) -> None:
        if self.widget.unfolded and self._ranges and self._drawn != self._wanted():
            self._later()

    def _wanted(self) -> object:
        return self._desk.sheet.now, tuple(self._ranges.items())

    # Messages from the page

    def _on_unfold(self, message: Unfold, buffers: list[bytes]) -> None:
        self.widget.unfolded = message.unfolded
        self._show()

    def _on_range(self, message: Range, buffers: list[bytes]) -> None:
        name = self._known(message.name)
        try:
            low, high = (self._read(name, end) for end in (message.low, message.high))
        except ParameterError as error:
            raise self._desk.out_of_range(error) from None
        if low > high:
            raise Refused(self._("A range goes from its low end to its high end."))
        self._keep({**self._ranges, name: (low, high)})

    def _on_widen(self, message: OneOrAll, buffers: list[bytes]) -> None:
        all_fine = [name for name in self._words if self._is_fine(name)]
        names = [self._known(message.name)] if isinstance(message.name, str) else all_fine
        self._keep({**self._ranges, **{name: self._around(name) for name in names}})

    def _on_drop(self, message: OneOrAll, buffers: list[bytes]) -> None:
        dropped = {self._known(message.name)} if isinstance(message.name, str) else set(self._ranges)
        self._keep({name: ends for name, ends in self._ranges.items() if name not in dropped})

    def _on_commit(self, message: Message, buffers: list[bytes]) -> Mapping[str, Any]:
        return {"saved_at": self._desk.save()}

    def _known(self, name: str) -> str:
        if name not in self._words:
            raise self.widget.not_understood()
        return name

    def _read(self, name: str, value: object) -> float:
        return _read(self._desk, name, value)

    def _around(self, name: str) -> tuple[float, float]:
        return around(self._desk.declared[name], getattr(self._desk.sheet.now, name))

    def _is_fine(self, name: str) -> bool:
        return has_a_tenth(self._desk.declared[name], getattr(self._desk.sheet.now, name))

    def _keep(self, ranges: Ranges) -> None:
        self._ranges = {name: ranges[name] for name in self._words if name in ranges}
        self._desk.sheet.parts[KEY] = {name: list(ends) for name, ends in self._ranges.items()}
        self._show()

    # What the page shows

    def _show(self) -> None:
        """Draw, and let the charts draw their bands; nothing of both while the card is folded."""
        self._later.cancel()
        self._drawn = self._wanted()
        panel, drawn = self.widget, bool(self._ranges) and self.widget.unfolded
        with panel.hold_sync():
            panel.ranges = self._range_words()
            if drawn:
                self._show_draws()
            else:
                panel.results, panel.goals, panel.summary = [], [], ""
        self._desk.bands = self._bands() if drawn else lambda params: {}
        self._desk.update()

    def _show_draws(self) -> None:
        now = self._desk.sheet.now
        drawn = draw(now, self._ranges)
        outcomes_drawn = run(self._desk.model.simulate, drawn)
        panel, outcomes = self.widget, [outcome for outcome in self._desk.case.outcomes if outcome.headline]
        panel.results = [self._result(outcome, spread(outcomes_drawn[outcome.name])) for outcome in outcomes]
        panel.goals = [self._goal(constraint, outcomes_drawn, drawn) for constraint in self._constraints]
        panel.summary = self._desk.language.joined([*panel.goals, self._said(panel.results[0])])
        panel.drawn = self._(
            "{draws} draws, seed {seed}: the same ranges give the same numbers. "
            "The bars show the middle 98 % of the draws, the dark ones the 90 % interval."
        ).format(draws=readable(DRAWS, "number"), seed=SEED)

    def _bands(self) -> Any:
        """The bands of the views that have one, for as long as they are still those of the levers."""
        views = [view for view in self._desk.shown if view.band]
        made = {view.name: self._band(view) for view in views}
        now = self._desk.sheet.now

        def still(view: View, params: Any) -> bool:
            assert view.band is not None
            across = {view.band.across: getattr(now, view.band.across)}
            return bool(replace(params, **across) == now)

        return lambda params: {view.name: made[view.name] for view in views if still(view, params)}

    def _band(self, view: View) -> list[dict[str, Any]]:
        assert view.band is not None
        across, outcome = view.band.across, view.band.outcome
        places = [row[across] for row in view.rows(self._desk.situation())["rows"]]
        drawn = draw(self._desk.sheet.now, self._ranges, BAND_DRAWS)
        ends = band(self._desk.model.simulate, drawn, across, np.array(places, dtype=float), outcome)
        rows = zip(places, *ends.tolist(), strict=True)
        named = (dict(zip((across, "low", "middle", "high"), row, strict=True)) for row in rows)
        return [row for row in named if np.isfinite(row["high"])]  # what has no limit has no place on the chart

    # Words

    def _parameters(self) -> list[dict[str, Any]]:
        return [
            {
                "name": name,
                "label": words.label.text(self._desk.lang),
                **counted_words(words, self._desk.lang),
                "step": self._desk.declared[name].step,
                "minimum": self._desk.declared[name].minimum,
            }
            for name, words in self._words.items()
        ]

    def _range_words(self) -> list[dict[str, Any]]:
        return [
            {"name": name, "low": low, "high": high, "remark": self._remark(name, low, high)}
            for name, (low, high) in self._ranges.items()
        ]

    def _remark(self, name: str, low: float, high: float) -> str:
        value = getattr(self._desk.sheet.now, name)
        if low <= value <= high:
            return ""
        written = self._desk.lever_value(self._words[name], value)
        return self._("The lever stands at {value}, outside this range.").format(value=written)

    def _result(self, outcome: Outcome, drawn: Spread) -> dict[str, Any]:
        now, kind = getattr(self._desk.simulate(self._desk.sheet.now), outcome.name), kind_of(outcome, self._desk.lang)
        endless = self._("∞ in {share} of the draws").format(share=_share(drawn.endless)) if drawn.endless else ""
        return {
            "name": outcome.name,
            "label": outcome.label.text(self._desk.lang),
            "unit": "" if outcome.format == "percent" else outcome.unit.text(self._desk.lang),
            "now": readable(now, kind),
            "low": readable(drawn.low, kind),
            "middle": readable(drawn.middle, kind),
            "high": readable(drawn.high, kind),
            "endless": endless,
            "ends": [readable(edge, kind) for edge in drawn.edges],
            "counts": list(drawn.counts),
            "likely": list(drawn.likely_bins),
        }

    def _said(self, result: Mapping[str, Any]) -> str:
        return self._("{label}: the 90 % interval goes from {low} to {high}.").format(**result)

    def _goal(self, constraint: Constraint, outcomes: Mapping[str, Floats], drawn: Any) -> str:
        bound = constraint.bound
        limit = getattr(drawn, bound) if isinstance(bound, str) else bound
        share = share_keeping(outcomes[constraint.outcome], limit, constraint.at_least is not None)
        sentence = (
            self._("{outcome} at least {bound}: in {share} of the draws.")
            if constraint.at_least is not None
            else self._("{outcome} at most {bound}: in {share} of the draws.")
        )
        outcome = self._outcomes[constraint.outcome]
        return sentence.format(
            outcome=outcome.label.text(self._desk.lang), bound=self._bound_words(bound, outcome), share=_share(share)
        )

    def _bound_words(self, bound: float | str, outcome: Outcome) -> str:
        """The number, or the name of the parameter where that is itself drawn."""
        if not isinstance(bound, str):
            return self._desk.outcome_value(outcome, bound)
        words = self._desk.case.parameter_words[bound]
        if bound in self._ranges:
            return self._("“{label}”").format(label=words.label.text(self._desk.lang))
        return words.bare(getattr(self._desk.sheet.now, bound), self._desk.lang)


def _kept(desk: Desk) -> Ranges:
    """The ranges that were saved; what makes no sense (any more) is left out."""
    return dict(_sound(desk, salvage(desk.sheet.parts.get(KEY), dict[str, tuple[Any, Any]]) or {}))


def _sound(desk: Desk, ranges: Mapping[str, tuple[Any, Any]]) -> Iterator[tuple[str, tuple[float, float]]]:
    for name, ends in ranges.items():
        if name not in desk.unknown:
            continue
        try:
            low, high = (_read(desk, name, end) for end in ends)
        except ParameterError:
            continue
        if low <= high:
            yield name, (low, high)


def _read(desk: Desk, name: str, value: object) -> float:
    """A parameter's value from outside. ParameterError."""
    return float(getattr(read_params(desk.model.Params, {name: value}), name))


def _distinct(desk: Desk) -> tuple[Constraint, ...]:
    """What the case's goals ask for, each thing once."""
    return tuple(dict.fromkeys(constraint for goal in desk.case.goals for constraint in goal.constraints))


def _share(share: float) -> str:
    """A share as a whole per cent, but never all or nothing where it is not."""
    if 0 < share < 0.005:
        return "<1%"
    return ">99%" if 0.995 < share < 1 else readable(round(share, 2), "percent")
