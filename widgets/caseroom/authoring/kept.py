"""A frozen dataclass of plain values to what JSON can hold, and back, whatever a damaged file may hold instead."""

from __future__ import annotations

import dataclasses
import math
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")

LONGEST = 5_000  # items of a tuple, characters of a text


def encode(value: Any) -> Any:
    """The values of a dataclass by name, tuples as lists; a number without an end is None."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: encode(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def decode(kind: type[T], value: object) -> T:
    """`value`, as `encode` made it, as a `kind` again: fields of float, int, str, bool, tuple[X, ...], dataclasses.

    None for a float is NaN; a field that has a default may be missing, as in what was kept before there was one.
    Raises ValueError for anything else.
    """
    found: T = _read(kind, value)
    return found


def _read(kind: Any, value: object) -> Any:
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        needed = {f.name for f in dataclasses.fields(kind) if f.default is dataclasses.MISSING}
        if not isinstance(value, dict) or not needed <= set(value) <= set(hints):
            raise ValueError(f"not the fields of {kind}")
        return kind(**{name: _read(hints[name], item) for name, item in value.items()})  # type: ignore[operator]
    if get_origin(kind) is tuple:
        if not isinstance(value, list) or len(value) > LONGEST:
            raise ValueError("not a list")
        return tuple(_read(get_args(kind)[0], item) for item in value)
    if kind is float:
        return _number(value)
    if type(value) is not kind or (isinstance(value, str) and len(value) > LONGEST):
        raise ValueError(f"not a {kind.__name__}")
    return value


def _number(value: object) -> float:
    if value is None:
        return math.nan
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("not a number")
    return float(value)
