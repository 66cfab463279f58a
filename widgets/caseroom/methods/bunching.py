"""How much of a distribution has gathered on the rewarded side of a limit, against what a smooth one would have there.

A smooth curve is fitted to the counts, leaving out the bins around the limit; what stands beyond it on the rewarded
side is the excess mass, what lacks on the other the missing mass. This is the idea of Chetty, Friedman, Olsen and
Pistaferri (2011), for a notch as in Kleven and Waseem (2013), but without the constraint that the two be equal: both
are shown.

The curve is a Poisson regression on a polynomial. The interval is about how many values were moved in this file: what
would have stood there varies about the curve as a count does, so counts are redrawn from the curve and fitted anew.
tests/methods/test_bunching.py simulates how often it covers what was moved.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.polynomial.legendre import legvander
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

DEGREE = 9  # of the polynomial: seven, as in the literature, is too stiff for many values with a long tail
ENDS = 0.005  # of the counts on either side: so thin that they only bend the curve
DRAWS = 200
LOGS = 30  # a logarithm of a count beyond which nothing is counted
STEPS = 8  # of Newton's method, from the curve's own neighbourhood
NINETY = 1.6449  # standard deviations


@dataclass(frozen=True)
class Bunching:
    """counterfactual: expected count of each bin, NaN at the thin ends. excess, missing: counts above it on the
    rewarded side of the limit, below it on the other. low, high (of the excess) and missing_low, missing_high: 90 %
    intervals. reach: how far from the limit the missing ones were looked for, in the unit of the bins.
    """

    counterfactual: Array
    excess: float
    missing: float
    low: float
    high: float
    missing_low: float
    missing_high: float
    reach: float

    @property
    def balanced(self) -> bool:
        """Whether no more are too many than are missing, within the two intervals."""
        return self.low <= self.missing_high


def excess_mass(
    starts: Array,
    counts: Array,
    limit: float,
    before: float = 1.0,
    behind: float = 1.0,
    rewarded: Literal["below", "above"] = "below",
    left_out: Mask | None = None,
    degree: int = DEGREE,
    seed: int = 1,
) -> Bunching:
    """The excess within [limit - before, limit) or, `rewarded` above, within [limit, limit + behind).

    starts: of bins of equal width, in any unit; the limit is one of them. left_out: bins that are neither fitted nor
    counted, such as those with round values. Raises ValueError where fewer than degree + 3 bins remain to be fitted.
    """
    starts, counts = np.asarray(starts, dtype=float), np.asarray(counts, dtype=float)
    kept = ~np.asarray(left_out, dtype=bool) if left_out is not None else np.ones(len(starts), dtype=bool)
    near = (starts >= limit - before - 1e-9) & (starts < limit + behind - 1e-9)
    used = _inner(counts) | near
    low_side = used & near & kept & (starts < limit - 1e-9)
    high_side = used & near & kept & (starts >= limit - 1e-9)
    gained, lost = (low_side, high_side) if rewarded == "below" else (high_side, low_side)
    to_fit = used & kept & ~near
    if to_fit.sum() < degree + 3:
        raise ValueError("too few bins away from the limit")
    basis = _basis(starts, used, degree)

    def fitted(seen: Array) -> Array:
        return np.asarray(np.exp(np.clip(_poisson(basis[to_fit], seen[:, to_fit]) @ basis.T, -LOGS, LOGS)))

    expected = fitted(counts[None])[0]
    drawn = np.random.default_rng(seed).poisson(expected, (DRAWS, len(counts))).astype(float)
    beyond = drawn - fitted(drawn)
    excess, missing = float((counts - expected)[gained].sum()), float((expected - counts)[lost].sum())
    give = NINETY * float(beyond[:, gained].sum(axis=1).std(ddof=1))
    miss = NINETY * float(beyond[:, lost].sum(axis=1).std(ddof=1))
    counterfactual = np.where(used, expected, np.nan)
    reach = behind if rewarded == "below" else before
    return Bunching(
        counterfactual, excess, missing, excess - give, excess + give, missing - miss, missing + miss, reach
    )


def balanced_mass(
    starts: Array,
    counts: Array,
    limit: float,
    reach: float,
    farthest: float,
    rewarded: Literal["below", "above"] = "below",
    left_out: Mask | None = None,
    degree: int = DEGREE,
) -> Bunching:
    """`excess_mass` within `reach` on both sides; on the side that lost as far out, bin by bin up to `farthest`, as it
    takes until no more are too many than are missing.

    Values may come from farther away than they go to: marks of 55 to 59 are all lifted to 60. What was not left out
    there would pull the curve down. This is how Kleven and Waseem (2013) find where a notch's hole ends, with the two
    intervals for "no more". Where they never meet, it is the estimate within `reach`: they did not come from there.
    """
    width = float(starts[1] - starts[0])

    def within(other: float) -> Bunching:
        before, behind = (reach, other) if rewarded == "below" else (other, reach)
        return excess_mass(starts, counts, limit, before, behind, rewarded, left_out, degree)

    found = first = within(reach)
    for other in np.arange(reach + width, farthest + width / 2, width):
        if found.balanced:
            break
        try:
            found = within(float(other))
        except ValueError:  # nothing is left to fit
            break
    return found if found.balanced else first


def _inner(counts: Array) -> Mask:
    """The bins without the thin ends."""
    share = np.cumsum(counts) / max(counts.sum(), 1.0)
    return (share > ENDS) & (share - counts / max(counts.sum(), 1.0) < 1 - ENDS)


def _basis(starts: Array, used: Mask, degree: int) -> Array:
    """Legendre polynomials over the bins `used`; what is not used gets no wild value."""
    inner = starts[used]
    place = 2 * (starts - inner.min()) / max(float(np.ptp(inner)), 1e-9) - 1
    return np.asarray(legvander(np.clip(place, -1, 1), degree))


def _poisson(basis: Array, counts: Array) -> Array:
    """Coefficients of Poisson regressions, one a row of `counts`, with a logarithmic link; reweighted least squares."""
    terms = basis.shape[1]
    squares = (basis[:, :, None] * basis[:, None, :]).reshape(len(basis), -1)
    mean: Array = counts + 0.5
    logs: Array = np.log(mean)
    ridge = 1e-9 * np.eye(terms)
    coefficients: Array = np.zeros((len(counts), terms))
    for _ in range(STEPS):
        hessian = (mean @ squares).reshape(-1, terms, terms)
        slope = (mean * logs + counts - mean) @ basis
        scale = hessian[:, :1, :1]
        coefficients = np.asarray(np.linalg.solve(hessian + ridge * scale, slope[:, :, None])[:, :, 0], dtype=float)
        logs = np.asarray(np.clip(coefficients @ basis.T, -LOGS, LOGS), dtype=float)
        mean = np.asarray(np.exp(logs), dtype=float)
    return np.asarray(coefficients)
