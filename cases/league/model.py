"""A league table of thirty-six networks: who is named, by luck or by their own part, and what being named does.

A network's rate is base + q + u + luck, in per cent of its discharges: q is its own part (variance control spread^2,
an AR(1) over the years), u what it meets and cannot change (the rest of spread^2, fixed), luck that of a binomial
count, base (100 - base) / (discharges of all years counted). All of them are taken as normal. What naming does to
behaviour, and all weights, are our own, for teaching. `league` in test_model.py draws the same province by lot.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from caseroom.methods.normal import density, distribution
from caseroom.parameters import Numbers, with_terms

from .params import BY_LIMITS, BY_SHRUNKEN_RATE, NOBODY, OPTIONS, TERMS, Outcomes, Params

__all__ = [
    "CALLED_IN", "FIGURES", "OPTIONS", "SIZES", "SMALL", "TERMS", "WORST", "Naming", "Outcomes", "Params",
    "between_networks", "beyond", "both_above", "compare_options", "fall_by_itself", "fall_by_luck", "fall_of_patients",
    "fall_of_patients_by_itself", "fall_of_patients_by_luck", "fall_reported", "naming", "rates", "reliability",
    "returns_by_itself", "shrunken_rate", "simulate", "upper_limit", "wrong_share",
]  # fmt: skip

Array = NDArray[np.float64]

SIZES = (19, 21, 22, 24, 26, 28, 30, 33, 35, 39, 42, 46, 50, 55, 60, 67, 72, 79, 87, 96,
         105, 116, 128, 141, 155, 171, 189, 209, 231, 256, 291, 314, 348, 386, 427, 475)  # fmt: skip
"""Discharges a year of the thirty-six networks."""
FIGURES = (
    ((154, 17), (160, 15), (154, 16), (155, 13)),  # N01
    ((394, 76), (383, 71), (368, 76), (370, 81)),  # N02
    ((84, 15), (78, 7), (81, 7), (84, 12)),  # N03
    ((122, 17), (124, 23), (132, 22), (129, 12)),  # N04
    ((57, 12), (56, 9), (59, 10), (59, 12)),  # N05
    ((99, 21), (93, 21), (91, 9), (98, 15)),  # N06
    ((71, 9), (72, 9), (72, 13), (74, 6)),  # N07
    ((87, 7), (80, 8), (92, 13), (84, 13)),  # N08
    ((328, 46), (360, 47), (337, 55), (370, 49)),  # N09
    ((105, 19), (110, 10), (105, 13), (107, 19)),  # N10
    ((193, 17), (182, 16), (182, 19), (182, 22)),  # N11
    ((21, 2), (21, 5), (23, 4), (21, 2)),  # N12
    ((115, 13), (117, 21), (116, 12), (125, 26)),  # N13
    ((46, 9), (44, 3), (49, 8), (49, 3)),  # N14
    ((24, 4), (26, 4), (25, 4), (24, 1)),  # N15
    ((181, 21), (184, 26), (168, 24), (160, 20)),  # N16
    ((49, 6), (49, 7), (47, 10), (50, 3)),  # N17
    ((54, 7), (55, 4), (52, 4), (59, 8)),  # N18
    ((450, 70), (488, 88), (484, 80), (476, 93)),  # N19
    ((414, 48), (457, 59), (452, 56), (431, 42)),  # N20
    ((143, 12), (133, 31), (146, 33), (142, 22)),  # N21
    ((296, 43), (268, 34), (312, 60), (284, 50)),  # N22
    ((19, 7), (19, 6), (20, 4), (19, 5)),  # N23
    ((337, 58), (337, 51), (330, 35), (306, 39)),  # N24
    ((43, 6), (44, 3), (43, 5), (40, 4)),  # N25
    ((28, 5), (29, 5), (29, 3), (30, 2)),  # N26
    ((68, 12), (66, 8), (67, 9), (66, 7)),  # N27
    ((197, 29), (199, 30), (218, 31), (197, 29)),  # N28
    ((30, 5), (29, 2), (29, 4), (30, 4)),  # N29
    ((264, 19), (256, 16), (262, 21), (240, 28)),  # N30
    ((40, 9), (37, 1), (39, 4), (39, 3)),  # N31
    ((237, 38), (237, 36), (232, 37), (237, 32)),  # N32
    ((25, 3), (27, 2), (24, 6), (28, 4)),  # N33
    ((20, 6), (21, 4), (22, 2), (23, 4)),  # N34
    ((35, 5), (34, 7), (36, 4), (33, 5)),  # N35
    ((32, 5), (34, 7), (35, 4), (34, 4)),  # N36
)
"""Discharges and readmissions of N01 to N36 in 2021, 2022, 2023 and 2024, as in datasets/league."""
CALLED_IN = (33, 21, 17, 2, 23, 22)
"""The numbers of the last six of 2023, the last first: exhibit 2 of the case."""
SMALL = 60  # discharges a year below which a network is called small
WORST = 6  # the truly worst whom a release should reach
LONGEST = 5  # years that may be counted
NODES, WEIGHTS = np.polynomial.legendre.leggauss(24)
HALVINGS = 50


@dataclass(frozen=True)
class Naming:
    """Who is named, by network (first axis) and scenario.

    named: chance to be named; spread: standard deviation of the rate over the years counted; at: how many of these
    above the average naming begins; own: correlation of the rate with next year's own part q.
    """

    named: Array
    spread: Array
    at: Array
    own: Array


def both_above(h: Numbers, k: Numbers, correlation: Numbers) -> Array:
    """Chance that two standard normal variables lie above h and k: Plackett's integral over the correlation."""
    h, k, end = np.broadcast_arrays(np.asarray(h, float), np.asarray(k, float), np.arcsin(correlation))
    total = np.zeros(h.shape)
    for node, weight in zip(NODES, WEIGHTS, strict=True):
        angle = end * (node + 1) / 2
        total += weight * np.exp(-(h * h + k * k - 2 * h * k * np.sin(angle)) / (2 * np.cos(angle) ** 2))
    return np.asarray(distribution(-h) * distribution(-k) + end / 2 * total / (2 * np.pi))


