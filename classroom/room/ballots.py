"""An answer as a phone sends it, held against what was asked."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import msgspec

from caseroom.casefile import CaseFile, Question, closing
from classroom.room.bound import Gone
from classroom.room.rules import Refused
from classroom.room.state import Stretch

Words = Annotated[str, msgspec.Meta(max_length=4000)]
Id = Annotated[str, msgspec.Meta(max_length=80)]


class Ballot(msgspec.Struct, omit_defaults=True):
    """What somebody answered: the parts that the question has, and words by the question's fields."""

    choice: Id | None = None
    number: float | None = None
    curve: list[float] | None = None
    order: list[Id] | None = None
    sorted: dict[Id, Id] | None = None
    weights: dict[Id, Annotated[int, msgspec.Meta(ge=0, le=100)]] | None = None
    fields: dict[Id, Words] = {}


RANK, WEIGH = "rank", "weigh"


def asked(stretch: Stretch, case: CaseFile) -> Question | None:
    """The question of the case that a phase puts; None for a ranking of the options, for weights, and for no phase
    that asks.
    """
    return case.question(stretch.question) if stretch.question else None


def parts(stretch: Stretch, case: CaseFile) -> tuple[str, ...]:
    """What an answer in this phase has to hold besides words."""
    question = asked(stretch, case)
    if question:
        return question.parts
    return {RANK: ("order",), WEIGH: ("weights",)}.get(stretch.kind, ())


def read(raw: object, stretch: Stretch, case: CaseFile) -> dict[str, Any]:
    """The answer in `raw`, fit to be kept. Refused: "incomplete", "asks_nothing" where the case no longer has the
    question, or "unfit" for what no page of ours sends.
    """
    try:
        ballot = msgspec.convert(raw, Ballot)
    except msgspec.ValidationError:
        raise Refused("unfit") from None
    question, needed = asked(stretch, case), parts(stretch, case)
    if isinstance(question, Gone):
        raise Refused("asks_nothing")
    for part in ("choice", "number", "curve", "order", "sorted", "weights"):
        given = getattr(ballot, part)
        if (given is not None) != (part in needed):
            raise Refused("incomplete" if part in needed else "unfit")
    if not _fits(ballot, question, case):
        raise Refused("unfit")
    fields = {field.id for field in question.fields} if question else set()
    if not set(ballot.fields) <= fields:
        raise Refused("unfit")
    words = {name: text for name, text in ballot.fields.items() if text.strip()}
    if not needed and not words:
        raise Refused("incomplete")
    ballot.fields = words
    kept: dict[str, Any] = msgspec.to_builtins(ballot)
    return kept


def still_fits(value: Mapping[str, Any], stretch: Stretch, case: CaseFile) -> bool:
    """Whether an answer that was kept is one to the question as the case has it now, where it may have been edited."""
    question = asked(stretch, case)
    items = {item.id for item in question.items} if question else {option.name for option in case.options}
    choices = {choice.id for choice in question.choices} if question else set()
    given = {part: value.get(part) for part in parts(stretch, case)}
    if any(found is None for found in given.values()):
        return False
    return (
        ("choice" not in given or value["choice"] in choices)
        and ("curve" not in given or _as_long(value["curve"], question))
        and ("order" not in given or set(value["order"]) == items)
        and ("sorted" not in given or (set(value["sorted"]) == items and set(value["sorted"].values()) <= choices))
        and ("weights" not in given or set(value["weights"]) == {criterion.id for criterion in closing().criteria})
    )


def _as_long(heights: Sequence[float], question: Question | None) -> bool:
    return bool(question and question.curve and len(question.curve.at) == len(heights))


def _fits(ballot: Ballot, question: Question | None, case: CaseFile) -> bool:
    items = [item.id for item in question.items] if question else [option.name for option in case.options]
    choices = {choice.id for choice in question.choices} if question else set()
    return (
        (ballot.choice is None or ballot.choice in choices)
        and (ballot.number is None or _number_fits(ballot.number, question))
        and (ballot.curve is None or _curve_fits(ballot.curve, question))
        and (ballot.order is None or sorted(ballot.order) == sorted(items))
        and (ballot.sorted is None or (set(ballot.sorted) == set(items) and set(ballot.sorted.values()) <= choices))
        and (ballot.weights is None or _weights_fit(ballot.weights))
    )


def _number_fits(number: float, question: Question | None) -> bool:
    asked = question.number if question else None
    if asked is None or not math.isfinite(number) or not asked.minimum <= number <= asked.maximum:
        return False
    return not asked.whole or float(number).is_integer()


def _curve_fits(heights: list[float], question: Question | None) -> bool:
    curve = question.curve if question else None
    if curve is None or len(heights) != len(curve.at):
        return False
    return all(math.isfinite(height) and curve.minimum <= height <= curve.maximum for height in heights)


def _weights_fit(weights: dict[str, int]) -> bool:
    return set(weights) == {criterion.id for criterion in closing().criteria} and sum(weights.values()) > 0
