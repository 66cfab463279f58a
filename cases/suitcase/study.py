"""The suitcase's children in three charts: time given at home, scores, and how sure the difference in scores is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import Any

import numpy as np
import pandas as pd

from caseroom import data
from caseroom.authoring import CaseFile, DataChart, Figures, Format, Rows, Study, joined, readable
from caseroom.charts.bars import bars_by_option
from caseroom.charts.intervals import intervals_by_row
from caseroom.charts.look import Measure
from caseroom.i18n import Translate

ALL = "all"
PAIRS = 12
STUDENT = 1.795885  # the 95 % point of Student's t with PAIRS - 1 degrees of freedom


@dataclass(frozen=True)
class Group:
    """Means over the children of one kind of home, in kindergartens that lend the suitcase or that do not."""

    home: str
    lends: bool
    children: int
    minutes: float
    score: float  # points at the end of the year


@dataclass(frozen=True)
class Difference:
    """With the suitcase minus without it, and its 90 % interval, in points of the score."""

    home: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Children:
    """The dataset as the charts need it: `groups` by home ("all" among them) and by whether the suitcase is lent."""

    children: int
    kindergartens: int
    groups: tuple[Group, ...]
    differences: tuple[Difference, ...]

    def pairs(self) -> list[tuple[Group, Group]]:
        """For each kind of home: with the suitcase, without it."""
        homes = dict.fromkeys(group.home for group in self.groups)
        by = {(group.home, group.lends): group for group in self.groups}
        return [(by[home, True], by[home, False]) for home in homes]


def study(case: CaseFile, lang: str) -> Study[Children]:
    """960 constructed children; there is nothing of one's own to bring."""
    _ = case.translator(lang)
    homes = {name: words.text(lang) for name, words in data.categories(case.dataset, "home").items()}
    names = {ALL: _("All children"), **homes}
    return Study(
        bundled=lambda: _digest(case.dataset),
        charts=(_minutes(_, names), _scores(_, names), _differences(_, names)),
        figures=lambda children: _figures(children, _),
    )


@lru_cache(maxsize=4)
def _digest(dataset: str) -> Children:
    table = data.load(dataset)
    both = pd.concat([table.assign(home=ALL), table])
    groups = [
        Group(str(home), bool(lends), len(rows), float(rows.minutes_a_week.mean()), float(rows.score_after.mean()))
        for (home, lends), rows in both.groupby(["home", "lends_suitcase"])
    ]
    differences = [Difference(str(home), *difference(rows)) for home, rows in both.groupby("home")]
    return Children(len(table), table.kindergarten.nunique(), tuple(groups), tuple(differences))


def difference(rows: pd.DataFrame, outcome: str = "score_after") -> tuple[float, float, float]:
    """Mean with the suitcase minus mean without it, and the ends of its 90 % interval.

    The lot was drawn by pair, so what counts is how much the pairs disagree, and not how many children there are.
    """
    side = rows.groupby("lends_suitcase")[outcome]
    sign = np.where(rows.lends_suitcase, 1, -1)
    off = sign * (rows[outcome] - side.transform("mean")) / side.transform("size")
    pair = (rows.kindergarten.str[1:].astype(int) - 1) // 2
    half = STUDENT * sqrt(PAIRS / (PAIRS - 1) * float((off.groupby(pair).sum() ** 2).sum()))
    value = float(side.mean()[True] - side.mean()[False])
    return value, value - half, value + half


def _figures(children: Children, _: Translate) -> Figures:
    return (
        (_("Children"), readable(children.children, "number")),
        (_("Kindergartens"), f"{children.kindergartens}"),
        (_("Of them lending the suitcase"), f"{children.kindergartens // 2}"),
    )


def _minutes(_: Translate, names: dict[str, str]) -> DataChart[Children]:
    def describe(children: Children) -> str:
        sentence = _("{home}: {with_} minutes a week with the suitcase, {without} without.")
        return joined(_compared(sentence, "minutes", "number", names, children))

    return _pairs("minutes", _("How many minutes a week do parents give?"), "number", names, describe, _)


def _scores(_: Translate, names: dict[str, str]) -> DataChart[Children]:
    def describe(children: Children) -> str:
        sentence = _("{home}: {with_} points with the suitcase, {without} without.")
        return joined(_compared(sentence, "score", "decimal", names, children))

    return _pairs("score", _("Where do the children stand in June?"), "decimal", names, describe, _)


def _differences(_: Translate, names: dict[str, str]) -> DataChart[Children]:
    """How much higher the scores are where the suitcase is lent, with what the lot alone could do."""
    points = Measure("value", _("Difference in June, with its 90 % interval"), "decimal", _("points"))

    def rows(children: Children) -> Rows:
        drawn = [
            {
                "label": names[one.home], "value": one.value, "low": one.low, "high": one.high,
                "value_label": readable(one.value, "decimal"), "kind": "option",
            }
            for one in children.differences
        ]  # fmt: skip
        return {"rows": drawn, "down": [{"value": 0, "label": _("no difference")}]}

    def describe(children: Children) -> str:
        sentence = _("{home}: {value} points higher with the suitcase, 90 % interval {low} to {high}.")
        told = [
            sentence.format(
                home=names[one.home],
                **{end: readable(getattr(one, end), "decimal") for end in ("value", "low", "high")},
            )
            for one in children.differences
        ]
        by_pair = _("The interval follows from how much the twelve pairs of kindergartens disagree.")
        return joined([*told, by_pair])

    columns = (
        {"name": "label", "title": _("Family"), "format": "number"},
        *(
            {"name": name, "title": title, "format": "decimal"}
            for name, title in (("value", _("Difference, points")), ("low", _("from")), ("high", _("to")))
        ),
    )
    title = _("How much higher is the score with the suitcase?")
    return DataChart("difference", title, intervals_by_row(points), columns, rows, describe)


def _compared(sentence: str, field: str, kind: Format, names: dict[str, str], children: Children) -> list[str]:
    """The sentence for each kind of home."""
    return [
        sentence.format(
            home=names[with_.home],
            with_=readable(getattr(with_, field), kind),
            without=readable(getattr(without, field), kind),
        )
        for with_, without in children.pairs()
    ]


def _pairs(
    field: str, title: str, kind: Format, names: dict[str, str], describe: Any, _: Translate
) -> DataChart[Children]:
    """Two bars a kind of home: with the suitcase, without it."""
    lent = Measure("lent", _("In kindergartens that lend the suitcase"), kind)
    not_lent = Measure("not_lent", _("In the others"), kind)
    unit = {"minutes": _("Minutes a week"), "score": _("Score in June, points")}[field]

    def rows(children: Children) -> Rows:
        return {
            "rows": [
                {
                    "label": names[with_.home],
                    "lent": getattr(with_, field),
                    "lent_label": readable(getattr(with_, field), kind),
                    "not_lent": getattr(without, field),
                    "not_lent_label": readable(getattr(without, field), kind),
                }
                for with_, without in children.pairs()
            ]
        }

    columns = (
        {"name": "label", "title": _("Family"), "format": "number"},
        *({"name": m.field, "title": m.title, "format": m.format} for m in (lent, not_lent)),
    )
    return DataChart(field, title, bars_by_option(lent, not_lent, unit), columns, rows, describe)
