"""Make days.csv again, to the byte. A skeleton: write the case's own process over it.

    python datasets/purchasing/build.py            writes days.csv
    python datasets/purchasing/build.py --check    exit 1 if days.csv is not what this file makes

All randomness is `Random.random()`, whose stream Python keeps the same from version to version.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from random import Random

DAYS = Path(__file__).resolve().parent / "days.csv"
SEED = 1


def table() -> str:
    random = Random(SEED)
    rows = [f"{day},{80 + int(random.random() * 40)}" for day in range(1, 41)]
    return "\n".join(["day,came", *rows]) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description="Make days.csv again.")
    parser.add_argument("--check", action="store_true", help="compare instead of writing; exit 1 if they differ")
    made = table().encode()
    if parser.parse_args().check:
        return 0 if DAYS.is_file() and DAYS.read_bytes() == made else 1
    DAYS.write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
