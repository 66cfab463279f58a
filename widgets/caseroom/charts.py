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


@remembered
def line_with_target(x: Measure, lines: tuple[Measure, ...]) -> Any:
    """Lines of shares over `x` with a target and marked points.

    Datasets: rows {x, one field per line}; target {value, label}; marks {x, value, kind: "now" | "pinned",
    label, side: "left" | "right" of the point where the label stands, label_at: its height}.
    """
    import altair as alt

    fields: list[Any] = [line.field for line in lines]
    names = [line.title for line in lines]
    legend = alt.Legend(
        labelExpr=f"{json.dumps(names)}[indexof({json.dumps(fields)}, datum.value)]", symbolType="stroke"
    )
    across = alt.X(
        x.field, type="quantitative", scale=alt.Scale(zero=False, nice=False),
        axis=alt.Axis(title=x.title, format=x.d3, tickMinStep=1, grid=False, titlePadding=8),
    )  # fmt: skip
    shares = alt.Scale(domain=[0, 1])
    axis = alt.Axis(title=None, format=lines[0].d3, tickCount=5, domain=False, ticks=False)
    up = alt.Y("value", type="quantitative", scale=shares, axis=axis)
    drawn = (
        alt.Chart(alt.NamedData("rows"))
        .transform_fold(fields, as_=["series", "share"])
        .mark_line(strokeWidth=2.5)
        .encode(
            x=across,
            y=alt.Y("share", type="quantitative", scale=shares, axis=axis),
            color=alt.Color(
                "series:N", scale=alt.Scale(domain=fields, range=[BLUE, VERMILLION, PURPLE]), legend=legend
            ),
            strokeDash=alt.StrokeDash(
                "series:N", scale=alt.Scale(domain=fields, range=[[1, 0], [7, 4], [2, 3]]), legend=legend
            ),
        )
    )
    target = alt.Chart(alt.NamedData("target"))
    rule = target.mark_rule(color=INK, strokeDash=[2, 2]).encode(y=up)
    named = target.mark_text(align="right", baseline="top", dy=5, color=INK_SOFT).encode(
        x=alt.value(alt.ExprRef("width")), y=up, text="label:N"
    )
    marks = alt.Chart(alt.NamedData("marks"))
    here = marks.transform_filter("datum.kind === 'now'")
    plumb = here.mark_rule(color=INK_SOFT, strokeWidth=1).encode(x=across, y=up, y2=alt.datum(0))
    pinned = marks.transform_filter("datum.kind === 'pinned'").mark_point(
        shape="diamond", size=120, filled=True, color=PURPLE, stroke="#fff", strokeWidth=1.5, opacity=1
    )
    now = here.mark_point(size=130, filled=True, color=INK, stroke="#fff", strokeWidth=2, opacity=1)
    at_label = alt.Y("label_at", type="quantitative", scale=shares, axis=axis)
    words = [
        marks.transform_filter(f"datum.side === '{side}'")
        .mark_text(align="left" if side == "right" else "right", dx=9 * sign, baseline="middle", fontWeight=600)
        .encode(x=across, y=at_label, text="label:N")
        for side, sign in (("right", 1), ("left", -1))
    ]
    points = [layer.encode(x=across, y=up) for layer in (pinned, now)]
    return alt.layer(drawn, rule, named, plumb, *points, *words).properties(**FLUID, height=290)


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
def columns_by_time(time: Measure, columns: Measure, steps: Measure) -> Any:
    """Two panels over one time axis, each with its own height: `columns` above, `steps` and a level below.

    Datasets: rows {time, <columns>, <steps>}; level {value, label}, in the unit of `steps`.
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
    calls = rows.mark_bar(color=BLUE, opacity=0.85).encode(
        x=across,
        y=alt.Y(columns.field, type="quantitative", scale=upper,
                axis=alt.Axis(format=columns.d3, **quiet, **over_the_plot(columns.title, -10))),
    )  # fmt: skip
    staffed = rows.mark_line(interpolate="step", color=VERMILLION, strokeWidth=2.5).encode(
        x=across,
        y=alt.Y(steps.field, type="quantitative", scale=lower,
                axis=alt.Axis(format=steps.d3, **quiet,
                              **over_the_plot(steps.title, {"expr": "height * 0.6 - 10"}))),
    )  # fmt: skip
    level = alt.Chart(alt.NamedData("level")).encode(y=alt.Y("value", type="quantitative", scale=lower))
    line = level.mark_rule(color=INK, strokeDash=[2, 2])
    named = level.mark_text(align="right", baseline="bottom", dy=-4, fontWeight=600).encode(
        x=alt.value(alt.ExprRef("width")), text="label:N"
    )
    below = alt.layer(staffed, line, named)
    return alt.layer(calls, below).resolve_scale(y="independent").properties(**FLUID, height=360)


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
    layers = [
        rows.mark_text(align="left", baseline="middle", limit=alt.ExprRef("width")).encode(
            x=alt.value(0), y=down, yOffset=name, text="label:N"
        )
    ]
    labels: dict[str, Any] = {"left": {"align": "right", "dx": -10}, "right": {"align": "left", "dx": 10}}
    for end, fill, shape in (("low", "#ffffff", "triangle-down"), ("high", BLUE, "triangle-up")):
        look: dict[str, Any] = {"fill": fill, "stroke": BLUE, "strokeWidth": 1.5}
        at = alt.X(end, type="quantitative", scale=scale, axis=None)
        there = rows.encode(x=at, y=down, yOffset=bar)
        layers += [
            there.mark_bar(height=10, **look).encode(x2="base"),
            there.mark_point(size=80, opacity=1, shape=shape, **look),
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
