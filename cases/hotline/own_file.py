"""A file such as a student might bring."""

from __future__ import annotations

import datetime as dt

import numpy as np


def sample() -> str:
    """Five working days, a call every ten minutes, some of which nobody answered."""
    random = np.random.default_rng(1)
    start = dt.datetime(2024, 3, 4, 9)
    moments = [start + dt.timedelta(days=n // 40, minutes=10 * (n % 40)) for n in range(200)]
    rows = [
        f"{at:%Y-%m-%d %H:%M},{int(random.integers(60, 300))},{'否' if n % 9 else '是'}" for n, at in enumerate(moments)
    ]
    return "\n".join(["来电时间,处理时长,是否放弃", *rows])
