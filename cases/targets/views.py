"""Targets in two charts over the strength of the bonus: what is reported and solved, and the net benefit."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np

from caseroom.authoring import CaseFile, Rows, Scenario, Situation, View, columns_of, joined, marked, others, readable
from caseroom.charts.curves import curves
from caseroom.charts.look import Measure
from caseroom.i18n import Translate
from caseroom.parameters import parameters

from . import model as targets
from .model import Params

BONUS = next(parameter for parameter in parameters(Params) if parameter.name == "bonus")
DRAWN = ("clear_up_reported", "solved", "welfare")


def views(case: CaseFile, lang: str) -> tuple[View, ...]:
    """The charts of the case in the words of `lang`."""
    _ = case.translator(lang)
    return _clear_up(_), _welfare(_)


@lru_cache(maxsize=64)
def _by_bonus(params: Params) -> list[dict[str, float]]:
    bonus = np.round(np.linspace(BONUS.minimum, BONUS.maximum, 61), 4)
    found = targets.simulate(replace(params, bonus=bonus))
    of = {name: np.asarray(getattr(found, name)) for name in DRAWN}
    return [{"bonus": float(at), **{name: float(of[name][n]) for name in DRAWN}} for n, at in enumerate(bonus)]


def _line(scenario: Scenario) -> list[dict[str, float]]:
    """Over all bonuses, with everything else as the scenario has it."""
    return _by_bonus(replace(scenario.params, bonus=BONUS.default))


def _marks(situation: Situation, outcome: str, _: Translate) -> list[dict[str, object]]:
    return [
        {
            "bonus": one.params.bonus,
            "value": getattr(one.outcomes, outcome),
            "kind": kind,
            "label": words,
        }
        for one, kind, words in marked(situation, _)
    ]


def _bonus(_: Translate) -> Measure:
    return Measure("bonus", _("Bonus on clear-up"), "decimal", _("for a unit of effort"))


def _clear_up(_: Translate) -> View:
    bonus = _bonus(_)
    reported = Measure("clear_up_reported", _("Reported: solved over recorded"), "percent")
    solved = Measure("solved", _("Solved, of all that came in"), "percent")

    def rows(situation: Situation) -> Rows:
        return {"rows": _line(situation.now), "marks": _marks(situation, "clear_up_reported", _)}

    def describe(situation: Situation, drawn: Rows) -> str:
        now = situation.now.outcomes
        sentence = _(
            "Of 100 cases that come in, {solved} are solved and {recorded} are recorded; a clear-up of {reported} is "
            "reported."
        )
        return joined(
            [
                sentence.format(
                    solved=readable(100 * now.solved, "number"),
                    recorded=readable(100 * (1 - now.unrecorded), "number"),
                    reported=readable(now.clear_up_reported, "percent"),
                ),
                _("For comparison (reported, solved): {others}.").format(others=others(situation, _two_shares, _)),
            ]
        )

    return View("clear_up", _("What is reported, and what is solved?"),
                curves(bonus, (reported, solved), Measure("share", _("Share of cases"), "percent")),
                columns_of(bonus, reported, solved), rows, describe, short=_("Reported and solved"))  # fmt: skip


def _two_shares(one: Scenario) -> str:
    return f"{readable(one.outcomes.clear_up_reported, 'percent')}, {readable(one.outcomes.solved, 'percent')}"


def _welfare(_: Translate) -> View:
    bonus = _bonus(_)
    city = Measure("welfare", _("Net benefit to the city"), "decimal", _("units"))

    def rows(situation: Situation) -> Rows:
        line = _line(situation.now)
        best = max(line, key=lambda row: row["welfare"])["bonus"]
        return {
            "rows": line,
            "baseline": _line(situation.baseline),
            "down": [{"value": best, "label": _("Best at {bonus}").format(bonus=readable(best, "decimal"))}],
            "marks": _marks(situation, "welfare", _),
        }

    def describe(situation: Situation, drawn: Rows) -> str:
        sentence = _("At a bonus of {bonus} the net benefit is {welfare}; it would be highest at a bonus of {best}.")
        best = drawn["down"][0]["value"]
        now = situation.now
        return joined(
            [
                sentence.format(
                    bonus=readable(now.params.bonus, "decimal"),
                    welfare=readable(now.outcomes.welfare, "precise"),
                    best=readable(best, "decimal"),
                ),
                _("For comparison: {others}.").format(
                    others=others(situation, lambda one: readable(one.outcomes.welfare, "precise"), _)
                ),
            ]
        )

    return View("welfare", _("At which bonus is the net benefit highest?"),
                curves(bonus, (city,), city, _("Baseline")), columns_of(bonus, city), rows, describe,
                short=_("Net benefit"))  # fmt: skip
