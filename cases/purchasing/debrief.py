"""What the debrief of the purchase lays on the table: the four ways, and where each of them is best."""

from __future__ import annotations

from caseroom.authoring import CaseFile, DebriefTable, table_of_options
from caseroom.i18n import Translate

from .model import OPTIONS, Params, compare_ways

WORLDS = ("now", "asked", "tells", "compare", "four_years", "favour")


def tables(case: CaseFile, lang: str) -> list[DebriefTable]:
    """The ways at the model's defaults, and families helped in six worlds."""
    _ = case.translator(lang)
    names = case.option_labels(lang)
    return [_ways(_, names), _worlds(_, names)]


def _ways(_: Translate, names: dict[str, str]) -> DebriefTable:
    found = compare_ways(Params())
    columns = [
        {"name": "helped", "title": _("Helped a year"), "format": "number"},
        {"name": "first_year", "title": _("Year 1"), "format": "number"},
        {"name": "last_year", "title": _("Year 3"), "format": "number"},
        {"name": "quiet", "title": _("Of 100 nobody speaks for"), "format": "points"},
        {"name": "bad_draw", "title": _("With a bad draw"), "format": "number"},
    ]
    note = _("Our model at its defaults: 300 families, 1.2 million yuan a year, three years.")
    best = found.helped == found.helped.max()
    return table_of_options(_("Four ways"), _("Way"), names, found, columns, best, note)


def _worlds(_: Translate, names: dict[str, str]) -> DebriefTable:
    worlds = {
        "now": (_("As in the case"), Params()),
        "asked": (_("The need studied by 60%"), Params(demand_study=0.6)),
        "tells": (_("Proposals that tell 0.75"), Params(paper=0.75)),
        "compare": (_("Half of the families compare"), Params(informed=0.5)),
        "four_years": (_("Four years count"), Params(horizon=4)),
        "favour": (_("The partner is an average one"), Params(partner_edge=0.0)),
    }
    rows = []
    for world in WORLDS:
        words, params = worlds[world]
        helped = compare_ways(params).set_index("option").helped
        shown = {option: float(helped[option]) for option in OPTIONS}
        rows.append({"world": words, **shown, "best": names[str(helped.idxmax())], "strong": world == "now"})
    columns = [
        {"name": "world", "title": _("If"), "format": "text"},
        *({"name": option, "title": names[option], "format": "number"} for option in OPTIONS),
        {"name": "best", "title": _("Best"), "format": "text"},
    ]
    return DebriefTable(_("Where each way is best (families helped well a year)"), columns, rows)
