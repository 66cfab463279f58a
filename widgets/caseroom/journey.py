"""Where a student is in a case, and what they have been through: kept, so that they can go on there another day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from caseroom.casefile import CaseFile
from caseroom.casefile.keys import PLACE
from caseroom.client import Changed, Client, fingerprint

MOST_READ = 60  # exhibits of a case
NAME = re.compile(r"[A-Za-z0-9_-]{0,80}")


def read_place(kept: object, case: CaseFile) -> dict[str, Any]:
    """`step` and `cell` by their addresses, "" for none, the steps `seen`, and the cells `read` that had to be opened.

    What is damaged counts as none.
    """
    place = kept if isinstance(kept, Mapping) else {}
    steps = [step.address for step in case.steps]
    step, cell, seen, opened = (place.get(name) for name in ("step", "cell", "seen", "read"))
    known = step in steps
    return {
        "step": step if known else "",
        "cell": cell if known and isinstance(cell, str) and NAME.fullmatch(cell) else "",
        "seen": [one for one in steps if isinstance(seen, list) and one in seen],
        "read": sorted({one for one in opened if isinstance(one, str) and one and NAME.fullmatch(one)})[:MOST_READ]
        if isinstance(opened, list)
        else [],
    }


class Journey:
    """Keeps the place. Of two tabs the one that moved last says where to go on; what either has seen or read is."""

    def __init__(self, case: CaseFile, client: Client, state: Mapping[str, Any]) -> None:
        self._case, self._client = case, client
        self._kept: object = state.get(PLACE)

    def keep(self, place: object) -> str:
        """Keep what the page says of the place; the time of the saving. NotSaved."""
        new = read_place(place, self._case)
        while True:
            before = read_place(self._kept, self._case)
            both = {name: sorted({*before[name], *new[name]}) for name in ("seen", "read")}
            value = read_place(new | both, self._case)
            try:
                saved_at = self._client.save(PLACE, value, based_on=fingerprint(self._kept))
            except Changed as changed:
                self._kept = changed.value
                continue
            self._kept = value
            return saved_at
