"""Points of two measures with their names, and arrows from where they started."""

from __future__ import annotations

from typing import Any

from caseroom.charts.look import (
    BLUE,
    FLUID,
    HALOED,
    INK_SOFT,
    MARKS,
    Measure,
    Spec,
    over_the_plot,
    remembered,
)

SIDES = (("right", 11), ("left", -11))
KINDS: dict[str, Spec] = {
    "option": {"shape": "square", "size": 90, "filled": True, "color": BLUE, "opacity": 1},
    **MARKS,
}


@remembered
def scatter(x: Measure, y: Measure) -> Any:
    """A named point a row, one shape a kind: "option" and those of MARKS.

    Datasets: rows {<x>, <y>, kind, label, side: of the point on which its name stands, "right" or "left"}; arrows
    {<x>, <y>, x2, y2}: thin lines from there to a point.
    """
    import altair as alt

    def at(field: str, measure: Measure, channel: Any, **axis: Any) -> Any:
        scale = alt.Scale(zero=False, nice=True, padding=18)
        drawn = alt.Axis(format=measure.d3, tickCount=5, domain=False, ticks=False, **axis)
        return channel(field, type="quantitative", scale=scale, axis=drawn)

    across = at(x.field, x, alt.X, title=x.title, titlePadding=8)
    down = at(y.field, y, alt.Y, **over_the_plot(y.title, -10))
    rows = alt.Chart(alt.NamedData("rows"))
    points = [
        rows.transform_filter(f"datum.kind === '{kind}'").mark_point(**look).encode(x=across, y=down)
        for kind, look in KINDS.items()
    ]
    arrows = alt.Chart(alt.NamedData("arrows")).mark_rule(color=INK_SOFT, strokeWidth=1, strokeDash=[2, 3])
    words = []
    # Names of options stand above their points and those of marks below: a mark often lies on an option.
    for side, dx, kind, dy in ((s, d, k, y) for s, d in SIDES for k, y in (("===", -9), ("!==", 9))):
        chosen = f"datum.side === '{side}' && datum.kind {kind} 'option'"
        named = rows.transform_filter(chosen).encode(x=across, y=down, text="label:N")
        place: Spec = {"align": "left" if dx > 0 else "right", "dx": dx, "dy": dy, "baseline": "middle"}
        place["limit"] = alt.ExprRef("width < 460 ? 130 : 240")
        words += [named.mark_text(**place, **halo) for halo in HALOED]
    moved = arrows.encode(x=across, y=down, x2="x2", y2="y2")
    return alt.layer(moved, *points, *words).properties(**FLUID, height=320)
