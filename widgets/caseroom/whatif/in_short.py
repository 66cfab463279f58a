"""The student's pins in a few figures each, to stand beside the text in which they recommend something."""

from __future__ import annotations

import re
from typing import Any

from caseroom.authoring.views import Scenario
from caseroom.casefile import Outcome
from caseroom.formats import FORMATS
from caseroom.i18n import language
from caseroom.whatif.desk import Desk


def in_short(desk: Desk) -> dict[str, Any]:
    """As QuestionPanel takes `pins`: their names and the baseline's, and each headline outcome for each of them."""
    situation = desk.situation()
    before, pinned = situation.baseline, situation.pinned
    rows = [_row(outcome, [before, *pinned], desk.lang) for outcome in desk.case.outcomes if outcome.headline]
    return {"seen": True, "before": before.name, "names": [one.name for one in pinned], "rows": rows}


def _row(outcome: Outcome, scenarios: list[Scenario], lang: str) -> dict[str, Any]:
    """The first is the baseline, which a decision is about as well as about the pins."""
    values = [float(getattr(one.outcomes, outcome.name)) for one in scenarios]
    written = [outcome.bare(value, lang) for value in values]
    best = _best(outcome, values, written)
    label, unit = outcome.label.text(lang), outcome.unit.text(lang)
    told = FORMATS[outcome.format].suffix or unit.lower() in label.lower()
    return {
        "label": label,
        "unit": "" if told else language(lang).bracketed(unit),
        "before": written[0],
        "best_before": best[0],
        "values": written[1:],
        "best": best[1:],
    }


def _best(outcome: Outcome, values: list[float], written: list[str]) -> list[bool]:
    """Which a reader takes to be as good as the best; none where all are alike. 0% is no better than 0.0%."""
    read = [re.sub(r"\.0+(?!\d)", "", one) for one in written]
    if outcome.better == "none" or len(set(read)) < 2:
        return [False] * len(values)
    top = read[values.index((max if outcome.better == "higher" else min)(values))]
    return [one == top for one in read]
