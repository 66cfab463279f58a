"""A file such as a student might bring."""

from __future__ import annotations

from caseroom import data


def sample() -> str:
    """The constructed networks of 2023, as a file of one's own: unit, denominator, numerator."""
    table = data.load("league")
    return str(table[table.year == 2023][["network", "discharges", "readmitted"]].to_csv(index=False))
