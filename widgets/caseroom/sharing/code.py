"""Scenarios as lines of Python that give the same numbers again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from caseroom.sharing.settings import changes

WIDTH = 88  # characters of a line, where a name does not need more


def lines(slug: str, heading: str, scenarios: Sequence[tuple[str, Any]]) -> str:
    """A program that simulates each (name, Params) with cases.`slug`.model and prints its outcomes.

    Outcomes are printed to six significant digits. `heading` becomes a comment.
    """
    listed = "\n".join(_scenario(name, params) for name, params in scenarios)
    return f"""\
# {"".join(c for c in heading if c.isprintable())}
from cases.{slug}.model import Params, simulate

scenarios = [
{listed}
]
for name, params in scenarios:
    print(name)
    for outcome, value in vars(simulate(params)).items():
        print(f"    {{outcome}} = {{value:.6g}}")
"""


def _scenario(name: str, params: Any) -> str:
    arguments = [f"{parameter}={value!r}" for parameter, value in changes(params).items()]
    line = f"    ({name!r}, Params({', '.join(arguments)})),"
    if len(line) <= WIDTH or not arguments:
        return line
    return "\n".join([f"    ({name!r}, Params(", *(f"        {argument}," for argument in arguments), "    )),"])
