"""Points of two measures with their names, and arrows from where they started."""

from __future__ import annotations

from typing import Any

from caseroom.charts.look import (
    BLUE,
    FLUID,
    INK_SOFT,
    MARKS,
    Measure,
    Spec,
    across_axis,
    up_axis,
    words,
)
from caseroom.charts.remembered import remembered

KINDS: dict[str, Spec] = {
    "option": {"shape": "square", "size": 90, "filled": True, "color": BLUE, "opacity": 1},
    **MARKS,
}


@remembered
def scatter(x: Measure, y: Measure) -> Any:
    """A named point a row, one shape a kind: "option" and those of MARKS. The vertical axis begins at nought.

    Datasets: rows {<x>, <y>, kind, label}; arrows {<x>, <y>, x2, y2}: thin lines from there to a point.
    """
    import altair as alt

    scale = alt.Scale(zero=False, nice=True, padding=14)
    horizontal = across_axis(x, grid=True, domain=False, ticks=False)
    across = alt.X(x.field, type="quantitative", scale=scale, axis=horizontal)
    down = alt.Y(y.field, type="quantitative", scale=alt.Scale(zero=True, nice=True), axis=up_axis(y))
    rows = alt.Chart(alt.NamedData("rows"))
    points = [
        rows.transform_filter(f"datum.kind === '{kind}'").mark_point(**look).encode(x=across, y=down)
        for kind, look in KINDS.items()
    ]
    arrows = alt.Chart(alt.NamedData("arrows")).mark_rule(color=INK_SOFT, strokeWidth=1, strokeDash=[2, 3])
    moved = arrows.encode(x=across, y=down, x2="x2", y2="y2")
    return alt.layer(moved, *points, words(rows.encode(x=across, y=down), weight=400)).properties(**FLUID, height=320)
