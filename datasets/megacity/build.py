"""Make estates.csv again, to the byte: sixty invented estates over two years.

    python datasets/megacity/build.py            writes estates.csv
    python datasets/megacity/build.py --check    exit 1 if estates.csv is not what this file makes

Taking part follows the thresholds of the case's model; each estate has levers, a spread and a share of renters of its
own, and renters' thresholds are a little higher. What is counted is a draw of its households. All randomness is
`Random.random()`, whose stream Python keeps the same from version to version.
"""

from __future__ import annotations

import argparse
import csv
import io
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

from cases.megacity.model import Params, mean_threshold  # noqa: E402

ESTATES = HERE / "estates.csv"
COLUMNS = ("estate", "month", "households", "renters_share", "coordination", "deliberation", "enterprise", "technology",
           "command", "taking_part")  # fmt: skip

SEED = 20260312
COUNT, MONTHS = 60, 24
SPREAD = 0.15
RENTERS_RAISE = 0.05  # mean threshold of an estate of renters above one of owners


def estates() -> Iterator[tuple[object, ...]]:
    """One row an estate and month; the levers of an estate stay as they are."""
    random = Random(SEED)
    for estate in range(1, COUNT + 1):
        households, renters = 200 + int(random.random() * 60) * 10, round(0.1 + 0.4 * random.random(), 2)
        levers = [round(0.05 + 0.55 * random.random(), 2) for _ in range(4)]
        command = round(0.7 * random.random(), 2) if random.random() < 0.2 else 0.0
        threshold = float(mean_threshold(Params(*levers, command))) + RENTERS_RAISE * renters
        share = 0.0
        for month in range(MONTHS + 1):
            counted = sum(random.random() < share for _ in range(households)) / households
            yield (estate, month, households, renters, *levers, command, f"{counted:.3f}")
            share = NormalDist().cdf((share - threshold) / SPREAD)


def table() -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(estates())
    return text.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description="Make estates.csv again.")
    parser.add_argument("--check", action="store_true", help="compare instead of writing; exit 1 if they differ")
    made = table().encode()
    if parser.parse_args().check:
        return 0 if ESTATES.is_file() and ESTATES.read_bytes() == made else 1
    ESTATES.write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
