"""Charts that compare a case's options: of one that the student has not loaded yet they tell nothing.

Which option comes first is what the student is to find out, so nothing of it stands in a chart, its words, its table
or what the page is sent before the levers have stood at that option.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from caseroom.authoring.views import Situation
from caseroom.charts.look import Measure
from caseroom.formats import readable
from caseroom.i18n import Translate

Costs = Mapping[str, Mapping[str, float]]
"""By the name of an option, the numbers of each measure."""


def bars_of_options(
    situation: Situation, costs: Costs, labels: Mapping[str, str], measures: Sequence[Measure], _: Translate
) -> list[dict[str, Any]]:
    """A row per option of `costs` for charts.bars.bars_by_option, in their order.

    One that is loaded has its numbers, and is called the lowest where that is so among those loaded, if there are
    two; another has a sentence in their place. `_`: the case's translator.
    """
    shown = {name: costs[name] for name in costs if name in situation.loaded}
    lowest = {m.field: min(row[m.field] for row in shown.values()) for m in measures} if len(shown) > 1 else {}

    def written(measure: Measure, value: float) -> str:
        number = readable(value, measure.format)
        return f"{number} · {_('lowest')}" if lowest.get(measure.field) == value else number

    def row(name: str) -> dict[str, Any]:
        if name not in shown:
            return {"label": labels[name], "kind": "unseen", "words": _("Load this option to see it.")}
        numbers = {m.field: shown[name][m.field] for m in measures}
        said = {f"{m.field}_label": written(m, shown[name][m.field]) for m in measures}
        return {"option": name, "label": labels[name], "kind": "option", **numbers, **said}

    return [row(name) for name in costs]


def least(rows: Sequence[Mapping[str, Any]], measure: str) -> Mapping[str, Any] | None:
    """The row of an option with the least of `measure`; None until two options are loaded."""
    options = [row for row in rows if row.get("kind") == "option"]
    return min(options, key=lambda row: row[measure]) if len(options) > 1 else None
