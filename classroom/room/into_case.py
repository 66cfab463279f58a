"""Where an answer given in a room stands in the case, when its phone, or another of its table, opens it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from caseroom.casefile import CaseFile
from caseroom.casefile.keys import RANKING, WEIGHTS, answer_key, in_class_key, keys_set_once
from classroom.room.state import Stretch

WITHOUT_JUDGING = ("predict", "text", "design", "decision")


@dataclass(frozen=True)
class Place:
    """Under which key, what, and whether the first value there counts."""

    key: str
    value: dict[str, Any]
    once: bool = True


def places_in_case(
    stretch: Stretch, case: CaseFile, answer: dict[str, Any], at: str, room: str, table: int = 0
) -> Iterator[Place]:
    """Where an answer to this phase of the room with this id is kept. `table`: which one gave it as one, 0 for none.

    Each answer is kept as it was given in class: the page takes it for handed in, and judges what the case judges. What
    is somebody's own and needs no judging is their answer in the case too. Of a question asked twice that is the first.
    """
    if not stretch.question:
        if not table:
            yield from _measures(answer, at)
        return
    question = case.question(stretch.question)
    fields = {field.id: "" for field in question.fields} | answer.get("fields", {})
    kept = {"kind": question.kind, **answer, "fields": fields, "attempts": [], "done": True, "at": at}
    again = stretch.kind == "revote"
    yield Place(in_class_key(room, stretch.id), {**kept, "question": question.id, "again": again, "table": table})
    once = answer_key(question.id) in keys_set_once(case)
    if question.kind in WITHOUT_JUDGING and not table and (once or not again):
        yield Place(answer_key(question.id), kept, once)


def _measures(answer: dict[str, Any], at: str) -> Iterator[Place]:
    """The order of the case's options, and the weights."""
    if "weights" in answer:
        yield Place(WEIGHTS, {"points": answer["weights"], "at": at})
    elif "order" in answer:
        yield Place(RANKING, {"order": answer["order"]})
