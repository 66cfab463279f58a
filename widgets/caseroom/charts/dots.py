"""Dots of two measures whose size is a third."""

from __future__ import annotations

from typing import Any

from caseroom.charts.look import BLUE, FLUID, INK_SOFT, Measure, across_axis, up_axis, words
from caseroom.charts.remembered import remembered


@remembered
def dots(x: Measure, y: Measure, size: Measure, key: str) -> Any:
    """A dot per row; `key` says what its size means (a legend that grows with its data would be cut off).

    Datasets: rows {<x>, <y>, <size>, tip, label: words at a dot that stands out or ""}.
    """
    import altair as alt

    rows = alt.Chart(alt.NamedData("rows")).encode(
        x=alt.X(
            x.field, type="quantitative", scale=alt.Scale(zero=True, nice=True),
            axis=across_axis(x),
        ),
        y=alt.Y(
            y.field, type="quantitative", scale=alt.Scale(zero=True, nice=True),
            axis=up_axis(y),
        ),
    )  # fmt: skip
    drawn = rows.mark_point(filled=True, color=BLUE, opacity=0.55, stroke="#fff", strokeWidth=0.75).encode(
        size=alt.Size(size.field, type="quantitative", scale=alt.Scale(range=[14, 330], zero=True), legend=None),
        tooltip="tip:N",
    )
    title = alt.Title(key, anchor="end", fontSize=12.5, fontWeight="normal", color=INK_SOFT)
    return alt.layer(drawn, words(rows.transform_filter("datum.label"))).properties(**FLUID, height=270, title=title)
