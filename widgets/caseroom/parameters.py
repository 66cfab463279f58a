"""How a model declares its parameters, and how values from outside are read against that declaration.

A parameter stands once, on the model's frozen ``Params``: default, unit, bounds, step and where the default
comes from. Sliders, the command line, the documentation and the checks all read that one declaration.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from numbers import Real
from typing import Any, Literal, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

Numbers = float | NDArray[np.float64]
"""One value, or an array with one value per scenario."""

TEACHING_VALUE = "teaching value"
"""The `source` of a default that comes from nowhere but our own judgement of what teaches well."""

Reason = Literal["unknown", "not_a_number", "not_whole", "below", "above"]


@dataclass(frozen=True)
class Parameter:
    """One parameter of a model, as declared on its ``Params``."""

    name: str
    unit: str
    default: float
    minimum: float
    maximum: float
    step: float
    source: str
    integer: bool

    @property
    def is_teaching_value(self) -> bool:
        return self.source == TEACHING_VALUE


class ParameterError(ValueError):
    """A value that a model refuses; ``reason`` says why, ``str()`` says it in an English sentence.

    ``parameter`` is None only when the name is unknown.
    """

    def __init__(self, name: str, value: object, reason: Reason, parameter: Parameter | None = None) -> None:
        self.name, self.value, self.reason, self.parameter = name, value, reason, parameter
        super().__init__(_sentence(name, value, reason, parameter))


def _sentence(name: str, value: object, reason: Reason, parameter: Parameter | None) -> str:
    if parameter is None:
        return f"There is no parameter called {_short(name)}."
    kind = "a whole number" if parameter.integer else "a number"
    wanted = f"{kind} from {parameter.minimum:g} to {parameter.maximum:g} ({parameter.unit})"
    problem = {
        "not_a_number": "is not a number",
        "not_whole": "is not a whole number",
        "below": "is too small",
        "above": "is too large",
    }[reason]
    return f"{name} must be {wanted}; {_short(value)} {problem}."


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def parameter(
    default: float,
    *,
    unit: str,
    minimum: float,
    maximum: float,
    step: float,
    source: str,
    integer: bool = False,
) -> Any:
    """Declare a dataclass field as a parameter: inclusive bounds, and the ``source`` of the default."""
    bounds = {"minimum": minimum, "maximum": maximum, "step": step, "integer": integer}
    return field(default=default, metadata={"unit": unit, "source": source, **bounds})


def parameters(params_type: type) -> tuple[Parameter, ...]:
    """All parameters that ``params_type`` declares, in the order of declaration."""
    return _declared(params_type)


@cache
def _declared(params_type: type) -> tuple[Parameter, ...]:
    declared = fields(params_type)
    return tuple(Parameter(name=f.name, default=cast(float, f.default), **f.metadata) for f in declared)


@dataclass(frozen=True)
class BoundedParams:
    """Base of every model's ``Params``: none exists with a value out of bounds.

    A field holds one number, or a numpy array with one number per scenario.
    Raises ParameterError.
    """

    def __post_init__(self) -> None:
        for declared in parameters(type(self)):
            _check(declared, getattr(self, declared.name))


def _check(declared: Parameter, value: object) -> None:
    try:
        finite, least, most, whole = _about(value)
    except (TypeError, ValueError, OverflowError):
        raise ParameterError(declared.name, value, "not_a_number", declared) from None
    tests: list[tuple[Reason, bool]] = [
        ("not_a_number", finite),
        ("below", least >= declared.minimum),
        ("above", most <= declared.maximum),
        ("not_whole", whole or not declared.integer),
    ]
    for reason, passed in tests:
        if not passed:
            raise ParameterError(declared.name, value, reason, declared)


def _about(value: Any) -> tuple[bool, float, float, bool]:
    """Whether all is finite, the least, the greatest, whether all is whole. TypeError, ValueError, OverflowError."""
    if isinstance(value, (int, float)):  # for one number NumPy takes ten times as long
        number = float(value)
        return math.isfinite(number), number, number, number.is_integer()
    numbers = np.asarray(value, dtype=float)
    least, most = float(numbers.min(initial=math.inf)), float(numbers.max(initial=-math.inf))
    return bool(np.isfinite(numbers).all()), least, most, bool((numbers == np.round(numbers)).all())


P = TypeVar("P", bound=BoundedParams)


def read_params(params_type: type[P], values: Mapping[str, object], base: P | None = None) -> P:
    """Read values that come from outside (a slider, a command line, a file) into a ``params_type``.

    Numbers and texts that spell one are read; a name not given keeps the value of ``base``, or its default.
    Raises ParameterError for an unknown name, a truth value, text that is no number, NaN, infinity, a
    fraction where a whole number is wanted, and a value out of bounds.
    """
    declared = {p.name: p for p in parameters(params_type)}
    read: dict[str, Any] = {}
    for name, value in values.items():
        if name not in declared:
            raise ParameterError(name, value, "unknown")
        read[name] = _read_number(declared[name], value)
    return replace(params_type() if base is None else base, **read)


def with_terms(params: P, option: P, terms: Iterable[str]) -> P:
    """`params` with what an option decides, its `terms`; everything else is the situation and stays."""
    return replace(params, **{term: getattr(option, term) for term in terms})


def _read_number(declared: Parameter, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (Real, str)):
        raise ParameterError(declared.name, value, "not_a_number", declared)
    try:
        number = float(value)
    except (ValueError, OverflowError):
        raise ParameterError(declared.name, value, "not_a_number", declared) from None
    if not math.isfinite(number):
        raise ParameterError(declared.name, value, "not_a_number", declared)
    return int(number) if declared.integer and number.is_integer() else number
