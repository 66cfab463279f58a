"""A room's case: what a room is bound to by an id and the case has no more is there as a stand-in.

Rooms are kept for months and cases are edited meanwhile. So whatever a view asks of the case of its room has an answer,
and it is told with `Gone`, or by `there`, that nothing can be asked or shown of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from caseroom.casefile import CaseFile, Question, Relationship, Role
from caseroom.i18n import LANGUAGES, Text, translator
from classroom.room.words import GONE_ROLE

NOTHING = Text("", "")


class Gone(Question):
    """A question that was asked once and that the case no longer has: it has no words and asks for nothing."""


@dataclass(frozen=True)
class RoomCase(CaseFile):
    """`there`: whether there is a case; without it nothing but its slug is known."""

    there: bool = True

    def question(self, question_id: str) -> Question:
        """That of the case, else one that is gone."""
        found = (one for one in self.questions if one.id == question_id)
        return next(found, None) or Gone(question_id, "text", NOTHING, NOTHING)


def of_room(case: CaseFile, roles: Sequence[str]) -> RoomCase:
    """The case of a room in which these roles are played."""
    return RoomCase(**{**vars(case), "roles": (*case.roles, *_gone(roles, case))})


def gone(slug: str, roles: Sequence[str]) -> RoomCase:
    """What stands for a case that is not there, or that cannot be read."""
    return RoomCase(
        slug=slug,
        family="",
        minutes=0,
        method=NOTHING,
        title=Text(slug, slug),
        hook=NOTHING,
        decision=NOTHING,
        role=NOTHING,
        notice=NOTHING,
        steps=(),
        roles=tuple(_gone(roles)),
        objectives=(),
        misconceptions=(),
        sources=(),
        groups=(),
        levers=(),
        outcomes=(),
        options=(),
        limits=(),
        questions=(),
        relationship=Relationship(NOTHING, "professional_client", NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
        ratings=(),
        folder=Path("nowhere", "cases", slug),
        there=False,
    )


def _gone(roles: Sequence[str], case: CaseFile | None = None) -> list[Role]:
    known = {role.id for role in case.roles} if case else set()
    name = Text(**{lang: translator(lang)(GONE_ROLE) for lang in LANGUAGES})
    return [Role(role, name, NOTHING) for role in roles if role not in known]
