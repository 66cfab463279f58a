"""The student's scenarios in readable words, for the memo."""

from __future__ import annotations

from dataclasses import dataclass, replace

from caseroom.authoring.views import Scenario
from caseroom.casefile import Outcome
from caseroom.whatif.contested import Consequence, Contest, consequences, contested
from caseroom.whatif.desk import Desk
from caseroom.whatif.reached import Reached, reached
from caseroom.worksheet import NO_NOTES, Notes


@dataclass(frozen=True)
class Account:
    """One scenario in readable words: (label, value with unit) pairs and the student's notes."""

    name: str
    changed: tuple[tuple[str, str], ...]
    outcomes: tuple[tuple[str, str], ...]
    notes: Notes = NO_NOTES


@dataclass(frozen=True)
class Objection:
    """A contested assumption in readable words, and what it does to the headline outcomes."""

    label: str
    default: str
    mine: str
    reason: str
    consequences: tuple[Consequence, ...]


@dataclass(frozen=True)
class Tried:
    """What a student tried with the levers: each scenario, the goal they reach, what they contest."""

    baseline: Account
    now: Account
    pinned: tuple[Account, ...]
    goal: Reached | None = None
    objections: tuple[Objection, ...] = ()


def summarise(desk: Desk) -> Tried:
    """Baseline, levers as they stand, pinned scenarios, the goal they reach and what is contested."""
    situation = desk.situation()
    pins = zip(situation.pinned, desk.sheet.pins, strict=True)
    return Tried(
        _account(desk, situation.baseline),
        _account(desk, situation.now),
        tuple(replace(_account(desk, scenario), notes=pin.notes) for scenario, pin in pins),
        reached(desk),
        tuple(_objection(desk, contest) for contest in contested(desk).values()),
    )


def _objection(desk: Desk, contest: Contest) -> Objection:
    words, default = desk.case.parameter_words[contest.name], desk.declared[contest.name].default
    return Objection(
        words.label.text(desk.lang),
        desk.lever_value(words, default),
        desk.lever_value(words, contest.value),
        contest.reason,
        consequences(desk, contest),
    )


def _account(desk: Desk, scenario: Scenario) -> Account:
    reasons = desk.reasons(scenario)

    def written(outcome: Outcome) -> str:
        value = desk.outcome_value(outcome, getattr(scenario.outcomes, outcome.name))
        if outcome.name not in reasons:
            return value
        return desk._("{value} ({why})").format(value=value, why=reasons[outcome.name])

    outcomes = tuple((one.label.text(desk.lang), written(one)) for one in desk.case.outcomes)
    return Account(scenario.name, desk.changed(scenario.params), outcomes)
