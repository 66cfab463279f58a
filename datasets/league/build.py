"""Make networks.csv and truth.csv again, to the byte: thirty-six invented networks over four years.

    python datasets/league/build.py            writes both
    python datasets/league/build.py --check    exit 1 if they are not what this file makes

Rates follow the case's model at its defaults: the network's own part q is an AR(1), what it meets and cannot change (u)
stays, and luck is binomial. Early contact follows q; who lives alone follows u. truth.csv has q and u apart, so that
nobody reads them by accident. All randomness is `Random.random()`, whose stream Python keeps from version to version.
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
from cases.league.model import SIZES, Params  # noqa: E402

COLUMNS = ("network", "year", "discharges", "readmitted", "contact_7d", "living_alone")
TRUTH_COLUMNS = ("network", "year", "q", "u")

SEED = 20250331
YEARS = range(2021, 2025)
WOBBLE = 0.08  # by which a year's discharges stray from a network's size, as a share
CONTACT, CONTACT_PER_POINT, CONTACT_NOISE = 62.0, -4.0, 6.5  # per cent of discharges; points per point of q
ALONE, ALONE_PER_POINT, ALONE_NOISE = 21.0, 1.5, 2.5  # per cent of discharges; points per point of u
LEAST, MOST = 1.0, 60.0  # per cent: between which a true rate is kept

Row = tuple[object, ...]


def tables() -> tuple[list[Row], list[Row]]:
    """One row a network and year of each table."""
    random, model = Random(SEED), Params()

    def normal() -> float:
        return NormalDist().inv_cdf(min(max(random.random(), 1e-9), 1 - 1e-9))

    own, given = (model.spread * share**0.5 for share in (model.control, 1 - model.control))
    stays = float(model.persistence)
    sizes = sorted(SIZES, key=lambda _: random.random())
    seen: list[Row] = []
    truth: list[Row] = []
    for number, size in enumerate(sizes, 1):
        q, u = own * normal(), given * normal()
        for year in YEARS:
            discharges = round(size * (1 + WOBBLE * (2 * random.random() - 1)))
            rate = min(max(model.base + q + u, LEAST), MOST)
            back = sum(random.random() < rate / 100 for _ in range(discharges))
            contact = CONTACT + CONTACT_PER_POINT * q + CONTACT_NOISE * normal()
            alone = ALONE + ALONE_PER_POINT * u + ALONE_NOISE * normal()
            name = f"N{number:02d}"
            seen.append((name, year, discharges, back, f"{min(max(contact, 0), 100):.1f}", f"{max(alone, 0):.1f}"))
            truth.append((name, year, f"{q:.2f}", f"{u:.2f}"))
            q = stays * q + own * (1 - stays**2) ** 0.5 * normal()
    return seen, truth


def build() -> dict[Path, bytes]:
    seen, truth = tables()
    return {HERE / "networks.csv": as_csv(COLUMNS, seen), HERE / "truth.csv": as_csv(TRUTH_COLUMNS, truth)}


if __name__ == "__main__":
    sys.exit(main(build))
