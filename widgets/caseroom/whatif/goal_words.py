"""What a search has found, in words: for the panel, and its limits for the memo."""

from __future__ import annotations

from typing import Any

from caseroom.analysis.goal_seek import SearchResult, Setting
from caseroom.casefile import Goal
from caseroom.formats import counted_words, readable
from caseroom.whatif.desk import Desk
from caseroom.whatif.search import Search


def goal_words(desk: Desk, goal: Goal) -> dict[str, Any]:
    """A goal as GoalPanel takes it."""
    lang, outcomes = desk.lang, {outcome.name: outcome for outcome in desk.case.outcomes}
    return {
        "id": goal.id,
        "label": goal.label.text(lang),
        "note": goal.note.text(lang) if goal.note else "",
        "by": [
            {
                "name": name,
                "label": desk.levers[name].label.text(lang),
                "fixed": name in (goal.minimise, goal.maximise) or len(goal.by) == 1,
            }
            for name in goal.by
        ],
        "constraints": [
            {
                "label": outcomes[constraint.outcome].label.text(lang),
                "at_least": constraint.at_least is not None,
                **counted_words(outcomes[constraint.outcome], lang),
            }
            for constraint in goal.constraints
        ],
    }


def answer_words(desk: Desk, search: Search, answer: SearchResult) -> dict[str, Any]:
    """What GoalPanel shows as its answer."""
    levers, bounded = _settings(desk, search, answer.best), _bounded(desk, search, answer.best)
    limits = zip(limit_words(desk, search), bounded, strict=True)
    return {
        "goal": search.goal.id,
        "met": answer.met,
        "found": [{"label": label, "value": value} for label, value in levers],
        "kept": [
            {"text": text, "value": value, "met": n not in answer.best.missed}
            for n, (text, (_, value)) in enumerate(limits)
        ],
        "remarks": [
            *_binding(desk, search, answer),
            *_at_end(desk, answer),
            *_left_alone(desk, search, answer),
            _how_sought(desk, answer),
        ],
        "columns": [label for label, _ in (*levers, *bounded)],
        "rows": [
            {
                "cells": [value for _, value in (*_settings(desk, search, setting), *_bounded(desk, search, setting))],
                "missed": [len(levers) + n for n in setting.missed],
                "best": setting == answer.best,
            }
            for setting in answer.near
        ],
    }


def limit_words(desk: Desk, search: Search) -> list[str]:
    """Each constraint: "Connected at least 95%"."""
    outcomes = {outcome.name: outcome for outcome in desk.case.outcomes}
    return [
        (
            desk._("{outcome} at least {limit}")
            if constraint.at_least is not None
            else desk._("{outcome} at most {limit}")
        ).format(
            outcome=outcomes[constraint.outcome].label.text(desk.lang),
            limit=desk.outcome_value(outcomes[constraint.outcome], limit),
        )
        for constraint, limit in zip(search.goal.constraints, search.limits, strict=True)
    ]


def _settings(desk: Desk, search: Search, setting: Setting) -> list[tuple[str, str]]:
    """(label, value with unit) of the levers that may move, and of the outcome that is sought."""
    levers = [desk.levers[name] for name in search.by]
    sought = [outcome for outcome in desk.case.outcomes if outcome.name == search.aim.sought]
    return [
        *((lever.label.text(desk.lang), desk.lever_value(lever, setting.levers[lever.name])) for lever in levers),
        *((outcome.label.text(desk.lang), desk.outcome_value(outcome, setting.sought)) for outcome in sought),
    ]


def _bounded(desk: Desk, search: Search, setting: Setting) -> list[tuple[str, str]]:
    """(label, value with unit) of the outcomes that have a limit."""
    outcomes = {outcome.name: outcome for outcome in desk.case.outcomes}
    bound = [outcomes[constraint.outcome] for constraint in search.goal.constraints]
    return [
        (outcome.label.text(desk.lang), desk.outcome_value(outcome, value))
        for outcome, value in zip(bound, setting.bounded, strict=True)
    ]


def _binding(desk: Desk, search: Search, answer: SearchResult) -> list[str]:
    names = [limit_words(desk, search)[n] for n in answer.binding]
    if not names:
        return []
    sentence = (
        desk._("What holds it back: {limits}. One step better in the goal would break that.")
        if answer.met
        else desk._("Out of reach for these levers, with everything else as it stands: {limits}.")
    )
    return [sentence.format(limits=desk.language.listed(names))]


def _at_end(desk: Desk, answer: SearchResult) -> list[str]:
    if not answer.at_end:
        return []
    sentence = (
        desk._("At the end of the range: {levers}. The model sees no price in going that far; look for one.")
        if answer.met
        else desk._("At the end of the range: {levers}.")
    )
    names = desk.language.listed(desk.levers[name].label.text(desk.lang) for name in answer.at_end)
    return [sentence.format(levers=names)]


def _left_alone(desk: Desk, search: Search, answer: SearchResult) -> list[str]:
    """The levers that might not move and had left the baseline: what a case says of its goal may not hold there."""
    moved = [
        lever.label.text(desk.lang)
        for name, lever in desk.levers.items()
        if name not in search.by and getattr(answer.params, name) != getattr(desk.sheet.baseline, name)
    ]
    if not moved:
        return []
    sentence = desk._("The search left the other levers where they stand. Not at the baseline among them: {levers}.")
    return [sentence.format(levers=desk.language.listed(moved))]


def _how_sought(desk: Desk, answer: SearchResult) -> str:
    sentence = (
        desk._("All {count} settings were tried.")
        if answer.all_tried
        else desk._(
            "{count} settings were tried, on a grid that gets finer towards the best. "
            "No setting one step away is better."
        )
    )
    return sentence.format(count=readable(answer.tried, "number"))
