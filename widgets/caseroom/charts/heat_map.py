"""A rectangle per cell of a week, the darker the more."""

from __future__ import annotations

from typing import Any

from caseroom.charts.look import FLUID, Measure, over_the_plot
from caseroom.charts.remembered import remembered


@remembered
def heat_map(x: Measure, y: Measure, shade: Measure, hues: tuple[str, ...]) -> Any:
    """A rectangle per time of day and day, the darker the more.

    Datasets: rows {<x> "HH:MM", <y>, order: a number by which the <y> are sorted, <shade> or null, tip}.
    """
    import altair as alt

    # whole hours; every second or fourth of them where not all have room
    apart = "pow(2, max(0, ceil(log(length(domain('x')) / 2 * 56 / width) / LN2)))"
    shown = f"slice(datum.label, 3) === '00' && !(toNumber(slice(datum.label, 0, 2)) % {apart})"
    hours_only = f"{shown} ? datum.label : ''"
    return (
        alt.Chart(alt.NamedData("rows"))
        .transform_filter(f"isValid(datum.{shade.field})")
        .mark_rect(stroke="#fff", strokeWidth=1)
        .encode(
            x=alt.X(
                x.field, type="ordinal",
                axis=alt.Axis(title=x.title, labelAngle=0, labelExpr=hours_only, labelOverlap=False,
                              ticks=False, domain=False, titlePadding=8),
            ),
            y=alt.Y(
                y.field, type="ordinal", sort=alt.EncodingSortField("order", op="min"),
                axis=alt.Axis(ticks=False, domain=False, **over_the_plot(y.title, -6)),
            ),
            color=alt.Color(
                shade.field, type="quantitative", scale=alt.Scale(range=list(hues), domainMin=0, nice=False),
                legend=alt.Legend(title=shade.title, titleLimit=0, direction="horizontal",
                                  tickCount=3, gradientLength=200, gradientThickness=10, **shade.numbers),
            ),
            tooltip="tip:N",
        )
        .properties(**FLUID, height={"step": 30})
    )  # fmt: skip
