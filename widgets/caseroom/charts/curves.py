"""Lines of one measure or more over another, with the first as it is at the baseline, rules and marked points."""

from __future__ import annotations

import json
from typing import Any

from caseroom.charts.look import (
    BLUE,
    FLUID,
    GREEN,
    INK,
    INK_SOFT,
    PURPLE,
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

COLOURS = (BLUE, VERMILLION, GREEN, PURPLE)
DASHES = ((1, 0), (7, 4), (2, 3), (9, 3, 2, 3))


@remembered
def curves(
    x: Measure,
    series: tuple[Measure, ...],
    height: Measure,
    baseline: str = "",
    domain: tuple[float, float] | None = None,
    zero: bool = True,
    colours: tuple[int, ...] = (),
) -> Any:
    """Up to four lines of one format over `x`; `height` says what all of them measure.

    baseline: the legend's word for the dotted line, "" for none.
    colours: of each line the place in COLOURS, where an option has its colour from another chart; else their order.
    domain: the ends of the vertical axis, else they follow the rows (from zero, unless `zero` is False).
    Datasets: rows {<x>, one field per series, but for those that are not drawn yet}; baseline {<x>, <first series>};
    across {value, label}: a horizontal rule; down {value, label}: a vertical one; marks {<x>, value, kind of MARKS,
    label}. A student's predictions come on top (`carrying_guesses`).
    """
    import altair as alt

    strokes = _strokes(series, baseline, colours or tuple(range(len(series))))
    vertical = alt.Scale(domain=list(domain)) if domain else alt.Scale(zero=zero, nice=True)

    horizontal, up = across_axis(x), up_axis(height)

    def x_of(field: str) -> Any:
        return alt.X(field, type="quantitative", scale=alt.Scale(zero=False, nice=False), axis=horizontal)

    def y_of(field: str) -> Any:
        return alt.Y(field, type="quantitative", scale=vertical, axis=up)

    drawn = (
        alt.Chart(alt.NamedData("rows"))
        .transform_fold([measure.field for measure in series], as_=["series", "height"])
        .transform_filter("isValid(datum.height)")
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
    marks = alt.Chart(alt.NamedData("marks")).encode(x=x_of(x.field), y=y_of("value"))
    points = points_of(marks, x=x_of(x.field), y=y_of("value"))
    guess = guessed_curve(x_of(x.field), y_of("value"))
    named = words(marks).encode(color=in_its_colour(INK))
    layers = [*([before] if baseline else []), drawn, guess, *_rules(across, down), *points, named]
    return alt.layer(*layers).properties(**FLUID, height=290, **carrying_guesses(x.field, "across"))


def _strokes(series: tuple[Measure, ...], baseline: str, places: tuple[int, ...]) -> dict[str, Spec]:
    """Colour and dash of each line, the baseline's last, with a legend where there is more than one."""
    import altair as alt

    names = {measure.field: measure.title for measure in series} | ({"baseline": baseline} if baseline else {})
    fields: list[Any] = list(names)
    said = f"{json.dumps(list(names.values()))}[indexof({json.dumps(fields)}, datum.value)]"
    always = ["baseline"] if baseline else []
    values = f"drawnOf({json.dumps([measure.field for measure in series])}, data('rows'), {json.dumps(always)})"
    drawn: Spec = {"values": {"expr": values}}  # a line that is not drawn yet has no place there
    key = legend(tuple(names.values()), said, symbolType="stroke", **drawn) if len(names) > 1 else None
    colours = [*(COLOURS[place] for place in places), INK_SOFT][: len(fields)]
    dashes = [*DASHES[: len(series)], (2, 3)][: len(fields)]
    scales = {"color": alt.Scale(domain=fields, range=colours), "strokeDash": alt.Scale(domain=fields, range=dashes)}
    return {name: {"scale": scale, "legend": key} for name, scale in scales.items()}


def _rules(across: Any, down: Any) -> list[Any]:
    """The two rules and their words."""
    look: Spec = {"color": INK, "strokeDash": [10, 4], "strokeWidth": 1}  # dots are the baseline's
    both = ((across, "across"), (down, "down"))
    named = [words(of, kind, 400).encode(color=in_its_colour(INK_SOFT)) for of, kind in both]
    return [*rules(across, look), *rules(down, look), *named]
