"""Make incidents.csv again, to the byte: a year of calls to an invented police force with a target of eight minutes.

    python datasets/targets/build.py            writes incidents.csv
    python datasets/targets/build.py --check    exit 1 if incidents.csv is not what this file makes

Times to the scene are lognormal, as in the case's model; at some stations half of those just late are logged as just in
time. Cases are solved with a chance that differs little by station; what is written down differs more. All randomness
is `Random.random()`, whose stream Python keeps the same from version to version.
"""

from __future__ import annotations

import argparse
import csv
import io
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

from cases.targets.model import MEDIAN_MINUTES, SPREAD, WINDOW, Params  # noqa: E402

INCIDENTS = HERE / "incidents.csv"
COLUMNS = ("incident", "station", "minutes", "recorded", "solved")

SEED = 20260601
COUNT = 20_000
TARGET = Params().target_minutes
# station: share of the just late that is pulled under the target, share recorded, share of all cases solved
STATIONS = {
    "north": (0.0, 0.99, 0.27),
    "harbour": (0.7, 0.97, 0.26),
    "station_square": (0.5, 0.82, 0.26),
    "university": (0.0, 0.95, 0.28),
    "east": (0.7, 0.74, 0.25),
}


def incidents() -> Iterator[tuple[object, ...]]:
    """One row a call."""
    random = Random(SEED)
    names = list(STATIONS)
    for number in range(1, COUNT + 1):
        station = names[int(random.random() * len(names))]
        pulled, recorded, solved = STATIONS[station]
        draw = min(max(random.random(), 1e-9), 1 - 1e-9)
        minutes = MEDIAN_MINUTES * math.exp(SPREAD * NormalDist().inv_cdf(draw))
        if TARGET < minutes <= TARGET + WINDOW and random.random() < pulled:
            minutes = TARGET - WINDOW * random.random() / 2
        is_solved = random.random() < solved
        is_recorded = is_solved or random.random() < (recorded - solved) / (1 - solved)
        yield number, station, f"{minutes:.2f}", str(is_recorded).lower(), str(is_solved).lower()


def table() -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(incidents())
    return text.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description="Make incidents.csv again.")
    parser.add_argument("--check", action="store_true", help="compare instead of writing; exit 1 if they differ")
    made = table().encode()
    if parser.parse_args().check:
        return 0 if INCIDENTS.is_file() and INCIDENTS.read_bytes() == made else 1
    INCIDENTS.write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
