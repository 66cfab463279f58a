"""What a student puts in place of an assumption, and why: kept with the worksheet, told in the memo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import msgspec

from caseroom.decoding import salvage
from caseroom.parameters import ParameterError, read_params
from caseroom.whatif.desk import Desk
from caseroom.worksheet import LONGEST_NOTE

KEY = "contested"


@dataclass(frozen=True)
class Contest:
    """`value` is what the student holds right for the parameter `name`."""

    name: str
    value: float
    reason: str


class KeptContest(msgspec.Struct):
    """As `keep` stores it."""

    name: str
    value: Any
    reason: str


@dataclass(frozen=True)
class Consequence:
    """One headline outcome in words, as the default has it and as the student's value has it."""

    label: str
    default: str
    mine: str


def contested(desk: Desk) -> dict[str, Contest]:
    """What is kept, by parameter; what makes no sense (any more) is left out."""
    contests = (_sound(desk, kept) for kept in salvage(desk.sheet.parts.get(KEY), list[KeptContest]) or ())
    return {contest.name: contest for contest in contests if contest}


def keep(desk: Desk, contests: Mapping[str, Contest]) -> None:
    desk.sheet.parts[KEY] = [asdict(contest) for contest in contests.values()]


def consequences(desk: Desk, contest: Contest) -> tuple[Consequence, ...]:
    """What the student's value does to the headline outcomes, with everything else as the levers stand."""
    default, mine = (
        desk.simulate(replace(desk.sheet.now, **{contest.name: value}))
        for value in (desk.declared[contest.name].default, contest.value)
    )
    return tuple(
        Consequence(
            outcome.label.text(desk.lang),
            desk.outcome_value(outcome, getattr(default, outcome.name)),
            desk.outcome_value(outcome, getattr(mine, outcome.name)),
        )
        for outcome in desk.case.outcomes
        if outcome.headline
    )


def _sound(desk: Desk, kept: KeptContest) -> Contest | None:
    try:
        value = getattr(read_params(desk.model.Params, {kept.name: kept.value}), kept.name)
    except ParameterError:
        return None
    return Contest(kept.name, value, kept.reason[:LONGEST_NOTE]) if kept.reason.strip() else None
