"""Two shares of a row on one line."""

from __future__ import annotations

import json
from typing import Any

from caseroom.charts.look import BLUE, FLUID, INK, INK_SOFT, VERMILLION, Measure, remembered


@remembered
def dumbbell(label: Measure, first: Measure, second: Measure) -> Any:
    """Two shares per row on one line, named above it and numbered in place: a circle, then a diamond.

    Datasets: rows {<label>, order, <first>, <first>_label, <second>, <second>_label}; a share may be null, and a
    measure that is null in all rows is not in the legend.
    """
    import altair as alt

    fields: list[Any] = [first.field, second.field]
    titles = json.dumps([first.title, second.title])
    legend = alt.Legend(labelExpr=f"{titles}[indexof({json.dumps(fields)}, datum.value)]")
    across = alt.Scale(domain=[0, 1], range=[8, {"expr": "max(width - 56, 60)"}])
    down = alt.Y(label.field, type="ordinal", sort=alt.EncodingSortField("order", op="min"), axis=None)
    rows = alt.Chart(alt.NamedData("rows")).encode(y=down)
    named = rows.mark_text(align="left", baseline="middle", dy=-15, fontSize=13, color=INK).encode(
        x=alt.value(0), text=f"{label.field}:N"
    )
    both = rows.transform_filter(f"isValid(datum.{first.field}) && isValid(datum.{second.field})")
    between = both.mark_rule(color="#c3c8cc", strokeWidth=2, yOffset=5).encode(
        x=alt.X(first.field, type="quantitative", scale=across, axis=None), x2=second.field
    )
    ends = (
        rows.transform_fold(fields, ["series", "share"])
        .transform_filter("isValid(datum.share)")
        .transform_calculate(words="datum[datum.series + '_label']")
        .encode(x=alt.X("share", type="quantitative", scale=across, axis=None))
    )
    beside = ends.encode(text="words:N")
    clear = beside.mark_text(  # a halo keeps the line out of the digits
        align="left", baseline="middle", dx=10, yOffset=5, fontSize=12.5, stroke="#fff", strokeWidth=5
    )
    number = beside.mark_text(align="left", baseline="middle", dx=10, yOffset=5, fontSize=12.5, color=INK_SOFT)
    point = ends.mark_point(filled=True, size=110, opacity=1, yOffset=5).encode(
        color=alt.Color("series:N", sort=fields, scale=alt.Scale(range=[BLUE, VERMILLION]), legend=legend),
        shape=alt.Shape("series:N", sort=fields, scale=alt.Scale(range=["circle", "diamond"]), legend=legend),
    )
    return alt.layer(named, between, clear, number, point).properties(**FLUID, height={"step": 49})
