"""A panel in three charts: two groups over time, the event study, and what a lot would have given."""

from __future__ import annotations

import math
from itertools import pairwise

from caseroom.authoring import CaseFile, DataChart, Figures, Own, Rows, Study, columns_of, joined, kept, readable
from caseroom.charts.curves import curves
from caseroom.charts.histogram import histogram
from caseroom.charts.intervals import intervals_over
from caseroom.charts.look import Measure
from caseroom.i18n import Translate
from caseroom.intake import panel_data as intake

from .model import SIGNIFICANT
from .panel_digest import Moment, PanelDigest, bundled, decode, digest

PanelChart = DataChart[PanelDigest]


def study(case: CaseFile, lang: str) -> Study[PanelDigest]:
    """Fifty constructed counties, or a panel that the student brings."""
    _ = case.translator(lang)
    return Study(
        bundled=lambda: bundled(case.dataset),
        charts=(_two_groups(_), _event_study(_), _lots(_)),
        figures=lambda found: _figures(found, _),
        own=Own("panel", intake.KIND, digest, kept.encode, decode, lambda found: found.name),
    )


def _with_error(value: float, error: float) -> str:
    """An estimate with its standard error in brackets, as papers print it."""
    return amount(value) if math.isnan(error) else f"{amount(value)} ({amount(error)})"


def amount(value: float) -> str:
    """Three figures that count, whatever the outcome's unit; a true minus."""
    digits = 2 if value == 0 else max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:,.{min(digits, 6)}f}".replace("-", "−")


def _figures(found: PanelDigest, _: Translate) -> Figures:
    p = readable(found.p, "precise") if found.p >= 0.001 else "< 0.001"
    mean = (_("Average effect on the treated (s.e.)"), _with_error(found.average_effect, found.average_effect_error))
    fixed = _with_error(found.fixed_effects, found.fixed_effects_error)
    return (
        (_("Units"), readable(found.units, "number")),
        (_("of which in the pilot"), readable(found.treated, "number")),
        (_("Before and after, in the pilot"), amount(found.before_after)),
        (_("Four cells (standard error)"), _with_error(found.four_cell, found.four_cell_error)),
        *([mean] if found.staggered else []),
        (
            _("Fixed effects (starts differ: do not use)") if found.staggered else _("Two-way fixed effects (s.e.)"),
            fixed,
        ),
        (_("By lot: p"), p),
    )


def _two_groups(_: Translate) -> PanelChart:
    time = Measure("place", _("Times since the first start"), "number")
    treated = Measure("treated", _("In the pilot"), "points")
    others = Measure("others", _("Not in the pilot"), "points")
    mean = Measure("mean", _("Mean outcome"), "points", _("in the outcome's own unit"))

    def rows(found: PanelDigest) -> Rows:
        return {
            "rows": [
                {"place": m.place, "label": m.label, "treated": m.treated, "others": m.others} for m in found.moments
            ],
            "down": [{"value": -0.5, "label": _("Start")}],
        }

    def describe(found: PanelDigest) -> str:
        before = [m for m in found.moments if m.place < 0]
        after = [m for m in found.moments if m.place >= 0]
        sentence = _("In the pilot the mean goes from {a} before to {b} after; elsewhere from {c} to {d}.")
        return sentence.format(
            a=_mean(before, "treated"), b=_mean(after, "treated"), c=_mean(before, "others"), d=_mean(after, "others")
        )

    columns = ({"name": "label", "title": _("Time"), "format": "text"}, *columns_of(treated, others))
    spec = curves(time, (treated, others), mean, zero=False)
    return PanelChart("two_groups", _("Did they run alike before?"), spec, columns, rows, describe)


def _mean(moments: list[Moment], group: str) -> str:
    return amount(sum(getattr(moment, group) for moment in moments) / len(moments))


def _event_study(_: Translate) -> PanelChart:
    time = Measure("place", _("Times from the start; −1 is the last before it"), "number")
    effect = Measure("value", _("Change since then, pilot minus others"), "points", _("in the outcome's own unit"))

    def rows(found: PanelDigest) -> Rows:
        drawn = []
        for each in found.effects:
            reach = 0.0 if math.isnan(each.standard_error) else SIGNIFICANT * each.standard_error
            drawn.append(
                {"place": each.place, "value": each.value, "low": each.value - reach, "high": each.value + reach}
            )
        return {"rows": drawn, "down": [{"value": -0.5, "label": _("Start")}]}

    def describe(found: PanelDigest) -> str:
        before = [each.value for each in found.effects if each.place < -1]
        after = [each.value for each in found.effects if each.place >= 0]
        told = [_("After the start: {values}.").format(values=_listed(after, _))]
        if found.staggered:
            warning = _(
                "The units did not start at the same time. Report the average effect on the treated, {mean}: each unit "
                "since its own start, against those that never start. The fixed effects also compare late starters "
                "with early ones, and are wrong where an effect grows or fades."
            )
            told.append(warning.format(mean=amount(found.average_effect)))
        if before:
            told.append(_("Before it, where nothing should be: {values}.").format(values=_listed(before, _)))
        if math.isnan(found.effects[-1].standard_error):
            told.append(_("With one unit on a side there is no standard error and no interval."))
        return joined(told)

    columns = columns_of(time, effect, Measure("low", _("from"), "points"), Measure("high", _("to"), "points"))
    spec = intervals_over(time, effect)
    return PanelChart("event_study", _("When does it begin to differ?"), spec, columns, rows, describe)


def _listed(values: list[float], _: Translate) -> str:
    return _("; ").join(amount(value) for value in values)


def _lots(_: Translate) -> PanelChart:
    estimate = Measure(
        "start", _("Four-cell estimate if others had been chosen"), "points", _("in the outcome's own unit")
    )
    count = Measure("choices", _("Choices"))

    def rows(found: PanelDigest) -> Rows:
        far = abs(found.four_cell) - 1e-12
        drawn = [
            {"start": low, "end": high, "choices": number, "far": bool(abs((low + high) / 2) >= far)}
            for (low, high), number in zip(pairwise(found.edges), found.lots, strict=True)
        ]
        label = _("The pilot as it was: {value}").format(value=amount(found.four_cell))
        return {"rows": drawn, "down": [{"value": found.four_cell, "label": label}]}

    def describe(found: PanelDigest) -> str:
        sentence = (
            _("Of all {choices} ways to choose as many units {p} give an estimate at least as far from nought.")
            if found.enumerated
            else _("Of {choices} ways to choose as many units, drawn by lot, {p} give one at least as far from nought.")
        )
        share = readable(found.p, "percent") if found.p >= 0.001 else "< 0.1%"
        told = [
            sentence.format(choices=readable(found.choices, "number"), p=share),
            _("That is place {rank} by distance.").format(rank=readable(found.rank, "number")),
            _("It says something only if the units were in fact chosen by lot."),
        ]
        return joined(told)

    columns = columns_of(Measure("start", _("from"), "points"), Measure("end", _("to"), "points"), count)
    spec = histogram(estimate, count)
    return PanelChart("lots", _("What would a lot have given?"), spec, columns, rows, describe)
