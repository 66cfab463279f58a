"""What the lens lab's debrief lays on the table: four options under four people's weights."""

from __future__ import annotations

from typing import Any

from caseroom.authoring import CaseFile, DebriefTable

from .model import NAMES, OPTIONS, simulate


def tables(case: CaseFile, lang: str) -> list[DebriefTable]:
    """Values of the options by the weights of each option's friends."""
    _ = case.translator(lang)
    names = {option.name: option.label.text(lang) for option in case.options}
    rows: list[dict[str, Any]] = []
    for friend, weights in OPTIONS.items():
        found = simulate(weights)
        rows.append({"friend": names[friend], **{name: getattr(found, name) for name in NAMES}, "flip": found.flip})
    columns = [
        {"name": "friend", "title": _("By the weights of the friends of"), "format": "text"},
        *({"name": name, "title": names[name], "format": "decimal"} for name in NAMES),
        {"name": "flip", "title": _("Weight that turns it"), "format": "percent"},
    ]
    note = _("Our ratings, teaching values. Each option is first under its friends' weights.")
    return [DebriefTable(_("Four options, four sets of weights"), columns, rows, note)]
