"""Constrained coproduction: a child's score is made by staff and by parents, and some parents meet a limit.

In group g a child's score is Q = [a R^r + (1 - a)(k S)^r]^(1/r) with staff R, parental time S, skill k and
r = 1 - 1/sigma; sigma = 1 is Cobb-Douglas, Q = R^a (k S)^(1 - a). A family chooses S to make b Q^theta / theta - w S as
large as it can, with at most S_max to give. b = w_0 / (1 - a) is set so that at today's staff and today's cost w_0 a
family with everything at home gives one hour and its child scores 1, whatever a, sigma and theta are supposed to be:
who supposes another world starts from the same today. The argument that a limit, not a lack of will, keeps
disadvantaged parents from coproducing is Jakobsen and Andersen's (2013); the functions and every number are our own.

At constant returns (theta = 1) more staff never makes a family do less, whatever sigma: for crowding out the family
must also see less and less use in further points, sigma > 1 / (1 - theta).

Two things happen to a programme on its way to a child. Where only some families get a kit, a share of them stays away
from the list (`stays_away`); nobody stays away from what everybody gets. And of the families that a leaflet or a kit
reaches only a share changes anything at home (`uptake`); the others go on as today.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from caseroom.methods.normal import distribution
from caseroom.parameters import Numbers, with_terms

from .params import OPTIONS, TERMS, Outcomes, Params

__all__ = [
    "OPTIONS", "TERMS", "Outcomes", "Params", "best_programme", "compare_programmes", "cost_per_point", "gap_change",
    "interior_time", "kits_for_budget", "programme_cost", "score", "simulate", "time_given", "with_kit",
]  # fmt: skip

Array = NDArray[np.float64]

TIME_LIMIT_ADVANTAGED = 1.2  # hours a week
KIT_SKILL_GAIN_ADVANTAGED = 0.05  # to parents who read to their children anyway the kit adds little
EFFORT_COST_TODAY, STAFF_TODAY = 0.5, 1.0
LEAFLET_COST = 50.0  # yuan per child for a campaign that takes a tenth of a point off the cost of effort
LOW_SCORE, SPREAD = 0.5, 0.25  # points: below the first a child is a low performer; children vary by the second

_HALVINGS = 40  # of the range of time: it is then known to a millionth of a millionth


def score(staff: Numbers, skilled_time: Numbers, staff_weight: Numbers, substitution: Numbers) -> Array:
    """Points of a child: CES of staff and of time times skill; arrays broadcast. 0 without either where sigma <= 1."""
    staff, x, a, sigma = (np.asarray(value, dtype=float) for value in (staff, skilled_time, staff_weight, substitution))
    r = 1 - 1 / sigma
    plain = np.abs(r) < 1e-9
    power = np.where(plain, 1.0, r)
    with np.errstate(divide="ignore", invalid="ignore"):
        inner = a * staff**power + (1 - a) * np.where(x > 0, x, 0.0) ** power
        ces = np.where(np.isinf(inner), 0.0, inner ** (1 / power))
    return np.asarray(np.where(plain, staff**a * x ** (1 - a), ces))


def time_given(params: Params, skill: Numbers, limit: Numbers) -> Array:
    """Hours a week of a family with this skill and this much to give: where the last of it is worth its cost.

    The first-order condition b Q^(theta - 1) dQ/dS = w holds inside; at the limit the family would give more.
    """
    skill, limit = np.asarray(skill, dtype=float), np.asarray(limit, dtype=float)
    shape = np.broadcast_shapes(*(np.shape(value) for value in vars(params).values()), skill.shape, limit.shape)
    low, high = np.zeros(shape), np.broadcast_to(limit, shape).copy()
    wants_more = _worth_of_more(params, skill, high) >= 0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        more = _worth_of_more(params, skill, middle) >= 0
        low, high = np.where(more, middle, low), np.where(more, high, middle)
    return np.asarray(np.where(wants_more, limit, (low + high) / 2))


def _worth_of_more(params: Params, skill: Array, time: Array) -> Array:
    """b Q^(theta - 1) dQ/dS - w, falling in `time`; b (1 - a) is today's cost of effort."""
    q = score(params.staffing, skill * time, params.staff_weight, params.substitution)
    r = 1 - 1 / np.asarray(params.substitution, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = EFFORT_COST_TODAY * skill * (q / (skill * time)) ** (1 - r)
        worth = q ** (np.asarray(params.returns) - 1) * slope
    return np.asarray(np.nan_to_num(worth, nan=np.inf, posinf=np.inf) - params.effort_cost)


def interior_time(params: Params, skill: float) -> float:
    """What a family would give if nothing limited it, Cobb-Douglas and theta = 1: [w_0 R^a k^(1 - a) / w]^(1/a)."""
    a = float(params.staff_weight)
    return float((EFFORT_COST_TODAY * params.staffing**a * skill ** (1 - a) / params.effort_cost) ** (1 / a))


def simulate(params: Params) -> Outcomes:
    """What becomes of the children, and what it costs; numbers for numbers, arrays for arrays."""
    shape = np.broadcast_shapes(*(np.shape(value) for value in vars(params).values()))
    d, uptake = np.asarray(params.disadvantaged_share), np.asarray(params.uptake)

    def over_all(groups: list[Array]) -> Array:
        return np.asarray((1 - d) * groups[0] + d * groups[1])

    homes = [_by_group(with_kit(params), reached, shape) for reached in _at_home(params, shape)]
    times, scores, low = ([uptake * new + (1 - uptake) * old for new, old, _ in home] for home in homes)
    before = [[today for *_, today in home] for home in homes]
    cost, compensation = programme_cost(params), over_all(low) * params.compensation_cost
    gained = 10 * (over_all(scores) - over_all(before[1])) * params.point_value
    saved = over_all(before[2]) * params.compensation_cost - compensation
    found = Outcomes(
        mean_score=over_all(scores),
        gap=scores[0] - scores[1],
        score_disadvantaged=scores[1],
        score_advantaged=scores[0],
        time_disadvantaged=times[1],
        time_advantaged=times[0],
        below_line=over_all(low),
        programme_cost=cost,
        compensation=compensation,
        total_cost=cost + compensation,
        net_benefit=gained + saved - cost,
    )
    return Outcomes(**{n: np.broadcast_to(v, shape) if shape else float(v) for n, v in vars(found).items()})


def _at_home(params: Params, shape: tuple[int, ...]) -> tuple[Array, Array, Array]:
    """Hours, scores and shares of low performers, of shape (3, 4, *shape).

    First axis: moved by the programme; not moved by it, with its staff; no programme. Second: advantaged,
    advantaged with a kit, disadvantaged, disadvantaged with a kit.
    """
    p = params
    skill = _stacked(shape, 1, 1 + KIT_SKILL_GAIN_ADVANTAGED, p.skill_disadvantaged,
                     np.minimum(p.skill_disadvantaged + p.kit_skill_gain, 1))  # fmt: skip
    limit = _stacked(shape, TIME_LIMIT_ADVANTAGED, TIME_LIMIT_ADVANTAGED, p.time_limit_disadvantaged,
                     p.time_limit_disadvantaged + p.kit_time_gain)  # fmt: skip
    three = replace(
        p,
        effort_cost=_stacked(shape, p.effort_cost, EFFORT_COST_TODAY, EFFORT_COST_TODAY)[:, None],
        staffing=_stacked(shape, p.staffing, p.staffing, STAFF_TODAY)[:, None],
    )
    time = time_given(three, skill, limit)
    points = score(three.staffing, skill * time, p.staff_weight, p.substitution)
    return time, points, distribution((LOW_SCORE - points) / SPREAD)


def _by_group(kits: tuple[Numbers, Numbers], of: Array, shape: tuple[int, ...]) -> list[tuple[Array, Array, Array]]:
    """For the advantaged and for the others: moved by the programme, not moved, no programme."""
    moved, unmoved, today = (np.broadcast_to(one, (4, *shape)) for one in of)
    return [((1 - kits[n]) * moved[2 * n] + kits[n] * moved[2 * n + 1], unmoved[2 * n], today[2 * n]) for n in (0, 1)]


def _stacked(shape: tuple[int, ...], *kinds: Numbers) -> Array:
    """The kinds one beside the other, along a first axis."""
    return np.stack([np.broadcast_to(np.asarray(kind, dtype=float), shape) for kind in kinds])


def with_kit(params: Params) -> tuple[Numbers, Numbers]:
    """Shares of advantaged and of disadvantaged families that take a kit: of what only some get, some stay away."""
    come = 1 - params.stays_away * (1 - np.asarray(params.kits_advantaged))
    return params.kits_advantaged, params.kits_disadvantaged * come


def programme_cost(params: Params) -> Numbers:
    """Yuan per child of the district: kits that are taken, a campaign by what it takes off effort's cost, staff by
    what is added (staff taken away saves)."""
    d = params.disadvantaged_share
    advantaged, disadvantaged = with_kit(params)
    kits = (d * disadvantaged + (1 - d) * advantaged) * params.kit_cost
    campaign = np.maximum(EFFORT_COST_TODAY - params.effort_cost, 0) / 0.1 * LEAFLET_COST
    return kits + campaign + (params.staffing - STAFF_TODAY) / 0.2 * params.staff_cost


# For questions: one situation at a time


def compare_programmes(params: Params) -> pd.DataFrame:
    """A row an option, each in the situation of `params`: option, the outcomes, and against as_is: points gained in the
    mean, the gap's change, yuan per child for a tenth of a point in the mean (cost_per_point; infinite without a gain).
    """
    before = simulate(_in_situation(params, "as_is"))
    rows = []
    for option in OPTIONS:
        found = simulate(_in_situation(params, option))
        gain, extra = found.mean_score - before.mean_score, found.programme_cost - before.programme_cost
        rows.append(
            {
                "option": option,
                **vars(found),
                "gain": gain,
                "gap_change": found.gap - before.gap,
                "cost_per_point": float(extra / gain / 10) if gain > 1e-12 else float("inf"),
            }
        )
    return pd.DataFrame(rows)


def _in_situation(params: Params, option: str) -> Params:
    return with_terms(params, OPTIONS[option], TERMS)


def cost_per_point(params: Params) -> float:
    """Yuan per child for a tenth of a point in the mean, against no programme; infinite without a gain."""
    now, before = simulate(params), simulate(_in_situation(params, "as_is"))
    gain = now.mean_score - before.mean_score
    return float(now.programme_cost / gain / 10) if gain > 1e-12 else float("inf")


def gap_change(params: Params) -> float:
    """Points by which the gap is wider (or, below 0, narrower) than without a programme in the same situation."""
    return float(simulate(params).gap - simulate(_in_situation(params, "as_is")).gap)


def best_programme(params: Params) -> str:
    """The option with the highest net benefit in this situation."""
    table = compare_programmes(params).set_index("option").net_benefit
    return str(table.idxmax())


def kits_for_budget(params: Params, budget: float = 180.0) -> float:
    """Share of disadvantaged families that get a kit when `budget` yuan per child of the district go to them first."""
    return float(min(1.0, budget / (params.disadvantaged_share * params.kit_cost)))