def _over_years(years: Numbers, of: Numbers, first: int) -> Array:
    """Mean of of^first, of^(first + 1), ... over as many terms as years are counted."""
    years, of = np.asarray(years, float), np.asarray(of, float)
    total = sum(np.where(n < years, of ** (n + first), 0.0) for n in range(LONGEST))
    return np.asarray(total / years)


def _settled(years: Numbers, persistence: Numbers) -> Array:
    """Variance of the mean of an AR(1) over the years, of its variance in one year."""
    years, persistence = np.asarray(years, float), np.asarray(persistence, float)
    apart = sum(np.where(n < years, 2 * (years - n) * persistence**n, 0.0) for n in range(1, LONGEST))
    return np.asarray((years + apart) / years**2)


def between_networks(params: Params) -> Array:
    """Variance of networks' rates without luck, of the mean of the years counted: the own part settles with years."""
    own = params.control * np.asarray(params.spread) ** 2
    return own * _settled(params.years, params.persistence) + (1 - params.control) * np.asarray(params.spread) ** 2


def naming(params: Params) -> Naming:
    """Who is named, by the rule in force; nobody where there are only rounds.

    By ranks the threshold is set so that `named` networks are expected beyond it, of rates or of reliability times
    rate; by limits it stands `limit` standard deviations of luck and the counted variance between networks away.
    """
    shape = np.broadcast_shapes(*(np.shape(value) for value in vars(params).values()))
    sizes = np.reshape(np.asarray(SIZES, float), (-1,) + (1,) * len(shape))
    luck = params.base * (100 - params.base) / (sizes * params.years)
    own, between = params.control * np.asarray(params.spread) ** 2, between_networks(params)
    spread = np.sqrt(between + luck) + np.zeros(shape)
    rule = np.asarray(params.rule)
    scale = spread * np.where(rule == BY_SHRUNKEN_RATE, between / (between + luck), 1.0)
    limit = params.limit * np.sqrt(params.counted * between + luck)
    at = np.where(rule == BY_LIMITS, limit, _threshold(scale, params.named) * spread / scale) / spread
    follows = np.sqrt(own) * _over_years(params.years, params.persistence, 1) / spread
    return Naming(np.where(rule == NOBODY, 0.0, distribution(-at)), spread, at, follows)


