"""The four ways to run the desk, by both measures, and how many agents each takes."""

from __future__ import annotations

from caseroom.authoring import CaseFile, DebriefChart, DebriefTable, columns_of, readable, table_of_options
from caseroom.charts.look import Measure
from caseroom.charts.waterfall import from_to, waterfall

from .model import compare_options, simulate
from .params import Params


def tables(case: CaseFile, lang: str) -> list[DebriefTable]:
    """Two tables, at the model's defaults."""
    _ = case.translator(lang)
    costs = {"cost_per_answered_call": "answered", "cost_per_solved_problem": "solved"}
    found = compare_options(Params()).rename(columns=costs)
    columns = [
        {"name": "answered", "title": _("Yuan per answered call"), "format": "money"},
        {"name": "solved", "title": _("Yuan per solved problem"), "format": "money"},
    ]
    agents = [{"name": "agents", "title": _("Agents on the phones"), "format": "number"}]
    labels, note = case.option_labels(lang), _("Our model at its defaults.")
    least, none = found.solved == found.solved.min(), [False] * len(found)
    return [
        table_of_options(_("The four ways, by both measures"), _("Option"), labels, found, columns, least, note),
        table_of_options(_("How many agents each takes"), _("Option"), labels, found, agents, none, note),
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
