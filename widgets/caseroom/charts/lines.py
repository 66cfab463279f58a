"""A share over something one chooses, against a target, with the band in which most draws lie."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from caseroom.charts.look import (
    BLUE,
    FLUID,
    INK,
    INK_SOFT,
    VERMILLION,
    Measure,
    Spec,
    across_axis,
    carrying_guesses,
    guessed_curve,
    in_its_colour,
    legend,
    points_of,
    rules,
    up_axis,
    words,
)
from caseroom.charts.remembered import remembered

Channel = Callable[[str], Any]


@remembered
def line_with_target(x: Measure, lines: tuple[Measure, ...], height: Measure, baseline: str) -> Any:
    """Lines of shares over `x`, the first of them also as it is at the baseline, a target and marked points.

    `height` says what all of them measure.
    Datasets: rows {x, one field per line}; baseline {x, <first line>}; band {x, low, middle, high}; target
    {value, label}; marks {x, value, kind of MARKS, label}. A student's predictions come on top (`carrying_guesses`).
    """
    import altair as alt

    horizontal, up = across_axis(x), up_axis(height)

    def x_of(field: str) -> Any:
        return alt.X(field, type="quantitative", scale=alt.Scale(zero=False, nice=False), axis=horizontal)

    def y_of(field: str) -> Any:
        return alt.Y(field, type="quantitative", scale=alt.Scale(domain=[0, 1]), axis=up)

    across = x_of(x.field)
    layers = [
        *_band(across, y_of),
        *_drawn(across, y_of, lines, baseline),
        guessed_curve(across, y_of("value")),
        *_rules(x_of("value"), y_of("value")),
        *_marked(x_of, y_of, x.field),
    ]
    return alt.layer(*layers).properties(**FLUID, height=290, **carrying_guesses(x.field, "target"))


def _drawn(across: Any, y_of: Channel, lines: tuple[Measure, ...], baseline: str) -> list[Any]:
    """The first line as it is at the baseline, then all of them."""
    import altair as alt

    fields: list[Any] = [*(line.field for line in lines), "baseline"]
    names = [*(line.title for line in lines), baseline]
    said = f"{json.dumps(names)}[indexof({json.dumps(fields)}, datum.value)]"
    key = legend(names, said, symbolType="stroke")
    colour: Spec = {"scale": alt.Scale(domain=fields, range=[BLUE, VERMILLION, INK_SOFT]), "legend": key}
    dash: Spec = {"scale": alt.Scale(domain=fields, range=[[1, 0], [7, 4], [2, 3]]), "legend": key}
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


def _rules(across: Any, height: Any) -> list[Any]:
    """The target, and what else lies or stands across, with their names."""
    import altair as alt

    look: Spec = {"color": INK, "strokeDash": [10, 4], "strokeWidth": 1}  # dots are the baseline's
    lying = alt.Chart(alt.NamedData("target")).encode(y=height)
    standing = alt.Chart(alt.NamedData("down")).encode(x=across)
    named = [
        words(of, kind, 400).encode(color=in_its_colour(INK_SOFT))
        for of, kind in ((lying, "across"), (standing, "down"))
    ]
    return [*rules(lying, look), *rules(standing, look), *named]


def _marked(x_of: Channel, y_of: Channel, field: str) -> list[Any]:
    """The points, the levers' with a plumb line, and their words."""
    import altair as alt

    at = {"x": x_of(field), "y": y_of("value")}
    marks = alt.Chart(alt.NamedData("marks"))
    now = marks.transform_filter("datum.kind === 'now'").encode(**at)
    plumb = now.mark_rule(color=INK_SOFT).encode(y2=alt.datum(0))
    named = words(marks.encode(**at)).encode(color=in_its_colour(INK))
    return [plumb, *points_of(marks, **at), named]


def _band(across: Any, y_of: Channel) -> list[Any]:
    """Where nine of ten draws lie, as an area, and their middle, as a thin line."""
    import altair as alt

    rows = alt.Chart(alt.NamedData("band")).encode(x=across)
    return [
        rows.mark_area(color=BLUE, opacity=0.15).encode(y=y_of("low"), y2="high"),
        rows.mark_line(color=BLUE, strokeWidth=1).encode(y=y_of("middle")),
    ]
