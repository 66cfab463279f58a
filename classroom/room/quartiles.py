"""Where the middle half of some numbers lies: what may be told of a class's guesses without telling a single one."""

from __future__ import annotations

from collections.abc import Sequence


def quartiles(ordered: Sequence[float]) -> list[float]:
    """The three numbers at the quarters of those in order, each of them one that is there; of none, no number."""
    return [ordered[quarter * len(ordered) // 4] for quarter in (1, 2, 3) if ordered]
