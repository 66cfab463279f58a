"""A distribution as columns, and where in it one value falls."""

from __future__ import annotations

from typing import Any

from caseroom.charts.look import (
    BLUE_PALE,
    FLUID,
    INK,
    VERMILLION,
    Measure,
    across_axis,
    up_axis,
    words,
)
from caseroom.charts.remembered import remembered


@remembered
def histogram(x: Measure, count: Measure) -> Any:
    """Columns over `x`; those at least as far from nought as the marked value are `far`.

    Datasets: rows {<x>: where the bin starts, end, <count>, far}; down {value, label}.
    """
    import altair as alt

    rows = alt.Chart(alt.NamedData("rows"))
    axis = across_axis(x)
    across = alt.X(x.field, type="quantitative", scale=alt.Scale(zero=False, nice=False, padding=6), axis=axis)
    colour = alt.condition("datum.far", alt.value(VERMILLION), alt.value(BLUE_PALE))
    columns = rows.mark_bar(stroke="#fff", strokeWidth=1, orient="vertical").encode(
        x=across,
        x2="end",
        y=alt.Y(count.field, type="quantitative", axis=up_axis(count)),
        y2=alt.datum(0),
        color=colour,
    )
    marked = alt.Chart(alt.NamedData("down")).encode(x=alt.X("value", type="quantitative", axis=axis))
    rule = marked.mark_rule(color=INK, strokeWidth=2)
    return alt.layer(columns, rule, words(marked, "down")).properties(**FLUID, height=250)
