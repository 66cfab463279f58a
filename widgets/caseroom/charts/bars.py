"""Bars by row: one measure, two beside each other, and the tornado of a sensitivity analysis."""

from __future__ import annotations

from typing import Any

from caseroom.charts.look import (
    BLUE,
    BLUE_PALE,
    INK,
    INK_SOFT,
    NAME,
    PURPLE,
    TEXT_SIZE,
    Measure,
    Spec,
    for_names,
    in_order,
    legend,
    names_above,
    said_above,
    widest,
)
from caseroom.charts.remembered import remembered

OF_KINDS = {"now": (INK, "#8d98a3"), "baseline": (INK_SOFT, "#ffffff"), "pinned": (PURPLE, "#d9bfcf")}
"""The two fills of a row that stands for a scenario, as the scenario's mark has them elsewhere."""


@remembered
def bars_by_option(main: Measure, other: Measure, unit: str = "") -> Any:
    """A pair of bars per row, named and numbered in place, so that two orders can be compared; `unit` of both.

    Datasets: rows {label, kind: "option" or one of MARKS, <main>, <main>_label, <other>, <other>_label}; a <..>_label
    stands at its bar; a row without a kind is an option. A row of the kind "unseen" has no numbers, but `words` that
    stand in the place of its bars. In tight rows both numbers stand beside the longer bar.
    """
    import altair as alt

    rows = alt.Chart(alt.NamedData("rows"))
    both = f"{main.field}_label", f"{other.field}_label"
    in_one = f"paired(data('rows'), '{both[0]}', '{both[1]}')"
    room = f"(tight ? widest({in_one}, {TEXT_SIZE}, 400, face) : {widest(*both)})"
    said = (f"tight ? paired([datum], '{both[0]}', '{both[1]}')[0] : datum.{both[0]}", f"tight ? '' : datum.{both[1]}")
    across = alt.Scale(range=[0, {"expr": f"max(width - 12 - {room}, 60)"}], zero=True, nice=False)
    down = in_order(paddingInner=0.1, paddingOuter=0)
    band = alt.Scale(
        domain=[main.title, other.title], range=[{"expr": "head"}, {"expr": "deep"}],
        paddingInner=0.12,
    )  # fmt: skip
    colour = alt.Scale(domain=[main.title, other.title], range=[BLUE, BLUE_PALE])
    layers = [names_above(rows)]
    for place, measure in enumerate((main, other)):
        placed = rows.encode(y=down, yOffset=alt.YOffsetDatum(measure.title, scale=band))
        length = alt.X(measure.field, type="quantitative", scale=across, axis=None)
        drawn: Spec = {"cornerRadiusEnd": 2, "strokeWidth": 1}
        options = placed.transform_filter("!datum.kind || datum.kind === 'option'")
        shown = alt.ColorDatum(measure.title, scale=colour, legend=legend((main.title, other.title)))
        layers.append(options.mark_bar(stroke=BLUE, **drawn).encode(x=length, color=shown))
        for kind, fills in OF_KINDS.items():
            scenario = placed.transform_filter(f"datum.kind === '{kind}'")
            layers.append(scenario.mark_bar(fill=fills[place], stroke=fills[0], **drawn).encode(x=length))
        number = placed.transform_filter("datum.kind !== 'unseen'").mark_text(
            align="left", dx=7, baseline="middle", text=alt.ExprRef(said[place]),
            x=alt.ExprRef(f"scale('x', tight ? max(datum.{main.field}, datum.{other.field}) : datum.{measure.field})"),
            dy=alt.ExprRef("tight ? (deep - head) / 4 - 0.6 : 0"),  # between the two bars, and clear of the next name
        )  # fmt: skip
        layers.append(number)
    layers.append(_unseen(rows))
    return alt.layer(*layers).properties(**for_names(64, inner=0.1, tight=True), **said_above(unit))


def _unseen(rows: Any) -> Any:
    import altair as alt

    said = rows.transform_filter("datum.kind === 'unseen'").mark_text(
        align="left", baseline="top", color=INK_SOFT, lineHeight=NAME,
        text=alt.ExprRef(f"folded(datum.words, stage - 12, {TEXT_SIZE}, 400, face)"),
        dy=alt.ExprRef(f"tight ? head - 1.8 : {NAME} * lines + 4"),
    )  # fmt: skip
    return said.encode(x=alt.value(0), y=in_order().bandPosition(0))


