"""Sixty estates in two charts: where they stand after two years, and what was done for it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import lru_cache

from caseroom import data
from caseroom.authoring import CaseFile, DataChart, Figures, Rows, Study, columns_of, joined, readable
from caseroom.charts.bars import bars
from caseroom.charts.dots import dots
from caseroom.charts.look import Measure
from caseroom.i18n import Translate

from .model import LEVERS, Params, mean_threshold

TENTHS = 5  # classes of the share that takes part: fifths
MIDDLE = (0.2, 0.8)  # neither few nor nearly all


@dataclass(frozen=True)
class Estate:
    """One estate at the end. threshold: the model's mean threshold for what was done, before renters are thought of."""

    number: int
    households: int
    threshold: float
    taking_part: float


@dataclass(frozen=True)
class Estates:
    estates: tuple[Estate, ...]
    months: int

    @property
    def mean(self) -> float:
        return sum(estate.taking_part for estate in self.estates) / len(self.estates)


def study(case: CaseFile, lang: str) -> Study[Estates]:
    """Sixty constructed estates; there is nothing of one's own to bring."""
    _ = case.translator(lang)
    return Study(
        bundled=lambda: _digest(case.dataset),
        charts=(_where(_), _why(_)),
        figures=lambda estates: _figures(estates, _),
    )


@lru_cache(maxsize=4)
def _digest(dataset: str) -> Estates:
    table = data.load(dataset)
    last = table[table.month == table.month.max()]
    estates = [
        Estate(
            int(row["estate"]),
            int(row["households"]),
            float(mean_threshold(Params(*(float(row[lever]) for lever in (*LEVERS, "command"))))),
            float(row["taking_part"]),
        )
        for row in last.to_dict("records")
    ]
    return Estates(tuple(estates), int(table.month.max()))


def _figures(estates: Estates, _: Translate) -> Figures:
    return (
        (_("Estates"), f"{len(estates.estates)}"),
        (_("Months"), f"{estates.months}"),
        (_("Taking part at the end, mean"), readable(estates.mean, "percent")),
    )


def _where(_: Translate) -> DataChart[Estates]:
    share, count = Measure("label", _("Households that take part")), Measure("estates", _("Estates"))

    def rows(estates: Estates) -> Rows:
        edges = [n / TENTHS for n in range(TENTHS + 1)]
        found = []
        for low, high in itertools.pairwise(edges):
            inside = [e for e in estates.estates if low <= e.taking_part < high or (high == 1 and e.taking_part == 1)]
            words = _("{low} to {high}").format(low=readable(low, "percent"), high=readable(high, "percent"))
            found.append({"label": words, "estates": len(inside), "estates_label": f"{len(inside)}"})
        return {"rows": found}

    def describe(estates: Estates) -> str:
        between = sum(MIDDLE[0] <= estate.taking_part < MIDDLE[1] for estate in estates.estates)
        few = sum(estate.taking_part < MIDDLE[0] for estate in estates.estates)
        sentence = _("In {few} estates fewer than 20% take part, in {many} at least 80%, and {between} lie between.")
        many = len(estates.estates) - few - between
        mean = _("The mean of all is {mean}, where no estate is.").format(mean=readable(estates.mean, "percent"))
        return joined([sentence.format(few=few, many=many, between=between), *([mean] if not between else [])])

    return DataChart("where", _("Where do the estates stand after two years?"), bars(count),
                     columns_of(share, count), rows, describe)  # fmt: skip


def _why(_: Translate) -> DataChart[Estates]:
    threshold = Measure("threshold", _("Mean threshold, by what was done"), "percent")
    share = Measure("taking_part", _("Households that take part"), "percent")
    size = Measure("households", _("Households"))
    name = Measure("name", _("Estate"))

    def rows(estates: Estates) -> Rows:
        apart = _closest_apart(estates)
        return {
            "rows": [
                {
                    "name": str(estate.number),
                    "threshold": estate.threshold,
                    "taking_part": estate.taking_part,
                    "households": estate.households,
                    "label": _("Estate {number}").format(number=estate.number) if estate in apart else "",
                    "tip": _("Estate {number}").format(number=estate.number),
                }
                for estate in estates.estates
            ]
        }

    def describe(estates: Estates) -> str:
        one, other = _closest_apart(estates)
        sentence = _(
            "Estates {one} and {other} had done nearly the same; in the one {few} take part, in the other {many}."
        )
        return sentence.format(
            one=one.number,
            other=other.number,
            few=readable(one.taking_part, "percent"),
            many=readable(other.taking_part, "percent"),
        )

    return DataChart("why", _("Does what was done explain it?"),
                     dots(threshold, share, size, _("The larger the dot, the more households")),
                     columns_of(name, threshold, share, size), rows, describe)  # fmt: skip


def _closest_apart(estates: Estates) -> tuple[Estate, Estate]:
    """The pair with the most alike thresholds of which one tipped and one did not; the one that did not first."""
    stayed = [estate for estate in estates.estates if estate.taking_part < MIDDLE[0]]
    tipped = [estate for estate in estates.estates if estate.taking_part >= MIDDLE[1]]
    return min(((a, b) for a in stayed for b in tipped), key=lambda pair: abs(pair[0].threshold - pair[1].threshold))
