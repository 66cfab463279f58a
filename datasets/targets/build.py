"""Make incidents.csv again, to the byte: a year of cases brought to an invented police force, eight minutes its target.

    python datasets/targets/build.py            writes incidents.csv
    python datasets/targets/build.py --check    exit 1 if incidents.csv is not what this file makes

Times to the scene are lognormal, as in the case's model under the strong scheme. The stations that move calls from just
late to just in time are also the ones that really drive faster. Cases are solved with a chance that differs little by
station; what is written down differs more. All randomness is `Random.random()`, whose stream Python keeps the same from
version to version.
"""

from __future__ import annotations

import math
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
from cases.targets.model import SPREAD, TARGET_MINUTES, WINDOW  # noqa: E402

COLUMNS = ("incident", "station", "minutes", "recorded", "solved")

SEED = 20150667
COUNT = 20_000
TARGET = TARGET_MINUTES
# station: median minutes, share of the just late that is pulled under the target, share recorded, share of all solved
STATIONS = {
    "north": (7.7, 0.0, 0.99, 0.36),
    "harbour": (6.9, 0.95, 0.92, 0.35),
    "station_square": (7.15, 0.85, 0.79, 0.35),
    "university": (7.8, 0.0, 0.95, 0.37),
    "east": (6.8, 0.95, 0.69, 0.33),
}


def incidents() -> Iterator[tuple[object, ...]]:
    """One row a call."""
    random = Random(SEED)
    names = list(STATIONS)
    for number in range(1, COUNT + 1):
        station = names[int(random.random() * len(names))]
        median, pulled, recorded, solved = STATIONS[station]
        draw = min(max(random.random(), 1e-9), 1 - 1e-9)
        minutes = median * math.exp(SPREAD * NormalDist().inv_cdf(draw))
        if TARGET < minutes <= TARGET + WINDOW and random.random() < pulled:
            minutes = TARGET - WINDOW * random.random() / 2
        is_solved = random.random() < solved
        is_recorded = is_solved or random.random() < (recorded - solved) / (1 - solved)
        yield number, station, f"{minutes:.2f}", str(is_recorded).lower(), str(is_solved).lower()


def build() -> dict[Path, bytes]:
    return {HERE / "incidents.csv": as_csv(COLUMNS, incidents())}


if __name__ == "__main__":
    sys.exit(main(build))
