"""The megacity in two charts: two years of taking part, and the cobweb that they come from."""

from __future__ import annotations

import itertools
import math
from functools import lru_cache
from typing import Any

import numpy as np

from caseroom.authoring import CaseFile, Rows, Scenario, Situation, View, columns_of, joined, marked, others, readable
from caseroom.charts.cobweb import cobweb
from caseroom.charts.curves import curves
from caseroom.charts.look import Measure
from caseroom.i18n import Translate

from . import model as megacity
from .model import HALF, MONTHS, Params


def views(case: CaseFile, lang: str) -> tuple[View, ...]:
    """The charts of the case in the words of `lang`."""
    _ = case.translator(lang)
    return _two_years(_), _cobweb(_)


@lru_cache(maxsize=64)
def _months(params: Params) -> list[float]:
    return [float(share) for share in megacity.course(params)]


def _two_years(_: Translate) -> View:
    month = Measure("month", _("Month"))
    share = Measure("taking_part", _("Households that take part"), "percent")

    def line(scenario: Scenario) -> list[dict[str, float]]:
        return [{"month": n, "taking_part": part} for n, part in enumerate(_months(scenario.params))]

    def rows(situation: Situation) -> Rows:
        marks = [
            {"month": MONTHS, "value": one.outcomes.taking_part, "kind": kind, "label": words}
            for one, kind, words in marked(situation, _)
        ]
        return {
            "rows": line(situation.now),
            "baseline": line(situation.baseline),
            "across": [{"value": HALF, "label": _("Half of the households")}],
            "marks": marks,
        }

    def describe(situation: Situation, drawn: Rows) -> str:
        now = situation.now.outcomes
        tips = _("Half of the households take part from month {month} on, {share} after two years.")
        never = _("In two years half of the households are never reached; at the end {share} take part.")
        share = readable(now.taking_part, "percent")
        said = never if math.isinf(now.month_of_tipping) else tips
        return joined(
            [
                said.format(share=share, month=readable(now.month_of_tipping, "number")),
                _("For comparison (after two years): {others}.").format(
                    others=others(situation, lambda one: readable(one.outcomes.taking_part, "percent"), _)
                ),
            ]
        )

    return View("two_years", _("Does it tip within two years?"),
                curves(month, (share,), Measure("share", _("Share taking part"), "percent"), _("Baseline"), (0.0, 1.0)),
                columns_of(month, share), rows, describe, short=_("Two years"))  # fmt: skip


@lru_cache(maxsize=64)
def _curve(params: Params) -> list[dict[str, float]]:
    shares = np.linspace(0, 1, 51)
    threshold, more = megacity.mean_threshold(params), megacity.seen_as_more(params)
    following = megacity.next_month(shares, threshold, params.spread, more)
    return [{"now": float(now), "then": float(then)} for now, then in zip(shares, following, strict=True)]


@lru_cache(maxsize=64)
def _resting(params: Params) -> list[tuple[float, bool]]:
    return megacity.fixed_points(params)


def _cobweb(_: Translate) -> View:
    now, then = Measure("now", _("Share this month"), "percent"), Measure("then", _("Share next month"), "percent")

    def rows(situation: Situation) -> Rows:
        params = situation.now.params
        rest = [
            {
                "now": share,
                "holds": holds,
                "label": readable(share, "percent")
                if holds
                else _("{share}, does not hold").format(share=readable(share, "percent")),
            }
            for share, holds in _resting(params)
        ]
        return {
            "rows": _curve(params),
            "baseline": _curve(situation.baseline.params),
            "diagonal": [{"now": end, "then": end} for end in (0, 1)],
            "steps": _steps(_months(params)),
            "rest": rest,
        }

    def describe(situation: Situation, drawn: Rows) -> str:
        outcomes = situation.now.outcomes
        params = situation.now.params
        edge = readable(float(megacity.tipping_point(params.spread, megacity.seen_as_more(params))), "percent")
        above = _("The mean threshold is {threshold}; the tipping point lies at {edge}.")
        places = _("Nothing moves at {shares}.").format(shares=_("; ").join(row["label"] for row in drawn["rest"]))
        return joined([above.format(threshold=readable(outcomes.mean_threshold, "percent"), edge=edge), places])

    return View("cobweb", _("Where does it come to rest?"),
                cobweb(now, then, _("As many as this month"), _("Month by month"), _("Baseline")),
                columns_of(now, then), rows, describe, short=_("Staircase"))  # fmt: skip


def _steps(shares: list[float]) -> list[dict[str, Any]]:
    """From the diagonal up to the curve and across again, a pair of steps a month."""
    corners = [(shares[0], 0.0)]
    for one, following in itertools.pairwise(shares):
        corners += [(one, following), (following, following)]
    return [{"now": now, "then": then, "order": n} for n, (now, then) in enumerate(corners)]
