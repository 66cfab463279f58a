"""JSON from outside, as the types that the kit declares for it: msgspec Structs, lists, tables, plain values.

A page's message is taken whole or not at all (`read`). Of a student's kept work as much is taken as makes sense
(`salvage`), because half of one's work is better than none.
"""

from __future__ import annotations

from typing import Any, TypeVar, get_args, get_origin

import msgspec

T = TypeVar("T")


def read(value: object, kind: type[T]) -> T | None:
    """`value` as a `kind`, or None where any part of it is something else."""
    try:
        return msgspec.convert(value, kind)
    except (msgspec.ValidationError, OverflowError, RecursionError):
        return None


def salvage(value: object, kind: type[T]) -> T | None:
    """As much of `value` as is a `kind`, or None where nothing is.

    An item of a list or a table that does not fit is left out. A Struct's field that does not fit keeps its default,
    and where it has none, the Struct does not fit.
    """
    salvaged: Any
    origin, inner = get_origin(kind), get_args(kind)[-1:]
    if origin is list and inner != (Any,):
        salvaged = _items(value, *inner)
    elif origin is dict and inner != (Any,):
        salvaged = _values(value, *inner)
    elif isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        salvaged = _struct(value, kind)
    else:
        salvaged = read(value, kind)
    return salvaged


def _items(value: object, kind: Any) -> list[Any] | None:
    if not isinstance(value, list):
        return None
    return [item for item in (salvage(each, kind) for each in value) if item is not None]


def _values(value: object, kind: Any) -> dict[str, Any] | None:
    if not isinstance(value, dict):
        return None
    read_all = {name: salvage(each, kind) for name, each in value.items() if isinstance(name, str)}
    return {name: item for name, item in read_all.items() if item is not None}


def _struct(value: object, kind: type[msgspec.Struct]) -> msgspec.Struct | None:
    if not isinstance(value, dict):
        return None
    fields = {field.name: salvage(value.get(field.name), field.type) for field in msgspec.structs.fields(kind)}
    try:
        return kind(**{name: item for name, item in fields.items() if item is not None})
    except TypeError:  # a field without default is missing
        return None
