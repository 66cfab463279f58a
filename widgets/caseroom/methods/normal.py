"""The normal distribution, without a library for it: what a student's process needs of SciPy is these two."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

_ERF = np.vectorize(math.erf, otypes=[float])
_QUANTILE = np.vectorize(NormalDist().inv_cdf, otypes=[float])


def distribution(z: ArrayLike) -> NDArray[np.float64]:
    """Share of a standard normal variable below `z`; shape as `z`."""
    return np.asarray((1 + _ERF(np.asarray(z, dtype=float) / math.sqrt(2))) / 2)


def density(z: ArrayLike) -> NDArray[np.float64]:
    """Density of a standard normal variable at `z`; shape as `z`."""
    z = np.asarray(z, dtype=float)
    return np.asarray(np.exp(-z * z / 2) / math.sqrt(2 * math.pi))


def quantile(share: ArrayLike) -> NDArray[np.float64]:
    """Below which a `share` (within 0 and 1, both excluded) of a standard normal variable lies; shape as `share`."""
    return np.asarray(_QUANTILE(np.asarray(share, dtype=float)))
