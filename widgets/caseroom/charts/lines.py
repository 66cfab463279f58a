"""A share over something one chooses, against a target, with the band in which most draws lie."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from caseroom.charts.look import BLUE, FLUID, INK, INK_SOFT, VERMILLION, Measure, points_of, remembered


@remembered
def line_with_target(x: Measure, lines: tuple[Measure, ...], baseline: str) -> Any:
    """Lines of shares over `x`, the first of them also as it is at the baseline, a target and marked points.

    Datasets: rows {x, one field per line}; baseline {x, <first line>}; band {x, low, middle, high}; target
    {value, label}; marks {x, value, kind of MARKS, label, wide and narrow: where the label stands on a plot so wide,
    as views.labels.Spot has it}.
    """
    import altair as alt

    fields: list[Any] = [*(line.field for line in lines), "baseline"]
    names = [*(line.title for line in lines), baseline]
    legend = alt.Legend(
        labelExpr=f"{json.dumps(names)}[indexof({json.dumps(fields)}, datum.value)]", symbolType="stroke"
    )

    def x_of(field: str) -> Any:
        axis = alt.Axis(title=x.title, format=x.d3, tickMinStep=1, grid=False, titlePadding=8)
        return alt.X(field, type="quantitative", scale=alt.Scale(zero=False, nice=False), axis=axis)

    def y_of(field: str) -> Any:
        axis = alt.Axis(title=None, format=lines[0].d3, tickCount=5, domain=False, ticks=False)
        return alt.Y(field, type="quantitative", scale=alt.Scale(domain=[0, 1]), axis=axis)

    at = {"x": x_of(x.field), "y": y_of("value")}
    colours = alt.Scale(domain=fields, range=[BLUE, VERMILLION, INK_SOFT])
    dashes = alt.Scale(domain=fields, range=[[1, 0], [7, 4], [2, 3]])
    drawn = (
        alt.Chart(alt.NamedData("rows"))
        .transform_fold(fields[:-1], as_=["series", "share"])
        .mark_line(strokeWidth=2.5)
        .encode(
            x=at["x"],
            y=y_of("share"),
            color=alt.Color("series:N", scale=colours, legend=legend),
            strokeDash=alt.StrokeDash("series:N", scale=dashes, legend=legend),
        )
    )
    before = (
        alt.Chart(alt.NamedData("baseline"))
        .mark_line(strokeWidth=2)
        .encode(
            x=at["x"],
            y=y_of(lines[0].field),
            color=alt.ColorDatum("baseline", scale=colours, legend=legend),
            strokeDash=alt.StrokeDashDatum("baseline", scale=dashes, legend=legend),
        )
    )
    target = alt.Chart(alt.NamedData("target"))
    rule = target.mark_rule(color=INK, strokeDash=[2, 2]).encode(y=at["y"])
    named = target.mark_text(align="right", baseline="top", dy=5, color=INK_SOFT).encode(
        x=alt.value(alt.ExprRef("width")), y=at["y"], text="label:N"
    )
    place = "(width < 460 ? datum.narrow : datum.wide)"
    spot = {f"label_{part}": f"{place}.{part}" for part in ("x", "y", "side")}
    marks = alt.Chart(alt.NamedData("marks")).transform_calculate(**spot)
    thin = marks.encode(**at)
    plumb = thin.transform_filter("datum.kind === 'now'").mark_rule(color=INK_SOFT).encode(y2=alt.datum(0))
    leader = thin.mark_rule(color=INK_SOFT).encode(x2="label_x", y2="label_y")
    words = [
        marks.transform_filter(f"datum.label_side === '{side}'")
        .mark_text(
            align="left" if side == "right" else "right",
            dx=9 * sign,
            baseline="middle",
            fontWeight=600,
            limit=alt.ExprRef("width < 460 ? 150 : 220"),
        )
        .encode(x=x_of("label_x"), y=y_of("label_y"), text="label:N")
        for side, sign in (("right", 1), ("left", -1))
    ]
    layers = [*_band(at["x"], y_of), before, drawn, rule, named, plumb, leader, *points_of(marks, **at), *words]
    return alt.layer(*layers).properties(**FLUID, height=290)


def _band(across: Any, y_of: Callable[[str], Any]) -> list[Any]:
    """Where nine of ten draws lie, as an area, and their middle, as a thin line."""
    import altair as alt

    rows = alt.Chart(alt.NamedData("band")).encode(x=across)
    return [
        rows.mark_area(color=BLUE, opacity=0.15).encode(y=y_of("low"), y2="high"),
        rows.mark_line(color=BLUE, strokeWidth=1).encode(y=y_of("middle")),
    ]
