"""Estimates with their intervals: named ones under each other, or a row of them over time."""

from __future__ import annotations

from typing import Any

from caseroom.charts.look import (
    BLUE,
    FLUID,
    HALOED,
    INK,
    INK_SOFT,
    NAME,
    TEXT_SIZE,
    Measure,
    Spec,
    across_axis,
    for_names,
    in_order,
    names_above,
    up_axis,
    widest,
    words,
)
from caseroom.charts.remembered import remembered

IN_LINE = 40
"""px: the height of a row on a phone, where its number stands in the line of its name if both are short."""


@remembered
def intervals_by_row(measure: Measure) -> Any:
    """A named estimate a row, with what is true as a rule.

    Datasets: rows {label, value, low, high, value_label, kind: "now" or "option"}; down {value, label}.
    """
    import altair as alt

    rows = alt.Chart(alt.NamedData("rows"))
    scale = alt.Scale(zero=True, nice=True, padding=12)
    axis = across_axis(measure, grid=True, domain=False, ticks=False)
    band = alt.Scale(domain=["bar"], range=[{"expr": f"{NAME} * lines + 4"}, {"expr": "bandwidth('y')"}])
    row = in_order(paddingInner=0.15, paddingOuter=0.1)
    name: Spec = {"size": 13, "weight": 400}

    def x_of(field: str) -> Any:
        return alt.X(field, type="quantitative", scale=scale, axis=axis)

    placed = rows.encode(y=row, yOffset=alt.YOffsetDatum("bar", scale=band))
    colour = alt.condition("datum.kind === 'now'", alt.value(INK), alt.value(BLUE))
    dot = placed.mark_point(filled=True, size=110, opacity=1).encode(x=x_of("value"), color=colour)
    half = f"widest([datum.value_label], {TEXT_SIZE}, 600, face) / 2"
    inside = alt.ExprRef(f"clamp(scale('x', datum.value), {half}, width - {half})")  # a word outside moves all the rest
    value = placed.transform_filter("!beside")
    value = value.encode(text="value_label:N")  # and no x: the field's would count before the clamped one
    above: Spec = {"dy": -13, "fontWeight": 600, "x": inside}
    truth = alt.Chart(alt.NamedData("down")).encode(x=x_of("value"))
    rule = truth.mark_rule(color=INK, strokeDash=[2, 2])
    in_line: Spec = {"align": "right", "baseline": "top", "fontWeight": 600}
    beside = rows.transform_filter("beside").encode(
        x=alt.value(alt.ExprRef("width")),
        y=in_order(paddingInner=0.15, paddingOuter=0.1).bandPosition(0),
        text="value_label:N",
    )
    together = for_names(62, **name) | FLUID
    signals: Spec = together["usermeta"]["signals"]
    signals["y_step"] = f"beside ? {IN_LINE} : {signals['y_step']}"
    signals["beside"] = (
        f"stage < 520 && widest(pluck(data('rows'), 'label'), 13, 400, face) + {widest('value_label', weight=600)}"
        " < stage - 24"
    )
    return alt.layer(
        rule,
        placed.mark_rule(strokeWidth=2.5).encode(x=x_of("low"), x2="high", color=colour),
        dot,
        *[names_above(rows, **name, look=halo) for halo in HALOED],
        *[value.mark_text(**above, **halo) for halo in HALOED],
        *[beside.mark_text(**in_line, **halo) for halo in HALOED],
        words(truth, "down", 400, color=INK_SOFT),
    ).properties(**together)


@remembered
def intervals_over(x: Measure, y: Measure) -> Any:
    """Estimates over `x` with nought as a line and a rule where something begins.

    Datasets: rows {<x>, <y>, low, high}; a row without an interval has low and high at its value. down {value, label}.
    """
    import altair as alt

    rows = alt.Chart(alt.NamedData("rows"))
    across = alt.X(
        x.field, type="quantitative", scale=alt.Scale(zero=False, nice=False, padding=14),
        axis=across_axis(x),
    )  # fmt: skip

    up = up_axis(y)

    def y_of(field: str) -> Any:
        return alt.Y(field, type="quantitative", scale=alt.Scale(zero=True, nice=True), axis=up)

    nought = alt.Chart(alt.NamedData("rows")).mark_rule(color=INK_SOFT, strokeWidth=1).encode(y=alt.YDatum(0))
    begin = alt.Chart(alt.NamedData("down")).encode(x=alt.X("value", type="quantitative"))
    return alt.layer(
        nought,
        begin.mark_rule(color=INK, strokeDash=[2, 2]),
        rows.mark_rule(color=BLUE, strokeWidth=2.5).encode(x=across, y=y_of("low"), y2="high"),
        rows.mark_point(filled=True, size=90, color=BLUE, opacity=1).encode(x=across, y=y_of(y.field)),
        words(begin, "down", 400),
    ).properties(**FLUID, height=270)
