"""What did the pilot show? A reported gain, split into what the programme will do and what came with it.

y_it = alpha + beta z_i + trend_t + (tau + kappa z_i) D_it + effort D_it + e_it for a county of capacity z_i, standard
normal over the fifty. A report has tau + kappa E[z | chosen], the trend, and the effort of those who know that they are
watched; a comparison takes the trend away. What the money buys is tau + kappa E[z] in the counties that do not have
the programme yet. Whoever is chosen for a bad year also returns to the mean. That places are chosen well and try harder
is what Wang and Yang (2025) find of Chinese experiments; the numbers are ours.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from caseroom.methods.normal import density, distribution, quantile
from caseroom.parameters import Numbers, with_terms

from .params import OPTIONS, TERMS, Outcomes, Params

__all__ = [
    "COUNTIES", "OPTIONS", "TERMS", "Outcomes", "Params", "best_of", "compare_designs",
    "parts", "simulate", "ways_to_choose",
]  # fmt: skip

Array = NDArray[np.float64]

COUNTIES = 50
FIRST_PILOTS = 10.0  # the ablest, who have the programme already when a second round begins
SCORE_SPREAD = 4.47  # points: standard deviation of counties' scores in one year, as in the data
SIGNIFICANT = 1.96  # standard errors


def best_of(share: Numbers) -> Array:
    """E[z | the top `share`] of a standard normal z: phi(Phi^-1(1 - s)) / s, in standard deviations."""
    share = np.asarray(share, dtype=float)
    return np.asarray(density(quantile(1 - share)) / share)


_CUTS = quantile(np.clip(1 - np.arange(COUNTIES + 1) / COUNTIES, 1e-12, 1 - 1e-12))
"""Below the n ablest of all counties: so far up is the next one. Looked up, as quantiles of many scenarios are slow."""


def _between(above: Array, below: Array) -> tuple[Array, Array]:
    """Mean and variance of a standard normal z between two ranks from the top, of all counties."""
    low, high = (_CUTS[np.rint(rank).astype(int)] for rank in (below, above))
    share = (below - above) / COUNTIES
    mean = (density(low) - density(high)) / share
    return np.asarray(mean), np.asarray(1 + (low * density(low) - high * density(high)) / share - mean**2)


def _chosen(params: Params) -> dict[str, Array]:
    """Who is in the pilot: candidates, sites; mean z and its variance; mean z of those who would get it; luck.

    A share |selection| of the places goes to the ablest or to the worst of one year's score, the rest by lot. A score
    is z and luck together, so the worst have z to the root of the reliability, and bad luck for the rest.
    """
    p = params
    sites, how = np.asarray(p.sites, dtype=float), np.asarray(p.selection, dtype=float)
    had = np.where(np.asarray(p.round) >= 2, FIRST_PILOTS, 0.0)
    candidates, reliability = COUNTIES - had, np.asarray(p.reliability, dtype=float)
    everybody = np.full_like(had, COUNTIES)
    mean, spread = _between(had, everybody)
    best, best_spread = _between(had, had + sites)
    worst_score, score_spread = _between(COUNTIES - sites, np.full_like(sites, COUNTIES))
    worst, worst_spread = np.sqrt(reliability) * worst_score, reliability * score_spread + 1 - reliability
    picked = np.where(how >= 0, best, worst)
    picked_spread = np.where(how >= 0, best_spread, worst_spread)
    share = np.abs(how)
    z = mean + share * (picked - mean)
    return {
        "candidates": candidates,
        "sites": sites,
        "z": z,
        "variance": share * picked_spread + (1 - share) * spread + share * (1 - share) * (picked - mean) ** 2,
        # After the first round the others are to get it; a second round is asked about all that it drew from.
        "z_of_others": np.where(had > 0, mean, -z * sites / (COUNTIES - sites)),
        "bad_luck": np.where(how < 0, share * (1 - reliability) * -worst_score * SCORE_SPREAD, 0.0),
    }


def parts(params: Params) -> dict[str, Array]:
    """The reported gain by where it comes from, in points: true, trend, sites, effort, regression.

    true: the programme in the counties that would get it. regression: (1 - R) E[s] sd, where counties are chosen for a
    bad year; those left over had a little good luck, and a comparison adds what they lose.
    """
    p, chosen = params, _chosen(params)
    others = chosen["sites"] / (chosen["candidates"] - chosen["sites"])
    return {
        "true": np.asarray(p.true_effect + p.site_gain * chosen["z_of_others"]),
        "trend": np.asarray(p.trend * (1 - np.asarray(p.comparison))),
        "sites": np.asarray(p.site_gain * (chosen["z"] - chosen["z_of_others"])),
        "effort": np.asarray(p.effort, dtype=float),
        "regression": np.asarray(chosen["bad_luck"] * (1 + np.asarray(p.comparison) * others)),
    }


def simulate(params: Params) -> Outcomes:
    """What the report says and how far it is to be trusted; numbers for numbers, arrays for arrays."""
    p, chosen, split = params, _chosen(params), parts(params)
    sites, candidates = chosen["sites"], chosen["candidates"]
    reported = sum(split.values(), np.asarray(0.0))
    luck = np.asarray(p.noise) ** 2
    of_others = np.asarray(p.comparison) ** 2 * luck / (candidates - sites)
    error = np.sqrt((luck + np.asarray(p.site_gain) ** 2 * chosen["variance"]) / sites + of_others)
    # A programme that does nothing does nothing more for able counties either, and differs nowhere.
    nothing = split["trend"] + split["effort"] + split["regression"]
    found = Outcomes(
        reported=reported,
        at_scale=split["true"],
        overstated=reported - split["true"],
        standard_error=error,
        power=_called(reported / error),
        false_alarm=_called(nothing / np.sqrt(luck / sites + of_others)),
        at_stake=np.where(np.asarray(p.round) >= 2, sites / candidates, 1.0),
        waiting=np.where(np.asarray(p.round) >= 2, candidates - sites, 0.0),
        smallest_p=np.where(2 * sites == candidates, 2, 1) / _ways(candidates, sites),
    )
    shape = np.broadcast_shapes(*(np.shape(value) for value in vars(p).values()))
    return Outcomes(**{n: np.broadcast_to(v, shape) if shape else float(v) for n, v in vars(found).items()})


def _called(z: Array) -> Array:
    """Chance that an estimate `z` standard errors from nought is called significant, on either side."""
    return np.asarray(distribution(z - SIGNIFICANT) + distribution(-z - SIGNIFICANT))


_LOG_FACTORIAL = np.array([math.lgamma(n + 1) for n in range(COUNTIES + 1)])


def _ways(of: Array, chosen: Array) -> Array:
    """In how many ways a lot can choose, for whole numbers of counties."""
    n, k = np.rint(of).astype(int), np.rint(chosen).astype(int)
    return np.asarray(np.exp(_LOG_FACTORIAL[n] - _LOG_FACTORIAL[k] - _LOG_FACTORIAL[n - k]))


# For questions: one situation at a time


def ways_to_choose(params: Params, of: int = 10, chosen: int = 3) -> int:
    """In how many ways a lot can choose: no p of a lottery is smaller than one in so many."""
    return math.comb(of, chosen)


def compare_designs(params: Params) -> pd.DataFrame:
    """A row an option, each in the province of `params`: option, the outcomes, wrong (how far from the truth)."""
    rows = []
    for option, design in OPTIONS.items():
        found = simulate(with_terms(params, design, TERMS))
        rows.append({"option": option, **vars(found), "wrong": abs(found.overstated)})
    return pd.DataFrame(rows)
