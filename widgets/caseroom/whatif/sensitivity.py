"""Why did it move? Who had which share in a change, and what each lever would do from here."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any

from caseroom.analysis.sensitivity import (
    MOST_SHARED,
    Change,
    Swing,
    attribute,
    one_at_a_time,
    small_steps,
    whole_ranges,
)
from caseroom.authoring import Rows, Situation
from caseroom.casefile import Outcome
from caseroom.charts.bars import tornado
from caseroom.formats import as_read, kind_of, readable
from caseroom.panels.chart import ChartPanel
from caseroom.panels.panel import Message, Unfold
from caseroom.panels.sensitivity import SensitivityPanel
from caseroom.whatif.desk import Desk
from caseroom.whatif.later import Later
from caseroom.whatif.part import box

ENDS = {"small": small_steps, "whole": whole_ranges}


class Choose(Message, frozen=True):
    what: str
    value: str


class Sensitivity:
    def __init__(self, desk: Desk) -> None:
        self._desk, self._ = desk, desk._
        self._outcomes = {outcome.name: outcome for outcome in desk.case.outcomes if outcome.headline}
        self._words = desk.case.parameter_words
        self._spec = tornado()
        self._later = Later(self._show)
        self.panel = SensitivityPanel(
            desk.lang,
            choices=self._choices(),
            chosen={"outcome": next(iter(self._outcomes)), "since": "baseline", "swing": "small"},
        )
        self.panel.on("unfold", self._on_unfold, Unfold)
        self.panel.on("choose", self._on_choose, Choose)
        self.widget = box("sensitivity", self.panel)

    def update(self, situation: Situation) -> None:
        if self.panel.unfolded:
            self._later()

    @cached_property
    def chart(self) -> ChartPanel:
        titles = [self._("Lever"), self._("Lower"), self._("Higher"), *self._ends()]
        columns = [
            {"name": name, "title": title, "format": "number"}
            for name, title in zip(("lever", "down", "up", "low_label", "high_label"), titles, strict=True)
        ]
        return ChartPanel(
            self._desk.lang, name="sensitivity", title=self._("What would move it from here?"),
            spec=self._spec, columns=columns,
        )  # fmt: skip

    def _ends(self) -> tuple[str, str]:
        return self._("Outcome with the lever lower"), self._("Outcome with the lever higher")

    def _choices(self) -> dict[str, list[dict[str, str]]]:
        def listed(choices: dict[str, str]) -> list[dict[str, str]]:
            return [{"name": name, "label": label} for name, label in choices.items()]

        return {
            "outcome": listed({name: o.label.text(self._desk.lang) for name, o in self._outcomes.items()}),
            "since": listed({"baseline": self._("the baseline"), "step": self._("the step before")}),
            "swing": listed({"small": self._("a tenth, at least one step"), "whole": self._("its whole range")}),
        }

    # Messages from the page

    def _on_unfold(self, message: Unfold, buffers: list[bytes]) -> None:
        self.panel.unfolded = message.unfolded
        if self.panel.unfolded:
            self._show()
        self.widget.children = (self.panel, self.chart) if self.panel.unfolded else (self.panel,)

    def _on_choose(self, message: Choose, buffers: list[bytes]) -> None:
        if message.value not in [choice["name"] for choice in self.panel.choices.get(message.what, [])]:
            raise self.panel.not_understood()
        self.panel.chosen = {**self.panel.chosen, message.what: message.value}
        self._show()

    # What the page shows

    def _show(self) -> None:
        if not self.panel.unfolded:
            return
        now, chosen = self._desk.sheet.now, self.panel.chosen
        outcome = self._outcomes[chosen["outcome"]]
        before = self._desk.sheet.baseline if chosen["since"] == "baseline" else self._desk.sheet.before
        simulate = self._desk.model.simulate
        self.panel.change = self._change_words(outcome, before, attribute(simulate, before, now)[outcome.name])
        swings = one_at_a_time(simulate, now, ENDS[chosen["swing"]](now, self._words))[outcome.name]
        moving, still = [s for s in swings if self._is_seen(outcome, s)], [s for s in swings if s.is_none]
        base = getattr(self._desk.simulate(now), outcome.name)
        with self.chart.hold_sync():
            self.chart.rows = self._rows(outcome, moving, base)
            self.chart.description = self._describe(outcome, moving, still)
            self.chart.note = self._note(outcome, moving)

    # Who had which share in the change

    def _change_words(self, outcome: Outcome, before: Any, change: Change) -> dict[str, Any]:
        if before == self._desk.sheet.now:
            return {"sentence": self._("The levers stand where they stood. Move one, and here is what it did.")}
        shares = {name: share for name, share in (change.shares or {}).items() if abs(share) > 1e-9}
        largest = max(map(abs, shares.values()), default=1)
        rows = [
            {
                "label": self._label(name),
                "moved": self._moved(name, getattr(before, name), getattr(self._desk.sheet.now, name)),
                "amount": f"{'+' if share > 0 else '−'}{self._desk.difference(outcome, share)}",
                "part": share / largest,
            }
            for name, share in sorted(shares.items(), key=lambda item: -abs(item[1]))
        ]
        return {"sentence": self._came(outcome, change), "rows": rows, "note": self._remark(change, len(shares))}

    def _came(self, outcome: Outcome, change: Change) -> str:
        written = [self._desk.outcome_value(outcome, value) for value in (change.before, change.after)]
        if change.before == change.after:
            sentence = self._("{outcome}: {before} before and now.")
        elif math.isinf(change.before) or math.isinf(change.after):
            sentence = self._("{outcome}: from {before} to {after}.")
        elif change.after > change.before:
            sentence = self._("{outcome}: from {before} to {after}, {amount} higher.")
        else:
            sentence = self._("{outcome}: from {before} to {after}, {amount} lower.")
        finite = math.isfinite(change.after - change.before)
        kind = kind_of(outcome, self._desk.lang)
        away = as_read(change.after, kind) - as_read(change.before, kind) if finite else math.inf
        return sentence.format(
            outcome=outcome.label.text(self._desk.lang),
            before=written[0],
            after=written[1],
            amount=self._desk.difference(outcome, away) if finite else "",
        )

    def _remark(self, change: Change, sharing: int) -> str:
        if change.shares is not None:
            if sharing == 0:
                return self._("None of the levers that were moved touches it.")
            return (
                ""
                if sharing == 1
                else self._(
                    "Each share is the average over all orders in which the levers could have been moved; "
                    "together they make the whole change, apart from rounding."
                )
            )
        if change.alone:
            names = self._desk.language.listed(self._label(name) for name in change.alone)
            return self._("∞ cannot be shared out. One of these taken back alone would end it: {levers}.").format(
                levers=names
            )
        if math.isinf(change.before) or math.isinf(change.after):
            return self._("∞ cannot be shared out.")
        if len(change.changed) > MOST_SHARED:
            return self._("Too many levers were moved to tell their shares apart.")
        return self._("On some ways between the two it is ∞, so the change cannot be shared out.")

    # What would move it from here

    def _rows(self, outcome: Outcome, moving: list[Swing], base: float) -> Rows:
        finite = [v for e in moving for v in (e.at_low, e.at_high, base) if math.isfinite(v)] or [0.0]
        beyond = 0.1 * (max(finite) - min(finite) or 1)  # where ∞ is drawn

        def place(value: float) -> float:
            return min(max(value, min(finite) - beyond), max(finite) + beyond)

        def row(swing: Swing) -> dict[str, Any]:
            down, up = (self._value(swing.parameter, value) for value in (swing.low, swing.high))
            falls = swing.at_low > swing.at_high
            label = self._label(swing.parameter)
            low_at, high_at = number_places(swing.at_low, base, swing.at_high)
            return {
                "lever": label, "down": down, "up": up, "label": f"{label}  {self._ends_of(swing)}",
                "low": place(swing.at_low), "base": place(base), "high": place(swing.at_high),
                "low_at": place(low_at), "high_at": place(high_at),
                "low_label": self._short(outcome, swing.at_low), "low_side": "right" if falls else "left",
                "high_label": self._short(outcome, swing.at_high), "high_side": "left" if falls else "right",
            }  # fmt: skip

        now = self._("Now {value}").format(value=self._desk.outcome_value(outcome, base))
        return {"rows": [row(swing) for swing in moving], "base": [{"value": place(base), "label": now}]}

    def _is_seen(self, outcome: Outcome, swing: Swing) -> bool:
        """Whether a reader would see the outcome move: "100.0%" on both sides of "100.0%" is no bar."""
        ends = {self._short(outcome, value) for value in (swing.at_low, swing.base, swing.at_high)}
        return not swing.is_none and len(ends) > 1

    def _note(self, outcome: Outcome, moving: list[Swing]) -> str:
        label = outcome.label.text(self._desk.lang)
        if moving:
            return f"{label} · {self._('▽ lever lower, ▲ lever higher')}"
        return self._("Moved this far, no lever changes the number shown for “{outcome}”.").format(outcome=label)

    def _describe(self, outcome: Outcome, moving: list[Swing], still: list[Swing]) -> str:
        sentences = []
        if moving:
            first = moving[0]
            down, up = (self._value(first.parameter, value) for value in (first.low, first.high))
            sentence = self._("{lever} moves {outcome} most: with {down} it is {at_low}, with {up} {at_high}.")
            words = {"lever": self._label(first.parameter), "outcome": outcome.label.text(self._desk.lang)}
            at_low, at_high = (self._desk.outcome_value(outcome, value) for value in (first.at_low, first.at_high))
            sentences.append(sentence.format(**words, down=down, up=up, at_low=at_low, at_high=at_high))
        if len(moving) > 1:
            names = self._desk.language.listed(self._label(swing.parameter) for swing in moving[1:])
            sentences.append(self._("Then come, in this order: {levers}.").format(levers=names))
        if still:
            names = self._desk.language.listed(self._label(swing.parameter) for swing in still)
            sentences.append(self._("Without any effect: {levers}.").format(levers=names))
        return self._desk.language.joined(sentences)

    # Words

    def _label(self, name: str) -> str:
        return self._words[name].label.text(self._desk.lang)

    def _value(self, name: str, value: float) -> str:
        return self._desk.lever_value(self._words[name], value)

    def _moved(self, name: str, before: float, now: float) -> str:
        return f"{self._words[name].bare(before, self._desk.lang)} → {self._value(name, now)}"

    def _ends_of(self, swing: Swing) -> str:
        low = self._words[swing.parameter].bare(swing.low, self._desk.lang)
        return f"▽ {low}  ▲ {self._value(swing.parameter, swing.high)}"

    def _short(self, outcome: Outcome, value: float) -> str:
        """Without the unit, which the base already says."""
        return readable(value, kind_of(outcome, self._desk.lang))


def number_places(low: float, base: float, high: float) -> tuple[float, float]:
    """Where the numbers of the two ends stand: at their ends, but with both ends on one side of the base the nearer one
    at the base, because the bar beyond it is where it would be."""
    if not (min(low, high) > base or max(low, high) < base):
        return low, high
    return (base, high) if abs(low - base) < abs(high - base) else (low, base)
