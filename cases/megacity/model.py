"""Taking part in a neighbourhood, as a matter of thresholds: some join first, others when they have seen enough.

Households' thresholds are normal with mean mu and standard deviation sigma; from month to month the share that takes
part is x' = Phi((x - mu) / sigma) (Granovetter 1978). What is done there moves mu; the weights in `mean_threshold` are
our own, for teaching. Command weakens coordination and, squared, raises thresholds.
The volunteer's dilemma is Diekmann's (1985).
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
    "MONTHS", "OPTIONS", "TERMS", "Outcomes", "Params", "compare_levers", "compare_plans", "course", "fixed_points",
    "good_provided", "joiners", "mean_threshold", "next_month", "point_of_no_return", "points_to_tipping", "simulate",
    "staff_hours", "tipping_point",
]  # fmt: skip

Array = NDArray[np.float64]

MONTHS = 24
LONG_RUN = 200  # months after which nothing moves any more
HALF = 0.5  # share of households at which we call it tipped
LEVERS = ("coordination", "deliberation", "enterprise", "technology")


def mean_threshold(params: Params) -> Numbers:
    """mu = .50 - .25 g (1 - kappa) - .20 d - .20 f - .15 t + .30 kappa^2, as a share of households."""
    return (
        0.5
        - 0.25 * params.coordination * (1 - params.command)
        - 0.20 * params.deliberation
        - 0.20 * params.enterprise
        - 0.15 * params.technology
        + 0.30 * params.command**2
    )


def next_month(share: Numbers, threshold: Numbers, spread: Numbers) -> Array:
    """Share of households that takes part next month: those whose threshold is met by `share`."""
    return distribution((np.asarray(share) - threshold) / np.asarray(spread))


def course(params: Params, months: int = MONTHS) -> Array:
    """Share that takes part in month 0, 1, ... `months`; shape (months + 1, *scenarios)."""
    shape = np.broadcast_shapes(*(np.shape(value) for value in vars(params).values()))
    threshold, share = mean_threshold(params), np.broadcast_to(np.asarray(params.taking_part_today, float), shape)
    found = [share]
    for _ in range(months):
        share = next_month(share, threshold, params.spread)
        found.append(share)
    return np.stack(found)


def tipping_point(spread: Numbers) -> Array:
    """The mean threshold below which few joiners draw in all: mu_c = Phi(z) - z sigma.

    With z = -sqrt(-2 ln(sigma sqrt(2 pi))) the curve of joiners just touches the diagonal, with slope 1. Only for
    spreads below 1/sqrt(2 pi).
    """
    spread = np.asarray(spread, dtype=float)
    z = -np.sqrt(-2 * np.log(spread * np.sqrt(2 * np.pi)))
    return np.asarray(distribution(z) - z * spread)


def simulate(params: Params) -> Outcomes:
    """What becomes of taking part within two years and in the end; numbers for numbers, arrays for arrays."""
    shares = course(params)
    half = shares >= HALF
    month = np.where(half.any(axis=0), half.argmax(axis=0), np.inf)
    threshold = mean_threshold(params)
    found = Outcomes(
        taking_part=shares[-1],
        month_of_tipping=month,
        mean_threshold=threshold,
        distance_to_tipping=threshold - tipping_point(params.spread),
        settles_at=course(params, LONG_RUN)[-1],
        staff_hours=staff_hours(params),
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
    gap = next_month(shares, mean_threshold(params), params.spread) - shares
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
    """A row a lever: how much a twentieth more lowers the mean threshold, in percentage points, what it takes in staff
    hours a month, and hours per point (lever, points, hours, hours_per_point).
    """
    rows = []
    for lever in LEVERS:
        more = replace(params, **{lever: min(float(getattr(params, lever)) + 0.05, 1.0)})
        points = 100 * float(mean_threshold(params) - mean_threshold(more))
        hours = float(staff_hours(more) - staff_hours(params))
        rows.append({"lever": lever, "points": points, "hours": hours, "hours_per_point": hours / points})
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


def good_provided(households: int, cost: float = 0.2) -> float:
    """Chance that at least one acts, each by itself, where acting costs `cost` of what it is worth (Diekmann 1985).

    In the mixed equilibrium 1 - p = cost^(1 / (n - 1)), so that somebody acts with 1 - cost^(n / (n - 1)).
    """
    return float(1 - cost ** (households / (households - 1)))
