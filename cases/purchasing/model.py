"""Four ways to buy one service: what each can see of a provider, what it learns, and what the buying costs.

A provider's skill is the share of families it would help well, normal about one half. Whoever picks the best m of n by
a signal of correlation rho gains rho * spread * B(n, m), B being the mean of the m highest of n standard normal
values. Overheads, learning and delay are our own, for teaching.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from math import comb

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from caseroom.methods.normal import density, distribution, quantile
from caseroom.parameters import Numbers, with_terms

from .params import OPTIONS, TERMS, Outcomes, Params

__all__ = [
    "OPTIONS",
    "TERMS",
    "WAYS",
    "Outcomes",
    "Params",
    "best_of",
    "compare_ways",
    "course",
    "gained_by_study",
    "list_length",
    "scored",
    "seeds_against_tender",
    "simulate",
    "swing_of_best",
    "winner_above_mean",
]

Array = NDArray[np.float64]

FAMILIES, BUDGET, MEAN_SKILL = 300.0, 120.0, 0.50  # families; wan yuan a year; share helped by an average provider
YEARS = 6  # the longest horizon
STUDY_COST, STUDY_DELAY = 24.0, 0.5  # wan, and years of the first year, of the fullest study
OVERHEAD = {"tender": 0.05, "commission": 0.02, "contest": 0.12}  # shares of the budget
LISTING = 0.03  # share of the budget for each listed provider
OBJECTION = 0.12  # chance of an objection for each able rival; it costs half of the first year
KNOWN = 0.7  # correlation of what years of acquaintance show with skill
SEED_SCALE, SEED_SKILL = 0.6, 0.85  # of a seed's first year
FITTED = 0.6  # share of the misfit that an informed family's choice removes
TURNED_DOWN = 0.2  # share of those that apply whom a closed framework agreement turns down, one at least (Order 110)
ONE_IN_TEN = float(quantile(0.9))
WAYS = ("tender", "commission", "contest", "choice")


@cache
def _best_of(n: int, m: int) -> float:
    grid = np.linspace(-9, 9, 6001)
    below, dense = distribution(grid), density(grid)
    total = 0.0
    for rank in range(n - m + 1, n + 1):
        weight = rank * comb(n, rank) * below ** (rank - 1) * (1 - below) ** (n - rank)
        total += float(np.sum(grid * weight * dense) * (grid[1] - grid[0]))
    return total / m


@cache
def _swing_of_best(n: int, m: int) -> float:
    """Variance of the mean of the `m` highest: given the next one down they are draws from the normal above it."""
    if m >= n:
        return 1 / n
    grid = np.linspace(-9, 9, 6001)
    dense = density(grid) * (grid[1] - grid[0])

    def upwards(values: Array) -> Array:
        return np.asarray(np.cumsum(values[::-1])[::-1])

    above = upwards(dense)
    mean, square = upwards(grid * dense) / above, upwards(grid**2 * dense) / above
    weight = np.maximum(1 - above, 0) ** (n - m - 1) * above**m * dense  # of the next one down
    weight /= weight.sum()
    return float(np.sum(weight * ((square - mean**2) / m + mean**2)) - np.sum(weight * mean) ** 2)


_TABLE = np.array([[_best_of(n, min(m, n)) if n and m else 0.0 for m in range(6)] for n in range(21)])
_SWING = np.array([[_swing_of_best(n, m) if n and m else 0.0 for m in range(6)] for n in range(21)])


def best_of(n: Numbers, m: Numbers) -> Array:
    """B(n, m): mean of the `m` highest of `n` standard normal values (David and Nagaraja, Order Statistics)."""
    return np.asarray(_TABLE[np.rint(n).astype(int), np.rint(m).astype(int)])


def swing_of_best(n: Numbers, m: Numbers) -> Array:
    """Variance of the mean of the `m` highest of `n` standard normal values."""
    return np.asarray(_SWING[np.rint(n).astype(int), np.rint(m).astype(int)])


def scored(params: Params) -> Array:
    """Correlation of a tender's whole score with skill: the price tells nothing of it, and takes its share off."""
    return params.paper * (1 - np.asarray(params.price_weight))


