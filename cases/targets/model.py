"""Hitting the target: what a bonus on one measure does to it, to the rest, and to the books.

Effort on two tasks, of which one is measured: Holmstrom and Milgrom (1991). Officers choose efforts e1, e2 to make
(alpha + w) e1 + w e2 - (e1^2 + e2^2) / 2 - gamma e1 e2 as large as they can; alpha is the bonus, w what they do of
their own accord, gamma how much the tasks are in each other's way. The ratchet (Weitzman 1980) weakens a bonus whose
target follows what was achieved. Times are lognormal. What a bonus does to recording is our own formula, for teaching.
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
    "OPTIONS", "TERMS", "Outcomes", "Params", "best_bonus", "compare_schemes", "effective_bonus", "efforts", "on_time",
    "recording_for_rise", "simulate", "welfare",
]  # fmt: skip

Array = NDArray[np.float64]

DISCOUNT = 0.1  # per year, in the ratchet
MEDIAN_MINUTES, SPREAD = 8.2, 0.45  # of the time to the scene: median, and standard deviation of its logarithm
WINDOW = 1.0  # minutes behind the target from which calls are pulled under it
SOLVED_WITHOUT, SOLVED_PER_EFFORT = 0.22, 0.12  # share of cases


def effective_bonus(params: Params) -> Numbers:
    """alpha / (1 + lambda / r): what is left of a bonus whose target rises by lambda of a success (Weitzman 1980)."""
    return params.bonus / (1 + params.ratchet / DISCOUNT)


def efforts(params: Params) -> tuple[Array, Array]:
    """On the measured task and on the other; the second is nought rather than negative."""
    a, w, g = (np.asarray(value, dtype=float) for value in (effective_bonus(params), params.intrinsic, params.rivalry))
    second = (w - g * (a + w)) / (1 - g**2)
    first = (a + w - g * w) / (1 - g**2)
    corner = second < 0
    return np.asarray(np.where(corner, a + w, first)), np.asarray(np.where(corner, 0.0, second))


def welfare(params: Params) -> Array:
    """e1 + B2 e2 - (e1^2 + e2^2) / 2 - gamma e1 e2 - r sigma^2 alpha^2 / 2."""
    one, two = efforts(params)
    cost = (one**2 + two**2) / 2 + params.rivalry * one * two
    return np.asarray(one + params.worth_unmeasured * two - cost - params.risk * effective_bonus(params) ** 2 / 2)


def on_time(minutes: Numbers) -> Array:
    """Share of calls that are reached within `minutes`."""
    return distribution(np.log(np.maximum(minutes, 1e-9) / MEDIAN_MINUTES) / SPREAD)


def simulate(params: Params) -> Outcomes:
    """What is done and what is reported; numbers for numbers, arrays for arrays."""
    p = params
    one, two = efforts(p)
    solved = np.minimum(SOLVED_WITHOUT + SOLVED_PER_EFFORT * one, 1)
    recorded = np.maximum(1 - p.under_recording * p.bonus, 0.3)
    reached = on_time(p.target_minutes)
    logged = on_time(p.target_minutes + p.clock_late)
    pulled = p.pulled_share * (on_time(p.target_minutes + p.clock_late + WINDOW) - logged)
    found = Outcomes(
        effort_measured=one,
        effort_unmeasured=two,
        welfare=welfare(p),
        solved=solved,
        recorded=recorded,
        clear_up_reported=np.minimum(solved / recorded, 1),
        on_time=reached,
        on_time_reported=logged + pulled,
    )
    shape = np.broadcast_shapes(*(np.shape(value) for value in vars(p).values()))
    return Outcomes(**{n: np.broadcast_to(v, shape) if shape else float(v) for n, v in vars(found).items()})


# For questions: one situation at a time


def best_bonus(params: Params) -> float:
    """The bonus with the highest welfare, to a thousandth."""
    grid = np.linspace(0, 1.5, 1501)
    return float(grid[np.argmax(welfare(replace(params, bonus=grid)))])


def recording_for_rise(params: Params, rise: float = 0.15) -> float:
    """By which share recording has to fall for the clear-up rate to rise by `rise` with no case more solved."""
    return 1 - 1 / (1 + rise)


def compare_schemes(params: Params) -> pd.DataFrame:
    """A row an option, each in the force of `params`: option, the outcomes, shortfall (reported minus true
    clear-up, in shares), and to sort by: worse (minus welfare) and dull (minus the reported clear-up).
    """
    rows = []
    for option, scheme in OPTIONS.items():
        found = simulate(with_terms(params, scheme, TERMS))
        shortfall = found.clear_up_reported - found.solved
        rows.append(
            {
                "option": option,
                **vars(found),
                "shortfall": shortfall,
                "worse": -found.welfare,
                "dull": -found.clear_up_reported,
            }
        )
    return pd.DataFrame(rows)
