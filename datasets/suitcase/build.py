"""Make children.csv again, to the byte: a suitcase lent out in half of an invented city's kindergartens.

    python datasets/suitcase/build.py            writes children.csv
    python datasets/suitcase/build.py --check    exit 1 if children.csv is not what this file makes

Families are those of the case's model at its defaults: time given at home and score follow from it, children vary
normally around them. Which kindergartens lend the suitcase was drawn by lot within pairs. All randomness is
`Random.random()`, whose stream Python keeps the same from version to version.
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
from cases.suitcase.model import (  # noqa: E402
    KIT_SKILL_GAIN_ADVANTAGED,
    SPREAD,
    TIME_LIMIT_ADVANTAGED,
    Params,
    score,
    time_given,
)

COLUMNS = ("child", "kindergarten", "lends_suitcase", "home", "minutes_a_week", "score_before", "score_after")

SEED = 20250901
KINDERGARTENS, CHILDREN_EACH = 24, 40
TRUE = Params()
MINUTES_SPREAD = 12.0  # around what the model's family gives
KINDERGARTEN_SPREAD = 0.05  # points by which kindergartens differ


def children() -> Iterator[tuple[object, ...]]:
    """One row a child; the suitcase goes to one kindergarten of each pair."""
    random = Random(SEED)

    def normal(spread: float) -> float:
        return NormalDist(0, spread).inv_cdf(min(max(random.random(), 1e-9), 1 - 1e-9))

    for place in range(KINDERGARTENS):
        if place % 2 == 0:
            first = random.random() < 0.5
        lends, its_own = first == (place % 2 == 0), normal(KINDERGARTEN_SPREAD)
        for seat in range(CHILDREN_EACH):
            newcomer = random.random() < TRUE.disadvantaged_share
            before, after = family(newcomer, False), family(newcomer, lends)
            talent = normal(SPREAD)
            yield (
                place * CHILDREN_EACH + seat + 1,
                f"K{place + 1:02d}",
                "true" if lends else "false",
                "other_language" if newcomer else "city_language",
                max(0, round(after[0] * 60 + normal(MINUTES_SPREAD))),
                f"{before[1] + talent + its_own + normal(0.1):.2f}",
                f"{after[1] + talent + its_own + normal(0.1):.2f}",
            )


def family(newcomer: bool, suitcase: bool) -> tuple[float, float]:
    """Hours a week and score, by the model."""
    skill = (
        TRUE.skill_disadvantaged + TRUE.kit_skill_gain * suitcase
        if newcomer
        else 1 + KIT_SKILL_GAIN_ADVANTAGED * suitcase
    )
    limit = TRUE.time_limit_disadvantaged + TRUE.kit_time_gain * suitcase if newcomer else TIME_LIMIT_ADVANTAGED
    time = float(time_given(TRUE, skill, limit))
    return time, float(score(TRUE.staffing, skill * time, TRUE.staff_weight, TRUE.substitution))


def build() -> dict[Path, bytes]:
    return {HERE / "children.csv": as_csv(COLUMNS, children())}


if __name__ == "__main__":
    sys.exit(main(build))