def list_length(params: Params) -> Array:
    """How many are listed: no more than the rule leaves, which turns down a fifth of those that apply, at least one."""
    bidders = np.rint(params.bidders)
    left = bidders - np.maximum(np.ceil(TURNED_DOWN * bidders - 1e-9), 1)
    return np.asarray(np.minimum(params.listed, np.maximum(left, 1)))


def _skills(params: Params) -> dict[str, Array]:
    """Mean share that the chosen provider would help, before misfit."""
    return {
        "tender": MEAN_SKILL + scored(params) * params.spread * best_of(params.bidders, 1),
        "commission": MEAN_SKILL + np.asarray(params.partner_edge) * params.spread,
        "contest": SEED_SKILL * MEAN_SKILL
        + np.asarray(params.field) * params.spread * best_of(params.seeds, params.kept),
        "choice": MEAN_SKILL + np.asarray(params.paper) * params.spread * best_of(params.bidders, list_length(params)),
    }


def _luck(params: Params) -> dict[str, Array]:
    """Standard deviation of the skill that is bought, before anybody has seen a score.

    Of what the signal tells, luck is how good the best of those who came turn out; of what it does not tell, luck is
    the whole, evened out where more than one provider is taken.
    """

    def picked(tells: Array, n: Numbers, m: Numbers) -> Array:
        return np.asarray(np.sqrt(tells**2 * swing_of_best(n, m) + (1 - tells**2) / np.minimum(n, m)))

    spread = np.asarray(params.spread)
    return {
        "tender": spread * picked(scored(params), params.bidders, np.ones(())),
        "commission": spread * np.sqrt(1 - KNOWN**2),
        "contest": spread * picked(np.asarray(params.field), params.seeds, params.kept),
        "choice": spread * picked(np.asarray(params.paper), params.bidders, list_length(params)),
    }


def _budgets(params: Params) -> dict[str, Array]:
    """Share of the budget left for families: overhead of the way, and the study spread over the horizon."""
    study = STUDY_COST * np.asarray(params.demand_study) ** 2 / (BUDGET * np.asarray(params.horizon))
    left = {way: 1 - share - study for way, share in OVERHEAD.items()}
    return left | {"choice": 1 - LISTING * list_length(params) - study}


def _stopped(params: Params) -> Array:
    """Chance that an objection stops a commission: the more others are able, the likelier."""
    return np.asarray(np.minimum(OBJECTION * (np.asarray(params.bidders) - 1), 1))


def course(params: Params) -> tuple[dict[str, Array], Array]:
    """Families helped in years 1 to 6 by each way, shape (6, *scenarios); and by choice if nobody were informed."""
    skill, left = _skills(params), _budgets(params)
    miss = np.asarray(params.complexity) * (1 - np.asarray(params.demand_study))
    delay = 1 - STUDY_DELAY * np.asarray(params.demand_study) ** 2
    bidders = np.asarray(params.bidders)
    places = 1 + 0.25 * np.asarray(params.price_weight) * (bidders - 1) / (bidders + 1)
    still = 1 - 0.5 * _stopped(params)
    unseen = np.asarray(params.spread) * np.sqrt(1 - np.asarray(params.paper) ** 2)
    among = list_length(params)
    found = skill["choice"] + unseen * best_of(among, 1)
    fitted = np.where(among > 1, FITTED, 0)  # where one is left, nobody chooses
    plain = skill["choice"] * (1 - miss)
    mixed = params.informed * found * (1 - (1 - fitted) * miss) + (1 - np.asarray(params.informed)) * plain
    rows: dict[str, list[Array]] = {way: [] for way in (*WAYS, "quiet")}
    for year in range(1, YEARS + 1):
        first = year == 1
        wait = delay if first else np.ones_like(delay)
        seeds = SEED_SCALE * SEED_SKILL * MEAN_SKILL * (1 - miss)
        grown = (1 + np.asarray(params.growth)) ** (year - 1) * skill["contest"] * (1 - miss * 0.5 ** (year - 1))
        loyal = skill["commission"] * (1 - miss * 0.5**year) * (1 - np.asarray(params.slack)) ** (year - 1)
        rows["tender"].append(wait * left["tender"] * places * skill["tender"] * (1 - miss))
        rows["commission"].append(wait * left["commission"] * loyal * (still if first else 1))
        rows["contest"].append(wait * left["contest"] * (seeds if first else grown))
        rows["choice"].append(wait * left["choice"] * mixed)
        rows["quiet"].append(wait * left["choice"] * plain)
    shape = np.broadcast_shapes(*(np.shape(value) for value in vars(params).values()))
    made = {
        way: np.minimum(FAMILIES * np.stack([np.broadcast_to(value, shape) for value in values]), FAMILIES)
        for way, values in rows.items()
    }
    quiet = made.pop("quiet")
    return made, quiet


