"""Counts in bins as columns, what a smooth distribution would have there as a line, and the target between them."""

from __future__ import annotations

import json
from typing import Any

from caseroom.charts.look import BLUE_PALE, FLUID, HALOED, INK, VERMILLION, Measure, over_the_plot, remembered


@remembered
def bunching(bins: Measure, count: Measure, counterfactual: str) -> Any:
    """`counterfactual` is the legend's word for the line.

    Datasets: rows {<bins>: where the bin starts, end, <count>, expected}; target {value, label}.
    """
    import altair as alt

    axis = alt.Axis(title=bins.title, format=bins.d3, grid=False, titlePadding=8)
    across = alt.X(bins.field, type="quantitative", scale=alt.Scale(zero=False, nice=False), axis=axis)
    quiet = alt.Axis(format=count.d3, tickCount=5, domain=False, ticks=False, **over_the_plot(count.title, -10))
    rows = alt.Chart(alt.NamedData("rows"))
    columns = rows.mark_bar(color=BLUE_PALE, stroke="#fff", strokeWidth=1).encode(
        x=across, x2="end", y=alt.Y(count.field, type="quantitative", axis=quiet)
    )
    legend = alt.Legend(symbolType="stroke", offset=34)
    line = (
        rows.transform_calculate(middle=f"(datum.{bins.field} + datum.end) / 2", line=json.dumps(counterfactual))
        .mark_line(strokeWidth=2.5)
        .encode(
            x=alt.X("middle", type="quantitative", axis=axis),
            y=alt.Y("expected", type="quantitative", axis=quiet),
            color=alt.Color("line:N", scale=alt.Scale(domain=[counterfactual], range=[VERMILLION]), legend=legend),
        )
    )
    target = alt.Chart(alt.NamedData("target")).encode(x=alt.X("value", type="quantitative", axis=axis))
    rule = target.mark_rule(color=INK, strokeDash=[2, 2])
    named = [
        target.mark_text(align="left", baseline="top", dx=6, **halo).encode(y=alt.value(4), text="label:N")
        for halo in HALOED
    ]
    return alt.layer(columns, line, rule, *named).properties(**FLUID, height=290)
