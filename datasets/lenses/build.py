"""Make weights.csv again, to the byte: the weights that 240 invented people set before they saw any result.

    python datasets/lenses/build.py            writes weights.csv
    python datasets/lenses/build.py --check    exit 1 if weights.csv is not what this file makes

Each role has a mean for every criterion; a person's points scatter around it, in steps of five from 0 to 100. All
randomness is `Random.random()`, whose stream Python keeps the same from version to version.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import NormalDist

HERE = Path(__file__).resolve().parent
sys.path[:0] = [
    str(HERE.parents[1] / "widgets"),
    str(HERE.parents[1]),
]  # so that it also runs by itself

from caseroom.constructed import as_csv, main  # noqa: E402
from caseroom.methods.weighing import CRITERIA  # noqa: E402

SEED = 20261201
EACH = 60
SPREAD = 18.0  # points, one person's standard deviation around their role's mean
MEANS = {
    "finance": (75, 65, 50, 30, 15, 30, 60),
    "clerks": (30, 55, 70, 50, 25, 40, 35),
    "residents": (25, 40, 60, 65, 55, 50, 55),
    "leaders": (50, 55, 65, 45, 30, 60, 40),
}


def people() -> Iterator[tuple[object, ...]]:
    """One row a person."""
    random = Random(SEED)
    number = 0
    for role, means in MEANS.items():
        for _ in range(EACH):
            number += 1
            points = [_points(mean + SPREAD * _normal(random)) for mean in means]
            yield number, role, *points


def _normal(random: Random) -> float:
    return NormalDist().inv_cdf(min(max(random.random(), 1e-9), 1 - 1e-9))


def _points(value: float) -> int:
    return min(max(5 * round(value / 5), 0), 100)


def build() -> dict[Path, bytes]:
    return {HERE / "weights.csv": as_csv(("person", "role", *CRITERIA), people())}


if __name__ == "__main__":
    sys.exit(main(build))
