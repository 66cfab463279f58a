"""Settings of a model as text: only what differs from the baseline, each number as short as it can be."""

from __future__ import annotations

from typing import Any

from caseroom.parameters import parameters


def changes(params: Any) -> dict[str, int | float]:
    """The parameters in which `params` differs from its type's defaults, in the order of declaration."""
    values = {declared.name: getattr(params, declared.name) for declared in parameters(type(params))}
    usual = {declared.name: declared.default for declared in parameters(type(params))}
    return {name: plain(value) for name, value in values.items() if value != usual[name]}


def plain(number: float) -> int | float:
    """`number` as Python's own type, whole where it is whole: its `repr` gives the very number back."""
    return int(number) if float(number).is_integer() else float(number)
