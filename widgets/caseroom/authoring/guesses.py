"""A locked prediction of a number or a curve, as charts show it beside what the model says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from caseroom.casefile import Guess

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Guessed:
    """`title` is the question's, `value` a number or a curve's points, as the model has them.

    words: a number with its unit, "" for a curve. asked: the Params that the prediction is about, of which `named` are
    those that its question names. sentence: how far off it was. farthest: which of a curve's points that was.
    """

    title: str
    place: Guess
    value: float | Points
    words: str
    asked: Any
    named: frozenset[str]
    sentence: str
    farthest: int = 0
