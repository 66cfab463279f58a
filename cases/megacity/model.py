"""Taking part in a neighbourhood, as a matter of thresholds: some join first, others when they have seen enough.

Households' thresholds are normal with mean mu and standard deviation sigma; from month to month the share that takes
part is x' = Phi((seen - mu) / sigma) (Granovetter 1978). What is done there moves mu; the weights in `mean_threshold`
are our own, for teaching. A lift is then voted on by the two rules of article 278 of the Civil Code.
"""

from __future__ import annotations

from dataclasses import replace
from math import comb

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from caseroom.methods.normal import distribution
from caseroom.parameters import Numbers, with_terms

from .params import OPTIONS, TERMS, Outcomes, Params

__all__ = [
    "MONTHS", "OPTIONS", "STAIRWELL", "TERMS", "Outcomes", "Params", "agreement", "compare_levers", "compare_plans",
    "course", "fixed_points", "good_provided", "joiners", "lift_passes", "mean_threshold", "next_month",
    "point_of_no_return", "points_to_tipping", "seen_as_more", "simulate", "staff_hours", "stairwell_as_it_is",
    "stairwell_with_one_first", "tipping_point", "vote_of_three_quarters",
]  # fmt: skip

Array = NDArray[np.float64]

MONTHS = 24
COUNTING = 6  # month whose figure goes into the district's ranking
LONG_RUN = 200  # months after which nothing moves any more
HALF = 0.5  # share of households at which we call it tipped
LEVERS = ("coordination", "deliberation", "enterprise", "technology")
MORE_HOURS = 7.0  # hours a month that are to be given out

FLATS = 12
TAKE_PART, AGREE = 2 / 3, 3 / 4  # Civil Code, article 278: of all owners; of those who vote

STAIRWELL = (1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 9)
"""How many of the other households each of the twelve in stairwell 4 wants to see first: exhibit 4 of the case."""


def mean_threshold(params: Params) -> Numbers:
    """mu = .48 - .20 g (1 - kappa) - .17 d - .18 f - .15 min(t, phones) + .25 kappa^2, as a share of households."""
    return (
        0.48
        - 0.20 * params.coordination * (1 - params.command)
        - 0.17 * params.deliberation
        - 0.18 * params.enterprise
        - 0.15 * np.minimum(params.technology, params.phones)
        + 0.25 * params.command**2
    )


def seen_as_more(params: Params) -> Numbers:
    """Share of those who do not take part whom neighbours nevertheless count: signed under quota, and believed."""
    return params.believed * (1 - (1 - params.command) ** params.visits)


def next_month(share: Numbers, threshold: Numbers, spread: Numbers, more: Numbers = 0.0) -> Array:
    """Share that takes part next month: the households whose threshold is met by what they see.

    more: the share of the others who are taken for people who take part (`seen_as_more`).
    """
    share = np.asarray(share)
    return distribution((share + more * (1 - share) - threshold) / np.asarray(spread))


def course(params: Params, months: int = MONTHS) -> Array:
    """Share that takes part in month 0, 1, ... `months`; shape (months + 1, *scenarios)."""
    shape = np.broadcast_shapes(*(np.shape(value) for value in vars(params).values()))
    threshold, more = mean_threshold(params), seen_as_more(params)
    share = np.broadcast_to(np.asarray(params.taking_part_today, float), shape)
    found = [share]
    for _ in range(months):
        share = next_month(share, threshold, params.spread, more)
        found.append(share)
    return np.stack(found)


def tipping_point(spread: Numbers, more: Numbers = 0.0) -> Array:
    """The mean threshold below which few joiners draw in all: mu_c = Phi(z) - z sigma where nobody is seen as more.

    With z = -sqrt(-2 ln(sigma sqrt(2 pi))) the curve of joiners just touches the diagonal, with slope 1. From a spread
    of 1/sqrt(2 pi) on nothing jumps any more, and one half is where half of the households take part. What is `seen`
    is linear in the share, so `more` moves the point as it would move thresholds.
    """
    more = np.asarray(more, dtype=float)
    spread = np.asarray(spread, dtype=float) / (1 - more)
    z = -np.sqrt(np.maximum(-2 * np.log(spread * np.sqrt(2 * np.pi)), 0))
    return np.asarray(more + (1 - more) * (distribution(z) - z * spread))


def agreement(params: Params) -> Array:
    """Share of voters for the lift: .72 + .30 d + .08 f - .25 kappa, our own weights: talk brings terms, command no."""
    share = 0.72 + 0.30 * params.deliberation + 0.08 * params.enterprise - 0.25 * params.command
    return np.clip(share, 0, 1)


def lift_passes(share: Numbers, agree: Numbers, flats: int = FLATS) -> Array:
    """Chance that owners of equal flats carry a lift, each voting with chance `share` and agreeing with `agree`.

    Civil Code, article 278: owners of two thirds, by area and number, have to vote, three quarters of these agree.
    """
    share, agree = np.asarray(share, float), np.asarray(agree, float)
    found = np.zeros(np.broadcast_shapes(share.shape, agree.shape))
    for voters in range(int(np.ceil(TAKE_PART * flats - 1e-9)), flats + 1):
        enough = range(int(np.ceil(AGREE * voters - 1e-9)), voters + 1)
        carried = sum(comb(voters, yes) * agree**yes * (1 - agree) ** (voters - yes) for yes in enough)
        found = found + comb(flats, voters) * share**voters * (1 - share) ** (flats - voters) * carried
    return np.clip(found, 0, 1)


