"""Make counties.csv and truth.csv again, to the byte: fifty invented counties over eight years, ten of them a pilot.

    python datasets/evidence/build.py            writes both files
    python datasets/evidence/build.py --check    exit 1 if they are not what this file makes

Scores follow the case's model at its defaults: the ten most able counties are chosen, the programme starts in 2022,
pilots try harder besides. truth.csv has what each score would have been without the programme and the extra effort;
it is kept apart so that nobody reads it by accident. All randomness is `Random.random()`, whose stream Python keeps.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from statistics import NormalDist, mean, stdev

HERE = Path(__file__).resolve().parent
sys.path[:0] = [
    str(HERE.parents[1] / "widgets"),
    str(HERE.parents[1]),
]  # so that it also runs by itself

from caseroom.constructed import as_csv, main  # noqa: E402
from cases.evidence.model import COUNTIES, FIRST_PILOTS, Params  # noqa: E402

SEED, SEED_OF_LUCK = 20220104, 20220141
YEARS = range(2018, 2026)
START = 2022
LEVEL, PER_CAPACITY = (
    60.0,
    4.0,
)  # points: an average county in 2018, and one standard deviation more
NOISE = 2.0  # points, one county in one year: a year's score is then four fifths capacity, as the model has it
PILOTS = int(FIRST_PILOTS)

Row = tuple[object, ...]


def tables() -> tuple[list[Row], list[Row]]:
    """The rows of counties.csv and of truth.csv."""
    random, defaults = Random(SEED), Params()

    def normal() -> float:
        return NormalDist().inv_cdf(min(max(random.random(), 1e-9), 1 - 1e-9))

    capacity = [normal() for _ in range(COUNTIES)]
    pilots = set(sorted(range(COUNTIES), key=lambda county: -capacity[county])[:PILOTS])
    luck = lasting_luck(float(defaults.noise), pilots)
    seen: list[Row] = []
    truth: list[Row] = []
    for county in range(COUNTIES):
        for year in YEARS:
            under = county in pilots and year >= START
            # Means of the years before and after then differ by the whole trend.
            trend = float(defaults.trend) / 4 * (year - YEARS[0])
            without = (
                LEVEL + PER_CAPACITY * capacity[county] + trend + NOISE * normal() + luck[county] * (year >= START)
            )
            programme = float(defaults.true_effect) + float(defaults.site_gain) * capacity[county] if under else 0.0
            effort = float(defaults.effort) if under else 0.0
            name = f"C{county + 1:02d}"
            seen.append((name, year, f"{capacity[county]:.2f}", int(under), f"{without + programme + effort:.1f}"))
            truth.append((name, year, f"{without:.1f}", f"{programme:.1f}", f"{effort:.1f}"))
    return seen, truth


def lasting_luck(spread: float, pilots: set[int]) -> list[float]:
    """What changed in each county with the year 2022 for reasons of its own, in points.

    With the luck of single years a county's change then has the model's `spread`. Within either group it is nought on
    average and of full spread, so that four cells give what the model expects and not one throw of the dice.
    """
    random = Random(SEED_OF_LUCK)
    drawn = [NormalDist().inv_cdf(min(max(random.random(), 1e-9), 1 - 1e-9)) for _ in range(COUNTIES)]
    years = len(YEARS) / 2
    wanted = (spread**2 - 2 * NOISE**2 / years) ** 0.5
    luck = [0.0] * COUNTIES
    for group in (pilots, set(range(COUNTIES)) - pilots):
        middle, width = mean(drawn[county] for county in group), stdev(drawn[county] for county in group)
        for county in group:
            luck[county] = wanted * (drawn[county] - middle) / width
    return luck


def build() -> dict[Path, bytes]:
    seen, truth = tables()
    return {
        HERE / "counties.csv": as_csv(("county", "year", "capacity", "pilot", "score"), seen),
        HERE / "truth.csv": as_csv(("county", "year", "without", "programme", "effort"), truth),
    }


if __name__ == "__main__":
    sys.exit(main(build))
