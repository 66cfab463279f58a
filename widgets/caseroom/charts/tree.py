"""A decision tree, written down like a table of contents: a line a node, each below and to the right of its parent."""

from __future__ import annotations

from typing import Any

from caseroom.charts.look import BLUE, FLUID, GREEN, INK, INK_SOFT, TEXT_SIZE, VERMILLION, Spec
from caseroom.charts.remembered import remembered

STEP, LINE = 26, 46  # px: to the right a level, down a node
SHAPES: dict[str, Spec] = {
    "choice": {"shape": "square", "fill": INK},
    "chance": {"shape": "circle", "fill": BLUE},
    "good": {"shape": "triangle-right", "fill": GREEN},
    "bad": {"shape": "triangle-right", "fill": "#fff", "stroke": VERMILLION},
}
"""A square decides, a circle is drawn, a triangle is an end: filled where it was right, hollow where it was wrong."""


@remembered
def tree(levels: int, nodes: int) -> Any:
    """A tree of so many levels (the root is level 0) and so many nodes, from above down.

    Datasets: rows {level, place: 0, 1, ... from above, kind of SHAPES, label: its words, said: its numbers, below
    them}; edges {level, place, x2, y2}: straight pieces, of a line to a parent.
    """
    import altair as alt

    across = alt.Scale(domain=[0, levels - 1], range=[10, 10 + STEP * (levels - 1)], nice=False, zero=False)
    down = alt.Scale(domain=[-0.4, nodes - 0.4], range=[0, LINE * nodes], nice=False, zero=False)
    x = alt.X("level", type="quantitative", scale=across, axis=None)
    y = alt.Y("place", type="quantitative", scale=down, axis=None)
    rows = alt.Chart(alt.NamedData("rows")).encode(x=x, y=y)
    lines = alt.Chart(alt.NamedData("edges")).mark_rule(color=INK_SOFT, strokeWidth=1.5)
    layers = [lines.encode(x=x, y=y, x2="x2", y2="y2")]
    for kind, look in SHAPES.items():
        here = rows.transform_filter(f"datum.kind === '{kind}'")
        layers.append(here.mark_point(**{"size": 130, "opacity": 1, "stroke": "#fff", "strokeWidth": 1.5, **look}))
    text: Spec = {"align": "left", "baseline": "middle", "dx": 14, "fontSize": TEXT_SIZE}
    looks: dict[str, Spec] = {
        "label": {"dy": -1, "color": INK, "fontWeight": 600},
        "said": {"dy": 16, "color": INK_SOFT, "fontWeight": 400},
    }
    for field, look in looks.items():
        named = rows.mark_text(**text, **look)
        layers.append(named.encode(text=f"{field}:N"))
    return alt.layer(*layers).properties(**FLUID, height=LINE * nodes)