def simulate(params: Params) -> Outcomes:
    """The outcomes; numbers for numbers, arrays for arrays. Shares above the whole budget are scaled down to it."""
    given = {way: np.asarray(getattr(params, way), float) for way in TERMS}
    whole = np.maximum(sum(given.values()), 1)
    shares = {way: share / whole for way, share in given.items()}
    shares["tender"] = np.asarray(1 - sum(shares.values()))
    made, uninformed = course(params)
    years = np.rint(params.horizon).astype(int)
    counts = np.arange(1, YEARS + 1).reshape((-1,) + (1,) * (uninformed.ndim - 1)) <= years

    def average(values: Array) -> Array:
        return np.asarray((values * counts).sum(axis=0) / years)

    def together(values: dict[str, Array]) -> Array:
        return np.asarray(sum(shares[way] * values[way] for way in WAYS))

    def together_squared(values: dict[str, Array]) -> Array:
        return np.asarray(sum((shares[way] * values[way]) ** 2 for way in WAYS))

    yearly = together(made)
    helped = {way: average(made[way]) for way in WAYS}
    skill, luck = _skills(params), _luck(params)
    # the lucks of the parts of a mixture are taken as independent of each other
    swing = np.sqrt(together_squared({way: helped[way] * luck[way] / skill[way] for way in WAYS}))
    bad = np.maximum(together(helped) - ONE_IN_TEN * swing, 0)
    last = np.take_along_axis(yearly, np.broadcast_to(years - 1, (1, *yearly.shape[1:])), axis=0)[0]
    one = np.ones(())
    able = {"tender": one, "commission": one, "contest": np.minimum(params.kept, params.seeds) * one,
            "choice": list_length(params) * one}  # fmt: skip
    found = (
        together(helped),
        yearly[0],
        last,
        together(helped | {"choice": average(uninformed)}) * 100 / FAMILIES,
        bad,
        together(able),
        shares["commission"] * _stopped(params) * one,
    )
    shape = yearly.shape[1:]
    if not shape:
        return Outcomes(*(float(value) for value in found))
    return Outcomes(*(np.broadcast_to(value, shape) for value in found))


def compare_ways(params: Params) -> pd.DataFrame:
    """The four ways with their outcomes; `lost_first` and `lost_last` are least where most families are helped."""
    rows = []
    for name, way in OPTIONS.items():
        found = simulate(with_terms(params, way, TERMS))
        rows.append({"option": name, **vars(found), "lost_first": -found.first_year, "lost_last": -found.last_year})
    return pd.DataFrame(rows)


def gained_by_study(params: Params) -> float:
    """Families helped a year more where the study before buying is 0.6 and not 0.3."""
    much, little = (simulate(replace(params, demand_study=study)).helped for study in (0.6, 0.3))
    return float(much) - float(little)


def seeds_against_tender(params: Params) -> float:
    """Families that the contest helps in year one, as a share of those whom the tender helps."""
    table = compare_ways(params).set_index("option").first_year
    return float(table["contest"] / table["tender"])


def winner_above_mean(params: Params) -> float:
    """Percentage points by which the tender's winner is expected to help more than an average provider."""
    return float(100 * scored(params) * params.spread * best_of(params.bidders, 1))
