"""Two panels over one time axis."""

from __future__ import annotations

from typing import Any

from caseroom.charts.look import (
    BLUE,
    FLUID,
    INK,
    INK_SOFT,
    VERMILLION,
    Measure,
    legend,
    points_of,
    up_axis,
    words,
)
from caseroom.charts.remembered import remembered


@remembered
def columns_by_time(time: Measure, columns: Measure, steps: Measure, baseline: str) -> Any:
    """Two panels over one time axis, each with its own height: `columns` above, `steps` and levels below.

    Datasets: rows {time, <columns>, <steps>, and both at the baseline: <columns>_baseline, <steps>_baseline}; level
    {value, kind of MARKS, label}, in the unit of `steps`.
    """
    import altair as alt

    across = alt.X(
        time.field, type="ordinal", sort=None,
        axis=alt.Axis(title=time.axis_title, labelAngle=0, labelOverlap=False, labelExpr=SOME, labelPadding=10,
                      grid=False, ticks=False, titlePadding=8),
    )  # fmt: skip
    upper = alt.Scale(range=[{"expr": "min(height * 0.46, height * 0.6 - 34)"}, 0], zero=True, nice=True)
    lower = alt.Scale(range=[{"expr": "height"}, {"expr": "height * 0.6"}], zero=True, nice=True)
    rows = alt.Chart(alt.NamedData("rows"))
    axes = {
        columns.field: up_axis(columns, tickCount=4, orient="left"),
        steps.field: up_axis(steps, {"expr": "height * 0.6 - 10"}, tickCount=4, orient="left"),
    }
    key = legend([baseline], symbolType="stroke", symbolDash=[2, 3])
    colour = alt.Scale(domain=[baseline], range=[INK_SOFT])

    def before(measure: Measure, scale: Any) -> Any:
        y = alt.Y(f"{measure.field}_baseline", type="quantitative", scale=scale, axis=axes[measure.field])
        line = rows.mark_line(interpolate="step", strokeWidth=2, strokeDash=[2, 3])
        return line.encode(x=across, y=y, color=alt.ColorDatum(baseline, scale=colour, legend=key))

    calls = rows.mark_bar(color=BLUE, opacity=0.85).encode(
        x=across, y=alt.Y(columns.field, type="quantitative", scale=upper, axis=axes[columns.field])
    )
    staffed = rows.mark_line(interpolate="step", color=VERMILLION, strokeWidth=2.5).encode(
        x=across, y=alt.Y(steps.field, type="quantitative", scale=lower, axis=axes[steps.field])
    )
    below = alt.layer(before(steps, lower), staffed, *_levels(lower))
    above = alt.layer(calls, before(columns, upper))
    both = alt.layer(above, below).resolve_scale(y="independent")
    return both.properties(**FLUID, height=360, usermeta={"lowest": LOWEST})


LOWEST = 240  # px: two panels, each with its title, take that much
SOME = (
    "round(datum.index * (length(domain('x')) - 1)) % "
    "pow(2, max(0, ceil(log(length(domain('x')) * 56 / width) / LN2))) ? '' : datum.label"
)
"""Every second, fourth, eighth name where not all have room, so that whole hours stay."""


def _levels(scale: Any) -> list[Any]:
    """Heights at the right edge: a rule for where the levers stand, the points, and their names."""
    import altair as alt

    level = alt.Chart(alt.NamedData("level"))
    height, edge = alt.Y("value", type="quantitative", scale=scale), alt.value(alt.ExprRef("width"))
    line = level.transform_filter("datum.kind === 'now'").mark_rule(color=INK, strokeDash=[10, 4]).encode(y=height)
    return [line, *points_of(level, x=edge, y=height), words(level.encode(x=edge, y=height))]
