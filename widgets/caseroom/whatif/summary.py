"""The student's scenarios in readable words, for the memo."""

from __future__ import annotations

from dataclasses import dataclass, replace

from caseroom.views import Scenario, readable
from caseroom.whatif.desk import Desk
from caseroom.worksheet import NO_NOTES, Notes


@dataclass(frozen=True)
class Account:
    """One scenario in readable words: (label, value with unit) pairs and the student's notes."""

    name: str
    changed: tuple[tuple[str, str], ...]
    outcomes: tuple[tuple[str, str], ...]
    notes: Notes = NO_NOTES


@dataclass(frozen=True)
class Summary:
    baseline: Account
    now: Account
    pinned: tuple[Account, ...]


def summarise(desk: Desk) -> Summary:
    """Baseline, levers as they stand and pinned scenarios."""
    situation = desk.situation()
    pins = zip(situation.pinned, desk.sheet.pins, strict=True)
    return Summary(
        _account(desk, situation.baseline),
        _account(desk, situation.now),
        tuple(replace(_account(desk, scenario), notes=pin.notes) for scenario, pin in pins),
    )


def _account(desk: Desk, scenario: Scenario) -> Account:
    outcomes = tuple(
        (o.label.text(desk.lang), readable(getattr(scenario.outcomes, o.name), o.format, o.unit.text(desk.lang)))
        for o in desk.case.outcomes
    )
    return Account(scenario.name, desk.changed(scenario.params), outcomes)