def simulate(params: Params) -> Outcomes:
    """What becomes of taking part within two years and in the end; numbers for numbers, arrays for arrays."""
    shares = course(params)
    half = shares >= HALF
    month = np.where(half.any(axis=0), half.argmax(axis=0), np.inf)
    threshold, agree = mean_threshold(params), agreement(params)
    found = Outcomes(
        taking_part=shares[-1],
        month_of_tipping=month,
        counted=1 - (1 - shares[COUNTING]) * (1 - params.command) ** params.visits,
        lift=lift_passes(shares[-1], agree),
        staff_hours=staff_hours(params),
        agree=agree,
        mean_threshold=threshold,
        distance_to_tipping=threshold - tipping_point(params.spread, seen_as_more(params)),
        settles_at=course(params, LONG_RUN)[-1],
    )
    shape = np.broadcast_shapes(*(np.shape(value) for value in vars(params).values()))
    return Outcomes(**{n: np.broadcast_to(v, shape) if shape else float(v) for n, v in vars(found).items()})


def staff_hours(params: Params) -> Numbers:
    """Hours a month that the four levers take; command is free, which is what makes it tempting."""
    return sum(getattr(params, lever) * getattr(params, f"hours_{lever}") for lever in LEVERS)


# For questions and charts: one situation at a time


def fixed_points(params: Params) -> list[tuple[float, bool]]:
    """Shares at which nothing moves, from below, each with whether it holds when disturbed (slope below 1)."""
    shares = np.linspace(0, 1, 2001)
    gap = next_month(shares, mean_threshold(params), params.spread, seen_as_more(params)) - shares
    found = []
    for n in np.flatnonzero(np.diff(np.sign(gap)) != 0):
        step = shares[n + 1] - shares[n]
        at = shares[n] - gap[n] * step / (gap[n + 1] - gap[n])
        found.append((float(at), bool(gap[n] > gap[n + 1])))
    return found


def point_of_no_return(params: Params) -> float:
    """Share of households below which taking part falls back; 0 where it recovers from any slump."""
    unstable = [share for share, holds in fixed_points(params) if not holds]
    return unstable[0] if unstable else 0.0


def points_to_tipping(params: Params, lever: str = "deliberation") -> float:
    """How far one lever has to be turned up, from where it stands, until the neighbourhood tips; infinite past 1."""
    low, high = float(getattr(params, lever)), 1.0
    if simulate(replace(params, **{lever: high})).distance_to_tipping > 0:
        return float("inf")
    for _ in range(50):
        middle = (low + high) / 2
        over = simulate(replace(params, **{lever: middle})).distance_to_tipping > 0
        low, high = (middle, high) if over else (low, middle)
    return high - float(getattr(params, lever))


def compare_levers(params: Params) -> pd.DataFrame:
    """A row a lever, turned up by `MORE_HOURS` a month: lever, points by which the mean threshold falls, and where it
    then stands (left), in percentage points.
    """
    rows = []
    for lever in LEVERS:
        turned = float(getattr(params, lever)) + MORE_HOURS / float(getattr(params, f"hours_{lever}"))
        more = replace(params, **{lever: min(turned, 1.0)})
        points = 100 * float(mean_threshold(params) - mean_threshold(more))
        rows.append({"lever": lever, "points": points, "left": 100 * float(mean_threshold(more))})
    return pd.DataFrame(rows)


def compare_plans(params: Params) -> pd.DataFrame:
    """A row an option, each in the neighbourhood of `params`: option and the outcomes."""
    rows = []
    for option, plan in OPTIONS.items():
        found = simulate(with_terms(params, plan, TERMS))
        rows.append({"option": option, **vars(found)})
    return pd.DataFrame(rows)


def joiners(thresholds: list[int]) -> int:
    """How many of a crowd join in the end, where each wants to see so many others first (Granovetter 1978)."""
    joined = 0
    while (now := sum(threshold <= joined for threshold in thresholds)) != joined:
        joined = now
    return joined


def stairwell_as_it_is(params: Params) -> int:
    """How many of stairwell 4 come, by exhibit 4 and by nothing else."""
    return joiners(list(STAIRWELL))


def stairwell_with_one_first(params: Params) -> int:
    """How many of stairwell 4 come where one of the two who want to see one other is fetched at the door."""
    return joiners([0, *STAIRWELL[1:]])


def vote_of_three_quarters(params: Params) -> float:
    """Chance of a lift where all twelve vote and each agrees with the very chance that the law asks of the whole."""
    return float(lift_passes(1.0, AGREE))


def good_provided(households: int, cost: float = 0.2) -> float:
    """Chance that at least one acts, each by itself, where acting costs `cost` of what it is worth (Diekmann 1985).

    In the mixed equilibrium 1 - p = cost^(1 / (n - 1)), so that somebody acts with 1 - cost^(n / (n - 1)).
    """
    return float(1 - cost ** (households / (households - 1)))
