"""Whose share in a change is how large, when several things were changed at once."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray


def shapley(values: NDArray[np.float64], count: int) -> list[float]:
    """The shares of `count` changes in the way from `values[0]` to `values[-1]`, which they add up to.

    `values[s]` is what comes out once the changes of the subset `s` (bit n for change n) are made. A share is what a
    change adds, averaged over all orders in which the changes could have been made, since one order alone would favour
    whoever comes first or last. Shapley (1953), "A value for n-person games".
    """
    subsets = np.arange(len(values))
    size = np.bitwise_count(subsets)
    orders = [math.factorial(s) * math.factorial(count - s - 1) / math.factorial(count) for s in range(count)]
    shares = []
    for n in range(count):
        without = subsets[(subsets >> n) & 1 == 0]
        weights = np.array(orders)[size[without]]
        shares.append(float(weights @ (values[without | (1 << n)] - values[without])))
    return shares
