"""The goal that the levers reach, for the memo."""

from __future__ import annotations

from dataclasses import dataclass

from caseroom.whatif.desk import Desk
from caseroom.whatif.goal_words import limit_words
from caseroom.whatif.search import kept_search


@dataclass(frozen=True)
class Reached:
    """A goal in readable words, its limits, and (label, value with unit) of the levers that were found."""

    goal: str
    limits: tuple[str, ...]
    levers: tuple[tuple[str, str], ...]


def reached(desk: Desk) -> Reached | None:
    """The goal whose answer was last taken, while the levers or a pin still stand there."""
    search, params = kept_search(desk) or (None, None)
    if search is None or params not in (desk.sheet.now, *(pin.params for pin in desk.sheet.pins)):
        return None
    levers = [desk.levers[name] for name in search.by]
    return Reached(
        search.goal.label.text(desk.lang),
        tuple(limit_words(desk, search)),
        tuple((lever.label.text(desk.lang), desk.lever_value(lever, getattr(params, lever.name))) for lever in levers),
    )
