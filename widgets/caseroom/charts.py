"""Chart specifications: Vega-Lite, written with Altair, with empty named datasets that panels.chart feeds.

Every series differs in colour and in a second way (dash, shape, lightness or words). Titles are words of the
caller. Altair takes seconds to import, so a specification once made is kept on disk and read from there.
"""

from __future__ import annotations

import functools
import hashlib
import inspect
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseroom import client

Spec = dict[str, Any]

INK, INK_SOFT, RULE = "#1c2733", "#51606e", "#dcd8cc"
# Okabe & Ito (2008): colours that colour-blind readers tell apart; the pale one is for the lesser measure.
BLUE, VERMILLION, PURPLE = "#0072B2", "#D55E00", "#8a4a73"
BLUE_PALE = "#9ecae1"

_D3 = {"number": ",.0f", "decimal": ",.2f", "yuan": ",.2f", "seconds": ",.0f", "percent": ".0%"}


@dataclass(frozen=True)
class Measure:
    """A column of the rows: its field, the words for it, its format (as in case.toml)."""

    field: str
    title: str
    format: str = "number"

    @property
    def d3(self) -> str:
        return _D3[self.format]


def theme() -> Spec:
    """One look for all charts. The page adds its own font, so that Chinese text gets a Chinese one."""
    quiet = {"labelColor": INK_SOFT, "labelFontSize": 12}
    quiet |= {"titleColor": INK, "titleFontSize": 12.5, "titleFontWeight": 600}
    lines = {"domainColor": "#8b949c", "tickColor": "#8b949c", "gridColor": "#ece9df"}
    symbols = {"symbolSize": 190, "symbolStrokeWidth": 3, "rowPadding": 3, "columnPadding": 22}
    words = {"labelColor": INK, "labelFontSize": 12.5, "labelLimit": 260}
    return {
        "aria": False,  # the panel says in words what the picture shows
        "background": "#ffffff",
        "view": {"stroke": None},
        "padding": {"left": 2, "right": 10, "top": 4, "bottom": 4},
        "axis": {**quiet, **lines, "labelPadding": 6},
        "legend": {
            **quiet,
            **symbols,
            **words,
            "orient": "top",
            "title": None,
            "offset": 14,
            "columns": {"expr": "width < 460 ? 1 : 0"},
        },
        "text": {"color": INK, "fontSize": 12.5},
        "locale": {"number": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["¥", ""]}},
    }  # fmt: skip


def remembered(build: Callable[..., Any]) -> Callable[..., Spec]:
    """`build` gives an Altair chart; the result gives its specification, made once per machine."""

    @functools.wraps(build)
    def specification(*words: Any, **more: Any) -> Spec:
        code = b"".join(Path(file).read_bytes() for file in (__file__, inspect.getfile(build)))
        key = hashlib.sha256(code + repr((build.__name__, words, more)).encode()).hexdigest()
        path = client.home() / "cache" / f"chart-{key[:32]}.json"
        kept = _read(path)
        if kept is None:
            kept = build(*words, **more).to_dict(validate=False) | {"config": theme()}
            _write(path, kept)
        return kept

    return specification


def _read(path: Path) -> Spec | None:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) and "$schema" in kept else None


