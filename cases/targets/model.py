"""Hitting the target: what a bonus on some measures does to them, to the rest, and to the books.

Effort on two tasks, of which one is measured: Holmstrom and Milgrom (1991). Officers choose efforts e1, e2 to make
(a + w) e1 + (s + w) e2 - (e1^2 + e2^2) / 2 - gamma e1 e2 as large as they can; a and s are the bonuses on the two
tasks, w what they do of their own accord, gamma how much the tasks are in each other's way. The ratchet (Weitzman 1980)
weakens every bonus whose target follows what was achieved, and with it the temptation to write down what is not true.
Times to the scene are lognormal; a bonus on time makes officers really faster and lets them move calls that were just
late. What a bonus does to speed and to the books is our own formula, for teaching.
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
    "OPTIONS", "TERMS", "Outcomes", "Params", "best_bonus", "best_option", "compare_schemes", "effective", "efforts",
    "on_time", "real_rise", "recording_for_rise", "simulate",
]  # fmt: skip

Array = NDArray[np.float64]

DISCOUNT = 0.1  # per year, in the ratchet
TARGET_MINUTES = 8.0
MEDIAN_MINUTES, SPREAD = 8.2, 0.45  # of the time to the scene without a bonus: median, and sd of its logarithm
WINDOW = 1.0  # minutes behind the target from which calls are pulled under it
FASTER = 0.2  # fall of the logarithm of the median for a unit of bonus on time
SOLVED_WITHOUT, SOLVED_PER_EFFORT = 0.22, 0.12  # share of cases
SPEED_COST = 0.6  # of haste, times half the square of the bonus on time: accidents, and what is dropped for speed
AUDITED = 0.6  # an audit of this depth costs this share of audit_cost; cost rises with the square of the depth
SURVEY_COST = 0.03  # of asking victims, by an office that is not measured
SECOND_RISK = 1.2  # r times variance of the victims' answers: a noisy measure


def effective(bonus: Numbers, ratchet: Numbers) -> Array:
    """bonus / (1 + ratchet / r): what is left of a bonus whose target rises by a share of a success (Weitzman 1980)."""
    return np.asarray(bonus / (1 + np.asarray(ratchet) / DISCOUNT))


def efforts(params: Params) -> tuple[Array, Array]:
    """On the measured task and on the other; nought rather than negative."""
    w, g = (np.asarray(value, dtype=float) for value in (params.intrinsic, params.rivalry))
    one, two = (effective(bonus, params.ratchet) + w for bonus in (params.bonus, params.second_bonus))
    first, second = ((mine - g * other) / (1 - g**2) for mine, other in ((one, two), (two, one)))
    only_first, only_second = second < 0, first < 0
    return (
        np.asarray(np.where(only_first, one, np.where(only_second, 0.0, first))),
        np.asarray(np.where(only_second, two, np.where(only_first, 0.0, second))),
    )


def on_time(minutes: Numbers, faster: Numbers = 0.0) -> Array:
    """Share of calls that are reached within `minutes`; `faster`: the fall of the logarithm of the median."""
    return distribution((np.log(np.asarray(minutes) / MEDIAN_MINUTES) + faster) / SPREAD)


def simulate(params: Params) -> Outcomes:
    """What is done and what is reported; numbers for numbers, arrays for arrays."""
    p = params
    one, two = efforts(p)
    on_clear_up, on_time_bonus, on_victims = (
        effective(bonus, p.ratchet) for bonus in (p.bonus, p.time_bonus, p.second_bonus)
    )
    honest = 1 - np.asarray(p.audit)
    solved = np.minimum(SOLVED_WITHOUT + SOLVED_PER_EFFORT * one, 1)
    unrecorded = p.under_recording * on_clear_up * honest
    faster = FASTER * on_time_bonus
    reached = on_time(TARGET_MINUTES, faster)
    hidden = p.pulled * on_time_bonus * honest * (on_time(TARGET_MINUTES + WINDOW, faster) - reached)
    running = p.audit_cost * np.asarray(p.audit) ** 2 / AUDITED + np.where(
        np.asarray(p.second_bonus) > 0, SURVEY_COST, 0.0
    )
    work = one + p.worth_unmeasured * two - (one**2 + two**2) / 2 - p.rivalry * one * two
    luck = (p.risk * on_clear_up**2 + SECOND_RISK * on_victims**2) / 2
    time = p.worth_on_time * (reached - on_time(TARGET_MINUTES)) - SPEED_COST * on_time_bonus**2 / 2
    found = Outcomes(
        effort_measured=one,
        effort_unmeasured=two,
        welfare=work - luck + time - p.harm_of_false_entries * (unrecorded + hidden) - running,
        solved=solved,
        unrecorded=unrecorded,
        clear_up_reported=np.minimum(solved / (1 - unrecorded), 1),
        on_time=reached,
        on_time_reported=reached + hidden,
        hidden_late=hidden,
        running_cost=running,
    )
    shape = np.broadcast_shapes(*(np.shape(value) for value in vars(p).values()))
    return Outcomes(**{n: np.broadcast_to(v, shape) if shape else float(v) for n, v in vars(found).items()})


# For questions: one situation at a time


def best_bonus(params: Params) -> float:
    """The bonus on clear-up with the highest welfare, everything else as it is, to a thousandth."""
    grid = np.linspace(0, 1, 1001)
    return float(grid[np.argmax(simulate(replace(params, bonus=grid)).welfare)])


def best_option(params: Params) -> str:
    """The option with the highest welfare in the force of `params`."""
    return str(compare_schemes(params).set_index("option").welfare.idxmax())


def recording_for_rise(params: Params, rise: float = 0.15) -> float:
    """By which share recording has to fall for the clear-up rate to rise by `rise` with no case more solved."""
    return 1 - 1 / (1 + rise)


def real_rise(params: Params) -> float:
    """Of the rise from no bonus to the strong one, in percentage points, what is cases solved of all that came in."""
    found = compare_schemes(params).set_index("option").solved
    return float(100 * (found["strong_bonus"] - found["no_bonus"]))


def compare_schemes(params: Params) -> pd.DataFrame:
    """A row an option, each in the force of `params`: option, the outcomes, and shortfall (reported minus true
    clear-up, in shares).
    """
    rows = []
    for option, scheme in OPTIONS.items():
        found = simulate(with_terms(params, scheme, TERMS))
        rows.append({"option": option, **vars(found), "shortfall": found.clear_up_reported - found.solved})
    return pd.DataFrame(rows)