def _threshold(scale: Array, named: Numbers) -> Array:
    """Beyond which `named` of normal variables with these standard deviations are expected; by halving."""
    low, high = np.zeros(scale.shape[1:]), 8 * scale.max(axis=0)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        many = distribution(-middle / scale).sum(axis=0) > named
        low, high = np.where(many, middle, low), np.where(many, high, middle)
    return np.asarray((low + high) / 2)


def simulate(params: Params) -> Outcomes:
    """What comes of a release in the year after it; numbers for numbers, arrays for arrays."""
    found = naming(params)
    sizes = np.reshape(np.asarray(SIZES, float), (-1,) + (1,) * (found.named.ndim - 1))
    rounds = np.asarray(params.rule) == NOBODY
    dense = np.where(rounds, 0.0, density(found.at))
    pressure = dense / found.spread * _over_years(params.years, params.tenure, 0)
    worse = np.sqrt(params.control) * np.asarray(params.spread) * found.own * dense  # next year's q, times named
    talked = params.attendance * params.gain * (params.control + params.joint * (1 - params.control))
    points = (
        params.visit * worse + params.control * params.scope * params.stake * pressure + np.where(rounds, talked, 0.0)
    )
    points = np.minimum(points, params.base)  # nobody comes back less than never
    hidden = np.minimum(params.ease * (1 - params.audit) * params.stake * pressure, params.base - points)
    concealed = (sizes / 100 * hidden).sum(axis=0)
    avoided = (sizes / 100 * points).sum(axis=0)
    many = found.named.sum(axis=0)
    wrongly = np.where(rounds, 0.0, (distribution(-found.at) - both_above(found.at, 0.0, found.own)).sum(axis=0))
    edge = NormalDist().inv_cdf(1 - WORST / len(SIZES))
    reached = both_above(found.at, edge, found.own).sum(axis=0)
    small = sizes < SMALL
    few = (found.named * small).sum(axis=0)
    days = (
        params.visit_days * many
        + np.where(rounds, params.round_days * params.attendance * len(SIZES), 0.0)
        + params.audit_days * params.audit
    )
    lost = params.harm * concealed + params.blame * wrongly + params.elsewhere * days / 100
    outcomes = Outcomes(
        avoided=avoided,
        concealed=concealed,
        wrongly_named=wrongly,
        worst_reached=np.where(rounds, WORST * params.attendance * (1 - params.shy), reached),
        days=days,
        net=avoided - lost,
        reported=avoided + concealed,
        networks_named=many,
        small_named=np.where(many > 0, few / np.where(many > 0, many, 1.0), np.inf),
        small_cut=(sizes * points * small).sum(axis=0) / (sizes * small).sum(),
    )
    if found.named.ndim == 1:
        return Outcomes(**{name: float(value) for name, value in vars(outcomes).items()})
    return outcomes


# What questions and charts ask of it


def compare_options(params: Params) -> pd.DataFrame:
    """All outcomes of the four releases, one a row, in the same province."""
    options = {name: vars(simulate(with_terms(params, option, TERMS))) for name, option in OPTIONS.items()}
    return pd.DataFrame([{"option": name, **found} for name, found in options.items()])


def reliability(params: Params, discharges: float) -> float:
    """Share of the variance of a network's rate that is no luck, in as many years as are counted."""
    between = float(between_networks(params))
    return between / (between + float(params.base) * (100 - float(params.base)) / (discharges * float(params.years)))


def shrunken_rate(params: Params, discharges: float = 19, rate: float = 26.3) -> float:
    """Reliability times the rate, and the rest of the way the province's base; in per cent."""
    trust = reliability(params, discharges)
    return trust * rate + (1 - trust) * float(params.base)


def upper_limit(params: Params, discharges: float = 60, between: float | None = None) -> float:
    """Upper two-sided 95% limit in per cent; `between` is tau, the spread unless given (Spiegelhalter 2005)."""
    base, tau = float(params.base), float(params.spread) if between is None else between
    return base + 1.96 * math.sqrt(base * (100 - base) / discharges + tau**2)


