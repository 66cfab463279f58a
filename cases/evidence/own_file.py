"""A file such as a student might bring."""

from __future__ import annotations

from caseroom import data


def sample() -> str:
    """The constructed counties, as a file of one's own."""
    return str(data.load("evidence").to_csv(index=False))
