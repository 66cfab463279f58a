"""A share over something one chooses, against a target, with the band in which most draws lie."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from caseroom.charts.look import BLUE, FLUID, INK, INK_SOFT, VERMILLION, Measure, Spec, points_of, remembered

Channel = Callable[[str], Any]


@remembered
def line_with_target(x: Measure, lines: tuple[Measure, ...], baseline: str) -> Any:
    """Lines of shares over `x`, the first of them also as it is at the baseline, a target and marked points.

    Datasets: rows {x, one field per line}; baseline {x, <first line>}; band {x, low, middle, high}; target
    {value, label}; marks {x, value, kind of MARKS, label, wide and narrow: where the label stands on a plot so wide,
    as views.labels.Spot has it}.
    """
    import altair as alt

    def x_of(field: str) -> Any:
        axis = alt.Axis(title=x.title, format=x.d3, tickMinStep=1, grid=False, titlePadding=8)
        return alt.X(field, type="quantitative", scale=alt.Scale(zero=False, nice=False), axis=axis)

    def y_of(field: str) -> Any:
        axis = alt.Axis(title=None, format=lines[0].d3, tickCount=5, domain=False, ticks=False)
        return alt.Y(field, type="quantitative", scale=alt.Scale(domain=[0, 1]), axis=axis)

    across = x_of(x.field)
    layers = [
        *_band(across, y_of),
        *_drawn(across, y_of, lines, baseline),
        *_target(y_of("value")),
        *_marked(x_of, y_of, x.field),
    ]
    return alt.layer(*layers).properties(**FLUID, height=290)


def _drawn(across: Any, y_of: Channel, lines: tuple[Measure, ...], baseline: str) -> list[Any]:
    """The first line as it is at the baseline, then all of them."""
    import altair as alt

    fields: list[Any] = [*(line.field for line in lines), "baseline"]
    names = [*(line.title for line in lines), baseline]
    legend = alt.Legend(
        labelExpr=f"{json.dumps(names)}[indexof({json.dumps(fields)}, datum.value)]", symbolType="stroke"
    )
    colour: Spec = {"scale": alt.Scale(domain=fields, range=[BLUE, VERMILLION, INK_SOFT]), "legend": legend}
    dash: Spec = {"scale": alt.Scale(domain=fields, range=[[1, 0], [7, 4], [2, 3]]), "legend": legend}
    rows = alt.Chart(alt.NamedData("rows")).transform_fold(fields[:-1], as_=["series", "share"])
    before = alt.Chart(alt.NamedData("baseline"))
    return [
        before.mark_line(strokeWidth=2).encode(
            x=across,
            y=y_of(lines[0].field),
            color=alt.ColorDatum("baseline", **colour),
            strokeDash=alt.StrokeDashDatum("baseline", **dash),
        ),
        rows.mark_line(strokeWidth=2.5).encode(
            x=across,
            y=y_of("share"),
            color=alt.Color("series:N", **colour),
            strokeDash=alt.StrokeDash("series:N", **dash),
        ),
    ]


def _target(height: Any) -> list[Any]:
    """A rule, and its name at the right end below it."""
    import altair as alt

    target = alt.Chart(alt.NamedData("target"))
    named = target.mark_text(align="right", baseline="top", dy=5, color=INK_SOFT)
    return [
        target.mark_rule(color=INK, strokeDash=[2, 2]).encode(y=height),
        named.encode(x=alt.value(alt.ExprRef("width")), y=height, text="label:N"),
    ]


def _marked(x_of: Channel, y_of: Channel, field: str) -> list[Any]:
    """The points, the levers' with a plumb line, and their words where there is room, at the end of a leader."""
    import altair as alt

    place = "(width < 460 ? datum.narrow : datum.wide)"
    spot = {f"label_{part}": f"{place}.{part}" for part in ("x", "y", "side")}
    at = {"x": x_of(field), "y": y_of("value")}
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
    return [plumb, leader, *points_of(marks, **at), *words]


def _band(across: Any, y_of: Channel) -> list[Any]:
    """Where nine of ten draws lie, as an area, and their middle, as a thin line."""
    import altair as alt

    rows = alt.Chart(alt.NamedData("band")).encode(x=across)
    return [
        rows.mark_area(color=BLUE, opacity=0.15).encode(y=y_of("low"), y2="high"),
        rows.mark_line(color=BLUE, strokeWidth=1).encode(y=y_of("middle")),
    ]
