"""A file that a student might bring, for each case that takes data of one's own."""

from __future__ import annotations

import datetime as dt

import numpy as np

from caseroom import data


def calls() -> str:
    """Five working days, a call every ten minutes, some of which nobody answered."""
    random = np.random.default_rng(1)
    start = dt.datetime(2024, 3, 4, 9)
    moments = [start + dt.timedelta(days=n // 40, minutes=10 * (n % 40)) for n in range(200)]
    rows = [
        f"{at:%Y-%m-%d %H:%M},{int(random.integers(60, 300))},{'否' if n % 9 else '是'}" for n, at in enumerate(moments)
    ]
    return "\n".join(["来电时间,处理时长,是否放弃", *rows])


def durations() -> str:
    """Three thousand durations, one a row, a fifth of them just before eight."""
    random = np.random.default_rng(2)
    values = np.where(random.random(3_000) < 0.2, 7.8, random.lognormal(2, 0.5, 3_000))
    return "\n".join(["minutes", *(f"{value:.2f}" for value in values)])


def panel() -> str:
    """The constructed counties without the first of them, as a file of one's own."""
    counties = data.load("evidence")
    return str(counties[counties["county"] != counties["county"].iloc[0]].to_csv(index=False))


FILES = {"hotline": calls, "targets": durations, "evidence": panel}
