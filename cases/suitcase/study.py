"""The suitcase's children in two charts: time given at home and scores, by home, with and without a suitcase."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from caseroom import data
from caseroom.authoring import CaseFile, DataChart, Figures, Format, Rows, Study, joined, readable
from caseroom.charts.bars import bars_by_option
from caseroom.charts.look import Measure
from caseroom.i18n import Translate

ALL = "all"


@dataclass(frozen=True)
class Group:
    """Means over the children of one kind of home, in kindergartens that lend the suitcase or that do not."""

    home: str
    lends: bool
    children: int
    minutes: float
    score: float  # points at the end of the year


@dataclass(frozen=True)
class Children:
    """The dataset as the charts need it: `groups` by home ("all" among them) and by whether the suitcase is lent."""

    children: int
    kindergartens: int
    groups: tuple[Group, ...]

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
        charts=(_minutes(_, names), _scores(_, names)),
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
    return Children(len(table), table.kindergarten.nunique(), tuple(groups))


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