def wrong_share(params: Params) -> float:
    """Of the networks named, the share whose own part will be no worse than the average."""
    found = simulate(params)
    return float(found.wrongly_named) / float(found.networks_named)


def returns_by_itself(params: Params, discharges: float, above: float) -> float:
    """By how many points a rate `above` the base falls next year with nothing done: luck and half-lived q go back."""
    stays, varies = _two_years(params, discharges)
    return above * (1 - stays / varies)


def _two_years(params: Params, discharges: float) -> tuple[float, float]:
    """Covariance of a network's rates in two years running, and their variance in one."""
    between = float(params.spread) ** 2
    stays = between * (float(params.control) * float(params.persistence) + 1 - float(params.control))
    return stays, between + float(params.base) * (100 - float(params.base)) / discharges


def fall_reported() -> float:
    """By how many points the mean rate of the six called in for 2023 lay lower in 2024: exhibit 2."""
    return sum(100 * (FIGURES[n - 1][2][1] / FIGURES[n - 1][2][0] - FIGURES[n - 1][3][1] / FIGURES[n - 1][3][0])
               for n in CALLED_IN) / len(CALLED_IN)  # fmt: skip


ALIKE = np.full(len(CALLED_IN), 1 / len(CALLED_IN))
BY_PATIENTS = np.array([FIGURES[n - 1][2][0] for n in CALLED_IN]) / sum(FIGURES[n - 1][2][0] for n in CALLED_IN)
"""What each of the six weighs: alike in exhibit 2, by its discharges of 2023 in exhibit 3."""


def fall_by_itself(params: Params, weights: Array = ALIKE) -> float:
    """How much of that was to be expected with nothing done: the mean of `returns_by_itself` over the six."""
    before = [FIGURES[n - 1][2] for n in CALLED_IN]
    falls = [returns_by_itself(params, cases, 100 * back / cases - float(params.base)) for cases, back in before]
    return float(weights @ np.array(falls))


def fall_by_luck(params: Params, weights: Array = ALIKE) -> float:
    """How far, in nine provinces of ten, that fall lies from what was to be expected: by luck and by what is new."""
    both = [_two_years(params, FIGURES[n - 1][2][0]) for n in CALLED_IN]
    variance = weights**2 @ np.array([varies - stays**2 / varies for stays, varies in both])
    return NormalDist().inv_cdf(0.95) * math.sqrt(variance)


def fall_of_patients() -> float:
    """By how many points the rate of all patients of the six lay lower in 2024: exhibit 3."""
    before, after = (np.sum([FIGURES[n - 1][year] for n in CALLED_IN], axis=0) for year in (2, 3))
    return float(100 * (before[1] / before[0] - after[1] / after[0]))


def fall_of_patients_by_itself(params: Params) -> float:
    """How much of the fall by patients was to be expected with nothing done."""
    return fall_by_itself(params, BY_PATIENTS)


def fall_of_patients_by_luck(params: Params) -> float:
    """How far, in nine provinces of ten, that fall lies from what was to be expected."""
    return fall_by_luck(params, BY_PATIENTS)


def rates(years: int) -> tuple[Array, Array]:
    """Discharges and rates in per cent of N01 to N36 in the last `years` up to 2024, four at most."""
    counted = np.asarray(FIGURES, float)[:, -min(int(years), 4) :].sum(axis=1)
    return counted[:, 0], 100 * counted[:, 1] / counted[:, 0]


def beyond(params: Params) -> NDArray[np.bool_]:
    """Which of N01 to N36 the rule names by its figures up to 2024."""
    cases, rate = rates(int(params.years))
    excess, between = rate - float(params.base), float(between_networks(params))
    luck = float(params.base) * (100 - float(params.base)) / cases
    if params.rule == BY_LIMITS:
        return np.asarray(excess > params.limit * np.sqrt(params.counted * between + luck))
    if params.rule == NOBODY:
        return np.zeros(len(rate), dtype=bool)
    if params.rule == BY_SHRUNKEN_RATE:
        excess = excess * between / (between + luck)
    named = np.zeros(len(rate), dtype=bool)
    named[np.argsort(-excess, kind="stable")[: int(params.named)]] = True
    return named
