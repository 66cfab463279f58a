"""Make projects.csv and truth.csv again, to the byte: 160 earlier projects of four districts.

    python datasets/purchasing/build.py            writes the two
    python datasets/purchasing/build.py --check    exit 1 if they are not what this file makes

Each project has a provider with a skill as in the case's model, a score on its proposal, a score of the visit at
half-time, streets that are easy or hard to serve, and families of whom some are helped well. All randomness is
`Random.random()`, whose stream Python keeps the same from version to version.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from statistics import NormalDist
from typing import TypeVar

HERE = Path(__file__).resolve().parent
sys.path[:0] = [
    str(HERE.parents[1] / "widgets"),
    str(HERE.parents[1]),
]  # so that it also runs by itself

from caseroom.constructed import as_csv, main  # noqa: E402
from cases.purchasing.model import MEAN_SKILL, SEED_SKILL  # noqa: E402
from cases.purchasing.params import Params  # noqa: E402

PROJECT = ("project", "district", "mode", "score", "visit", "easy_streets", "families", "helped", "kept")
TRUTH = ("project", "skill")

SEED = 20261137
MODES = {"tender": 55, "commission": 45, "contest": 60}
EASY = {"tender": 17, "commission": 29, "contest": 18}  # projects with easy streets
GAIN = {True: 0.11, False: -0.03}  # what streets add to the share helped
KEPT = 18


T = TypeVar("T")
Provider = tuple[str, bool, float, float, float, float]


def normal(random: Random) -> float:
    return NormalDist().inv_cdf(max(random.random(), 1e-12))


def _shuffle(random: Random, values: list[T]) -> list[T]:
    for place in range(len(values) - 1, 0, -1):
        other = int(random.random() * (place + 1))
        values[place], values[other] = values[other], values[place]
    return values


def _cleared(errors: list[float], *others: list[float]) -> list[float]:
    """Errors of mean 0 and deviation 1 that go together with none of `others` (each of mean 0)."""
    middle = sum(errors) / len(errors)
    left = [error - middle for error in errors]
    for other in others:
        slope = sum(a * b for a, b in zip(left, other, strict=True)) / sum(b * b for b in other)
        left = [a - slope * b for a, b in zip(left, other, strict=True)]
    deviation = (sum(a * a for a in left) / len(left)) ** 0.5
    return [a / deviation for a in left]


def _providers(random: Random) -> list[Provider]:
    """Mode, streets, skill, luck, and errors of score and visit (standard deviations) of each, in drawn order.

    Within each mode and kind of streets the skills lie evenly over the normal distribution, and luck and errors go
    together with nothing else, so that what shows is the mode, the streets and how well one sees, and not the chance
    of a small group.
    """
    found: list[Provider] = []
    for mode, count in MODES.items():
        for easy, size in ((True, EASY[mode]), (False, count - EASY[mode])):
            evenly = [NormalDist().inv_cdf((k + 0.5) / size) for k in range(size)]
            luck = _cleared(_shuffle(random, list(evenly)), evenly)
            read = _cleared([normal(random) for _ in evenly], evenly, luck)
            met = _cleared([normal(random) for _ in evenly], evenly, luck, read)
            found += [(mode, easy, *values) for values in zip(evenly, luck, read, met, strict=True)]
    return _shuffle(random, found)


def rows() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """The projects and the skill of their providers, which nobody in the story knows."""
    random, world = Random(SEED), Params()

    def seen(skill: float, error: float, correlation: float, mean: float, spread: float) -> float:
        signal = correlation * skill + (1 - correlation**2) ** 0.5 * error
        return min(max(mean + spread * signal, 0), 100)

    means = {"tender": MEAN_SKILL, "contest": SEED_SKILL * MEAN_SKILL,
             "commission": MEAN_SKILL + float(world.partner_edge) * float(world.spread)}  # fmt: skip
    projects: list[dict[str, object]] = []
    for mode, easy, skill, luck, read, met in _providers(random):
        score, visit = seen(skill, read, float(world.paper), 74, 8), seen(skill, met, float(world.field), 70, 9)
        families = 40 + int(random.random() * 41)
        share = min(max(means[mode] + float(world.spread) * skill + GAIN[easy], 0.02), 0.98)
        helped = round(families * share + luck * (families * share * (1 - share)) ** 0.5)
        projects.append({"district": 1 + int(random.random() * 4), "mode": mode, "score": f"{score:.1f}",
                         "visit": f"{visit:.1f}", "easy_streets": int(easy), "families": families, "helped": helped,
                         "skill": f"{means[mode] + float(world.spread) * skill:.3f}"})  # fmt: skip
    seeds = [one for one in projects if one["mode"] == "contest"]
    kept = sorted(seeds, key=lambda one: float(str(one["visit"])), reverse=True)[:KEPT]
    for one in projects:
        one["kept"] = int(one in kept) if one["mode"] == "contest" else ""
    return (
        [(n, *(one[column] for column in PROJECT[1:])) for n, one in enumerate(projects, 1)],
        [(n, one["skill"]) for n, one in enumerate(projects, 1)],
    )


def build() -> dict[Path, bytes]:
    projects, truth = rows()
    return {HERE / "projects.csv": as_csv(PROJECT, projects), HERE / "truth.csv": as_csv(TRUTH, truth)}


if __name__ == "__main__":
    sys.exit(main(build))
