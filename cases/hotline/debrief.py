"""What the hotline's debrief lays on the table: the five ways by both measures, what a saving is made of, and by which
judgement each way is best."""

from __future__ import annotations

from typing import Any

from caseroom.authoring import CaseFile, DebriefChart, DebriefTable, as_set, columns_of, readable, table_of_options
from caseroom.charts.look import Measure
from caseroom.charts.waterfall import from_to, waterfall

from .model import JUDGEMENTS, Params, best_by_judgement, compare_options, decompose_saving, saving_by_source


def tables(case: CaseFile, lang: str) -> list[DebriefTable]:
    """The tables of the debrief at the model's defaults."""
    return [_five_ways(case, lang), _where_the_saving_comes_from(case, lang), _by_which_judgement(case, lang)]


def charts(case: CaseFile, lang: str) -> list[DebriefChart]:
    """The contractor's saving as a sum, at the model's defaults."""
    _ = case.translator(lang)
    yuan = Measure("value", _("Yuan per solved problem"), "money")
    first, *changes, last = saving_by_source(Params()).to_dict("records")
    names = {
        "wage": _("The contractor's lower wage"),
        "average_handling_time": _("The contractor's shorter calls"),
        "overhead": _("The contractor's higher overhead"),
        "callbacks": _("The district's call-backs to check"),
    }
    parts = [(names[row["source"]], row["yuan"]) for row in changes]
    rows = from_to(
        (_("In-house, as it is"), first["yuan"]),
        parts,
        _("The contractor paid per solution"),
        lambda value: readable(value, "money"),
    )
    told = _(
        "A solved problem costs {before} yuan in-house and {after} with the contractor paid per solution. {parts}."
    )
    described = told.format(
        before=readable(first["yuan"], "money"),
        after=readable(last["yuan"], "money"),
        parts=_("; ").join(f"{row['label']}{_(': ')}{row['value_label']}" for row in rows[1:-1]),
    )
    note = _(
        "Our model at its defaults, every line staffed to 80% within 20 seconds. Each part is the average over all "
        "orders in which the four could be changed."
    )
    columns = ({"name": "label", "title": _("What is changed"), "format": "text"}, *columns_of(yuan))
    title = _("What is the saving made of?")
    return [DebriefChart("saving", title, waterfall(yuan), columns, {"rows": rows}, described, note)]


def _five_ways(case: CaseFile, lang: str) -> DebriefTable:
    _ = case.translator(lang)
    names = case.option_labels(lang)
    costs = {"cost_per_answered_call": "answered", "cost_per_solved_problem": "solved"}
    found = compare_options(Params()).rename(columns=costs)
    columns = [
        {"name": "agents", "title": _("Agents on the phone"), "format": "number"},
        {"name": "answered", "title": _("Yuan per answered call"), "format": "money"},
        {"name": "solved", "title": _("Yuan per solved problem"), "format": "money"},
    ]
    note = _(
        "Our model at its defaults, every line staffed to 80% within 20 seconds. "
        "The shared hub's agents serve four districts."
    )
    title, cheapest = _("The five ways, by both measures"), found.solved == found.solved.min()
    return table_of_options(title, _("Way to run the line"), names, found, columns, cheapest, note)


def _where_the_saving_comes_from(case: CaseFile, lang: str) -> DebriefTable:
    _ = case.translator(lang)
    names = {
        "in_house": _("In-house, as it is"),
        "wage": _("Only the contractor's lower wage"),
        "handling": _("Only the contractor's shorter calls"),
        "overhead": _("Only the contractor's higher overhead"),
        "checking": _("Only the district's call-backs to check"),
        "all_four": _("All four: the contractor paid per solution"),
        "scale": _("Only scale: four districts in one public queue"),
    }
    found = decompose_saving(Params())
    rows: list[dict[str, Any]] = [
        {
            "change": names[row["change"]],
            "cost": row["cost_per_solved_problem"],
            "saving": row["saving"],
            "strong": row["change"] in ("all_four", "scale"),
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
    return DebriefTable(_("What would each change save by itself?"), columns, rows, note)


def _by_which_judgement(case: CaseFile, lang: str) -> DebriefTable:
    _ = case.translator(lang)
    names = case.option_labels(lang)
    held = {
        "money": _("Only money counts: all three levers at 0"),
        "help": _("A caller who is never helped: {help}"),
        "say": _("A caller who is never helped: {help}; to decide yourselves: {say}"),
        "standby": _("A caller who is never helped: {help}; to carry on alone: {standby}"),
        "both": _("A caller who is never helped: {help}; to decide yourselves: {say}; to carry on alone: {standby}"),
    }
    worth = {
        judgement: {name.removeprefix("worth_of_"): as_set(value, "number") for name, value in worths.items()}
        for judgement, worths in JUDGEMENTS.items()
    }
    rows: list[dict[str, Any]] = [
        {
            "judgement": held[row["judgement"]].format(**worth[row["judgement"]]),
            "best": names[row["best"]],
            "cost": row[row["best"]],
        }
        for row in best_by_judgement(Params()).to_dict("records")
    ]
    columns = [
        {"name": "judgement", "title": _("What somebody holds"), "format": "text"},
        {"name": "best", "title": _("Then the best is"), "format": "text"},
        {"name": "cost", "title": _("Yuan per caller"), "format": "money"},
    ]
    note = _(
        "Our model with the three levers of judgement at these values, in yuan per caller. "
        "The values are examples; nobody has measured them."
    )
    return DebriefTable(_("By which judgement is each way best?"), columns, rows, note)
