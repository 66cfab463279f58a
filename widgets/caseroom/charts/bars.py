"""Bars by row: one measure, two beside each other, and the tornado of a sensitivity analysis."""

from __future__ import annotations

from typing import Any

from caseroom.charts.look import BLUE, BLUE_PALE, FLUID, INK, VERMILLION, Measure, Spec, remembered


@remembered
def bars_by_option(main: Measure, other: Measure) -> Any:
    """A pair of bars per row, named and numbered in place, so that two orders can be compared.

    Datasets: rows {label, <main>, <main>_label, <other>, <other>_label}; a <..>_label stands at its bar.
    """
    import altair as alt

    rows = alt.Chart(alt.NamedData("rows"))
    across = alt.Scale(range=[0, {"expr": "max(width - 132, 60)"}], zero=True, nice=False)  # room for the numbers
    offset = alt.Scale(domain=["", main.title, other.title], paddingInner=0.12)
    colour = alt.Scale(domain=[main.title, other.title], range=[BLUE, BLUE_PALE])
    down = alt.Y("label", type="nominal", sort=None, axis=None, scale=alt.Scale(paddingInner=0.1, paddingOuter=0))
    layers = [
        rows.mark_text(align="left", fontSize=13.5, fontWeight=600, baseline="middle").encode(
            x=alt.value(0), y=down, yOffset=alt.YOffsetDatum("", scale=offset), text="label:N"
        )
    ]
    for measure in (main, other):
        placed = rows.encode(y=down, yOffset=alt.YOffsetDatum(measure.title, scale=offset))
        length = alt.X(measure.field, type="quantitative", scale=across, axis=None)
        layers += [
            placed.mark_bar(cornerRadiusEnd=2, stroke=BLUE, strokeWidth=1).encode(
                x=length, color=alt.ColorDatum(measure.title, scale=colour)
            ),
            placed.mark_text(align="left", dx=7, baseline="middle").encode(x=length, text=f"{measure.field}_label:N"),
        ]
    return alt.layer(*layers).properties(**FLUID, height={"step": 64, "for": "position"})


@remembered
def bars(label: Measure, length: Measure) -> Any:
    """A bar per row with its number beside it. Datasets: rows {<label>, order, <length>, <length>_label}."""
    import altair as alt

    rows = alt.Chart(alt.NamedData("rows")).encode(
        x=alt.X(
            length.field, type="quantitative", axis=None,
            scale=alt.Scale(range=[0, {"expr": "max(width - 64, 60)"}], zero=True, nice=False),
        ),
        y=alt.Y(
            label.field, type="ordinal", sort=alt.EncodingSortField("order", op="min"),
            axis=alt.Axis(title=None, ticks=False, domain=False, labelColor=INK, labelFontSize=13),
        ),
    )  # fmt: skip
    return alt.layer(
        rows.mark_bar(color=VERMILLION, cornerRadiusEnd=2, height={"band": 0.5}),
        rows.mark_text(align="left", dx=7, baseline="middle").encode(text=f"{length.field}_label:N"),
    ).properties(**FLUID, height={"step": 54})


@remembered
def tornado() -> Any:
    """One bar a row from where it stands to what it becomes: hollow and ▽ for the low end, solid and △ for the high.

    Datasets: rows {label, base, low, high: places along the bar, low_label, high_label, low_side, high_side: "left" |
    "right" of the end where its label stands}; base {value, label}.
    """
    import altair as alt

    rows = alt.Chart(alt.NamedData("rows"))
    room = "min(96, width * 0.27)"  # for the numbers at the ends
    scale = alt.Scale(range=[{"expr": room}, {"expr": f"width - {room}"}], zero=False, nice=False)
    down = alt.Y("label", type="nominal", sort=None, axis=None, scale=alt.Scale(paddingInner=0.1, paddingOuter=0))
    offset = alt.Scale(domain=["label", "bar"], paddingInner=0)
    name, bar = (alt.YOffsetDatum(part, scale=offset) for part in ("label", "bar"))
    heading: Spec = {"align": "left", "baseline": "middle", "limit": alt.ExprRef("width")}
    halo = {"stroke": "#fff", "strokeWidth": 5}
    layers = [
        rows.mark_text(**look).encode(x=alt.value(0), y=down, yOffset=name, text="label:N")
        for look in (heading | halo, heading)
    ]
    labels: dict[str, Spec] = {"left": {"align": "right", "dx": -11}, "right": {"align": "left", "dx": 11}}
    for end, fill, shape in (("low", "#ffffff", "triangle-down"), ("high", BLUE, "triangle-up")):
        look: Spec = {"fill": fill, "stroke": BLUE, "strokeWidth": 1.5}
        at = alt.X(end, type="quantitative", scale=scale, axis=None)
        there = rows.encode(x=at, y=down, yOffset=bar)
        layers += [
            there.mark_bar(height=6, **look).encode(x2="base"),
            there.mark_point(size=150, opacity=1, shape=shape, **look),
            *(
                there.transform_filter(f"datum.{end}_side === '{side}'")
                .mark_text(baseline="middle", **placed)
                .encode(text=f"{end}_label:N")
                for side, placed in labels.items()
            ),
        ]
    base = alt.Chart(alt.NamedData("base")).encode(x=alt.X("value", type="quantitative", scale=scale, axis=None))
    line = base.mark_rule(color=INK, strokeDash=[2, 2])
    named = base.mark_text(align="center", baseline="bottom", fontWeight=600).encode(y=alt.value(-4), text="label:N")
    return alt.layer(line, *layers, named).properties(**FLUID, height={"step": 50, "for": "position"})
