"""Make estates.csv and votes.csv again, to the byte: sixty invented estates over two years, and a vote in each.

    python datasets/megacity/build.py            writes both
    python datasets/megacity/build.py --check    exit 1 if they are not what this file makes

Taking part follows the thresholds of the case's model; each estate has levers, telephones and a share of renters of its
own, and renters' thresholds are a little higher. What is counted is a draw of its households. In month 24 one stairwell
of twelve votes on a lift: each household with the estate's share, and for it with the model's chance. All randomness
is `Random.random()`, whose stream Python keeps the same from version to version.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from statistics import NormalDist

HERE = Path(__file__).resolve().parent
sys.path[:0] = [
    str(HERE.parents[1] / "widgets"),
    str(HERE.parents[1]),
]  # so that it also runs by itself

from caseroom.constructed import as_csv, main  # noqa: E402
from cases.megacity.model import FLATS, Params, agreement, mean_threshold  # noqa: E402

COLUMNS = ("estate", "month", "households", "renters_share", "phones_share", "coordination", "deliberation",
           "enterprise", "technology", "command", "taking_part")  # fmt: skip
VOTE_COLUMNS = ("estate", "flats", "voted", "agreed", "passed")

SEED = 20260312
COUNT, MONTHS = 60, 24
SPREAD = 0.15
RENTERS_RAISE = 0.05  # mean threshold of an estate of renters above one of owners


def estates() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """One row an estate and month, the levers of an estate staying as they are; and one row an estate, its vote."""
    random = Random(SEED)
    months: list[tuple[object, ...]] = []
    votes: list[tuple[object, ...]] = []
    for estate in range(1, COUNT + 1):
        households, renters = 200 + int(random.random() * 60) * 10, round(0.1 + 0.4 * random.random(), 2)
        phones = round(0.25 + 0.5 * random.random(), 2)
        levers = [round(0.05 + 0.55 * random.random(), 2) for _ in range(4)]
        command = round(0.7 * random.random(), 2) if random.random() < 0.2 else 0.0
        params = Params(*levers, command, phones=phones)
        threshold = float(mean_threshold(params)) + RENTERS_RAISE * renters
        share = 0.0
        for month in range(MONTHS + 1):
            counted = sum(random.random() < share for _ in range(households)) / households
            months.append((estate, month, households, renters, phones, *levers, command, f"{counted:.3f}"))
            last, share = share, NormalDist().cdf((share - threshold) / SPREAD)
        voted = sum(random.random() < last for _ in range(FLATS))
        agreed = sum(random.random() < float(agreement(params)) for _ in range(voted))
        votes.append((estate, FLATS, voted, agreed, int(3 * voted >= 2 * FLATS and 4 * agreed >= 3 * voted)))
    return months, votes


def build() -> dict[Path, bytes]:
    months, votes = estates()
    return {HERE / "estates.csv": as_csv(COLUMNS, months), HERE / "votes.csv": as_csv(VOTE_COLUMNS, votes)}


if __name__ == "__main__":
    sys.exit(main(build))
