"""Lines of one measure or more over another, with the first as it is at the baseline, rules and marked points."""

from __future__ import annotations

import json
from typing import Any

from caseroom.charts.look import (
    BLUE,
    FLUID,
    GREEN,
    HALOED,
    INK,
    INK_SOFT,
    PURPLE,
    VERMILLION,
    Measure,
    Spec,
    over_the_plot,
    points_of,
    remembered,
)

COLOURS = (BLUE, VERMILLION, GREEN, PURPLE)
DASHES = ((1, 0), (7, 4), (2, 3), (9, 3, 2, 3))


@remembered
def curves(
    x: Measure,
    series: tuple[Measure, ...],
    y_title: str,
    baseline: str = "",
    domain: tuple[float, float] | None = None,
    zero: bool = True,
) -> Any:
    """Up to four lines of one format over `x`; `baseline` is the legend's word for the dotted line, "" for none.

    domain: the ends of the vertical axis, else they follow the rows (from zero, unless `zero` is False).
    Datasets: rows {<x>, one field per series}; baseline {<x>, <first series>}; across {value, label}: a horizontal
    rule; down {value, label}: a vertical one; marks {<x>, value, kind of MARKS, label, side: of the
    point on which its words stand, "right" or "left"}.
    """
    import altair as alt

    strokes = _strokes(series, baseline)
    vertical = alt.Scale(domain=list(domain)) if domain else alt.Scale(zero=zero, nice=True)

    def x_of(field: str) -> Any:
        whole: Spec = {"tickMinStep": 1} if x.format == "number" else {}  # else a tick at 2.5 would be called 3 too
        quiet: Spec = {"grid": False, "titlePadding": 8, "labelOverlap": "greedy", "labelSeparation": 6}
        axis = alt.Axis(title=x.title, format=x.d3, **quiet, **whole)
        return alt.X(field, type="quantitative", scale=alt.Scale(zero=False, nice=False), axis=axis)

    def y_of(field: str) -> Any:
        axis = alt.Axis(format=series[0].d3, tickCount=5, domain=False, ticks=False, **over_the_plot(y_title, -10))
        return alt.Y(field, type="quantitative", scale=vertical, axis=axis)

    drawn = (
        alt.Chart(alt.NamedData("rows"))
        .transform_fold([measure.field for measure in series], as_=["series", "height"])
        .mark_line(strokeWidth=2.5)
        .encode(
            x=x_of(x.field),
            y=y_of("height"),
            color=alt.Color("series:N", **strokes["color"]),
            strokeDash=alt.StrokeDash("series:N", **strokes["strokeDash"]),
        )
    )
    before = alt.Chart(alt.NamedData("baseline")).mark_line(strokeWidth=2)
    before = before.encode(
        x=x_of(x.field),
        y=y_of(series[0].field),
        color=alt.ColorDatum("baseline", **strokes["color"]),
        strokeDash=alt.StrokeDashDatum("baseline", **strokes["strokeDash"]),
    )
    across = alt.Chart(alt.NamedData("across")).encode(y=y_of("value"))
    down = alt.Chart(alt.NamedData("down")).encode(x=x_of("value"))
    marks = _marked(alt.Chart(alt.NamedData("marks")), x_of(x.field), y_of("value"))
    layers = [*([before] if baseline else []), drawn, *_rules(across, down), *marks]
    return alt.layer(*layers).properties(**FLUID, height=290)


def _strokes(series: tuple[Measure, ...], baseline: str) -> dict[str, Spec]:
    """Colour and dash of each line, the baseline's last, with a legend where there is more than one."""
    import altair as alt

    names = {measure.field: measure.title for measure in series} | ({"baseline": baseline} if baseline else {})
    fields: list[Any] = list(names)
    legend = alt.Legend(
        labelExpr=f"{json.dumps(list(names.values()))}[indexof({json.dumps(fields)}, datum.value)]",
        symbolType="stroke",
        offset=34,  # clear of the axis title
    )
    colours = [*COLOURS[: len(series)], INK_SOFT][: len(fields)]
    dashes = [*DASHES[: len(series)], (2, 3)][: len(fields)]
    scales = {"color": alt.Scale(domain=fields, range=colours), "strokeDash": alt.Scale(domain=fields, range=dashes)}
    return {name: {"scale": scale, "legend": legend if len(names) > 1 else None} for name, scale in scales.items()}


def _rules(across: Any, down: Any) -> list[Any]:
    """The two rules, and their words by the edge and by the axis."""
    import altair as alt

    rule: Spec = {"color": INK, "strokeDash": [2, 2]}
    by_the_edge = across.encode(x=alt.value(alt.ExprRef("width")), text="label:N")
    by_the_axis = down.encode(y=alt.value(alt.ExprRef("height")), text="label:N")
    places: list[Spec] = [
        {"align": "right", "baseline": "bottom", "dy": -4, "color": INK_SOFT},
        {"align": "left", "baseline": "bottom", "dx": 6, "dy": -5, "color": INK_SOFT},
    ]
    named = [
        chart.mark_text(**place, **halo)
        for chart, place in zip((by_the_edge, by_the_axis), places, strict=True)
        for halo in HALOED
    ]
    return [across.mark_rule(**rule), down.mark_rule(**rule), *named]


def _marked(marks: Any, x: Any, y: Any) -> list[Any]:
    """The points, and their words on the side on which there is room."""
    import altair as alt

    words = []
    middle = "(datum.side || 'right')"
    for side, dx in (("right", 10), ("left", -10)):
        placed = marks.transform_filter(f"{middle} === '{side}'").encode(x=x, y=y, text="label:N")
        place: Spec = {"align": "left" if dx > 0 else "right", "dx": dx, "dy": -9, "fontWeight": 600}
        place["limit"] = alt.ExprRef("width < 460 ? 150 : 220")
        words += [placed.mark_text(**place, **halo) for halo in HALOED]
    return [*points_of(marks, x=x, y=y), *words]
