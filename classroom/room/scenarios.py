"""Settings of the case's model that a room has pinned: whose they are called, and what of a kept what-if they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from caseroom.decoding import salvage
from caseroom.sharing.link import BASELINE
from caseroom.worksheet import MOST_PINS, KeptSheet
from classroom.room.state import Person

Setting = Mapping[str, Any]
"""What in it differs from the baseline, by parameter."""
Settings = Mapping[str, list[dict[str, Any]]]
"""By whose they are: a person's pins, or the one at which a table's levers stand."""
MOST_LEVERS = 100
_TABLE = re.compile(r"table (\d+)")


def of_table(number: int) -> str:
    """Under what name an answer or a scenario is a table's."""
    return f"table {number}"


def table_of(name: str) -> int:
    """The table whose that is; 0 where it is a person's."""
    found = _TABLE.fullmatch(name)
    return int(found[1]) if found else 0


def pins(kept: object) -> list[dict[str, Any]]:
    """The settings that somebody has pinned. What they are called and what is noted with them stays theirs."""
    sheet = salvage(kept, KeptSheet) or KeptSheet()
    return [_plain(pin.levers) for pin in sheet.pins[:MOST_PINS]]


def levers(kept: object) -> dict[str, Any]:
    """Where the levers stand."""
    return _plain((salvage(kept, KeptSheet) or KeptSheet()).levers)


def _plain(setting: Setting) -> dict[str, Any]:
    numbers = {name: value for name, value in setting.items() if type(value) in (int, float)}
    return dict(sorted(numbers.items())[:MOST_LEVERS])


def key(setting: Setting) -> str:
    """The same for the same setting."""
    return json.dumps(setting, sort_keys=True)


def all_of(settings: Settings) -> dict[str, dict[str, Any]]:
    """Every setting once, by its key."""
    return {key(one): one for some in settings.values() for one in some}


def as_link(setting: Setting) -> str:
    """The end of an address at which the case offers this setting (caseroom/sharing/link.py)."""
    return f"scenario={','.join(f'{name}:{value!r}' for name, value in setting.items()) or BASELINE}"


def of_people(settings: Settings, people: Mapping[str, Person]) -> Settings:
    """Those that persons have pinned; who was merged with another is that one."""
    merged = {person.id for person in people.values() if person.into}
    return {by: some for by, some in settings.items() if some and not table_of(by) and by not in merged}


def of_tables(settings: Settings, tables: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Where the levers of these tables stand."""
    return {number: settings[of_table(number)][0] for number in tables if settings.get(of_table(number))}
