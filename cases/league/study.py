"""A year of rates in three charts: the funnel, what is known of each unit, and where the ends went a year later."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

import numpy as np

from caseroom import data
from caseroom.authoring import CaseFile, DataChart, Figures, Own, Rows, Study, columns_of, joined, kept, readable
from caseroom.charts.curves import curves
from caseroom.charts.intervals import intervals_by_row
from caseroom.charts.look import Measure
from caseroom.i18n import Translate

from .funnel import Spread, shrunken, spread_of
from .rates_file import KIND, Rates

LONGEST_NAME = 80
ENDS = 6  # units shown at either end
BEST = 3  # of them at the good end, where little is asked: a phone has no room for all
STEPS = 60  # of the limits' curves
TWO_SIDED = 1.96
EXPECTED = 5  # cases of a unit below which limits made for many are rough
ENOUGH = 10  # units of which one or more would lie outside the limits by luck
FEW = 8  # units outside the limits of luck that can all be named in the funnel


@dataclass(frozen=True)
class Unit:
    """number: its row; rates as shares, the shrunken one with its 90% interval; before: last year's rate or NaN."""

    number: int
    count: float
    rate: float
    shrunken: float
    low: float
    high: float
    before: float


@dataclass(frozen=True)
class League:
    """Units without their names; mean, tau, tau_low and tau_high as shares."""

    name: str
    units: tuple[Unit, ...]
    common: float
    mean: float
    tau: float
    tau_low: float
    tau_high: float


def study(case: CaseFile, lang: str) -> Study[League]:
    """Thirty-six constructed networks, or a table that the student brings."""
    _ = case.translator(lang)
    return Study(
        bundled=lambda: _bundled(case.dataset),
        charts=(_funnel(_), _known(_), _a_year_later(_)),
        figures=lambda found: _figures(found, _),
        own=Own("own_data", KIND, digest, kept.encode, decode, lambda found: found.name),
    )


def digest(rates: Rates, name: str, before: tuple[float, ...] = ()) -> League:
    """All that the charts say of a table of rates."""
    each, spread = shrunken(rates.counts, rates.cases), spread_of(rates.counts, rates.cases)
    units = tuple(
        Unit(
            n + 1,
            float(rates.counts[n]),
            float(rates.cases[n] / rates.counts[n]),
            float(each.rate[n]),
            float(each.low[n]),
            float(each.high[n]),
            before[n] if before else float("nan"),
        )
        for n in range(len(rates.units))
    )
    common = float(rates.cases.sum() / rates.counts.sum())
    return League(name[:LONGEST_NAME], units, common, spread.mean, spread.tau, spread.low, spread.high)


def decode(value: object) -> League:
    """A kept digest; ValueError for what is none."""
    found = kept.decode(League, value)
    if not found.units or not 0 < found.common < 1 or any(unit.count <= 0 for unit in found.units):
        raise ValueError("not a league's digest")
    return found


@lru_cache(maxsize=4)
def _bundled(dataset: str) -> League:
    table = data.load(dataset)
    last, before = (table[table.year == year].sort_values("network") for year in (2024, 2023))
    rates = Rates(
        tuple(map(str, last.network)), last.discharges.to_numpy(dtype=float), last.readmitted.to_numpy(dtype=float)
    )
    return digest(rates, dataset, tuple(map(float, before.readmitted / before.discharges)))


def _percent(share: float) -> str:
    return readable(100 * share, "points")


def _figures(found: League, _: Translate) -> Figures:
    between = _("{tau} percentage points ({low}–{high})")
    said = between.format(tau=_percent(found.tau), low=_percent(found.tau_low), high=_percent(found.tau_high))
    if found.tau_high == 0:  # a spread that is nought beyond doubt is no finding
        said = _("0: they differ by less than luck alone would make them; were they rounded, or copied?")
    return (
        (_("Units"), readable(len(found.units), "number")),
        (_("Rate of all together"), readable(found.common, "percent")),
        (_("Spread between units, tau (90% interval)"), said),
    )


