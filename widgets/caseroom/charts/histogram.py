"""A distribution as columns, and where in it one value falls."""

from __future__ import annotations

from typing import Any

from caseroom.charts.look import BLUE_PALE, FLUID, HALOED, INK, VERMILLION, Measure, Spec, over_the_plot, remembered


@remembered
def histogram(x: Measure, count: Measure) -> Any:
    """Columns over `x`; those at least as far from nought as the marked value are `far`.

    Datasets: rows {<x>: where the bin starts, end, <count>, far}; down {value, label, side: "left" or "right"}.
    """
    import altair as alt

    rows = alt.Chart(alt.NamedData("rows"))
    axis = alt.Axis(title=x.title, format=x.d3, grid=False, titlePadding=8, tickCount=6)
    across = alt.X(x.field, type="quantitative", scale=alt.Scale(zero=False, nice=False, padding=6), axis=axis)
    quiet = alt.Axis(format=count.d3, tickCount=4, domain=False, ticks=False, **over_the_plot(count.title, -10))
    colour = alt.condition("datum.far", alt.value(VERMILLION), alt.value(BLUE_PALE))
    columns = rows.mark_bar(stroke="#fff", strokeWidth=1, orient="vertical").encode(
        x=across, x2="end", y=alt.Y(count.field, type="quantitative", axis=quiet), y2=alt.datum(0), color=colour
    )
    marked = alt.Chart(alt.NamedData("down")).encode(x=alt.X("value", type="quantitative", axis=axis))
    words = []
    for side, dx in (("right", 6), ("left", -6)):
        place: Spec = {"align": "left" if dx > 0 else "right", "baseline": "top", "dx": dx, "fontWeight": 600}
        on = marked.transform_filter(f"datum.side === '{side}'").encode(y=alt.value(2), text="label:N")
        words += [on.mark_text(**place, **halo) for halo in HALOED]
    rule = marked.mark_rule(color=INK, strokeWidth=2)
    return alt.layer(columns, rule, *words).properties(**FLUID, height=250)