def _write(path: Path, spec: Spec) -> None:
    """Keep `spec` where that is possible; a chart without a cache is only slower."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
            json.dump(spec, file, ensure_ascii=False)
        os.replace(file.name, path)
    except OSError:
        pass


def over_the_plot(title: str, top: Any = 0) -> Any:
    """An axis title that reads from left to right, above its axis."""
    return {"title": title, "titleAngle": 0, "titleAlign": "left", "titleAnchor": "end",
            "titleBaseline": "bottom", "titleX": -36, "titleY": top}  # fmt: skip


# Where the levers stand, where they stood, what is pinned: told apart by shape, also without colour.
MARKS: dict[str, Spec] = {
    "baseline": {"size": 110, "filled": True, "fill": "#fff", "stroke": INK_SOFT, "strokeWidth": 2, "opacity": 1},
    "pinned": {"shape": "diamond", "size": 120, "filled": True, "color": PURPLE, "stroke": "#fff", "strokeWidth": 1.5,
               "opacity": 1},
    "now": {"size": 130, "filled": True, "color": INK, "stroke": "#fff", "strokeWidth": 2, "opacity": 1},
}  # fmt: skip
GLYPHS = {"baseline": "○", "pinned": "◆", "now": "●"}


def points_of(marks: Any, **where: Any) -> list[Any]:
    """A layer per kind of mark, each kind in its own shape."""
    return [
        marks.transform_filter(f"datum.kind === '{kind}'").mark_point(**look).encode(**where)
        for kind, look in MARKS.items()
    ]


@remembered
def line_with_target(x: Measure, lines: tuple[Measure, ...], baseline: str) -> Any:
    """Lines of shares over `x`, the first of them also as it is at the baseline, a target and marked points.

    Datasets: rows {x, one field per line}; baseline {x, <first line>}; band {x, low, middle, high}; target
    {value, label}; marks {x, value, kind of MARKS, label, wide and narrow: where the label stands on a plot so wide,
    as views.labels.Spot has it}.
    """
    import altair as alt

    fields: list[Any] = [*(line.field for line in lines), "baseline"]
    names = [*(line.title for line in lines), baseline]
    legend = alt.Legend(
        labelExpr=f"{json.dumps(names)}[indexof({json.dumps(fields)}, datum.value)]", symbolType="stroke"
    )

    def x_of(field: str) -> Any:
        axis = alt.Axis(title=x.title, format=x.d3, tickMinStep=1, grid=False, titlePadding=8)
        return alt.X(field, type="quantitative", scale=alt.Scale(zero=False, nice=False), axis=axis)

    def y_of(field: str) -> Any:
        axis = alt.Axis(title=None, format=lines[0].d3, tickCount=5, domain=False, ticks=False)
        return alt.Y(field, type="quantitative", scale=alt.Scale(domain=[0, 1]), axis=axis)

    at = {"x": x_of(x.field), "y": y_of("value")}
    colours = alt.Scale(domain=fields, range=[BLUE, VERMILLION, INK_SOFT])
    dashes = alt.Scale(domain=fields, range=[[1, 0], [7, 4], [2, 3]])
    drawn = (
        alt.Chart(alt.NamedData("rows"))
        .transform_fold(fields[:-1], as_=["series", "share"])
        .mark_line(strokeWidth=2.5)
        .encode(
            x=at["x"],
            y=y_of("share"),
            color=alt.Color("series:N", scale=colours, legend=legend),
            strokeDash=alt.StrokeDash("series:N", scale=dashes, legend=legend),
        )
    )
    before = (
        alt.Chart(alt.NamedData("baseline"))
        .mark_line(strokeWidth=2)
        .encode(
            x=at["x"],
            y=y_of(lines[0].field),
            color=alt.ColorDatum("baseline", scale=colours, legend=legend),
            strokeDash=alt.StrokeDashDatum("baseline", scale=dashes, legend=legend),
        )
    )
    target = alt.Chart(alt.NamedData("target"))
    rule = target.mark_rule(color=INK, strokeDash=[2, 2]).encode(y=at["y"])
    named = target.mark_text(align="right", baseline="top", dy=5, color=INK_SOFT).encode(
        x=alt.value(alt.ExprRef("width")), y=at["y"], text="label:N"
    )
    place = "(width < 460 ? datum.narrow : datum.wide)"
    spot = {f"label_{part}": f"{place}.{part}" for part in ("x", "y", "side")}
    marks = alt.Chart(alt.NamedData("marks")).transform_calculate(**spot)
    thin = marks.encode(**at)
    plumb = thin.transform_filter("datum.kind === 'now'").mark_rule(color=INK_SOFT).encode(y2=alt.datum(0))
    leader = thin.mark_rule(color=INK_SOFT).encode(x2="label_x", y2="label_y")
    words = [
        marks.transform_filter(f"datum.label_side === '{side}'")
        .mark_text(
            align="left" if side == "right" else "right",
            dx=9 * sign,
            baseline="middle",
            fontWeight=600,
            limit=alt.ExprRef("width < 460 ? 150 : 220"),
        )
        .encode(x=x_of("label_x"), y=y_of("label_y"), text="label:N")
        for side, sign in (("right", 1), ("left", -1))
    ]
    layers = [*_band(at["x"], y_of), before, drawn, rule, named, plumb, leader, *points_of(marks, **at), *words]
    return alt.layer(*layers).properties(**FLUID, height=290)


def _band(across: Any, y_of: Callable[[str], Any]) -> list[Any]:
    """Where nine of ten draws lie, as an area, and their middle, as a thin line."""
    import altair as alt

    rows = alt.Chart(alt.NamedData("band")).encode(x=across)
    return [
        rows.mark_area(color=BLUE, opacity=0.15).encode(y=y_of("low"), y2="high"),
        rows.mark_line(color=BLUE, strokeWidth=1).encode(y=y_of("middle")),
    ]


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
def columns_by_time(time: Measure, columns: Measure, steps: Measure, baseline: str) -> Any:
    """Two panels over one time axis, each with its own height: `columns` above, `steps` and levels below.

    Datasets: rows {time, <columns>, <steps>, and both at the baseline: <columns>_baseline, <steps>_baseline}; level
    {value, kind of MARKS, label, label_at: its height}, in the unit of `steps`.
    """
    import altair as alt

    across = alt.X(
        time.field, type="ordinal", sort=None,
        axis=alt.Axis(title=time.title, labelAngle=0, labelOverlap="greedy", labelSeparation=10, grid=False,
                      titlePadding=8),
    )  # fmt: skip
    upper = alt.Scale(range=[{"expr": "height * 0.46"}, 0], zero=True, nice=True)
    lower = alt.Scale(range=[{"expr": "height"}, {"expr": "height * 0.6"}], zero=True, nice=True)
    quiet: dict[str, Any] = {
        "tickCount": 4,
        "domain": False,
        "ticks": False,
        "orient": "left",
        "tickMinStep": 1,
    }
    rows = alt.Chart(alt.NamedData("rows"))

    axes = {
        columns.field: alt.Axis(format=columns.d3, **quiet, **over_the_plot(columns.title, -10)),
        steps.field: alt.Axis(format=steps.d3, **quiet, **over_the_plot(steps.title, {"expr": "height * 0.6 - 10"})),
    }
    legend = alt.Legend(symbolType="stroke", symbolDash=[2, 3], offset=30)  # clear of the axis title
    colour = alt.Scale(domain=[baseline], range=[INK_SOFT])

    def before(measure: Measure, scale: Any) -> Any:
        y = alt.Y(f"{measure.field}_baseline", type="quantitative", scale=scale, axis=axes[measure.field])
        line = rows.mark_line(interpolate="step", strokeWidth=2, strokeDash=[2, 3])
        return line.encode(x=across, y=y, color=alt.ColorDatum(baseline, scale=colour, legend=legend))

    calls = rows.mark_bar(color=BLUE, opacity=0.85).encode(
        x=across, y=alt.Y(columns.field, type="quantitative", scale=upper, axis=axes[columns.field])
    )
    staffed = rows.mark_line(interpolate="step", color=VERMILLION, strokeWidth=2.5).encode(
        x=across, y=alt.Y(steps.field, type="quantitative", scale=lower, axis=axes[steps.field])
    )
    level = alt.Chart(alt.NamedData("level"))
    height, edge = alt.Y("value", type="quantitative", scale=lower), alt.value(alt.ExprRef("width"))
    line = level.transform_filter("datum.kind === 'now'").mark_rule(color=INK, strokeDash=[2, 2]).encode(y=height)
    words = level.encode(x=edge, y=alt.Y("label_at", type="quantitative", scale=lower), text="label:N")
    beside: Spec = {
        "align": "right",
        "baseline": "middle",
        "dx": -12,
        "fontWeight": 600,
        "limit": alt.ExprRef("width < 460 ? 120 : 200"),
    }
    named = [words.mark_text(**beside, stroke="#fff", strokeWidth=5), words.mark_text(**beside)]  # first a halo
    below = alt.layer(before(steps, lower), staffed, line, *points_of(level, x=edge, y=height), *named)
    above = alt.layer(calls, before(columns, upper))
    return alt.layer(above, below).resolve_scale(y="independent").properties(**FLUID, height=360)


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


FLUID: Spec = {"width": "container", "autosize": {"type": "fit-x", "contains": "padding"}}