def _limit(found: League, count: float, tau: float) -> float:
    return TWO_SIDED * sqrt(found.common * (1 - found.common) / count + tau**2)


def _outside(found: League, tau: float) -> list[Unit]:
    return [unit for unit in found.units if abs(unit.rate - found.common) > _limit(found, unit.count, tau)]


def _numbers(units: list[Unit]) -> set[int]:
    return {unit.number for unit in units}


def _called(unit: Unit, _: Translate) -> str:
    """A constructed network, which alone has a year before, by its name; of a student's table no name is kept."""
    return f"N{unit.number:02d}" if unit.before == unit.before else _("No. {number}").format(number=unit.number)


def _funnel(_: Translate) -> DataChart[League]:
    size = Measure("count", _("Number of cases behind the rate"))
    luck = Measure("luck", _("Luck alone, upper 95% limit"), "percent")
    low = Measure("luck_low", _("Luck alone, lower limit"), "percent")
    wide = Measure("wide", _("With over-dispersion, upper 95% limit"), "percent")
    wide_low = Measure("wide_low", _("With over-dispersion, lower limit"), "percent")
    rate = Measure("rate", _("Rate (dark dot: outside both limits)"), "percent")

    def rows(found: League) -> Rows:
        counts = [unit.count for unit in found.units]
        least, most = min(counts), max(counts)
        drawn = []
        for count in np.linspace(0.8 * least, 1.03 * max(most, least + 1), STEPS):  # a point at an end is whole
            near, far = _limit(found, count, 0.0), _limit(found, count, found.tau)
            ends = (found.common + near, found.common + far, found.common - near, found.common - far)
            fields = ("luck", "wide", "luck_low", "wide_low")
            bounded = {name: min(max(end, 0.0), 1.0) for name, end in zip(fields, ends, strict=True)}
            drawn.append({"count": float(count), **bounded})
        near_out, far_out = (_numbers(_outside(found, tau)) for tau in (0.0, found.tau))
        named = near_out if len(near_out) <= FEW else far_out
        if found.units[0].before == found.units[0].before:  # of the constructed ones the text speaks of the smallest
            named = named | {min(found.units, key=lambda unit: unit.count).number}
        marks = [
            {
                "count": unit.count,
                "value": unit.rate,
                "kind": "now" if unit.number in far_out else "baseline",
                "label": _called(unit, _) if unit.number in named else "",
            }
            for unit in found.units
        ]
        across = [{"value": found.common, "label": _("All together")}]
        return {"rows": drawn, "marks": marks, "across": across}

    def describe(found: League) -> str:
        near, far = len(_outside(found, 0.0)), len(_outside(found, found.tau))
        sentence = _("Outside the limits of luck alone lie {near} units, outside those with over-dispersion {far}.")
        warning = _("A unit outside differs from the others; why it does, the funnel does not say.")
        small = sum(unit.count * min(found.common, 1 - found.common) < EXPECTED for unit in found.units)
        rough = (
            _(
                "In {count} of the units fewer than five cases are expected, and their limits are rough: luck alone "
                "puts such a unit above the upper limit about four times in a hundred instead of two or three, and "
                "hardly ever below the lower one."
            )
            if found.common <= 0.5
            else _(
                "In {count} of the units fewer than five are expected to be without, and their limits are rough: luck "
                "alone puts such a unit below the lower limit about four times in a hundred instead of two or three, "
                "and hardly ever above the upper one."
            )
        )
        chance = _("Of {count} units about {luck} would lie outside the limits of luck alone even if all were alike.")
        many = len(found.units)
        alike = chance.format(count=readable(many, "number"), luck=readable(max(round(many / 20), 1), "number"))
        told = [alike] if many >= ENOUGH else []
        rough_too = _("Where most units are so small, the interval of tau is a little too narrow as well.")
        if small:
            told.append(rough.format(count=small))
        if small > many / 2:
            told.append(rough_too)
        return joined([sentence.format(near=near, far=far), *told, warning])

    return DataChart("limits", _("Who differs by more than luck?"), curves(size, (luck, low, wide, wide_low), rate),
                     columns_of(size, luck, low, wide, wide_low), rows, describe)  # fmt: skip


