"""Which question a reveal means."""

from __future__ import annotations

from caseroom.casefile.classroom import OF_THE_DECISION
from classroom.room.seen import Seen
from classroom.room.state import Reveal


def decision_of(seen: Seen, question: str) -> str:
    """The question that is meant, which without a name is the case's decision; "" where the case is gone."""
    return question or next((one.id for one in seen.case.questions if one.kind == "decision"), "")


def named(seen: Seen, wanted: Reveal) -> Reveal:
    """The same under one name: an agenda may leave out the question where the case's decision is meant."""
    of_decision = wanted.kind in OF_THE_DECISION
    return Reveal(wanted.kind, decision_of(seen, wanted.question)) if of_decision else wanted
