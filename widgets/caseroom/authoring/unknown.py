"""Which of a case's parameters nobody decides: only these can be uncertain."""

from __future__ import annotations

from caseroom.casefile import Assumption, CaseFile, Lever
from caseroom.contracts import Model


def unknown(case: CaseFile, model: Model) -> dict[str, Lever | Assumption]:
    """Their words, by name: parameters of the world, and no term of an option."""
    tiers = {group.id: group.tier for group in case.groups}
    decided = {lever.name for lever in case.levers if tiers[lever.group] == "policy"} | set(getattr(model, "TERMS", ()))
    return {name: words for name, words in case.parameter_words.items() if name not in decided}