def _name(unit: Unit, _: Translate) -> str:
    return _("{unit} (n = {count})").format(unit=_called(unit, _), count=readable(unit.count, "number"))


def _rate(share: float) -> str:
    """A rate among others: all have one decimal, a whole one too."""
    return f"{100 * share:.1f}%"


def _ends(found: League) -> list[Unit]:
    order = sorted(found.units, key=lambda unit: -unit.rate)
    return order if len(order) <= ENDS + BEST else [*order[:ENDS], *order[-BEST:]]


def _known(_: Translate) -> DataChart[League]:
    value = Measure("value", _("Shrunken rate with its 90% interval"), "percent")
    name = Measure("label", _("Unit"))

    def rows(found: League) -> Rows:
        drawn = [
            {
                "label": _name(unit, _),
                "value": unit.shrunken,
                "low": unit.low,
                "high": unit.high,
                "value_label": _("{raw} → {shrunken}").format(raw=_rate(unit.rate), shrunken=_rate(unit.shrunken)),
                "kind": "option",
            }
            for unit in _ends(found)
        ]
        return {"rows": drawn, "down": [{"value": found.mean, "label": _("Mean")}]}

    def describe(found: League) -> str:
        shown = _ends(found)
        sure = sum(unit.low > found.mean or unit.high < found.mean for unit in shown)
        sentence = _(
            "Of the {count} highest and lowest rates {sure} have an interval that leaves out the mean; of two rates as "
            "far from the mean, that of the smaller unit moves further."
        )
        return sentence.format(count=len(shown), sure=sure)

    return DataChart("known", _("What is known of the two ends?"), intervals_by_row(value),
                     columns_of(name, value, Measure("low", _("from"), "percent"), Measure("high", _("to"), "percent")),
                     rows, describe)  # fmt: skip


def _a_year_later(_: Translate) -> DataChart[League]:
    value = Measure("value", _("Rate, from 2023 to the dot of 2024; dotted: all together"), "percent")
    name = Measure("label", _("Unit"))

    def ends(found: League) -> list[Unit]:
        both = sorted((unit for unit in found.units if unit.before == unit.before), key=lambda unit: -unit.before)
        return [*both[:ENDS], *both[-ENDS:]] if both else []

    def rows(found: League) -> Rows:
        drawn = [
            {
                "label": _name(unit, _),
                "value": unit.rate,
                "low": min(unit.rate, unit.before),
                "high": max(unit.rate, unit.before),
                "value_label": _("{before} → {after}").format(before=_rate(unit.before), after=_rate(unit.rate)),
                "kind": "option",
            }
            for unit in ends(found)
        ]
        return {"rows": drawn, "down": [{"value": found.common, "label": ""}] if drawn else []}

    def describe(found: League) -> str:
        shown = ends(found)
        fell = sum(unit.rate < unit.before for unit in shown[:ENDS])
        rose = sum(unit.rate > unit.before for unit in shown[ENDS:])
        sentence = _(
            "Of the last six of 2023, {fell} have a lower rate in 2024; of the first six, {rose} a higher one."
        )
        return sentence.format(fell=fell, rose=rose)

    return DataChart("a_year_later", _("Where were both ends a year later?"), intervals_by_row(value),
                     columns_of(name, value), rows, describe,
                     missing=_("A year later shows only where a file has two years; yours has one."))  # fmt: skip


__all__ = ["League", "Spread", "decode", "digest", "study"]
