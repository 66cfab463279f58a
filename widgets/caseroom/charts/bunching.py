"""Counts in bins as columns, what a smooth distribution would have there as a line, and the target between them."""

from __future__ import annotations

import json
from typing import Any

from caseroom.charts.look import (
    BLUE_PALE,
    FLUID,
    INK,
    VERMILLION,
    Measure,
    across_axis,
    legend,
    up_axis,
    words,
)
from caseroom.charts.remembered import remembered


@remembered
def bunching(bins: Measure, count: Measure, counterfactual: str) -> Any:
    """`counterfactual` is the legend's word for the line.

    Datasets: rows {<bins>: where the bin starts, end, <count>, expected}; target {value, label}.
    """
    import altair as alt

    axis, up = across_axis(bins), up_axis(count)
    across = alt.X(bins.field, type="quantitative", scale=alt.Scale(zero=False, nice=False), axis=axis)
    height = alt.Y(count.field, type="quantitative", axis=up, scale=alt.Scale(zero=True, nice=True))
    rows = alt.Chart(alt.NamedData("rows"))
    columns = rows.mark_bar(color=BLUE_PALE, stroke="#fff", strokeWidth=1, orient="vertical").encode(
        x=across, x2="end", y=height, y2=alt.datum(0)
    )
    key = legend([counterfactual], symbolType="stroke")
    line = (
        rows.transform_calculate(middle=f"(datum.{bins.field} + datum.end) / 2", line=json.dumps(counterfactual))
        .mark_line(strokeWidth=2.5)
        .encode(
            x=alt.X("middle", type="quantitative", axis=axis),
            y=alt.Y("expected", type="quantitative", axis=up),
            color=alt.Color("line:N", scale=alt.Scale(domain=[counterfactual], range=[VERMILLION]), legend=key),
        )
    )
    target = alt.Chart(alt.NamedData("target")).encode(x=alt.X("value", type="quantitative", axis=axis))
    rule = target.mark_rule(color=INK, strokeDash=[2, 2])
    return alt.layer(columns, line, rule, words(target, "down")).properties(**FLUID, height=290)
