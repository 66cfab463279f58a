"""What shadows write: sentences such as people write, filled with what their case itself says."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caseroom.casefile import CaseFile, Question
from caseroom.i18n import language, translator
from classroom.room.reveals.told import short_names

REASONS = (
    "What speaks for it: {note}",
    "For me “{outcome}” counts most, and there it can be defended.",
    "I thought of {name}. {stake}",
    "Beside “{other}” it looks better to me when I go by “{outcome}”.",
    "I am not sure: it hangs on “{outcome}”.",
)
CONDITIONS = (
    "Only if “{outcome}” is counted by somebody who gains nothing by it.",
    "For one year, and then we look at “{outcome}” again.",
    "Only if {name} has been asked, and the answer stands in the file.",
)
CHANGES = (
    "If “{outcome}” is worse in a year than it is today.",
    "If {name} tells me that nothing has changed.",
    "If “{other}” does clearly better in “{outcome}” somewhere else.",
)
ESTIMATES = (
    "A guess: I looked at “{outcome}” and went on from there.",
    "I asked myself what {name} would say, and took a little off.",
    "By feel. I had nothing but “{outcome}” to go by.",
)
BESIDES = (
    "{name} would notice it first.",
    "By counting only what is good for “{outcome}”.",
    "By leaving out what nobody counts, as long as “{outcome}” looks well.",
)
SENTENCE = re.compile(r"(?<=[。！？])|(?<=[.!?])\s+(?=[A-Z“])")


@dataclass(frozen=True)
class Pen:
    """In one language, what somebody who has read the case may write to its questions."""

    case: CaseFile
    lang: str

    def text(self, question: Mapping[str, Any], field: int, chosen: str, dice: random.Random) -> str:
        """Words for the box with this number. `question` as a phone has it; `chosen`: what stands beside it."""
        asked = next((one for one in self.case.questions if one.id == question.get("id")), None)
        if asked and asked.exemplar and field == 0:
            return self._of_model_answer(asked, dice)
        if asked and asked.kind == "decision" and field > 0:
            said: tuple[str, ...] = CHANGES if field + 1 == len(asked.fields) else CONDITIONS
        elif field > 0:
            said = BESIDES
        else:
            said = REASONS if chosen else ESTIMATES
        return self._filled(dice.choice(said), chosen, dice)

    def _of_model_answer(self, asked: Question, dice: random.Random) -> str:
        """A sentence or two of the answer that the case gives as an example: few write all of it."""
        assert asked.exemplar
        sentences = self._sentences(asked.exemplar.text(self.lang))
        first = dice.randrange(len(sentences))
        return language(self.lang).joined(sentences[first : first + dice.choice((1, 2))])

    def _filled(self, said: str, chosen: str, dice: random.Random) -> str:
        case, lang = self.case, self.lang
        options = {one.name: one for one in case.options}
        note = (options.get(chosen) or dice.choice(case.options)).note.text(lang)
        role = dice.choice(case.roles)
        outcome = dice.choice([one for one in case.outcomes if one.headline])
        known = {
            "note": self._sentences(note)[0],
            "stake": self._sentences(role.stake.text(lang))[0],
            "name": short_names(case, lang)[role.id],
            "outcome": outcome.label.text(lang),
            "other": dice.choice([one for name, one in options.items() if name != chosen]).label.text(lang),
        }
        return translator(lang)(said).format(**known)

    def _sentences(self, text: str) -> list[str]:
        return [one.strip() for one in SENTENCE.split(text) if one.strip()]
