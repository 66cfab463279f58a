"""Dots of two measures whose size is a third."""

from __future__ import annotations

from typing import Any

from caseroom.charts.look import BLUE, FLUID, INK_SOFT, Measure, over_the_plot, remembered


@remembered
def dots(x: Measure, y: Measure, size: Measure, key: str) -> Any:
    """A dot per row; `key` says what its size means (a legend that grows with its data would be cut off).

    Datasets: rows {<x>, <y>, <size>, tip, label: words at a dot that stands out or ""}.
    """
    import altair as alt

    rows = alt.Chart(alt.NamedData("rows")).encode(
        x=alt.X(
            x.field, type="quantitative", scale=alt.Scale(zero=True, nice=True),
            axis=alt.Axis(title=x.title, format=x.d3, tickCount=6, grid=False, titlePadding=8),
        ),
        y=alt.Y(
            y.field, type="quantitative", scale=alt.Scale(zero=True, nice=True),
            axis=alt.Axis(format=y.d3, tickCount=5, domain=False, ticks=False, **over_the_plot(y.title, -10)),
        ),
    )  # fmt: skip
    drawn = rows.mark_point(filled=True, color=BLUE, opacity=0.55, stroke="#fff", strokeWidth=0.75).encode(
        size=alt.Size(size.field, type="quantitative", scale=alt.Scale(range=[14, 330], zero=True), legend=None),
        tooltip="tip:N",
    )
    named = rows.mark_text(align="right", baseline="top", dx=8, dy=11, fontWeight=600).encode(text="label:N")
    title = alt.Title(key, anchor="end", fontSize=12.5, fontWeight="normal", color=INK_SOFT, offset=16)
    return alt.layer(drawn, named).properties(**FLUID, height=270, title=title)
