"""How a sum comes together: a bar for every part, each beginning where the one above it ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from caseroom.charts.look import (
    BLUE,
    GREEN,
    HALOED,
    INK,
    INK_SOFT,
    VERMILLION,
    Measure,
    Spec,
    for_names,
    in_order,
    names_above,
    said_above,
    widest,
)
from caseroom.charts.remembered import remembered

LOOKS: dict[str, Spec] = {
    "true": {"color": BLUE},
    "part": {"color": "#f6c9a8", "stroke": VERMILLION, "strokeWidth": 1},
    "less": {"color": "#c4e3d8", "stroke": GREEN, "strokeWidth": 1},
    "total": {"color": INK},
}


def from_to(
    start: tuple[str, float], changes: Sequence[tuple[str, float]], end: str, written: Callable[[float], str]
) -> list[dict[str, Any]]:
    """The rows of a waterfall that goes from one sum to another: `start`, what each change adds, and the `end`."""
    height = start[1]
    rows = [_row(*start, 0, start[1], "total", written)]
    for label, change in changes:
        rows.append(_row(label, change, height, height + change, "less" if change < 0 else "part", written))
        height += change
    return [*rows, _row(end, height, 0, height, "total", written)]


def _row(
    label: str, value: float, start: float, end: float, kind: str, written: Callable[[float], str]
) -> dict[str, Any]:
    sign = "+" if kind == "part" and value > 0 else ""
    return {
        "label": label, "kind": kind, "value": value, "value_label": f"{sign}{written(value)}",
        "from": start, "to": end, "end": max(start, end),
    }  # fmt: skip


@remembered
def waterfall(measure: Measure) -> Any:
    """Parts from the top down, each named above its bar and numbered beside it.

    Datasets: rows {label, from, to, end: the greater of the two, value_label, kind: "true" (what is sought), "part",
    "less" (a part that takes away, whose sign its number has) or "total"}.
    """
    import altair as alt

    rows = alt.Chart(alt.NamedData("rows"))
    room = f"(20 + {widest('value_label', weight=600)})"  # for the numbers
    across = alt.Scale(range=[0, {"expr": f"max(width - {room}, 60)"}], zero=True, nice=False)
    band = alt.Scale(domain=["bar"], range=[{"expr": "head"}, {"expr": "deep"}])
    down = in_order(paddingInner=0.12, paddingOuter=0)
    name: Spec = {"size": 13, "weight": 400}

    def x_of(field: str) -> Any:
        return alt.X(field, type="quantitative", scale=across, axis=None, title=measure.title)

    named = [names_above(rows, **name, look=halo | {"dx": 5}) for halo in HALOED]  # clear of the nought
    placed = rows.encode(y=down, yOffset=alt.YOffsetDatum("bar", scale=band))
    bars = [
        placed.transform_filter(f"datum.kind === '{kind}'").mark_bar(**look).encode(x=x_of("from"), x2="to")
        for kind, look in LOOKS.items()
    ]
    numbers = placed.mark_text(align="left", dx=7, baseline="middle", fontWeight=600).encode(
        x=x_of("end"), text="value_label:N"
    )
    nought = (
        alt.Chart(alt.NamedData("rows"))
        .mark_rule(color=INK_SOFT, strokeWidth=1)
        .encode(x=alt.XDatum(0, scale=across, axis=None))
    )
    rows_of: Spec = for_names(50, **name, inner=0.12) | said_above(measure.axis_title)
    return alt.layer(*bars, nought, *named, numbers).properties(**rows_of)
