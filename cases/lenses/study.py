"""Weights that 240 people set blind, in three charts: two roles, what comes first, and how firmly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from caseroom import data
from caseroom.authoring import (
    CaseFile,
    DataChart,
    Figures,
    Rows,
    Study,
    closing,
    columns_of,
    joined,
    numbered,
    readable,
)
from caseroom.charts.bars import bars_by_option
from caseroom.charts.histogram import histogram
from caseroom.charts.look import Measure
from caseroom.i18n import Translate
from caseroom.methods.weighing import CRITERIA

from .model import NAMES, Params, simulate

BIN = 0.01
BINS = 20
CLOSE = 0.05  # a shift of weight that one would not notice in oneself
ROLES = ("finance", "residents")


@dataclass(frozen=True)
class Weights:
    """means: by role, share of weight by criterion; first, by_list: by option, share of people who have it first,
    between fixed ends and between the ends of the list; turned_by_list: share of people whose first changes when the
    visits are struck, between the ends of the list (between fixed ends nobody's can); flips: people by bin of BIN of
    the least shift that ties the first two.
    """

    people: int
    means: dict[str, tuple[float, ...]]
    first: dict[str, float]
    by_list: dict[str, float]
    turned_by_list: float
    flips: tuple[int, ...]
    close: float


def study(case: CaseFile, lang: str) -> Study[Weights]:
    """The constructed weights."""
    _ = case.translator(lang)
    names = case.option_labels(lang)
    return Study(
        bundled=lambda: _digest(case.dataset),
        charts=(_two_roles(_, lang, case.dataset), _firsts(_, names), _firmness(_)),
        figures=lambda found: _figures(found, _),
    )


@lru_cache(maxsize=4)
def _digest(dataset: str) -> Weights:
    table = data.load(dataset)
    points = {c: table[c].to_numpy(dtype=float) for c in CRITERIA}
    share = table[list(CRITERIA)].astype(float)
    share = share.div(share.sum(axis=1), axis=0)
    flips = np.asarray(simulate(Params(**points)).flip)
    bins = np.append(np.arange(BINS) * BIN, 1.01)
    return Weights(
        len(table),
        {role: tuple(share[table.role == role].mean()) for role in ROLES},
        _first(Params(**points)),
        _first(Params(**points, scaling=1)),
        _turned(points),
        tuple(int(n) for n in np.histogram(flips, bins)[0]),
        float((flips < CLOSE).mean()),
    )


def _best(params: Params) -> NDArray[np.intp]:
    """For each person, the place in NAMES of the option that comes first."""
    found = simulate(params)
    return np.stack([np.asarray(getattr(found, name)) for name in NAMES]).argmax(axis=0)


def _first(params: Params) -> dict[str, float]:
    best = _best(params)
    return {name: float((best == n).mean()) for n, name in enumerate(NAMES)}


def _turned(points: dict[str, Any]) -> float:
    """Of the people who do not have the visits first, the share whose first is another once these are struck."""
    best = _best(Params(**points, scaling=1))
    struck = _best(Params(**points, scaling=1, visits_on_the_list=0))
    others = best != NAMES.index("visits")
    return float((best != struck)[others].mean())


def _figures(found: Weights, _: Translate) -> Figures:
    return (
        (_("People"), readable(found.people, "number")),
        (_("Order turns with 5 points of 100 moved"), readable(found.close, "percent")),
        (
            _("First place turns when the visits are struck, ends of the list"),
            readable(found.turned_by_list, "percent"),
        ),
    )


def _two_roles(_: Translate, lang: str, dataset: str) -> DataChart[Weights]:
    roles = data.categories(dataset, "role")
    one, other = (Measure(role, roles[role].text(lang), "percent") for role in ROLES)
    words = {criterion.id: criterion.name.text(lang) for criterion in closing().criteria}

    def rows(found: Weights) -> Rows:
        return {
            "rows": [
                numbered(words[c], (one, found.means[one.field][n]), (other, found.means[other.field][n]))
                for n, c in enumerate(CRITERIA)
            ]
        }

    def describe(found: Weights) -> str:
        gaps = [found.means[ROLES[0]][n] - found.means[ROLES[1]][n] for n in range(len(CRITERIA))]
        most, least = int(np.argmax(gaps)), int(np.argmin(gaps))
        sentence = _("Farthest apart are {one} with more weight for {a} and {other} with more for {b}.")
        return sentence.format(one=one.title, a=words[CRITERIA[most]], other=other.title, b=words[CRITERIA[least]])

    columns = ({"name": "label", "title": _("Criterion"), "format": "number"}, *columns_of(one, other))
    return DataChart("roles", _("Who wants what?"), bars_by_option(one, other), columns, rows, describe)


def _firsts(_: Translate, names: dict[str, str]) -> DataChart[Weights]:
    first = Measure("first", _("First between fixed ends"), "percent")
    by_list = Measure("by_list", _("First between the ends of the list"), "percent")

    def rows(found: Weights) -> Rows:
        return {
            "rows": [
                numbered(names[name], (first, found.first[name]), (by_list, found.by_list[name])) for name in NAMES
            ]
        }

    def describe(found: Weights) -> str:
        fixed, moving = (
            _("; ").join(f"{names[name]} {readable(shares[name], 'percent')}" for name in NAMES)
            for shares in (found.first, found.by_list)
        )
        return joined(
            [
                _("First by everybody's own weights, with fixed ends: {shares}.").format(shares=fixed),
                _("With the ends of the list: {shares}.").format(shares=moving),
            ]
        )

    columns = ({"name": "label", "title": _("Option"), "format": "number"}, *columns_of(first, by_list))
    return DataChart("firsts", _("What comes first, and for how many?"), bars_by_option(first, by_list),
                     columns, rows, describe)  # fmt: skip


def _firmness(_: Translate) -> DataChart[Weights]:
    flip = Measure("start", _("Least share of weight that ties the first two"), "percent")
    people = Measure("people", _("People"))

    def rows(found: Weights) -> Rows:
        drawn = [
            {"start": n * BIN, "end": (n + 1) * BIN, "people": number, "far": n * BIN < CLOSE - 1e-9}
            for n, number in enumerate(found.flips)
        ]
        label = _("5 points of 100")
        return {"rows": drawn, "down": [{"value": CLOSE, "label": label}]}

    def describe(found: Weights) -> str:
        sentence = _("For {share} of the people moving five points of a hundred turns the first two.")
        return sentence.format(share=readable(found.close, "percent"))

    columns = columns_of(Measure("start", _("from"), "percent"), Measure("end", _("to"), "percent"), people)
    return DataChart("firmness", _("How firm is anybody's order?"), histogram(flip, people), columns, rows, describe)
