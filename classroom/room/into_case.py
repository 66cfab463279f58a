"""Where an answer given in a room stands in the case, when its phone opens it."""

from __future__ import annotations

from typing import Any

from caseroom.casefile import CaseFile
from caseroom.casefile.keys import RANKING, WEIGHTS, answer_key, draft_key, keys_set_once
from classroom.room.state import Stretch

WITHOUT_JUDGING = ("predict", "text", "design", "decision")


def place_in_case(stretch: Stretch, case: CaseFile, answer: dict[str, Any], at: str) -> tuple[str, Any, bool] | None:
    """Under which key, what, and whether a first value counts; None for what the case has no place for.

    What the case judges comes as a draft: it is judged there, when it is handed in there.
    """
    if stretch.kind == "revote" or stretch.per_table:
        return None
    if not stretch.question:
        if "weights" in answer:
            return WEIGHTS, {"points": answer["weights"], "at": at}, True
        return (RANKING, {"order": answer["order"]}, True) if "order" in answer else None
    question = case.question(stretch.question)
    if question.kind not in WITHOUT_JUDGING:
        return draft_key(question.id), {"fields": {}, **answer, "at": at}, True
    fields = {field.id: "" for field in question.fields} | answer.get("fields", {})
    kept = {"kind": question.kind, **answer, "fields": fields, "attempts": [], "done": True, "at": at}
    key = answer_key(question.id)
    return key, kept, key in keys_set_once(case)
