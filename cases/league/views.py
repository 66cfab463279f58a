"""A release in four charts: the funnel with its limits, avoided and concealed, who is named, the net by own share."""

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
    marked,
    numbered,
    others,
    readable,
)
from caseroom.charts.bars import bars, bars_by_option
from caseroom.charts.curves import curves
from caseroom.charts.look import GLYPHS, Measure
from caseroom.i18n import Translate
from caseroom.parameters import with_terms

from . import model as league
from .model import OPTIONS, TERMS, Params

STEPS = 60
CLASSES = ((0, 60), (60, 200), (200, 1000))  # discharges a year


def views(case: CaseFile, lang: str) -> tuple[View, ...]:
    """The charts of the case in the words of `lang`."""
    _ = case.translator(lang)
    labels = case.option_labels(lang)
    return _funnel(_), _by_option(labels, _), _by_size(_), _by_share(labels, _)


@lru_cache(maxsize=64)
def _named(params: Params) -> tuple[int, ...]:
    return tuple(int(n) + 1 for n in np.flatnonzero(league.beyond(params)))


def _listed(params: Params, _: Translate) -> str:
    named = _named(params)
    return _(", ").join(f"N{n:02d}" for n in named) if named else _("nobody")


def _funnel(_: Translate) -> View:
    size = Measure("count", _("Discharges in the years counted"))
    limit = Measure("limit", _("Limit with over-dispersion, as set"), "percent")
    luck = Measure("luck", _("Limit of luck alone"), "percent")
    rate = Measure("rate", _("Readmitted within 31 days (dark dot: named)"), "percent")

    def rows(situation: Situation) -> Rows:
        params = situation.now.params
        counts, found = league.rates(int(params.years))
        base, named, between = float(params.base), set(_named(params)), float(league.between_networks(params))
        drawn = []
        for count in np.linspace(0.8 * counts.min(), 1.03 * counts.max(), STEPS):  # a point at an end is whole
            chance = base * (100 - base) / count
            wide = base + params.limit * np.sqrt(params.counted * between + chance)
            near = base + params.limit * np.sqrt(chance)
            drawn.append({"count": float(count), "limit": float(wide) / 100, "luck": float(near) / 100})
        marks = [
            {
                "count": float(count),
                "value": float(value) / 100,
                "kind": "now" if n in named else "baseline",
                "label": f"N{n:02d}" if n in named else "",
            }
            for n, (count, value) in enumerate(zip(counts, found, strict=True), 1)
        ]
        return {"rows": drawn, "marks": marks, "across": [{"value": base / 100, "label": _("Province")}]}

    def describe(situation: Situation, drawn: Rows) -> str:
        said = _("By the figures up to 2024 this release names: {named}.")
        return joined(
            [
                said.format(named=_listed(situation.now.params, _)),
                _("For comparison (named): {others}.").format(
                    others=others(situation, lambda one: _listed(one.params, _), _)
                ),
            ]
        )

    return View("funnel", _("Whom does it name?"), curves(size, (limit, luck), rate),
                columns_of(size, limit, luck), rows, describe, short=_("Funnel"))  # fmt: skip


def _shown(situation: Situation) -> set[Params]:
    """The settings of the options that have been loaded, with all else as the levers stand."""
    return {with_terms(situation.now.params, OPTIONS[name], TERMS) for name in OPTIONS if name in situation.loaded}


def _by_option(labels: dict[str, str], _: Translate) -> View:
    avoided = Measure("avoided", _("Avoided"), "points", _("readmissions"))
    concealed = Measure("concealed", _("Concealed"), "points", _("readmissions"))

    def called(pin: Scenario) -> str:
        """One named after an option is beside this option's bar, which follows the levers as the pin does not."""
        return _("{name}, as pinned").format(name=pin.name) if pin.name in labels.values() else pin.name

    def note(situation: Situation) -> str:
        named = any(pin.name in labels.values() and pin.params not in _shown(situation) for pin in situation.pinned)
        return _("The releases follow the levers; what you pinned stays as it was.") if named else ""

    def bar(label: str, kind: str, outcomes: Any) -> dict[str, Any]:
        return {"kind": kind} | numbered(label, *((m, getattr(outcomes, m.field)) for m in (avoided, concealed)))

    def rows(situation: Situation) -> Rows:
        costs, seen = {}, _shown(situation)
        for name, option in OPTIONS.items():
            found = league.simulate(with_terms(situation.now.params, option, TERMS))
            costs[name] = {"avoided": float(found.avoided), "concealed": float(found.concealed)}
        options = bars_of_options(situation, costs, labels, (), _)
        for row in options:
            if row["kind"] == "option":
                row |= numbered(row["label"], *((m, costs[row["option"]][m.field]) for m in (avoided, concealed)))
        kept = [("baseline", situation.baseline.name, situation.baseline),
                *(("pinned", called(pin), pin) for pin in situation.pinned)]  # fmt: skip
        own = [("now", _("Your levers now"), situation.now), *(one for one in kept if one[2].params not in seen)]
        now, *compared = [bar(f"{GLYPHS[kind]} {words}", kind, one.outcomes) for kind, words, one in own]
        return {
            "rows": [now, *options, *compared]
        }  # on a phone the first is always in sight; a setting that is an option shown is not drawn twice

    def describe(situation: Situation, drawn: Rows) -> str:
        now = situation.now.outcomes
        sentence = _("The figure falls by {reported} readmissions: {avoided} are avoided and {concealed} concealed.")
        return joined(
            [
                sentence.format(
                    reported=readable(now.reported, "points"),
                    avoided=readable(now.avoided, "points"),
                    concealed=readable(now.concealed, "points"),
                ),
                _("For comparison (avoided, concealed): {others}.").format(others=others(situation, _both, _)),
            ]
        )

    columns = ({"name": "label", "title": _("Release"), "format": "text"}, *columns_of(avoided, concealed))
    return View("by_option", _("What is avoided, what is concealed?"), bars_by_option(avoided, concealed),
                columns, rows, describe, note, short=_("Avoided and concealed"))  # fmt: skip


