"""The lens lab in two charts: the options' values by these weights, and what becomes of them towards one doctrine."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from caseroom.authoring import CaseFile, Rows, Scenario, Situation, View, columns_of, joined, numbered, others, readable
from caseroom.charts.bars import bars_by_option
from caseroom.charts.curves import curves
from caseroom.charts.look import Measure
from caseroom.i18n import Translate
from caseroom.methods.weighing import CRITERIA

from . import model as lenses
from .model import NAMES, Params

STEPS = 41


def views(case: CaseFile, lang: str) -> tuple[View, ...]:
    """The charts of the case in the words of `lang`."""
    _ = case.translator(lang)
    names = case.option_labels(lang)
    return _values(_, names), _towards(_, names)


def listed(params: Params) -> tuple[str, ...]:
    """The options that are on the list: not struck, and not below the floor of equity."""
    return tuple(name for name, on in zip(NAMES, lenses.listed(params), strict=True) if on)


def _values(_: Translate, names: dict[str, str]) -> View:
    now, before = (
        Measure("now", _("By the weights as they stand"), "decimal"),
        Measure("before", _("Baseline"), "decimal"),
    )

    def rows(situation: Situation) -> Rows:
        return {
            "rows": [
                numbered(
                    names[name],
                    (now, getattr(situation.now.outcomes, name)),
                    (before, getattr(situation.baseline.outcomes, name)),
                )
                for name in listed(situation.now.params)
            ]
        }

    def describe(situation: Situation, drawn: Rows) -> str:
        ranked = sorted(drawn["rows"], key=lambda row: -row["now"])
        order = _("; ").join(f"{row['label']} {row['now_label']}" for row in ranked)
        flip = situation.now.outcomes.flip
        firm = (
            _("No shift of weight between two criteria turns the first two.")
            if flip >= 1
            else _("Moving {share} of the weight from one criterion to another ties the first two.").format(
                share=readable(flip, "percent")
            )
        )
        told = [_("By these weights: {order}.").format(order=order), firm]
        told.append(
            _("First in the other scenarios: {others}.").format(
                others=others(situation, lambda one: _first(one, names), _)
            )
        )
        return joined(told)

    columns = ({"name": "label", "title": _("Option"), "format": "number"}, *columns_of(now, before))
    return View(
        "values",
        _("By these weights, what comes first?"),
        bars_by_option(now, before, _("Value, 0 to 1")),
        columns,
        rows,
        describe,
        short=_("What comes first"),
    )


def _first(one: Scenario, names: dict[str, str]) -> str:
    return names[max(listed(one.params), key=lambda name: round(getattr(one.outcomes, name), 9))]


def _towards(_: Translate, names: dict[str, str]) -> View:
    share = Measure("share", _("Share of the way to New Public Service"), "percent")
    series = tuple(Measure(name, names[name], "decimal") for name in NAMES)
    value = Measure("value", _("Value"), "decimal", _("0 to 1"))

    def rows(situation: Situation) -> Rows:
        return {"rows": _way(situation.now.params)}

    def describe(situation: Situation, drawn: Rows) -> str:
        line = drawn["rows"]
        options = listed(situation.now.params)
        firsts = [max(options, key=lambda name, row=row: round(row[name], 9)) for row in line]  # type: ignore[misc]
        turns = [
            _("from {share} on {option}").format(share=readable(line[n]["share"], "percent"), option=names[firsts[n]])
            for n in range(1, len(line))
            if firsts[n] != firsts[n - 1]
        ]
        start = _("With your weights first: {option}").format(option=names[firsts[0]])
        return joined([_("; ").join([start, *turns]) + _(".")])

    columns = columns_of(share, *series)
    spec = curves(share, series, value, domain=(0, 1))
    return View("towards", _("Where does the order turn?"), spec, columns, rows, describe, short=_("Where it turns"))


def _way(params: Params) -> list[dict[str, float]]:
    """Values from these weights (0) to those of New Public Service (1); one that is struck stays at nought."""
    way = np.linspace(0, 1, STEPS)
    total = sum(float(getattr(params, c)) for c in CRITERIA)
    own = {c: 100 * float(getattr(params, c)) / total if total else 100 / len(CRITERIA) for c in CRITERIA}
    goal = {c: float(getattr(lenses.OPTIONS["station"], c)) for c in CRITERIA}
    found = lenses.simulate(replace(params, **{c: own[c] + way * (goal[c] - own[c]) for c in CRITERIA}))
    of = {name: np.asarray(getattr(found, name)) for name in NAMES}
    return [{"share": float(at), **{name: float(of[name][n]) for name in NAMES}} for n, at in enumerate(way)]
