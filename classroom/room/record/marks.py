"""Whether an answer was right, by the case's key or by what the model has said to the question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseroom.casefile import Question

ModelSays = Mapping[str, Mapping[str, Any]]
"""By question, as caseroom.answers has it; {} where the model cannot be asked."""


def is_right(value: Mapping[str, Any], question: Question | None, says: ModelSays) -> bool | None:
    """None where nothing is right or wrong, and where the model has not said what is."""
    if question is None:
        return None
    if question.key:
        return value["choice"] in (question.key, *question.also) if "choice" in value else None
    if question.kind == "match":
        return bool(value["sorted"] == {item.id: item.key for item in question.items}) if "sorted" in value else None
    said = says.get(question.id, {})
    if question.kind == "number" and question.number and "number" in value and "value" in said:
        return question.number.is_near(value["number"], said["value"])
    if question.kind == "ranking" and "order" in value and "order" in said:
        whole = set(said["order"]) == {item.id for item in question.items}
        return list(value["order"]) == list(said["order"]) if whole else None
    return None
