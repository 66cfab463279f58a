"""A first stage, a line and a second stage: what finding out is worth, and what a chosen place does to it.

What a programme is worth in an ordinary county is not known: tau is normal with mean `prior` and standard deviation
`doubt`. Where a share x of the sixty counties runs it, a county gets tau (1 - (1 - at_scale) x) a year. A first stage
of n counties shows y, normal around tau v + bias with variance noise^2 / n. The planner takes part of the bias off,
weighs y against what he believed before, and goes on if what he then expects pays. That is preposterior analysis with
a normal prior and normal sampling (Raiffa and Schlaifer 1961); the bias, the loss at scale and a gate that may not
close are added here, with values that are our own, for teaching.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from caseroom.methods.normal import density, distribution
from caseroom.parameters import Numbers, with_terms

from .params import OPTIONS, TERMS, Outcomes, Params

__all__ = [
    "COUNTIES", "OPTIONS", "TERMS", "End", "Outcomes", "Params", "both_above", "by_lot_posterior", "by_lot_weight",
    "compare_plans", "cost_with_setup", "drawn", "first_effect", "friend_as_shown", "friend_corrected", "line",
    "posterior", "price_of_the_second_year", "simulate", "spread_of_the_worthless", "three_gates", "weight",
    "worth_of_the_plan",
]  # fmt: skip

Array = NDArray[np.float64]

COUNTIES = 60
SHOWN_BY_LOT = 3.5  # of an exercise: fifteen counties by lot
SHOWN_BY_FRIENDS = 3.7  # of another: eight chosen counties
NODES, WEIGHTS = np.polynomial.legendre.leggauss(48)
FINE, FINE_WEIGHTS = np.polynomial.legendre.leggauss(200)
FAR = 8.0  # standard deviations within which all of a normal variable lies


def first_effect(params: Params) -> Array:
    """v = 1 - (1 - at_scale) n / 60: the share of the effect that is left while only the first counties run it."""
    return np.asarray(1 - (1 - np.asarray(params.at_scale)) * np.asarray(params.sites) / COUNTIES)


def _expected_effect(params: Params) -> Array:
    """The same as the planner sees it, who expects a share `foreseen` of the loss."""
    loss = np.asarray(params.foreseen) * (1 - np.asarray(params.at_scale))
    return np.asarray(1 - loss * np.asarray(params.sites) / COUNTIES)


def _variance(params: Params) -> Array:
    """Of what the first stage shows, around the truth: noise^2 / n."""
    return np.asarray(np.asarray(params.noise, float) ** 2 / np.maximum(params.sites, 1e-9))


def weight(params: Params) -> Array:
    """What y weighs against the prior: w = s^2 v^2 / (s^2 v^2 + noise^2 / n), with v as the planner sees it."""
    signal = (np.asarray(params.doubt) * _expected_effect(params)) ** 2
    return np.asarray(signal / (signal + _variance(params)))


def posterior(params: Params, shown: Numbers) -> Array:
    """What the planner expects tau to be after `shown`: m + w ((y - corrected bias) / v - m)."""
    freed = (np.asarray(shown) - np.asarray(params.corrected) * params.bias) / _expected_effect(params)
    return np.asarray(params.prior + weight(params) * (freed - params.prior))


def _years_left(params: Params) -> Array:
    return np.maximum(np.asarray(params.horizon, float) - params.delay, 1e-9)


def _to_cover(params: Params) -> Array:
    """What a county and year has to be worth at scale for the second stage to pay: running, and setting up the new."""
    new = 1 - np.where(_asks(params), params.sites, 0.0) / COUNTIES
    return np.asarray(params.cost + new * params.setup / _years_left(params))


def line(params: Params) -> Array:
    """y*, the result from which the planner goes on: where `posterior`, less the loss he foresees, covers its cost."""
    seen = 1 - np.asarray(params.foreseen) * (1 - np.asarray(params.at_scale))
    needed = params.prior + (_to_cover(params) / seen - params.prior) / weight(params)
    return np.asarray(np.asarray(params.corrected) * params.bias + _expected_effect(params) * needed)


def _asks(params: Params) -> NDArray[np.bool_]:
    """Whether there is a first stage that shows something before all begin."""
    return (np.asarray(params.sites) > 0) & (np.asarray(params.delay) > 0)


def _has_a_line(params: Params) -> NDArray[np.bool_]:
    """Whether a result can decide anything: there is a first stage, and years are left once it is over."""
    return _asks(params) & (np.asarray(params.horizon) > np.asarray(params.delay))


def both_above(one: Numbers, other: Numbers, correlation: Numbers) -> Array:
    """Chance that two standard normal variables lie above `one` and `other`.

    Phi(-h) Phi(-k) + 1/(2 pi) int_0^asin(rho) exp(-(h^2 + k^2 - 2 h k sin t) / (2 cos^2 t)) dt (Drezner and Wesolowsky
    1990), by Gauss-Legendre.
    """
    one, other = np.asarray(one, float), np.asarray(other, float)
    end = np.arcsin(np.clip(correlation, -1 + 1e-12, 1 - 1e-12))
    angle = end[..., None] * (NODES + 1) / 2
    inside = one**2 + other**2
    bend = inside[..., None] - 2 * (one * other)[..., None] * np.sin(angle)
    area = (np.exp(-bend / (2 * np.cos(angle) ** 2)) * WEIGHTS).sum(axis=-1) * end / 2
    return np.clip(distribution(-one) * distribution(-other) + area / (2 * np.pi), 0, 1)


def simulate(params: Params) -> Outcomes:
    """The outcomes; numbers for numbers, arrays for arrays. Where no first stage asks anything, all counties begin."""
    m, s, n, left = np.asarray(params.prior, float), np.asarray(params.doubt, float), params.sites, _years_left(params)
    v, asks = first_effect(params), _asks(params)
    gate = np.where(asks, params.gate, 0.0)
    spread = np.sqrt((s * v) ** 2 + _variance(params))
    over = (line(params) - m * v - params.bias) / spread  # the line, in standard deviations of y
    passes = distribution(-over)
    expected = m * passes + s * (s * v / spread) * density(over)  # of tau where y is above the line
    price = _to_cover(params) * COUNTIES * left
    gain_each = COUNTIES * np.asarray(params.at_scale) * left
    second = gate * (gain_each * expected - price * passes) + (1 - gate) * (gain_each * m - price)
    years = np.minimum(params.delay, params.horizon)
    first = n * ((m * v - params.cost - params.study) * years - np.where(asks, params.setup, 0.0))
    pays = (_to_cover(params) / params.at_scale - m) / s  # from which tau on the second stage pays
    good, both = distribution(-pays), both_above(over, pays, s * v / spread)
    goes_on, good_and_on = gate * passes + 1 - gate, gate * both + (1 - gate) * good
    price_all = np.asarray(params.cost) + np.asarray(params.setup) / params.horizon
    edge = (price_all / params.at_scale - m) / s
    found = Outcomes(
        net=np.where(asks, first, 0.0) + second,
        goes_on=goes_on,
        regret=np.clip(goes_on - good_and_on, 0, 1),
        missed=np.clip(gate * (good - both), 0, 1),
        shown=np.where(asks, m * v + params.bias, np.inf),
        county_years=np.where(asks, n * years, 0.0) + goes_on * COUNTIES * left,
        true_at_scale=m * params.at_scale,
        break_even=price_all / params.at_scale,
        line=np.where(_has_a_line(params), line(params), np.inf),
        perfect=COUNTIES
        * params.horizon
        * params.at_scale
        * s
        * (density(edge) - abs(edge) * distribution(-abs(edge))),
    )
    shape = np.broadcast_shapes(*(np.shape(value) for value in vars(params).values()))
    return Outcomes(**{k: np.broadcast_to(value, shape) if shape else float(value) for k, value in vars(found).items()})


# For questions and charts: one situation at a time


@dataclass(frozen=True)
class End:
    """Of the tree. chance; worth: of the plan on average, first stage included; whole: had all counties run it after
    the first stage, in million yuan. `worth` is `whole` where it goes on.
    """

    chance: float
    worth: float
    whole: float


def worth_of_the_plan(params: Params) -> dict[str, End]:
    """The four ends of the tree: right_on, wrong_on, right_off, missed.

    By Gauss-Legendre over tau, on either side of the worth from which the second stage pays.
    """
    pays = float(np.clip((_to_cover(params) / params.at_scale - params.prior) / params.doubt, -FAR, FAR))
    places = [(low + (high - low) * (FINE + 1) / 2, (high - low) / 2) for low, high in ((-FAR, pays), (pays, FAR))]
    z = np.concatenate([part for part, _half in places])
    share = density(z) * np.concatenate([FINE_WEIGHTS * half for _part, half in places])
    tau = params.prior + params.doubt * z
    asks = bool(_asks(params))
    gate = float(params.gate) if asks else 0.0
    shown = tau * first_effect(params) + params.bias
    passes = distribution((shown - line(params)) / np.sqrt(_variance(params)))
    on = gate * passes + 1 - gate
    years = np.minimum(params.delay, params.horizon)
    first = params.sites * ((tau * first_effect(params) - params.cost - params.study) * years - params.setup)
    first = first if asks else np.zeros_like(tau)
    counted = params.sites if asks else 0
    price = COUNTIES * params.cost * _years_left(params) + (COUNTIES - counted) * params.setup
    second = COUNTIES * params.at_scale * tau * _years_left(params) - price
    ends = {
        "right_on": (on * (second > 0), first + second),
        "wrong_on": (on * (second <= 0), first + second),
        "right_off": ((1 - on) * (second <= 0), first),
        "missed": ((1 - on) * (second > 0), first),
    }
    found = {}
    for name, (chance, value) in ends.items():
        often = float((share * chance).sum())
        means = [
            float((share * chance * each).sum()) / often if often > 1e-9 else 0.0 for each in (value, first + second)
        ]
        found[name] = End(often, *means)
    return found


def spread_of_the_worthless(params: Params) -> float:
    """Chance that a programme whose true worth is nought is extended to all counties."""
    if not _asks(params):
        return 1.0
    passes = distribution((params.bias - line(params)) / np.sqrt(_variance(params)))
    return float(params.gate * passes + 1 - params.gate)


def by_lot_weight(params: Params) -> float:
    """What fifteen counties by lot weigh where nothing is lost at scale."""
    return float(weight(with_terms(replace(params, at_scale=1.0), OPTIONS["by_lot"], TERMS)))


def by_lot_posterior(params: Params) -> float:
    """What is expected once fifteen counties by lot have shown 3.5, where nothing is lost at scale."""
    plan = with_terms(replace(params, at_scale=1.0), OPTIONS["by_lot"], TERMS)
    return float(posterior(plan, SHOWN_BY_LOT))


def friend_as_shown(params: Params) -> float:
    """What is expected once eight chosen counties have shown 3.7 and nobody takes anything off."""
    plan = with_terms(replace(params, at_scale=1.0, corrected=0.0), OPTIONS["strongest"], TERMS)
    return float(posterior(plan, SHOWN_BY_FRIENDS))


def friend_corrected(params: Params) -> float:
    """The same where all of the bias is taken off."""
    plan = with_terms(replace(params, at_scale=1.0, corrected=1.0), OPTIONS["strongest"], TERMS)
    return float(posterior(plan, SHOWN_BY_FRIENDS))


def price_of_the_second_year(params: Params) -> float:
    """By how much the lot is worth more where it takes one year instead of two."""
    lot = with_terms(params, OPTIONS["by_lot"], TERMS)
    return float(simulate(replace(lot, delay=1.0)).net) - float(simulate(lot).net)


def cost_with_setup(params: Params) -> float:
    """What a county and year costs where the setting up is spread over the horizon."""
    return float(params.cost + params.setup / params.horizon)


def compare_plans(params: Params) -> pd.DataFrame:
    """A row an option, each for the programme and the province of `params`: option, the outcomes, and `loss` (-net)."""
    rows = []
    for option, plan in OPTIONS.items():
        found = simulate(with_terms(params, plan, TERMS))
        rows.append({"option": option, **vars(found), "loss": -found.net})
    return pd.DataFrame(rows)


def drawn(params: Params, draws: int = 200_000, seed: int = 1) -> float:
    """The net worth of a plan by Monte Carlo, without any of the formulas of `simulate`."""
    random = np.random.default_rng(seed)
    tau = random.normal(params.prior, params.doubt, draws)
    v = 1 - (1 - params.at_scale) * params.sites / COUNTIES
    shown = tau * v + params.bias + random.normal(0, params.noise / np.sqrt(params.sites), draws)
    on = (posterior(params, shown) * (1 - params.foreseen * (1 - params.at_scale)) > _to_cover(params)) | (
        random.random(draws) > params.gate
    )
    left = params.horizon - params.delay
    first = params.sites * ((tau * v - params.cost - params.study) * params.delay - params.setup)
    new = COUNTIES - params.sites
    second = COUNTIES * (tau * params.at_scale - params.cost) * left - new * params.setup
    return float((first + on * second).mean())


def three_gates(params: Params, stages: tuple[int, ...] = (4, 12, 30), draws: int = 200_000, seed: int = 2) -> float:
    """A venture's way: a year each with more counties by lot, a gate after each, then all; net worth by Monte Carlo.

    All that has been seen counts, county years alike; who goes on has to expect that running all for the rest pays.
    """
    random = np.random.default_rng(seed)
    tau = random.normal(params.prior, params.doubt, draws)
    mean = np.full(draws, float(params.prior))
    sure = np.full(draws, 1 / float(params.doubt) ** 2)
    alive, net, before = np.ones(draws, bool), np.zeros(draws), 0
    seen = 1 - params.foreseen * (1 - params.at_scale)
    for year, n in enumerate((*stages, COUNTIES)):
        v = 1 - (1 - params.at_scale) * n / COUNTIES
        left = params.horizon - year if n == COUNTIES else 1
        net += alive * (n * (tau * v - params.cost) * left - (n - before) * params.setup)
        before = n
        if n == COUNTIES:
            break
        net -= alive * n * params.study
        shown = tau * v + random.normal(0, params.noise / np.sqrt(n), draws)
        expected = 1 - params.foreseen * (1 - params.at_scale) * n / COUNTIES
        more = n * expected**2 / params.noise**2
        mean, sure = (mean * sure + more * shown / expected) / (sure + more), sure + more
        years = params.horizon - year - 1
        alive &= mean * seen * years > params.cost * years + (1 - n / COUNTIES) * params.setup
    return float(net.mean())
