"""The names under which a student's work in a case is kept, and which of it is kept once and for good."""

from __future__ import annotations

from caseroom.casefile.schema import CaseFile

WHAT_IF, MEMO, WEIGHTS, RANKING, RATINGS, PLACE = "what_if", "memo", "weights", "ranking", "ratings", "place"
OPENED = "opened"  # what a room has opened for its people: the classroom says it, nobody keeps it
IN_CLASS = "in_class."  # what was answered in a class, by its room and phase: the classroom keeps it, no page does
OWN_DATA = ("call_log", "panel", "distribution", "own_data")  # what students bring; the last is any other case's


def answer_key(question: str) -> str:
    return f"answer.{question}"


def draft_key(question: str) -> str:
    return f"draft.{question}"


def in_class_key(room: str, phase: str) -> str:
    return f"{IN_CLASS}{room}.{phase}"


def known_keys(case: CaseFile) -> set[str]:
    """Every key under which this case's page keeps something."""
    ids = [question.id for question in case.questions]
    return {WHAT_IF, MEMO, WEIGHTS, RANKING, RATINGS, PLACE, *OWN_DATA, *map(answer_key, ids), *map(draft_key, ids)}


def keys_set_once(case: CaseFile) -> set[str]:
    """Those whose first value counts: the predictions, and the weights and ranking that are given before any result."""
    return {WEIGHTS, RANKING, *(answer_key(question.id) for question in case.questions if question.kind == "predict")}
