"""Make calls.csv again, to the byte: two invented mornings at a help desk.

python tests/fixture_case/datasets/helpdesk/build.py            writes calls.csv
python tests/fixture_case/datasets/helpdesk/build.py --check    exit 1 if calls.csv is not what this file makes
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from random import Random

CALLS = Path(__file__).resolve().parent / "calls.csv"
SEED = 7
HEAD = "call_id,arrived_at,topic,queue_s,abandoned,handle_s,resolved,redial_of"
TOPICS = {"parking": 0.9, "noise": 0.7}
MINUTES = 180


def table() -> str:
    random = Random(SEED)
    rows = [HEAD]
    for day in (3, 4):
        at = dt.datetime(2025, 3, day, 8)
        end = at + dt.timedelta(minutes=MINUTES)
        while (at := at + dt.timedelta(seconds=20 + int(80 * random.random()))) < end:
            topic = ("parking", "noise")[int(2 * random.random())]
            wait = round(40 * random.random() ** 3, 1)
            answered = wait < 30
            rest = (
                f"{120 + int(240 * random.random())}.0,{str(random.random() < TOPICS[topic]).lower()},"
                if answered
                else ",,"
            )
            rows.append(f"{len(rows)},{at.isoformat()},{topic},{wait},{str(not answered).lower()},{rest}")
    return "\n".join(rows) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description="Make calls.csv again.")
    parser.add_argument("--check", action="store_true", help="compare instead of writing; exit 1 if they differ")
    made = table().encode()
    if parser.parse_args().check:
        if not CALLS.is_file() or CALLS.read_bytes() != made:
            print("calls.csv is not what build.py makes", file=sys.stderr)
            return 1
        return 0
    CALLS.write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
