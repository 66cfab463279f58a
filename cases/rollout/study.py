"""Forty earlier programmes and sixty counties in three charts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from caseroom import data
from caseroom.authoring import (
    CaseFile,
    Counting,
    DataChart,
    Figures,
    Rows,
    Study,
    columns_of,
    counting,
    joined,
    numbered,
    readable,
)  # fmt: skip
from caseroom.charts.bars import bars, bars_by_option
from caseroom.charts.intervals import intervals_over
from caseroom.charts.look import Measure
from caseroom.i18n import Translate

from .model import Params, cost_with_setup

STRONGEST = 8


@dataclass(frozen=True)
class Programme:
    """One that went on: what its first stage showed and what it was worth once all counties ran it."""

    number: int
    chosen: bool
    pilot: float
    at_scale: float


@dataclass(frozen=True)
class Earlier:
    """chosen, by_lot: how many there were; extended: those that went on. carers: by county, best prepared first."""

    chosen: int
    by_lot: int
    extended: tuple[Programme, ...]
    carers: tuple[float, ...]

    def of(self, chosen: bool) -> tuple[Programme, ...]:
        return tuple(one for one in self.extended if one.chosen is chosen)


def mean(values: list[float]) -> float:
    """Of at least one value."""
    return sum(values) / len(values)


def study(case: CaseFile, lang: str) -> Study[Earlier]:
    """The constructed programmes and counties of exhibit 2 and exhibit 4."""
    _, money = case.translator(lang), counting(case, "prior", lang)
    return Study(
        bundled=lambda: _digest(case.dataset),
        charts=(_two_ways(_, money), _each(_, money), _carers(_)),
        figures=lambda earlier: _figures(earlier, _),
    )


@lru_cache(maxsize=4)
def _digest(dataset: str) -> Earlier:
    table, counties = data.load(dataset), data.load(dataset, "counties")
    extended = [
        Programme(int(row["programme"]), row["way"] == "chosen", float(row["pilot"]), float(row["at_scale"]))
        for row in table[table.went_on == 1].to_dict("records")
    ]
    chosen = int((table.way == "chosen").sum())
    carers = tuple(float(value) for value in counties.carers_per_1000)
    return Earlier(chosen, len(table) - chosen, tuple(extended), carers)


def _figures(earlier: Earlier, _: Translate) -> Figures:
    share = _("{n} of {total}")
    return (
        (_("Programmes"), f"{earlier.chosen + earlier.by_lot}"),
        (_("Went on after chosen first counties"), share.format(n=len(earlier.of(True)), total=earlier.chosen)),
        (_("Went on after first counties by lot"), share.format(n=len(earlier.of(False)), total=earlier.by_lot)),
    )


def _two_ways(_: Translate, money: Counting) -> DataChart[Earlier]:
    pilot = Measure("pilot", _("Shown by the first stage"), money.kind("points"), money.unit)
    scale = Measure("at_scale", _("Once all counties ran it"), money.kind("points"), money.unit)

    def rows(earlier: Earlier) -> Rows:
        drawn = []
        for words, chosen in ((_("First counties chosen"), True), (_("First counties by lot"), False)):
            group = earlier.of(chosen)
            name = _("{way} ({n} that went on)").format(way=words, n=len(group))
            before, after = mean([one.pilot for one in group]), mean([one.at_scale for one in group])
            drawn.append(numbered(name, (pilot, before), (scale, after)))
        return {"rows": drawn}

    def describe(earlier: Earlier) -> str:
        sentence = _("Chosen: {a} shown, {b} once all ran it. By lot: {c} and {d} (million yuan a county and year).")
        told = [money.readable(mean([getattr(one, field) for one in earlier.of(chosen)]), "points")
                for chosen in (True, False) for field in ("pilot", "at_scale")]  # fmt: skip
        return sentence.format(**dict(zip("abcd", told, strict=True)))

    columns = ({"name": "label", "title": _("How the first counties were found"), "format": "text"},
               *columns_of(pilot, scale))  # fmt: skip
    title = _("How far did programmes fall after they were extended?")
    spec = bars_by_option(pilot, scale, _("Worth, million yuan a county and year"))
    return DataChart("two_ways", title, spec, columns, rows, describe)


def _each(_: Translate, money: Counting) -> DataChart[Earlier]:
    place = Measure("place", _("Programmes that went on; chosen first, then by lot"), "number")
    scale = Measure("at_scale", _("Once all ran it; the line goes to what was shown"), money.kind("points"), money.unit)
    pilot = Measure("pilot", _("Shown by the first stage"), money.kind("points"), money.unit)

    def rows(earlier: Earlier) -> Rows:
        drawn: list[dict[str, float]] = []
        for one in _in_order(earlier):
            ends = sorted((one.pilot, one.at_scale))
            drawn.append(
                {"place": len(drawn) + 1, "at_scale": one.at_scale, "pilot": one.pilot, "low": ends[0], "high": ends[1]}
            )
        return {"rows": drawn, "down": [{"value": len(earlier.of(True)) + 0.5, "label": _("To the right: by lot")}]}

    def describe(earlier: Earlier) -> str:
        price = cost_with_setup(Params())
        told = money.readable(price, "decimal")
        below = [sum(one.at_scale < price for one in earlier.of(chosen)) for chosen in (True, False)]
        fell = [sum(one.at_scale < one.pilot for one in earlier.of(chosen)) for chosen in (True, False)]
        sentence = _(
            "Of {n} chosen ones {fell} fell, and {below} ended below {price}, which is running and setting up."
        )
        other = _("Of {n} by lot {fell} fell, and {below} ended below it.")
        return joined([
            sentence.format(n=len(earlier.of(True)), fell=fell[0], below=below[0], price=told),
            other.format(n=len(earlier.of(False)), fell=fell[1], below=below[1]),
        ])  # fmt: skip

    title = _("Which programmes fell?")
    return DataChart("each", title, intervals_over(place, scale), columns_of(place, pilot, scale), rows, describe)


def _in_order(earlier: Earlier) -> list[Programme]:
    """The chosen, then those by lot; each from what was shown most to least."""
    return sorted(earlier.extended, key=lambda one: (not one.chosen, -one.pilot))


def _carers(_: Translate) -> DataChart[Earlier]:
    label = Measure("label", _("Counties"))
    carers = Measure("carers", _("Carers"), "points", _("per 1,000 people over 65"))

    def parts(earlier: Earlier) -> list[tuple[str, float]]:
        values = list(earlier.carers)
        return [
            (_("The eight best prepared"), mean(values[:STRONGEST])),
            (_("All sixty"), mean(values)),
            (_("The eight worst prepared"), mean(values[-STRONGEST:])),
        ]

    def rows(earlier: Earlier) -> Rows:
        return {"rows": [{"label": words, "carers": value, "carers_label": readable(value, "points")}
                         for words, value in parts(earlier)]}  # fmt: skip

    def describe(earlier: Earlier) -> str:
        best, every, worst = (readable(value, "points") for _name, value in parts(earlier))
        sentence = _(
            "The eight best prepared counties have {best} carers per 1,000, all sixty {all}, the last eight {worst}."
        )
        return sentence.format(best=best, all=every, worst=worst)

    title = _("In which counties would a pilot be held?")
    return DataChart("carers", title, bars(carers), columns_of(label, carers), rows, describe)
