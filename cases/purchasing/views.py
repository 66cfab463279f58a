"""The four ways in four charts: year by year, what each signal tells, over the study, and loud families and quiet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from caseroom.authoring import CaseFile, Rows, Scenario, Situation, View, columns_of, joined, marked, readable
from caseroom.charts.bars import bars
from caseroom.charts.curves import curves
from caseroom.charts.look import Measure
from caseroom.i18n import Translate
from caseroom.parameters import with_terms

from . import model
from .model import FAMILIES, KNOWN, OPTIONS, TERMS, WAYS, YEARS, Params


def views(case: CaseFile, lang: str) -> tuple[View, ...]:
    """The charts of the case in the words of `lang`."""
    _ = case.translator(lang)
    names = case.option_labels(lang)
    return _years(_, names), _signals(_), _study(_, names), _who(_)


def _loaded(situation: Situation) -> tuple[str, ...]:
    """The ways whose lines are drawn: the tender, where the levers begin, and those that the student has loaded."""
    return tuple(way for way in WAYS if way in situation.loaded | {"tender"})


def _drawn(rows: Sequence[Mapping[str, float]], at: str, ways: tuple[str, ...]) -> list[dict[str, float]]:
    """The rows with `at` and the lines of these ways alone."""
    return [{field: row[field] for field in (at, *ways)} for row in rows]


def _more(situation: Situation, _: Translate) -> str:
    return _("Load a way to see its line.") if len(_loaded(situation)) < len(WAYS) else ""


@lru_cache(maxsize=64)
def _by_year(params: Params) -> list[dict[str, float]]:
    made, _quiet = model.course(params)
    return [{"year": year + 1, **{way: float(made[way][year]) for way in WAYS}} for year in range(YEARS)]


def _of_mixture(now: Scenario, words: str) -> list[dict[str, object]]:
    """Where shares are mixed, the first year and the last that counts; a way that is bought alone has its line."""
    if max(now.params.commission, now.params.contest, now.params.choice) in (0, 1):
        return []
    ends = ((1, now.outcomes.first_year, words), (int(now.params.horizon), now.outcomes.last_year, ""))
    return [{"year": year, "value": value, "kind": "now", "label": said} for year, value, said in ends]


def _years(_: Translate, names: dict[str, str]) -> View:
    year = Measure("year", _("Year"), "number")
    series = tuple(Measure(way, names[way], "number") for way in WAYS)
    helped = Measure("helped", _("Helped well"), "number", _("families of 300"))

    def rows(situation: Situation) -> Rows:
        counted = _("Counted up to here")
        down = [{"value": float(situation.now.params.horizon), "label": counted}]
        lines = _drawn(_by_year(situation.now.params), "year", _loaded(situation))
        marks = _of_mixture(situation.now, _("Your mixture"))
        return {"rows": lines, "down": down if situation.now.params.horizon < YEARS else [], "marks": marks}

    def describe(situation: Situation, drawn: Rows) -> str:
        first, last = (_by_year(situation.now.params)[n] for n in (0, int(situation.now.params.horizon) - 1))
        ways = _loaded(situation)
        if len(ways) < 2:
            return _("Load two ways or more, and this says which helps most families in the first year and the last.")
        best, late = (max(ways, key=lambda way: row[way]) for row in (first, last))
        sentence = _("Of the ways drawn the most families are helped in year 1 by: {first} ({most}).")
        seeds = _("The contest helps {seeds} in that year.")
        other = _("In year {year} it is: {last} ({late}).")
        return joined([
            sentence.format(first=names[best], most=readable(first[best], "number")),
            *([seeds.format(seeds=readable(first["contest"], "number"))] if "contest" in ways else []),
            other.format(year=int(situation.now.params.horizon), last=names[late],
                         late=readable(last[late], "number")),
        ])  # fmt: skip

    title = _("How many families does each way help, year by year?")
    spec = curves(year, series, helped, zero=False)
    return View(
        "years",
        title,
        spec,
        columns_of(year, *series),
        rows,
        describe,
        lambda now: _more(now, _),
        short=_("Year by year"),
    )


def _signals(_: Translate) -> View:
    label = Measure("label", _("What one goes by"))
    tells = Measure("tells", _("How closely it goes together with skill"), "decimal", _("correlation"))

    def parts(params: Params) -> list[tuple[str, float]]:
        return [
            (_("A proposal's whole score, price included"), float(model.scored(params))),
            (_("What a proposal says of the work"), float(params.paper)),
            (_("Years of acquaintance, if judged fairly"), KNOWN),
            (_("A year's work, seen on the spot"), float(params.field)),
        ]

    def rows(situation: Situation) -> Rows:
        return {"rows": [{"label": words, "tells": value, "tells_label": readable(value, "decimal")}
                         for words, value in parts(situation.now.params)]}  # fmt: skip

    def describe(situation: Situation, drawn: Rows) -> str:
        params = situation.now.params
        sentence = _("The best of {n} by a tender's score is expected to be {points} percentage points above the mean.")
        other = _("The best {kept} of {seeds} after a year's work are {more} above theirs.")
        kept = 100 * float(params.field * params.spread * model.best_of(params.seeds, params.kept))
        return joined([
            sentence.format(n=int(params.bidders), points=readable(model.winner_above_mean(params), "points")),
            other.format(kept=int(min(params.kept, params.seeds)), seeds=int(params.seeds),
                         more=readable(kept, "points")),
        ])  # fmt: skip

    title = _("What does one see of a provider?")
    return View("signals", title, bars(tells), columns_of(label, tells), rows, describe, short=_("What one sees"))


def _helped(params: Params) -> dict[str, np.ndarray]:
    return {way: np.asarray(model.simulate(with_terms(params, OPTIONS[way], TERMS)).helped) for way in WAYS}


@lru_cache(maxsize=64)
def _over_study(params: Params) -> list[dict[str, float]]:
    study = np.linspace(0, 1, 51)
    found = _helped(replace(params, demand_study=study))
    return [{"study": float(s), **{way: float(found[way][n]) for way in WAYS}} for n, s in enumerate(study)]


def _study(_: Translate, names: dict[str, str]) -> View:
    study = Measure("study", _("Study of the need before buying"), "percent")
    series = tuple(Measure(way, names[way], "number") for way in WAYS)
    helped = Measure("helped", _("Helped well a year"), "number", _("families of 300"))

    def rows(situation: Situation) -> Rows:
        marks = [
            {"study": one.params.demand_study, "value": one.outcomes.helped, "kind": kind, "label": words}
            for one, kind, words in marked(situation, _)
            if kind != "pinned"  # four pins at one place would cover each other's names
        ]
        return {"rows": _drawn(_over_study(situation.now.params), "study", _loaded(situation)), "marks": marks}

    def describe(situation: Situation, drawn: Rows) -> str:
        found = {way: float(value) for way, value in _helped(situation.now.params).items()}
        if len(_loaded(situation)) < 2:
            return _("Load two ways or more, and this says which of them helps most families at this study.")
        best = max(_loaded(situation), key=lambda way: found[way])
        sentence = _(
            "Of the ways drawn, with a study of {study} the most families are helped by: {best} ({most} a year)."
        )
        return sentence.format(study=readable(situation.now.params.demand_study, "percent"), best=names[best],
                               most=readable(found[best], "number"))  # fmt: skip

    title = _("What does asking first do?")
    spec = curves(study, series, helped, zero=False)
    return View(
        "study",
        title,
        spec,
        columns_of(study, *series),
        rows,
        describe,
        lambda now: _more(now, _),
        short=_("Asking first"),
    )


@lru_cache(maxsize=64)
def _over_informed(params: Params) -> list[dict[str, float]]:
    informed = np.linspace(0, 1, 41)
    all_choice = _helped(replace(params, informed=informed))["choice"] * 100 / FAMILIES
    loud, quiet, partner = _of_hundred(params)
    return [
        {"informed": float(i), "all": float(all_choice[n]), "loud": loud, "quiet": quiet, "partner": partner}
        for n, i in enumerate(informed)
    ]


def _of_hundred(params: Params) -> tuple[float, float, float]:
    """Of 100: families who compare and who do not, both under choice, and all under the commission."""
    ends = _helped(replace(params, informed=np.array([1.0, 0.0])))
    loud, quiet = ends["choice"] * 100 / FAMILIES
    return float(loud), float(quiet), float(ends["commission"][0] * 100 / FAMILIES)


def _who(_: Translate) -> View:
    informed = Measure("informed", _("Families who compare"), "percent")
    series = (
        Measure("loud", _("Choice, who compare"), "number"),
        Measure("partner", _("Commission, all"), "number"),
        Measure("quiet", _("Choice, the others"), "number"),
        Measure("all", _("Choice, all"), "number"),
    )
    choice, commission = WAYS.index("choice"), WAYS.index("commission")
    helped = Measure("helped", _("Helped well a year"), "number", _("of 100 families"))

    def rows(situation: Situation) -> Rows:
        here = {"value": float(situation.now.params.informed), "label": _("You are here")}
        return {"rows": _over_informed(situation.now.params), "down": [here]}

    def describe(situation: Situation, drawn: Rows) -> str:
        loud, quiet, partner = (readable(value, "number") for value in _of_hundred(situation.now.params))
        sentence = _(
            "Under choice {loud} of 100 families who compare are helped well and {quiet} of those who do not; under "
            "the commission {partner} of both."
        )
        return sentence.format(loud=loud, quiet=quiet, partner=partner)

    title = _("Whom does choice help?")
    return View(
        "who",
        title,
        curves(informed, series, helped, colours=(choice, commission, choice, choice)),
        columns_of(informed, *series),
        rows,
        describe,
        short=_("Whom choice helps"),
    )
