"""Make earlier.csv, truth.csv and counties.csv again, to the byte: forty earlier programmes and sixty counties.

    python datasets/rollout/build.py            writes the three
    python datasets/rollout/build.py --check    exit 1 if they are not what this file makes

Each earlier programme has a true worth, a first stage in chosen or drawn counties and, where the planner of the case's
model would have gone on, a worth at scale. All randomness is `Random.random()`, whose stream Python keeps the same from
version to version. The seed is the date of the story and was not chosen among others.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import NormalDist

HERE = Path(__file__).resolve().parent
sys.path[:0] = [
    str(HERE.parents[1] / "widgets"),
    str(HERE.parents[1]),
]  # so that it also runs by itself

from caseroom.constructed import as_csv, main  # noqa: E402
from cases.rollout.model import COUNTIES, OPTIONS, line  # noqa: E402

EARLIER = ("programme", "year", "way", "counties", "pilot", "standard_error", "went_on", "at_scale")
TRUTH = ("programme", "worth")
COUNTY = ("county", "capacity", "carers_per_1000", "share_over_65")

SEED = 20251020
PROGRAMMES, CHOSEN = 40, 28
SEEN_AT_SCALE = 0.3  # standard deviation with which sixty counties measure the worth at scale
STRONGEST = 8


def rows() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]], list[tuple[object, ...]]]:
    """The earlier programmes, their true worth, and the counties from the best prepared down."""
    random = Random(SEED)

    def normal(mean: float, deviation: float) -> float:
        return NormalDist(mean, deviation).inv_cdf(max(random.random(), 1e-12))

    earlier: list[tuple[object, ...]] = []
    truth: list[tuple[object, ...]] = []
    ways = ["chosen"] * CHOSEN + ["lot"] * (PROGRAMMES - CHOSEN)
    for place in range(PROGRAMMES - 1, 0, -1):
        other = int(random.random() * (place + 1))
        ways[place], ways[other] = ways[other], ways[place]
    for number, way in enumerate(ways, 1):
        plan = OPTIONS["strongest" if way == "chosen" else "by_lot"]
        counties = 6 + int(random.random() * 5) if way == "chosen" else 12 + int(random.random() * 7)
        plan = replace(plan, sites=counties)
        worth = normal(plan.prior, plan.doubt)
        error = plan.noise / counties**0.5
        pilot = normal(worth * (1 - (1 - plan.at_scale) * counties / COUNTIES) + plan.bias, error)
        went_on = pilot > float(line(plan))
        scale = normal(worth * plan.at_scale, SEEN_AT_SCALE)
        year = 2003 + (number - 1) // 2
        at_scale = f"{scale:.2f}" if went_on else ""
        earlier.append((number, year, way, counties, f"{pilot:.2f}", f"{error:.2f}", int(went_on), at_scale))
        truth.append((number, f"{worth:.2f}"))
    drawn = []
    for _ in range(COUNTIES):
        capacity = min(max(normal(50, 15), 10), 95)
        carers = max(3.4 + 0.06 * (capacity - 50) + normal(0, 0.4), 0.8)
        drawn.append((capacity, carers, min(max(normal(0.19, 0.03) - 0.0008 * (capacity - 50), 0.1), 0.3)))
    drawn.sort(reverse=True)
    counties_ = [(n, f"{c:.0f}", f"{carers:.1f}", f"{old:.3f}") for n, (c, carers, old) in enumerate(drawn, 1)]
    return earlier, truth, counties_


def build() -> dict[Path, bytes]:
    earlier, truth, counties = rows()
    return {
        HERE / "earlier.csv": as_csv(EARLIER, earlier),
        HERE / "truth.csv": as_csv(TRUTH, truth),
        HERE / "counties.csv": as_csv(COUNTY, counties),
    }


if __name__ == "__main__":
    sys.exit(main(build))
