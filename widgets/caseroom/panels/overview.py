"""The case at a glance: what is to be decided, by when, who sits at the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import traitlets

from caseroom.casefile import CaseFile
from caseroom.panels.panel import Message, Panel

WORDS = (
    "Your decision",
    "Your chair",
    "Time",
    "about {minutes} minutes",
    "What you write is saved as you go. You can stop at any time and go on later where you were.",
    "Who is at the table",
    "After this case you can",
    "Where the claims come from",
    "A: a primary text or a study read at its source. B: a study known by its abstract, or official figures at second "
    "hand. C: the word of an author or a newspaper. D: no source. M: our own model.",
)


class At(Message, frozen=True):
    """Where the reader is now, see caseroom.journey."""

    place: dict[str, Any]


class OverviewPanel(Panel):
    """Shows what case.toml says of the case; there is nothing to answer. `keep(place)` keeps where its reader is."""

    case = traitlets.Dict().tag(sync=True)

    def __init__(self, case: CaseFile, lang: str, keep: Callable[[object], str]) -> None:
        super().__init__(lang, WORDS, case=_in_words(case, lang))
        self.on("at", lambda at, _: {"saved_at": keep(at.place)}, At)


def _in_words(case: CaseFile, lang: str) -> dict[str, Any]:
    return {
        "decision": case.decision.text(lang),
        "role": case.role.text(lang),
        "minutes": case.minutes,
        "roles": [{"name": role.name.text(lang), "stake": role.stake.text(lang)} for role in case.roles],
        "sources": [
            {
                "grade": source.grade,
                "short": source.short.text(lang),
                "citation": source.citation.text(lang),
                "note": source.note.text(lang),
            }
            for source in case.sources
        ],
        "objectives": [objective.text.text(lang) for objective in case.objectives],
    }
