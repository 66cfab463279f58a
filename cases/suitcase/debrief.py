"""What the suitcase's debrief lays on the table: programmes by every measure, real numbers from another field."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from caseroom.authoring import CaseFile, DebriefTable, readable, table_of_options

from .model import Params, compare_programmes


def tables(case: CaseFile, lang: str) -> list[DebriefTable]:
    """The tables of the debrief at the model's defaults."""
    return [_programmes(case, lang), _insurance(case, lang)]


def _programmes(case: CaseFile, lang: str) -> DebriefTable:
    _ = case.translator(lang)
    names = {"as_is": _("No programme")} | case.option_labels(lang)
    found = compare_programmes(Params())
    prices = zip(found.cost_per_point, found.gain > 0, strict=True)
    price = [readable(one, "number") if helps else "–" for one, helps in prices]
    net = [readable(value, "number") for value in found.net_benefit]
    columns = [
        {"name": "mean_score", "title": _("Mean score"), "format": "decimal"},
        {"name": "gap", "title": _("Gap"), "format": "decimal"},
        {"name": "price", "title": _("Yuan for a tenth of a point"), "format": "text"},
        {"name": "total_cost", "title": _("With later help, yuan per child"), "format": "number"},
        {"name": "net", "title": _("Net benefit, yuan per child"), "format": "text"},
    ]
    note = _("Our model at its defaults. In bold: the smallest gap.")
    title, least = _("The programmes by every measure"), found.gap == found.gap.min()
    return table_of_options(title, _("Programme"), names, found.assign(price=price, net=net), columns, least, note)


def _insurance(case: CaseFile, lang: str) -> DebriefTable:
    _ = case.translator(lang)
    names = {0: _("Cannot read"), 1: _("Can read")}
    rows: list[dict[str, Any]] = [
        {
            "group": names[literate],
            "plain": plain,
            "intensive": more,
            "change": f"{100 * (more - plain):+.1f}".replace("-", "−"),
        }
        for literate, plain, more in _take_up()
    ]
    columns = [
        {"name": "group", "title": _("Farmers"), "format": "text"},
        {"name": "plain", "title": _("Insured after a plain session"), "format": "percent"},
        {"name": "intensive", "title": _("After an intensive one"), "format": "percent"},
        {"name": "change", "title": _("Difference, percentage points"), "format": "text"},
    ]
    note = _(
        "Real data: rice insurance in Chinese villages, sessions drawn by lot, second-round farmers (causaldata). "
        "Insurance, not parenting; the split by literacy is ours and exploratory."
    )
    return DebriefTable(_("The same information, two kinds of people"), columns, rows, note)


@lru_cache(maxsize=1)
def _take_up() -> tuple[tuple[int, float, float], ...]:
    """Share that took insurance, by literacy, after a plain and after an intensive session."""
    from causaldata import social_insure

    farmers = social_insure.load_pandas().data.dropna(subset=["literacy"])
    shares = farmers.groupby(["literacy", "intensive"]).takeup_survey.mean()
    return tuple((literate, float(shares[literate, 0]), float(shares[literate, 1])) for literate in (0, 1))
