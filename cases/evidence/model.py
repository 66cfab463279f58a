"""What did the pilot show? A reported gain, split into what the programme did and what came with it.

y_it = alpha + beta z_i + trend_t + (tau + kappa z_i) D_it + effort D_it + e_it for a county of capacity z_i, standard
normal. A before-after report has tau, the trend, kappa E[z | chosen] and the effort of those who know they are watched;
a comparison takes the trend away and nothing else. Sites that are chosen for a bad year also return to their mean. That
sites are chosen well and try harder is what Wang and Yang (2025) find of Chinese experiments; the numbers are ours.
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
BASELINE_SPREAD = 10.0  # points: standard deviation of counties' scores in one year
SIGNIFICANT = 1.96  # standard errors


def best_of(share: Numbers) -> Array:
    """E[z | the top `share`] of a standard normal z: phi(Phi^-1(1 - s)) / s, in standard deviations."""
    share = np.asarray(share, dtype=float)
    return np.asarray(density(quantile(1 - share)) / share)


def parts(params: Params) -> dict[str, Array]:
    """The reported gain by where it comes from, in points: true, trend, sites, effort, regression.

    regression: (1 - R) E sd, when counties are chosen for a bad year, as a year is in part luck.
    """
    p = params
    z = np.asarray(p.selection) * best_of(np.asarray(p.sites) / COUNTIES)
    return {
        "true": np.asarray(p.true_effect, dtype=float),
        "trend": np.asarray(p.trend * (1 - np.asarray(p.comparison))),
        "sites": np.asarray(p.site_gain * z),
        "effort": np.asarray(p.effort, dtype=float),
        "regression": np.asarray((1 - p.reliability) * np.maximum(-z, 0) * BASELINE_SPREAD),
    }


def simulate(params: Params) -> Outcomes:
    """What the report says and how far it is to be trusted; numbers for numbers, arrays for arrays."""
    p = params
    split = parts(p)
    reported = sum(split.values(), np.asarray(0.0))
    sites, compared = np.asarray(p.sites, dtype=float), np.asarray(p.comparison)
    error = p.noise * np.sqrt(1 / sites + compared**2 / (COUNTIES - sites))
    found = Outcomes(
        reported=reported,
        at_scale=split["true"],
        overstated=reported - split["true"],
        standard_error=error,
        power=_called(reported / error),
        # A programme that does nothing does nothing more for able counties either.
        false_alarm=_called((reported - split["true"] - split["sites"]) / error),
        smallest_p=1 / _ways(COUNTIES, sites),
    )
    shape = np.broadcast_shapes(*(np.shape(value) for value in vars(p).values()))
    return Outcomes(**{n: np.broadcast_to(v, shape) if shape else float(v) for n, v in vars(found).items()})


def _called(z: Array) -> Array:
    """Chance that an estimate `z` standard errors from nought is called significant, on either side."""
    return np.asarray(distribution(z - SIGNIFICANT) + distribution(-z - SIGNIFICANT))


_LOG_FACTORIAL = np.array([math.lgamma(n + 1) for n in range(COUNTIES + 1)])


def _ways(of: int, chosen: Array) -> Array:
    """In how many ways a lot can choose, for a whole number of counties."""
    k = np.clip(np.rint(chosen).astype(int), 0, of)
    return np.asarray(np.exp(_LOG_FACTORIAL[of] - _LOG_FACTORIAL[k] - _LOG_FACTORIAL[of - k]))


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
