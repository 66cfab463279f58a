"""Sixty estates in three charts: where they stand after two years, what was done for it, and how a vote ended."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from caseroom import data
from caseroom.authoring import CaseFile, DataChart, Figures, Rows, Study, columns_of, joined, readable
from caseroom.charts.bars import bars
from caseroom.charts.dots import dots
from caseroom.charts.look import Measure
from caseroom.i18n import Translate

from .model import LEVERS, Params, mean_threshold

TENTHS = 5  # classes of the share that takes part: fifths
MIDDLE = (0.2, 0.8)  # neither few nor nearly all
QUORUM = 8  # of twelve: two thirds
MUCH_TALK = 0.4  # strength of deliberation


@dataclass(frozen=True)
class Estate:
    """One estate at the end. threshold: the model's mean threshold for what was done, before renters are thought of."""

    number: int
    households: int
    threshold: float
    taking_part: float
    deliberation: float
    voted: int
    passed: bool


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
        charts=(_where(_), _why(_), _votes(_)),
        figures=lambda estates: _figures(estates, _),
    )


@lru_cache(maxsize=4)
def _digest(dataset: str) -> Estates:
    table = data.load(dataset)
    last = table[table.month == table.month.max()].merge(data.load(dataset, "votes"), on="estate")
    estates = [
        Estate(
            int(row["estate"]),
            int(row["households"]),
            float(mean_threshold(_done(row))),
            float(row["taking_part"]),
            float(row["deliberation"]),
            int(row["voted"]),
            bool(row["passed"]),
        )
        for row in last.to_dict("records")
    ]
    return Estates(tuple(estates), int(table.month.max()))


def _done(row: Mapping[Hashable, Any]) -> Params:
    levers = {lever: float(row[lever]) for lever in (*LEVERS, "command")}
    return Params(**levers, phones=float(row["phones_share"]))


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
        mean = _("The mean of all is {mean}, which describes hardly any of them.")
        return joined(
            [
                sentence.format(few=few, many=many, between=between),
                mean.format(mean=readable(estates.mean, "percent")),
            ]
        )

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


def _votes(_: Translate) -> DataChart[Estates]:
    label, count, all_ = Measure("label", _("Stairwells")), Measure("passed", _("Passed")), Measure("all", _("In all"))
    share = Measure("share", _("Share that passed"), "percent")

    def rows(estates: Estates) -> Rows:
        found = []
        for words, belongs in _classes(_):
            inside = [estate for estate in estates.estates if belongs(estate)]
            carried = sum(estate.passed for estate in inside)
            shown = _("{passed} of {all}").format(passed=carried, all=len(inside))
            rate = carried / len(inside) if inside else 0.0
            found.append({"label": words, "passed": carried, "all": len(inside), "share": rate, "share_label": shown})
        return {"rows": found}

    def describe(estates: Estates) -> str:
        sentence = _(
            "A lift passed in {passed} of {all} stairwells; in {few} fewer than eight of the twelve owners voted, so "
            "that nothing could be decided."
        )
        return sentence.format(
            passed=sum(estate.passed for estate in estates.estates),
            all=len(estates.estates),
            few=sum(estate.voted < QUORUM for estate in estates.estates),
        )

    return DataChart("votes", _("In how many stairwells did the lift pass?"), bars(share),
                     columns_of(label, count, all_, share), rows, describe)  # fmt: skip


def _classes(_: Translate) -> tuple[tuple[str, Callable[[Estate], bool]], ...]:
    """The two hurdles of the law: who voted at all, and, where enough did, how much had been talked before."""
    return (
        (_("Fewer than 8 of 12 voted"), lambda one: one.voted < QUORUM),
        (
            _("8 or more voted, deliberation below 0.4"),
            lambda one: one.voted >= QUORUM and one.deliberation < MUCH_TALK,
        ),
        (
            _("8 or more voted, deliberation 0.4 or more"),
            lambda one: one.voted >= QUORUM and one.deliberation >= MUCH_TALK,
        ),
    )


def _closest_apart(estates: Estates) -> tuple[Estate, Estate]:
    """The pair with the most alike thresholds of which one tipped and one did not; the one that did not first."""
    stayed = [estate for estate in estates.estates if estate.taking_part < MIDDLE[0]]
    tipped = [estate for estate in estates.estates if estate.taking_part >= MIDDLE[1]]
    return min(((a, b) for a in stayed for b in tipped), key=lambda pair: abs(pair[0].threshold - pair[1].threshold))