@remembered
def bars(length: Measure) -> Any:
    """A bar per row, its name above it and its number beside it. Datasets: rows {label, <length>, <length>_label}."""
    import altair as alt

    rows = alt.Chart(alt.NamedData("rows"))
    down = in_order(paddingInner=0.16, paddingOuter=0)
    band = alt.Scale(domain=["bar"], range=[{"expr": "head"}, {"expr": "deep"}])
    across = alt.Scale(
        range=[0, {"expr": f"max(width - 12 - {widest(f'{length.field}_label')}, 60)"}],
        domainMax={"expr": f"max(extent(pluck(data('rows'), '{length.field}'))[1] || 0, 1e-9)"},  # where all are nought
        zero=True, nice=False,
    )  # fmt: skip
    placed = rows.encode(
        x=alt.X(length.field, type="quantitative", axis=None, scale=across),
        y=down, yOffset=alt.YOffsetDatum("bar", scale=band),
    )  # fmt: skip
    name: Spec = {"size": 13, "weight": 400}
    return alt.layer(
        names_above(rows, **name),
        placed.mark_bar(color=BLUE, cornerRadiusEnd=2),
        placed.mark_text(align="left", dx=7, baseline="middle").encode(text=f"{length.field}_label:N"),
    ).properties(**for_names(46, **name, inner=0.16, tight=True), **said_above(length.axis_title))


@remembered
def tornado() -> Any:
    """One bar a row from where it stands to what it becomes: hollow and ▽ for the low end, solid and △ for the high.

    Datasets: rows {label, base, low, high: places along the bar, low_label, high_label, low_at, high_at: the place
    where its label stands, low_side, high_side: "left" | "right" of it}; base {value, label}.
    """
    import altair as alt

    rows = alt.Chart(alt.NamedData("rows"))
    room = f"(20 + {widest('low_label', 'high_label')})"  # for the numbers at the ends
    scale = alt.Scale(range=[{"expr": room}, {"expr": f"width - {room}"}], zero=False, nice=False)
    down = in_order(paddingInner=0.1, paddingOuter=0)
    band = alt.Scale(domain=["bar"], range=[{"expr": "head"}, {"expr": "deep"}])
    name: Spec = {"size": 12.5, "weight": 400}
    halo: Spec = {"stroke": "#fff", "strokeWidth": 5}
    layers = [names_above(rows, **name, look=look) for look in (halo, {})]
    labels: dict[str, Spec] = {"left": {"align": "right", "dx": -11}, "right": {"align": "left", "dx": 11}}
    for end, fill, shape in (("low", "#ffffff", "triangle-down"), ("high", BLUE, "triangle-up")):
        look: Spec = {"fill": fill, "stroke": BLUE, "strokeWidth": 1.5}
        at = alt.X(end, type="quantitative", scale=scale, axis=None)
        there = rows.encode(x=at, y=down, yOffset=alt.YOffsetDatum("bar", scale=band))
        label_at = alt.X(f"{end}_at", type="quantitative", scale=scale, axis=None)
        layers += [
            there.mark_bar(height=6, **look).encode(x2="base"),
            there.mark_point(size=150, opacity=1, shape=shape, **look),
            *(
                there.transform_filter(f"datum.{end}_side === '{side}'")
                .mark_text(baseline="middle", **placed)
                .encode(x=label_at, text=f"{end}_label:N")
                for side, placed in labels.items()
            ),
        ]
    base = alt.Chart(alt.NamedData("base"))
    line = base.mark_rule(color=INK, strokeDash=[2, 2])
    line = line.encode(x=alt.X("value", type="quantitative", scale=scale, axis=None))
    half = "widest([datum.label], 12.5, 600, face) / 2"  # of the very word: another dataset may come later
    inside = alt.ExprRef(f"clamp(scale('x', datum.value), {half}, width - {half})")
    named = base.mark_text(align="center", baseline="bottom", fontWeight=600, x=inside)
    named = named.encode(y=alt.value(-4), text="label:N")  # and no x: the field's would count before the clamped one
    return alt.layer(line, *layers, named).properties(**for_names(50, **name, inner=0.1))
