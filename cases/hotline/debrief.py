"""What the hotline's debrief lays on the table: the four ways by both measures, and where a saving comes from."""

from __future__ import annotations

from typing import Any

from caseroom.authoring import CaseFile, DebriefTable

from .model import Params, compare_options, decompose_saving


def tables(case: CaseFile, lang: str) -> list[DebriefTable]:
    """The tables of the debrief at the model's defaults."""
    return [_four_ways(case, lang), _where_the_saving_comes_from(case, lang)]


def _four_ways(case: CaseFile, lang: str) -> DebriefTable:
    _ = case.translator(lang)
    names = {option.name: option.label.text(lang) for option in case.options}
    found = compare_options(Params())
    cheapest = found["cost_per_solved_problem"].min()
    rows: list[dict[str, Any]] = [
        {
            "option": names[row["option"]],
            "agents": row["agents"],
            "answered": row["cost_per_answered_call"],
            "solved": row["cost_per_solved_problem"],
            "strong": bool(row["cost_per_solved_problem"] == cheapest),
        }
        for row in found.to_dict("records")
    ]
    columns = [
        {"name": "option", "title": _("Way to run the line"), "format": "text"},
        {"name": "agents", "title": _("Agents on the phone"), "format": "number"},
        {"name": "answered", "title": _("Yuan per answered call"), "format": "money"},
        {"name": "solved", "title": _("Yuan per solved problem"), "format": "money"},
    ]
    note = _(
        "Our model at its defaults, every line staffed to 80% within 20 seconds. "
        "The shared hub's agents serve four districts."
    )
    return DebriefTable(_("The four ways, by both measures"), columns, rows, note)


def _where_the_saving_comes_from(case: CaseFile, lang: str) -> DebriefTable:
    _ = case.translator(lang)
    names = {
        "in_house": _("In-house, as it is"),
        "wage": _("Only the contractor's lower wage"),
        "handling": _("Only the contractor's shorter calls"),
        "overhead": _("Only the contractor's higher overhead"),
        "all_three": _("All three: the contractor paid per solution"),
        "scale": _("Only scale: four districts in one public queue"),
    }
    found = decompose_saving(Params())
    rows: list[dict[str, Any]] = [
        {
            "change": names[row["change"]],
            "cost": row["cost_per_solved_problem"],
            "saving": row["saving"],
            "strong": row["change"] in ("all_three", "scale"),
        }
        for row in found.to_dict("records")
    ]
    columns = [
        {"name": "change", "title": _("What is changed"), "format": "text"},
        {"name": "cost", "title": _("Yuan per solved problem"), "format": "money"},
        {"name": "saving", "title": _("Saving against in-house"), "format": "percent"},
    ]
    note = _(
        "Our model, one change at a time from the in-house line. "
        "It shows what follows from the assumptions; it is not a finding."
    )
    return DebriefTable(_("Where does the saving come from?"), columns, rows, note)
