"""How much of a distribution has gathered just before a target, against what a smooth one would have there.

A polynomial is fitted to the counts, leaving out the bins around the target; what stands there beyond it is the excess
mass, in the way of Chetty, Friedman, Olsen and Pistaferri (2011) but without their constraint that the excess has to
come from beyond the target: the missing mass there is shown beside it instead.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

DRAWS = 200


@dataclass(frozen=True)
class Bunching:
    """counterfactual: expected count of each bin. excess, missing: counts above it before the target, below it behind.

    low, high: where nine of ten bootstrap draws of the excess lie.
    """

    counterfactual: Array
    excess: float
    missing: float
    low: float
    high: float


def excess_mass(
    starts: Array,
    counts: Array,
    target: float,
    before: float = 1.0,
    behind: float = 1.0,
    degree: int = 7,
    seed: int = 1,
) -> Bunching:
    """The excess in [target - before, target): bins of equal width given by where they start, in any unit.

    The bootstrap draws the residuals of the fit anew, with `seed`. Raises ValueError for fewer than degree + 3 bins
    outside [target - before, target + behind).
    """
    starts, counts = np.asarray(starts, dtype=float), np.asarray(counts, dtype=float)
    near = (starts >= target - before - 1e-9) & (starts < target + behind - 1e-9)
    early = near & (starts < target - 1e-9)
    if (~near).sum() < degree + 3:
        raise ValueError("too few bins away from the target")
    x = (starts - starts.mean()) / max(float(np.ptp(starts)), 1e-9)
    powers = np.vander(x, degree + 1)

    def fitted(observed: Array) -> Array:
        coefficients, *_ = np.linalg.lstsq(powers[~near], observed[~near], rcond=None)
        return np.maximum(powers @ coefficients, 0)

    expected = fitted(counts)
    residuals = (counts - expected)[~near]
    random = np.random.default_rng(seed)
    draws = []
    for _ in range(DRAWS):
        noise = random.choice(residuals, size=len(counts))
        again = np.where(near, counts + noise, expected + noise)
        draws.append(float((again - fitted(again))[early].sum()))
    low, high = np.quantile(draws, [0.05, 0.95])
    excess, missing = (
        float(side) for side in ((counts - expected)[early].sum(), (expected - counts)[near & ~early].sum())
    )
    return Bunching(expected, excess, missing, float(low), float(high))
