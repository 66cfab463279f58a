"""What a reveal is made from, and what it is: see reveals/."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from caseroom.casefile import CaseFile, Outcome
from caseroom.casefile.classroom import ClassroomFile
from caseroom.formats import FORMATS
from caseroom.i18n import language, translator
from classroom.room.scenarios import table_of
from classroom.room.state import Room, Stretch

Answers = Mapping[str, Mapping[str, Any]]
"""By phase, then by whose it is."""
Made = Mapping[str, Any]
"""What the model makes of a setting: "outcomes", the "option" at which it stands, "levers"."""
Block = dict[str, Any]
Shown = dict[str, Any]


@dataclass(frozen=True)
class Seen:
    """What a reveal is made from.

    `model`: what the model says to the case's questions (caseroom.answers); `pinned` and `stands`: what it makes of the
    settings that people have pinned, by whose they are, and of those at which the levers of tables stand. `whole`: the
    phases of which a picture of all answers has been shown. `only_twice`: whether who answered once is left out of it.
    """

    room: Room
    case: CaseFile
    classroom: ClassroomFile
    answers: Answers
    model: Mapping[str, Any]
    lang: str
    pinned: Mapping[str, Sequence[Made]] = field(default_factory=dict)
    stands: Mapping[int, Made] = field(default_factory=dict)
    whole: Set[str] = frozenset()
    only_twice: bool = False

    def say(self, sentence: str, **known: Any) -> str:
        return translator(self.lang)(sentence).format(**known)

    def asked(self, question: str, *kinds: str) -> list[Stretch]:
        """The phases that put this question, in the order of the agenda."""
        return [
            one
            for one in self.room.agenda
            if one.question == question and one.kind != "reveal" and (not kinds or one.kind in kinds)
        ]

    def alone(self, question: str, *kinds: str) -> list[Stretch]:
        """As `asked`, without the phases in which tables answer as one."""
        return [one for one in self.asked(question, *kinds) if not one.per_table]

    def given(self, phase: Stretch) -> Mapping[str, Any]:
        """What was answered there: by tables, where they answer as one, else by people."""
        return {by: v for by, v in self.answers.get(phase.id, {}).items() if bool(table_of(by)) == phase.per_table}

    def counts(self, stretch: Stretch) -> Counter[str]:
        """How often each choice was taken in a phase, by phone or, where the trainer counted hands, by hand."""
        taken = Counter(value["choice"] for value in self.given(stretch).values() if value.get("choice"))
        return taken + Counter(self.room.tallies.get(stretch.id, {}))


def with_unit(seen: Seen, outcome: Outcome) -> str:
    """An outcome's label with its unit, as the head of a column whose cells leave it out; a phone is narrow."""
    what, unit = outcome.label.text(seen.lang), outcome.unit.text(seen.lang)
    return what + language(seen.lang).bracketed("" if FORMATS[outcome.format].suffix else unit)
