"""Make calls.csv again, to the byte: four weeks on an invented hotline.

    python datasets/hotline/build.py            writes calls.csv
    python datasets/hotline/build.py --check    exit 1 if calls.csv is not what this file makes

The process is the one the case's model assumes (Erlang-A): random arrivals, exponential handling times,
callers who hang up after an exponential patience, and redials after unsolved calls. Only the load changes, by
half hour and weekday, while the roster is the same on every working day. All randomness is `Random.random()`,
whose stream Python keeps the same from version to version.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
sys.path[:0] = [
    str(HERE.parents[1] / "widgets"),
    str(HERE.parents[1]),
]  # so that it also runs by itself

from caseroom.constructed import as_csv, main  # noqa: E402
from cases.hotline.model import Params, day_profile  # noqa: E402

COLUMNS = ("call_id", "arrived_at", "topic", "queue_s", "abandoned", "handle_s", "resolved", "redial_of")

SEED = 20250303
FIRST_DAY = datetime(2025, 3, 3)  # a Monday; four weeks without a public holiday
DAYS = 28
HALF_HOUR, DAY = 1800.0, 86400.0
OPENS = 7 * 3600.0

TRUE = Params()  # arrivals are those of an ordinary working day's peak
PROFILE = tuple(day_profile().values())

# load by weekday, Monday first, before and after noon; 1 = an ordinary working day
WEEKDAY_LOAD = ((1.65, 1.15), (1.10, 1.05), (1.0, 1.0), (1.0, 1.0), (1.0, 0.95), (0.66, 0.60), (0.56, 0.50))

# agents on the line by half hour from 07:00: right for an ordinary working day, too few for a Monday morning
ROSTER = (
    5, 5, 9, 13, 16, 18, 18, 17, 14, 10,
    9, 8, 9, 12, 15, 17, 17, 15, 14, 11,
    9, 8, 7, 7, 6, 5, 5, 4,
)  # fmt: skip
WEEKEND_ROSTER = (
    4, 4, 6, 9, 11, 12, 12, 11, 9, 7,
    6, 6, 6, 8, 10, 11, 11, 10, 9, 7,
    6, 6, 5, 5, 4, 4, 4, 4,
)  # fmt: skip

# topic: share of first calls, share of its calls that solve the problem (over all calls: .80)
TOPICS = {
    "property_management": (0.17, 0.68),
    "social_insurance": (0.15, 0.90),
    "noise": (0.14, 0.76),
    "parking": (0.13, 0.79),
    "household_registration": (0.12, 0.92),
    "water_supply": (0.11, 0.86),
    "refuse_collection": (0.10, 0.84),
    "heating": (0.08, 0.72),
}


class Arrival(NamedTuple):
    """A call before anybody answers it; seconds since midnight of the first day. Sorted by time."""

    at: float
    topic: str
    redial_of: int | None


def true_parameters() -> dict[str, Any]:
    """What calls.csv was made with, as published in datapackage.json."""
    names = ("arrivals_per_hour", "average_handling_time", "mean_patience", "redial_probability")
    return {
        **{name: getattr(TRUE, name) for name in names},
        "first_call_resolution": TRUE.first_call_resolution,
        "topics": {topic: {"share": s, "first_call_resolution": f} for topic, (s, f) in TOPICS.items()},
        "day_profile": day_profile(),
        "weekday_load": [list(halves) for halves in WEEKDAY_LOAD],
        "roster": list(ROSTER),
        "weekend_roster": list(WEEKEND_ROSTER),
    }


def calls(random: Random) -> Iterator[dict[str, object]]:
    """All calls in order of arrival; first come, first served. A heap holds when each agent is free."""
    arrivals = list(first_calls(random))
    heapify(arrivals)
    agents = [(on_duty_from(agent, 0.0), agent) for agent in range(max(ROSTER))]
    heapify(agents)
    call_id = 0
    while arrivals:
        call = heappop(arrivals)
        call_id += 1
        patience = exponential(random, TRUE.mean_patience)
        starts, agent = next_free(agents, call.at)
        row = {
            "call_id": call_id,
            "arrived_at": moment(call.at),
            "topic": call.topic,
            "redial_of": call.redial_of,
        }
        if starts - call.at > patience:
            heappush(agents, (starts, agent))
            yield row | {"queue_s": tenths(patience), "abandoned": "true"}
            continue
        handling = exponential(random, TRUE.average_handling_time)
        heappush(agents, (on_duty_from(agent, starts + handling), agent))
        resolved = random.random() < TOPICS[call.topic][1]
        if not resolved and random.random() < TRUE.redial_probability:
            again = redial_time(random, starts + handling)
            if again < DAYS * DAY:  # later redials are outside the log
                heappush(arrivals, Arrival(again, call.topic, call_id))
        yield row | {
            "queue_s": tenths(starts - call.at),
            "abandoned": "false",
            "handle_s": tenths(handling),
            "resolved": str(resolved).lower(),
        }


def first_calls(random: Random) -> Iterator[Arrival]:
    """Poisson arrivals at a constant rate within each half hour."""
    for day in range(DAYS):
        for slot, share in enumerate(PROFILE):
            start = day * DAY + OPENS + slot * HALF_HOUR
            load = share * WEEKDAY_LOAD[day % 7][start % DAY >= DAY / 2]
            mean_gap = 3600 / (TRUE.arrivals_per_hour * load)
            at = start + exponential(random, mean_gap)
            while at < start + HALF_HOUR:
                yield Arrival(at, draw_topic(random), None)
                at += exponential(random, mean_gap)


def next_free(agents: list[tuple[float, int]], at: float) -> tuple[float, int]:
    """Take off the heap who can first answer a call of time `at`, and when; those gone home go back on it."""
    while True:
        free, agent = heappop(agents)
        starts = on_duty_from(agent, max(free, at))
        if starts == max(free, at):
            return starts, agent
        heappush(agents, (starts, agent))


def on_duty_from(agent: int, at: float) -> float:
    """`at` if the agent then sits at the line, else the start of the agent's next half hour there."""
    while not on_duty(agent, at):
        at = (at // HALF_HOUR + 1) * HALF_HOUR
    return at


def on_duty(agent: int, at: float) -> bool:
    roster = ROSTER if at // DAY % 7 < 5 else WEEKEND_ROSTER
    slot = int((at % DAY - OPENS) // HALF_HOUR)
    return 0 <= slot < len(roster) and agent < roster[slot]


def redial_time(random: Random, after: float) -> float:
    """Later the same day or on the next, when people use to ring; always within two days."""
    today = after // DAY * DAY
    same_day = random.random() < 0.5
    slot = drawn(random, PROFILE)
    time_of_day = OPENS + (slot + random.random()) * HALF_HOUR
    if same_day and today + time_of_day > after + 300:
        return today + time_of_day
    return today + DAY + time_of_day


def draw_topic(random: Random) -> str:
    return tuple(TOPICS)[drawn(random, tuple(share for share, _ in TOPICS.values()))]


def drawn(random: Random, weights: tuple[float, ...]) -> int:
    """An index, with probability proportional to its weight."""
    left = random.random() * math.fsum(weights)
    for index, weight in enumerate(weights):
        left -= weight
        if left < 0:
            return index
    return len(weights) - 1


def exponential(random: Random, mean: Any) -> float:
    return -float(mean) * math.log(1 - random.random())


def moment(at: float) -> str:
    return (FIRST_DAY + timedelta(seconds=math.floor(at))).isoformat()


def tenths(seconds: float) -> str:
    return f"{seconds:.1f}"


def build() -> dict[Path, bytes]:
    rows = ([call.get(name, "") for name in COLUMNS] for call in calls(Random(SEED)))
    return {HERE / "calls.csv": as_csv(COLUMNS, rows)}


if __name__ == "__main__":
    sys.exit(main(build))
