"""How a sum comes together: a bar for every part, each beginning where the one above it ends."""

from __future__ import annotations

from typing import Any

from caseroom.charts.look import BLUE, FLUID, HALOED, INK, INK_SOFT, VERMILLION, Measure, Spec, remembered

LOOKS: dict[str, Spec] = {
    "true": {"color": BLUE},
    "part": {"color": "#f6c9a8", "stroke": VERMILLION, "strokeWidth": 1},
    "total": {"color": INK},
}


@remembered
def waterfall(measure: Measure) -> Any:
    """Parts from the top down, each named above its bar and numbered beside it.

    Datasets: rows {label, from, to, end: the greater of the two, value_label, kind: "true" (what is sought), "part"
    or "total"}.
    """
    import altair as alt

    rows = alt.Chart(alt.NamedData("rows"))
    across = alt.Scale(range=[0, {"expr": "max(width - 74, 60)"}], zero=True, nice=False)  # room for the numbers
    offset = alt.Scale(domain=["name", "bar"], paddingInner=0.05)
    down = alt.Y("label", type="nominal", sort=None, axis=None, scale=alt.Scale(paddingInner=0.12, paddingOuter=0))

    def x_of(field: str) -> Any:
        return alt.X(field, type="quantitative", scale=across, axis=None, title=measure.title)

    place: Spec = {"align": "left", "fontSize": 13, "baseline": "middle"}
    named = [
        rows.mark_text(**place, **halo).encode(
            x=alt.value(0), y=down, yOffset=alt.YOffsetDatum("name", scale=offset), text="label:N"
        )
        for halo in HALOED
    ]
    placed = rows.encode(y=down, yOffset=alt.YOffsetDatum("bar", scale=offset))
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
    return alt.layer(*bars, nought, *named, numbers).properties(**FLUID, height={"step": 54, "for": "position"})
