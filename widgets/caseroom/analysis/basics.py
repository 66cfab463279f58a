"""What the analyses share: many scenarios in one call of the model, and the values around a value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from caseroom.parameters import Parameter

Simulate = Callable[[Any], Any]
Floats = NDArray[np.float64]

A_TENTH = 0.1


def run(simulate: Simulate, params: Any) -> dict[str, Floats]:
    """Every outcome as an array with one value a scenario, in one call; fields of `params` are numbers or arrays."""
    shape = np.broadcast_shapes((1,), *(np.shape(value) for value in vars(params).values()))
    outcomes = vars(simulate(params))
    return {name: np.broadcast_to(np.asarray(values, dtype=float), shape) for name, values in outcomes.items()}


def around(declared: Parameter, value: float) -> tuple[float, float]:
    """`value` less and more a tenth of it, at least one step of its slider, on the steps, within its bounds."""
    reach = max(A_TENTH * abs(value), declared.step)
    low, high = (round(round((value + way * reach) / declared.step) * declared.step, 10) for way in (-1, 1))
    return max(declared.minimum, low), min(declared.maximum, high)


def has_a_tenth(declared: Parameter, value: float) -> bool:
    """Whether a tenth of `value` is a step at all: a tenth of one district is none."""
    return bool(A_TENTH * abs(value) >= 0.499 * declared.step)
