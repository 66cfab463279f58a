"""Answers and facts that the model computes for a question, and texts in which they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import Any, cast

import numpy as np
import pandas as pd

from caseroom.casefile import Call, Question, suggestion
from caseroom.contracts import Model
from caseroom.i18n import Text
from caseroom.parameters import parameters, read_params


def compute(call: Call, model: Model) -> float | list[str]:
    """What `call` asks of `model`: a number, or with `sort` the first column's labels in ascending order.

    Raises ValueError for a function, option, parameter, row or column that is not there, or another result.
    """
    if call.value is not None:
        return call.value
    result = _called(call, model)
    return _from_table(result, call) if isinstance(result, pd.DataFrame) else _number(result, call)


def compute_values(call: Call, model: Model) -> dict[str, float]:
    """What `call` sorts by, for each of the labels that it puts in order. Raises ValueError as `compute` does."""
    table = _called(call, model)
    if not call.sort or not isinstance(table, pd.DataFrame) or call.sort not in table.columns:
        raise ValueError(f"{call.call} gives no column {call.sort!r}")
    values = table[call.sort].to_numpy(float)
    return {str(label): float(value) for label, value in zip(table.iloc[:, 0], values, strict=True)}


def compute_curve(call: Call, model: Model) -> list[tuple[float, float]]:
    """The points of a curve: a table's first column and the one to `take`, or numbers in a row, counted from 0.

    Raises ValueError as `compute` does, and for fewer than two points.
    """
    result = _called(call, model)
    if isinstance(result, pd.DataFrame):
        if call.take not in result.columns:
            raise ValueError(f"{call.call} gives no column {call.take!r}")
        along, heights = result.iloc[:, 0].to_numpy(float), result[call.take].to_numpy(float)
    else:
        heights = np.asarray(result, dtype=float)
        along = np.arange(heights.size)
    if heights.ndim != 1 or len(heights) < 2:
        raise ValueError(f"{call.call} gives no curve")
    return [(float(x), float(y)) for x, y in zip(along, heights, strict=True)]


def asked_params(call: Call, model: Model) -> Any:
    """The setting that `call` is about. Raises ValueError for an option or a parameter that is not there."""
    values = dict(call.with_)
    option = values.pop("option", None)
    if option is not None and option not in model.OPTIONS:
        raise ValueError(f"{call.call}: the model has no option {option!r}")
    base = model.OPTIONS[option] if option is not None else None
    known = [declared.name for declared in parameters(model.Params)]
    for name in values:
        if name not in known:
            only = "`with` sets an option and parameters, and no other argument of a function"
            raise ValueError(f"{call.call}: there is no parameter called {name!r}{suggestion(name, known)}; {only}")
    return read_params(model.Params, values, base)


def _called(call: Call, model: Model) -> Any:
    function = getattr(model, call.call, None)
    if call.call.startswith("_") or not callable(function):
        raise ValueError(f"The model has no function {call.call!r}")
    return function(asked_params(call, model))


def _number(result: object, call: Call) -> float:
    value = getattr(result, call.take, None) if call.take else result
    if not isinstance(value, Real):
        what = f"no outcome {call.take!r}" if call.take else "no single number; say which to take"
        raise ValueError(f"{call.call} gives {what}")
    return value if isinstance(value, int) else float(value)


def _from_table(table: pd.DataFrame, call: Call) -> float | list[str]:
    for column in filter(None, (call.sort, call.take)):
        if column not in table.columns:
            raise ValueError(f"{call.call} gives no column {column!r}")
    labels = table.iloc[:, 0].astype(str)
    if call.sort:
        return list(labels[table.sort_values(call.sort, kind="stable").index])
    rows = table[labels == call.row]
    if not call.take or len(rows) != 1:
        raise ValueError(f"{call.call} gives no single cell in row {call.row!r}, column {call.take!r}")
    return cast(float, rows[call.take].item())


def facts(question: Question, model: Model) -> dict[str, Any]:
    """The question's facts by name, computed by the model."""
    return {fact.name: compute(fact, model) for fact in question.facts}


@dataclass(frozen=True)
class _Fact:
    """A fact whose format may end in what its digits are multiplied with, as those of % are: of 281.6 million yuan
    {net:.0f*100} makes 28200, for 万元, and {net:.0f*0.01} makes 2.82, for 亿元.
    """

    value: Any

    def __format__(self, spec: str) -> str:
        how, times, scale = spec.partition("*")
        written = format(self.value, how)
        if not times:
            return written
        number = Decimal(written) * Decimal(scale)
        return f"{number.normalize():f}" if number else "0"


def fill(text: Text | None, lang: str, known: Mapping[str, Any]) -> str:
    """`text` in `lang` with its {placeholders} filled; "" for no text. ValueError for an unknown one."""
    template = text.text(lang) if text else ""
    try:
        return template.format(**{name: _Fact(value) for name, value in known.items()})
    except KeyError as error:
        lacking = (
            f"A placeholder cannot be filled: {error} is none of its `facts` ({', '.join(known) or 'it has none'})"
        )
        raise ValueError(f"{lacking}, in: {template}") from None
    except (IndexError, AttributeError, ArithmeticError, ValueError) as error:
        raise ValueError(f"A placeholder cannot be filled ({error}) in: {template}") from None
