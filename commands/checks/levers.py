"""Levers: each moves something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from caseroom.casefile import CaseFile
from caseroom.parameters import Parameter, ParameterError, parameters
from commands.checks.cases import sound
from commands.checks.finding import Finding, line_of


def moving(root: Path) -> Iterator[Finding]:
    """A lever from end to end changes an outcome, at the baseline or at an option, or is the bound of a goal."""
    for path, case in sound(root):
        model = case.code("model")
        bounds = {constraint.bound for goal in case.goals for constraint in goal.constraints}
        for declared in parameters(model.Params):
            if declared.name not in bounds and not moves(declared, case):
                line = line_of(path, rf'^name\s*=\s*"{re.escape(declared.name)}"')
                sentence = f"{declared.name!r} changes no outcome from end to end: simulate does not use it"
                yield Finding(path, line, sentence)


def moves(declared: Parameter, case: CaseFile) -> bool:
    model = case.code("model")
    return any(
        different(model.simulate(base), model.simulate(there))
        for base in (model.Params(), *model.OPTIONS.values())
        for end in (declared.minimum, declared.maximum)
        if (there := at(base, declared.name, end)) is not None
    )


def at(params: Any, name: str, value: float) -> Any:
    """`params` with another value; None where the model refuses the two together."""
    try:
        return replace(params, **{name: value})
    except ParameterError:
        return None


def different(one: Any, other: Any) -> bool:
    return any(not np.allclose(vars(one)[name], vars(other)[name], equal_nan=True) for name in vars(one))
