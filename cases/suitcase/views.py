"""The suitcase in three charts: efficiency and equity on one plane, what it costs in the end, who gives more."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from caseroom.authoring import (
    CaseFile,
    Rows,
    Scenario,
    Situation,
    View,
    bars_of_options,
    columns_of,
    joined,
    least,
    marked,
    numbered,
    others,
    readable,
)
from caseroom.charts.bars import bars_by_option
from caseroom.charts.curves import curves
from caseroom.charts.look import GLYPHS, Measure
from caseroom.charts.scatter import scatter
from caseroom.i18n import Translate
from caseroom.parameters import parameters, with_terms

from . import model as suitcase
from .model import OPTIONS, TERMS, Params

EFFORT = next(parameter for parameter in parameters(Params) if parameter.name == "effort_cost")


def views(case: CaseFile, lang: str) -> tuple[View, ...]:
    """The charts of the case in the words of `lang`."""
    _ = case.translator(lang)
    labels = {"as_is": _("No programme")} | case.option_labels(lang)
    return _frontier(_, labels), _money(_, labels), _hours(_)


@lru_cache(maxsize=64)
def _programmes(situation: Params) -> list[dict[str, Any]]:
    table = suitcase.compare_programmes(situation)
    return [dict(zip(table.columns, row, strict=True)) for row in table.astype(object).to_numpy().tolist()]


def _situation_of(params: Params) -> Params:
    """`params` without the programme, so that equal tables have equal keys."""
    return with_terms(params, OPTIONS["as_is"], TERMS)


# 1. Efficiency and equity


def _frontier(_: Translate, labels: dict[str, str]) -> View:
    points = _("points")
    mean = Measure("mean_score", _("Mean score"), "decimal", _("points; the axis does not begin at 0"))
    gap = Measure("gap", _("Gap"), "decimal", points)

    def rows(situation: Situation) -> Rows:
        table = _seen(situation)
        found = [_point(row["mean_score"], row["gap"], "option", labels[row["option"]]) for row in table]
        found += [
            _point(one.outcomes.mean_score, one.outcomes.gap, kind, words) for one, kind, words in marked(situation, _)
        ]
        start = found[0]
        arrows = [
            {"mean_score": start["mean_score"], "gap": start["gap"], "x2": point["mean_score"], "y2": point["gap"]}
            for point in found[1 : len(table)]
        ]
        return {"rows": found, "arrows": arrows}

    def describe(situation: Situation, drawn: Rows) -> str:
        now = situation.now.outcomes
        sentence = _("The levers now give a mean of {mean} and a gap of {gap}.")
        return joined(
            [
                sentence.format(mean=readable(now.mean_score, "decimal"), gap=readable(now.gap, "decimal")),
                *_ranked(_seen(situation)[1:], labels, _),
                _("For comparison (mean, gap): {others}.").format(
                    others=others(
                        situation,
                        lambda one: ", ".join(
                            readable(value, "decimal") for value in (one.outcomes.mean_score, one.outcomes.gap)
                        ),
                        _,
                    )
                ),
            ]
        )

    def note(situation: Situation) -> str:
        return _("Load a programme to see its point.") if len(_seen(situation)) < len(OPTIONS) else ""

    table = ({"name": "label", "title": _("Programme"), "format": "number"}, *columns_of(mean, gap))
    title = _("Who gains, and how much? Right is better, down is fairer")
    return View("frontier", title, scatter(mean, gap), table, rows, describe, note, short=_("Mean and gap"))


def _seen(situation: Situation) -> list[dict[str, Any]]:
    """No programme, then the programmes that the student has loaded."""
    table = _programmes(_situation_of(situation.now.params))
    return [row for row in table if row["option"] in situation.loaded | {"as_is"}]


def _ranked(programmes: list[dict[str, Any]], labels: dict[str, str], _: Translate) -> list[str]:
    if len(programmes) < 2:
        return [_("Load two programmes or more, and this says which goes furthest.")]
    best, narrowest = max(programmes, key=lambda r: r["mean_score"]), min(programmes, key=lambda r: r["gap"])
    highest = _("Of those loaded, “{option}” has the highest mean ({mean}) and “{other}” the smallest gap ({gap}).")
    return [
        highest.format(
            option=labels[best["option"]],
            mean=readable(best["mean_score"], "decimal"),
            other=labels[narrowest["option"]],
            gap=readable(narrowest["gap"], "decimal"),
        )
    ]


def _point(mean: float, gap: float, kind: str, label: str) -> dict[str, Any]:
    return {"mean_score": mean, "gap": gap, "kind": kind, "label": label}


# 2. What it costs, now and later


def _money(_: Translate, labels: dict[str, str]) -> View:
    total = Measure("total_cost", _("With later help, yuan per child"), "number")
    programme = Measure("programme_cost", _("Programme, yuan per child"), "number")

    def bar(label: str, kind: str, outcomes: Any) -> dict[str, Any]:
        return {"kind": kind} | numbered(label, *((m, getattr(outcomes, m.field)) for m in (total, programme)))

    def rows(situation: Situation) -> Rows:
        today, *programmes = _programmes(_situation_of(situation.now.params))
        without = numbered(labels["as_is"], *((measure, today[measure.field]) for measure in (total, programme)))
        costs = {row["option"]: row for row in programmes}
        bars = [without, *bars_of_options(situation, costs, labels, (total, programme), _)]
        own = [("now", _("Your levers now"), situation.now), ("baseline", situation.baseline.name, situation.baseline),
               *(("pinned", pin.name, pin) for pin in situation.pinned)]  # fmt: skip
        return {"rows": bars + [bar(f"{GLYPHS[kind]} {words}", kind, one.outcomes) for kind, words, one in own]}

    def describe(situation: Situation, drawn: Rows) -> str:
        one, other = (least(drawn["rows"], measure.field) for measure in (programme, total))
        sentence = _(
            "Of the programmes that you have loaded, the cheapest is “{one}” ({cost} yuan per child); "
            "with later help it is “{other}” ({sum})."
        )
        told = {} if not (one and other) else {
            "one": one["label"], "cost": readable(one["programme_cost"], "number"),
            "other": other["label"], "sum": readable(other["total_cost"], "number"),
        }  # fmt: skip
        return joined(
            [
                sentence.format(**told) if told else _("Load two programmes or more, and this says which is cheapest."),
                _("For comparison (with later help): {others}.").format(
                    others=others(situation, lambda s: readable(s.outcomes.total_cost, "number"), _)
                ),
            ]
        )

    table = ({"name": "label", "title": _("Programme"), "format": "number"}, *columns_of(total, programme))
    return View("money", _("What does it cost, now and in the end?"), bars_by_option(total, programme), table, rows,
                describe, short=_("Cost in the end"))  # fmt: skip


# 3. Who gives more when an hour costs less


@lru_cache(maxsize=64)
def _response(params: Params) -> list[dict[str, float]]:
    cost = np.round(np.arange(EFFORT.minimum, EFFORT.maximum + 0.001, 0.02), 4)
    outcomes = suitcase.simulate(replace(params, effort_cost=cost))
    return [
        {"effort_cost": float(at), "time_advantaged": float(a), "time_disadvantaged": float(d)}
        for at, a, d in zip(
            cost, np.asarray(outcomes.time_advantaged), np.asarray(outcomes.time_disadvantaged), strict=True
        )
    ]


def _hours(_: Translate) -> View:
    cost = Measure("effort_cost", _("What an hour costs a parent"), "decimal", _("points"))
    other = Measure("time_disadvantaged", _("Dialect families"), "decimal")
    city = Measure("time_advantaged", _("Mandarin families"), "decimal")
    time = Measure("time", _("Time given"), "decimal", _("hours a week"))

    def rows(situation: Situation) -> Rows:
        def line(scenario: Scenario) -> list[dict[str, float]]:
            return _response(Params(**{**vars(scenario.params), "effort_cost": EFFORT.default}))

        marks = [
            {"effort_cost": one.params.effort_cost, "value": one.outcomes.time_disadvantaged, "kind": kind,
             "label": words}
            for one, kind, words in marked(situation, _)
        ]  # fmt: skip
        return {"rows": line(situation.now), "baseline": line(situation.baseline), "marks": marks}

    def describe(situation: Situation, drawn: Rows) -> str:
        now = situation.now.outcomes
        sentence = _("At this cost dialect families give {d} hours a week, the others {a}.")
        at_limit = [row["effort_cost"] for row in drawn["rows"] if row["time_disadvantaged"] >= _most(drawn) - 1e-6]
        flat = _("Below a cost of {cost} dialect families give no more: they already give all the time they have.")
        return joined(
            [
                sentence.format(
                    d=readable(now.time_disadvantaged, "decimal"), a=readable(now.time_advantaged, "decimal")
                ),
                *([flat.format(cost=readable(max(at_limit), "decimal"))] if len(at_limit) > 1 else []),
                _("For comparison (hours, dialect families): {others}.").format(
                    others=others(situation, lambda one: readable(one.outcomes.time_disadvantaged, "decimal"), _)
                ),
            ]
        )

    return View("hours", _("When an hour costs less, who gives more?"),
                curves(cost, (other, city), time, _("Dialect families, baseline")),
                columns_of(cost, other, city), rows, describe, short=_("Who gives more"))  # fmt: skip


def _most(drawn: Rows) -> float:
    return max(row["time_disadvantaged"] for row in drawn["rows"])
