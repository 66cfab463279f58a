"""Chart specifications for a call log: heat map, scatter of dots, bars and dumbbell."""

from __future__ import annotations

import json
from typing import Any

from caseroom.charts.look import BLUE, FLUID, INK, INK_SOFT, VERMILLION, Measure, over_the_plot, remembered


@remembered
def heat_map(x: Measure, y: Measure, shade: Measure, hues: tuple[str, ...]) -> Any:
    """A rectangle per time of day and day, the darker the more.

    Datasets: rows {<x> "HH:MM", <y>, order: a number by which the <y> are sorted, <shade> or null, tip}.
    """
    import altair as alt

    hours_only = "slice(datum.label, 3) === '00' ? datum.label : ''"
    return (
        alt.Chart(alt.NamedData("rows"))
        .transform_filter(f"isValid(datum.{shade.field})")
        .mark_rect(stroke="#fff", strokeWidth=1)
        .encode(
            x=alt.X(
                x.field, type="ordinal",
                axis=alt.Axis(title=x.title, labelAngle=0, labelExpr=hours_only, labelOverlap="greedy",
                              labelSeparation=8, ticks=False, domain=False, titlePadding=8),
            ),
            y=alt.Y(
                y.field, type="ordinal", sort=alt.EncodingSortField("order", op="min"),
                axis=alt.Axis(title=None, ticks=False, domain=False),
            ),
            color=alt.Color(
                shade.field, type="quantitative", scale=alt.Scale(range=list(hues), domainMin=0, nice=False),
                legend=alt.Legend(title=shade.title, titleLimit=300, format=shade.d3, direction="horizontal",
                                  tickCount=4, gradientLength=200, gradientThickness=10),
            ),
            tooltip="tip:N",
        )
        .properties(**FLUID, height={"step": 30})
    )  # fmt: skip


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


@remembered
def bars(label: Measure, length: Measure) -> Any:
    """A bar per row with its number beside it. Datasets: rows {<label>, order, <length>, <length>_label}."""
    import altair as alt

    rows = alt.Chart(alt.NamedData("rows")).encode(
        x=alt.X(
            length.field, type="quantitative", axis=None,
            scale=alt.Scale(range=[0, {"expr": "max(width - 64, 60)"}], zero=True, nice=False),
        ),
        y=alt.Y(
            label.field, type="ordinal", sort=alt.EncodingSortField("order", op="min"),
            axis=alt.Axis(title=None, ticks=False, domain=False, labelColor=INK, labelFontSize=13),
        ),
    )  # fmt: skip
    return alt.layer(
        rows.mark_bar(color=VERMILLION, cornerRadiusEnd=2, height={"band": 0.5}),
        rows.mark_text(align="left", dx=7, baseline="middle").encode(text=f"{length.field}_label:N"),
    ).properties(**FLUID, height={"step": 54})


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
