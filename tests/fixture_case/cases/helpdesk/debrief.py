"""The four ways to run the desk, by both measures, and how many agents each takes."""

from __future__ import annotations

from caseroom.authoring import CaseFile, DebriefChart, DebriefTable, columns_of, readable
from caseroom.charts.look import Measure
from caseroom.charts.waterfall import from_to, waterfall

from .model import compare_options, simulate
from .params import Params


def tables(case: CaseFile, lang: str) -> list[DebriefTable]:
    """Two tables, at the model's defaults."""
    _ = case.translator(lang)
    names = case.option_labels(lang)
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


def charts(case: CaseFile, lang: str) -> list[DebriefChart]:
    """From the cost of a call to that of a solved problem."""
    _ = case.translator(lang)
    outcomes = simulate(Params())
    yuan = Measure("value", _("Yuan"), "money")
    again = outcomes.cost_per_solved_problem - outcomes.cost_per_answered_call
    rows = from_to(
        (_("Yuan per answered call"), float(outcomes.cost_per_answered_call)),
        [(_("Calls that solve nothing"), float(again))],
        _("Yuan per solved problem"),
        lambda value: readable(value, "money"),
    )
    columns = ({"name": "label", "title": _("Part"), "format": "text"}, *columns_of(yuan))
    described = _("Of the {whole} yuan for a solved problem {part} are for calls that solve nothing.").format(
        whole=rows[-1]["value_label"], part=readable(float(again), "money")
    )
    title, note = _("What a solution costs beyond its call"), _("Our model at its defaults.")
    return [DebriefChart("solution", title, waterfall(yuan), columns, {"rows": rows}, described, note)]
