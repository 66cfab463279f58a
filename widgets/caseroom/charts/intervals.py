"""Estimates with their intervals: named ones under each other, or a row of them over time."""

from __future__ import annotations

from typing import Any

from caseroom.charts.look import BLUE, FLUID, HALOED, INK, INK_SOFT, Measure, Spec, over_the_plot, remembered


@remembered
def intervals_by_row(measure: Measure) -> Any:
    """A named estimate a row, with what is true as a rule.

    Datasets: rows {label, value, low, high, value_label, kind: "now" or "option"}; down {value, label}.
    """
    import altair as alt

    rows = alt.Chart(alt.NamedData("rows"))
    scale = alt.Scale(zero=True, nice=True, padding=12)
    axis = alt.Axis(title=measure.title, format=measure.d3, tickCount=6, domain=False, ticks=False, titlePadding=8)
    offset = alt.Scale(domain=["name", "bar"], paddingInner=0)
    row = alt.Y("label", type="nominal", sort=None, axis=None, scale=alt.Scale(paddingInner=0.15, paddingOuter=0.1))

    def x_of(field: str) -> Any:
        return alt.X(field, type="quantitative", scale=scale, axis=axis)

    placed = rows.encode(y=row, yOffset=alt.YOffsetDatum("bar", scale=offset))
    name = rows.encode(x=alt.value(0), y=row, yOffset=alt.YOffsetDatum("name", scale=offset), text="label:N")
    place: Spec = {"align": "left", "baseline": "middle", "fontSize": 13}
    colour = alt.condition("datum.kind === 'now'", alt.value(INK), alt.value(BLUE))
    dot = placed.mark_point(filled=True, size=110, opacity=1).encode(x=x_of("value"), color=colour)
    value = placed.encode(x=x_of("value"), text="value_label:N")
    above: Spec = {"dy": -13, "fontWeight": 600}
    truth = alt.Chart(alt.NamedData("down")).encode(x=x_of("value"))
    rule = truth.mark_rule(color=INK, strokeDash=[2, 2])
    named = truth.encode(y=alt.value(alt.ExprRef("height")), text="label:N")
    beside: Spec = {"align": "left", "baseline": "bottom", "dx": 6, "dy": -3, "color": INK_SOFT}
    return alt.layer(
        rule,
        placed.mark_rule(strokeWidth=2.5).encode(x=x_of("low"), x2="high", color=colour),
        dot,
        *[name.mark_text(**place, **halo) for halo in HALOED],
        *[value.mark_text(**above, **halo) for halo in HALOED],
        *[named.mark_text(**beside, **halo) for halo in HALOED],
    ).properties(**FLUID, height={"step": 62, "for": "position"})


@remembered
def intervals_over(x: Measure, y: Measure) -> Any:
    """Estimates over `x` with nought as a line and a rule where something begins.

    Datasets: rows {<x>, <y>, low, high}; a row without an interval has low and high at its value. down {value, label}.
    """
    import altair as alt

    rows = alt.Chart(alt.NamedData("rows"))
    across = alt.X(
        x.field, type="quantitative", scale=alt.Scale(zero=False, nice=False, padding=14),
        axis=alt.Axis(title=x.title, format="d", tickMinStep=1, grid=False, titlePadding=8),
    )  # fmt: skip

    def y_of(field: str) -> Any:
        axis = alt.Axis(format=y.d3, tickCount=5, domain=False, ticks=False, **over_the_plot(y.title, -10))
        return alt.Y(field, type="quantitative", scale=alt.Scale(zero=True, nice=True), axis=axis)

    nought = alt.Chart(alt.NamedData("rows")).mark_rule(color=INK_SOFT, strokeWidth=1).encode(y=alt.YDatum(0))
    begin = alt.Chart(alt.NamedData("down")).encode(x=alt.X("value", type="quantitative"))
    named = begin.encode(y=alt.value(4), text="label:N")
    place: Spec = {"align": "left", "baseline": "top", "dx": 6}
    return alt.layer(
        nought,
        begin.mark_rule(color=INK, strokeDash=[2, 2]),
        rows.mark_rule(color=BLUE, strokeWidth=2.5).encode(x=across, y=y_of("low"), y2="high"),
        rows.mark_point(filled=True, size=90, color=BLUE, opacity=1).encode(x=across, y=y_of(y.field)),
        *[named.mark_text(**place, **halo) for halo in HALOED],
    ).properties(**FLUID, height=270)