def _both(one: Scenario) -> str:
    return f"{readable(one.outcomes.avoided, 'points')}, {readable(one.outcomes.concealed, 'points')}"


@lru_cache(maxsize=64)
def _expected(params: Params) -> tuple[float, ...]:
    chances, sizes = league.naming(params).named, np.asarray(league.SIZES)
    return tuple(float(chances[(sizes >= low) & (sizes < high)].sum()) for low, high in CLASSES)


def _by_size(_: Translate) -> View:
    named = Measure("named", _("Expected to be named"), "points", _("of 36 networks"))
    label = Measure("label", _("Discharges a year"))
    words = (_("Fewer than 60 discharges: 14 networks"), _("60 to 199: 13 networks"), _("200 and more: 9 networks"))

    def rows(situation: Situation) -> Rows:
        found = _expected(situation.now.params)
        return {
            "rows": [
                {"label": word, "named": value, "named_label": readable(value, "points")}
                for word, value in zip(words, found, strict=True)
            ]
        }

    def describe(situation: Situation, drawn: Rows) -> str:
        sentence = _(
            "Of the small networks {small} are expected to be named, of the middle ones {middle}, of the large {large}."
        )
        small, middle, large = (readable(value, "points") for value in _expected(situation.now.params))
        rest = _("For comparison (small): {others}.").format(
            others=others(situation, lambda one: readable(_expected(one.params)[0], "points"), _)
        )
        return joined([sentence.format(small=small, middle=middle, large=large), rest])

    return View(
        "by_size",
        _("Who is named, by size?"),
        bars(named),
        columns_of(label, named),
        rows,
        describe,
        short=_("Named by size"),
    )


@lru_cache(maxsize=64)
def _over_share(params: Params) -> list[dict[str, float]]:
    low, high = min(0.3, float(params.control)), max(0.8, float(params.control))  # where the lines cross, and the lever
    shares = np.linspace(low, high, 51)
    found = {
        name: np.broadcast_to(
            league.simulate(with_terms(replace(params, control=shares), option, TERMS)).net, shares.shape
        )
        for name, option in OPTIONS.items()
    }
    return [{"share": float(share), **{name: float(found[name][n]) for name in OPTIONS}}
            for n, share in enumerate(shares)]  # fmt: skip


def _by_share(labels: dict[str, str], _: Translate) -> View:
    share = Measure("share", _("The networks' own share"), "percent")
    names = labels | {"three_years": _("Three years")}  # two names stand in one row of the legend on a phone
    series = tuple(Measure(name, names[name], "points") for name in OPTIONS)
    net = Measure("net", _("Net"), "points", _("readmissions"))

    def loaded(situation: Situation) -> list[str]:
        """The table, where the levers begin, and what the student has loaded."""
        return [name for name in OPTIONS if name in situation.loaded | {"table"}]

    def rows(situation: Situation) -> Rows:
        drawn = loaded(situation)
        marks = [
            {"share": one.params.control, "value": one.outcomes.net, "kind": kind, "label": words}
            for one, kind, words in marked(situation, _)
            if kind != "pinned"  # four pins at one share would cover each other's names
        ]
        lines = [{field: row[field] for field in ("share", *drawn)} for row in _over_share(situation.now.params)]
        return {"rows": lines, "marks": marks}

    def describe(situation: Situation, drawn: Rows) -> str:
        names = loaded(situation)
        if len(names) < 2:
            return _("Load two releases or more, and this says which has the highest net at this share.")
        params = situation.now.params
        found = {name: float(league.simulate(with_terms(params, OPTIONS[name], TERMS)).net) for name in names}
        best = max(names, key=lambda name: found[name])
        sentence = _("Of the releases drawn {best} has the highest net at a share of {share}: {net} readmissions.")
        return sentence.format(best=labels[best], share=readable(params.control, "percent"),
                               net=readable(found[best], "points"))  # fmt: skip

    return View(
        "by_share",
        _("Which release leads, by the networks' own share?"),
        curves(share, series, net, zero=False),
        columns_of(share, *series),
        rows,
        describe,
        lambda now: _("Load a release to see its line.") if len(loaded(now)) < len(OPTIONS) else "",
        short=_("Net by own share"),
    )
