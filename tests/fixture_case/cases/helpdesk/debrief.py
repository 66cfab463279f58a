"""The four ways to run the desk, by both measures, and how many agents each takes."""

from __future__ import annotations

from caseroom.authoring import CaseFile, DebriefTable

from .model import compare_options
from .params import Params


def tables(case: CaseFile, lang: str) -> list[DebriefTable]:
    """Two tables, at the model's defaults."""
    _ = case.translator(lang)
    names = {option.name: option.label.text(lang) for option in case.options}
    found = compare_options(Params())
    least = found.cost_per_solved_problem.min()
    costs = [
        {
            "option": names[row["option"]],
            "answered": row["cost_per_answered_call"],
            "solved": row["cost_per_solved_problem"],
            "strong": bool(row["cost_per_solved_problem"] == least),
        }
        for row in found.to_dict("records")
    ]
    staff = [{"option": names[row["option"]], "agents": row["agents"]} for row in found.to_dict("records")]
    option = {"name": "option", "title": _("Option"), "format": "text"}
    columns = [
        option,
        {"name": "answered", "title": _("Yuan per answered call"), "format": "money"},
        {"name": "solved", "title": _("Yuan per solved problem"), "format": "money"},
    ]
    agents = {"name": "agents", "title": _("Agents on the phones"), "format": "number"}
    note = _("Our model at its defaults.")
    return [
        DebriefTable(_("The four ways, by both measures"), columns, costs, note),
        DebriefTable(_("How many agents each takes"), [option, agents], staff, note),
    ]
