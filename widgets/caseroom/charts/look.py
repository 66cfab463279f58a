"""What all charts share: measures, colours, marks and one look.

Specifications are Vega-Lite, written with Altair, with empty named datasets that panels.chart feeds. Every series
differs in colour and in a second way (dash, shape, lightness or words). Titles are words of the caller.
Altair takes seconds to import, so it is imported where a chart is built, which is once (`remembered`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from caseroom.formats import FORMATS, Kind

Spec = dict[str, Any]

INK, INK_SOFT, RULE = "#1c2733", "#51606e", "#dcd8cc"
# Okabe & Ito (2008): colours that colour-blind readers tell apart; the pale one is for the lesser measure.
BLUE, VERMILLION, PURPLE, GREEN = "#0072B2", "#D55E00", "#8a4a73", "#00725a"
BLUE_PALE = "#9ecae1"
BLUES, ORANGES = ("#eaf2f8", "#5fa3d0", "#08406e"), ("#fdf1e6", "#ee9a58", "#7f2d00")
"""From nearly white to dark in one hue, so that the order also shows without colour."""

TEXT_SIZE = 12.5
"""px: how large the words of a chart are."""

FLUID: Spec = {"width": "container", "autosize": {"type": "fit-x", "contains": "padding", "resize": True}}

_NEEDS_A_UNIT = ("decimal", "precise", "points")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Measure:
    """A column of the rows: its field, the words for it, its format (as in case.toml), its unit.

    Words that count something ("Calls per hour", "Yuan per call") say their unit themselves, and shares have "%".
    """

    field: str
    title: str
    format: Kind = "number"
    unit: str = ""

    @property
    def numbers(self) -> Spec:
        """How its axis or its legend writes numbers."""
        how = FORMATS[self.format]
        if how.shown_scale == 1:
            return {"format": how.d3}
        return {"labelExpr": f"format(datum.value * {how.shown_scale}, '{how.d3}')"}

    @property
    def is_whole(self) -> bool:
        """Whether there is nothing between two whole numbers of the model's unit."""
        return self.format == "number"

    @property
    def named(self) -> str:
        """The title with its unit."""
        if not self.unit:
            return self.title
        return f"{self.title}（{self.unit}）" if _CHINESE.search(self.title) else f"{self.title}, {self.unit}"

    @property
    def axis_title(self) -> str:
        """The same; ValueError for numbers whose unit nobody could know."""
        if self.format.partition("*")[0] in _NEEDS_A_UNIT and not self.unit:
            raise ValueError(f"an axis of {self.format}s needs a unit: {self.title!r}")
        return self.named


def theme() -> Spec:
    """One look for all charts. The page adds its own font, so that Chinese text gets a Chinese one."""
    quiet = {"labelColor": INK_SOFT, "labelFontSize": 12}
    quiet |= {"titleColor": INK, "titleFontSize": 12.5, "titleFontWeight": 600}
    lines = {"domainColor": "#8b949c", "tickColor": "#8b949c", "gridColor": "#ece9df"}
    symbols = {"symbolSize": 190, "symbolStrokeWidth": 3, "rowPadding": 3, "columnPadding": 22}
    words = {"labelColor": INK, "labelFontSize": TEXT_SIZE, "labelLimit": 0}
    return {
        "aria": False,  # the panel says in words what the picture shows
        "background": "#ffffff",
        "view": {"stroke": None},
        "padding": {"left": 2, "right": 10, "top": 8, "bottom": 6},
        "axis": {**quiet, **lines, "labelPadding": 6, "labelLimit": 0, "titleLimit": 0},
        "legend": {
            **quiet,
            **symbols,
            **words,
            "orient": "top",
            "title": None,
        },
        "text": {"color": INK, "fontSize": TEXT_SIZE},
        "locale": {"number": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["¥", ""]}},
    }  # fmt: skip


def over_the_plot(title: str, top: Any = -10) -> Spec:
    """An axis title that reads from left to right, above its axis."""
    return {"title": title, "titleAngle": 0, "titleAlign": "left", "titleAnchor": "end",
            "titleBaseline": "bottom", "titleX": -36, "titleY": top}  # fmt: skip


def across_axis(measure: Measure, **more: Any) -> Any:
    """A horizontal axis of numbers, with as many ticks as have room for theirs; of counts only whole ones."""
    import altair as alt

    whole: Spec = {"tickMinStep": 1} if measure.is_whole else {}
    return alt.Axis(
        title=measure.axis_title, titlePadding=8, labelFlush=True, labelOverlap=False,
        tickCount={"expr": "max(2, floor(width / 66))"}, **{"grid": False, **measure.numbers, **whole, **more},
    )  # fmt: skip


def up_axis(measure: Measure, top: Any = -10, **more: Any) -> Any:
    """A vertical axis of numbers, without a line of its own, its title above it."""
    import altair as alt

    whole: Spec = {"tickMinStep": 1} if measure.is_whole else {}
    quiet: Spec = {"tickCount": 5, "domain": False, "ticks": False, **whole, **more}
    return alt.Axis(**measure.numbers, **quiet, **over_the_plot(measure.axis_title, top))


def legend(words: Sequence[str], label: str = "datum.label", **more: Any) -> Any:
    """A legend of these words, in as many columns as have room; `label` is the expression for an entry's.

    A line's sample is as long as it takes to tell its dashes from another's.
    """
    import altair as alt

    if more.get("symbolType") == "stroke":
        more["symbolSize"] = SAMPLE**2
    columns = {"expr": f"columnsFor({json.dumps(list(words))}, stage - 70, {TEXT_SIZE}, face)"}
    return alt.Legend(labelExpr=f"folded({label}, stage - 90, {TEXT_SIZE}, 400, face)", columns=columns, **more)


def words(beside: Any, kind: str = "points", weight: int = 600, **look: Any) -> Any:
    """A layer of words that the page places (panels/chart_words.js): each row's `label`, beside its point, or along the
    rule of its row: kind "across" for one that lies, "down" for one that stands. Points without words take no room."""
    named = beside.transform_filter("datum.label").mark_text(fontWeight=weight, **look).encode(text="label:N")
    return named.properties(name=f"words_{kind}")


def names_above(rows: Any, size: float = 13.5, weight: int = 600, look: Spec | None = None) -> Any:
    """A layer with each row's `label` at the left, in as many lines as it takes; see `for_names`."""
    import altair as alt

    folded = f"folded(datum.label, stage - 12, {size}, {weight}, face)"
    own: Spec = {"align": "left", "baseline": "top", "fontSize": size, "fontWeight": weight, "lineHeight": NAME}
    own |= {"text": alt.ExprRef(folded), "dy": alt.ExprRef(f"{NAME} * (lines - length({folded}))")}
    return rows.mark_text(**own, **(look or {})).encode(x=alt.value(0), y=in_order().bandPosition(0))


SAMPLE = 14
"""px: of a line in a legend. A longer one makes its row higher on a phone, out of the plot."""

NAME = 18
"""px: the height of a line of a row's name."""


def in_order(**more: Any) -> Any:
    """The rows by their `label`, one below the other as they come; `more` is of the scale."""
    import altair as alt

    scale = alt.Scale(domain=alt.ExprRef("pluck(data('rows'), 'label')"), **more)
    return alt.Y("label", type="nominal", axis=None, scale=scale)


TIGHT = "(28 + wider)"
"""px, as an expression: a row above the levers of a small phone, where as many as can be are to be in sight."""
WIDER = "test(/[\u4e00-\u9fff]/, join(pluck(data('rows'), 'label'), '')) ? 2 : 0"
"""The same: what a line of Chinese takes more than one of Latin letters."""


def for_names(
    step: int, size: float = 13.5, weight: int = 600, inner: float | None = None, tight: bool = False
) -> Spec:
    """Properties of a chart whose rows, `step` px high, have their names above them: they grow with the longest.

    inner: the part of a row that is free below it, in a chart of which only the row with a long name grows (a row's
    place is that of its name's last line). tight: whether its rows are `TIGHT` above the levers of a small phone; there
    `tight` is true in its expressions. `head` is how far below its place what a row shows begins, `deep` where it ends.
    """
    texts = "pluck(data('rows'), 'label')"
    of_name = f"stage - 12, {size}, {weight}, face"
    even = {"lines": f"mostLines({texts}, {of_name})", "y_step": f"{step} + {NAME} * (lines - 1)"}
    own = {
        "lines": "1",
        "y_step": f"tight ? {TIGHT} : {step}",
        "tops": f"rowTops({texts}, {of_name}, {NAME}, y_step)",
        "height": "peek(tops)",
    }
    ends = {"tight": "false", "wider": WIDER, "head": f"tight ? {NAME - 2} + wider * 0.75 : {NAME} * lines"}
    ends["deep"] = "bandwidth('y')" if inner is None else f"tight ? y_step - 2 : y_step * (1 - {inner})"
    return {
        "width": "container",
        "autosize": {"type": "pad", "contains": "padding"},  # no axis takes of the width
        "height": {"step": step, "for": "position"},
        "usermeta": {
            "signals": {**(even if inner is None else own), **ends},
            **({"short": {"tight": "stage < 520"}} if tight else {}),
        },
    }


def said_above(title: str) -> Spec:
    """Properties of a chart of bars without an axis: what they measure, above them."""
    import altair as alt

    look: Spec = {"anchor": "start", "frame": "group", "fontSize": 12.5, "fontWeight": 600, "color": INK, "offset": 12}
    return {"title": alt.Title(title, **look)} if title else {}


def widest(*fields: str, weight: int = 400) -> str:
    """An expression: the px that the longest text in these fields of the rows takes."""
    each = (f"widest(pluck(data('rows'), '{field}'), {TEXT_SIZE}, {weight}, face)" for field in fields)
    return f"max({', '.join(each)}, 0)"


# Where the levers stand, where they stood, what is pinned: told apart by shape, also without colour.
MARKS: dict[str, Spec] = {
    "baseline": {"size": 110, "filled": True, "fill": "#fff", "stroke": INK_SOFT, "strokeWidth": 2, "opacity": 1},
    "pinned": {"shape": "diamond", "size": 120, "filled": True, "color": PURPLE, "stroke": "#fff", "strokeWidth": 1.5,
               "opacity": 1},
    "now": {"size": 130, "filled": True, "color": INK, "stroke": "#fff", "strokeWidth": 2, "opacity": 1},
}  # fmt: skip
HALO: Spec = {"stroke": "#fff", "strokeWidth": 4}
"""Of a text that is drawn first, so that lines stay out of the letters of the same text drawn over it."""

HALOED: tuple[Spec, Spec] = (HALO, {})
"""A text drawn so twice."""

GUESS = "#7a5200"
GUESSED: Spec = {"color": GUESS, "strokeDash": [5, 3], "strokeWidth": 2}
"""A student's own prediction, as a rule or a curve."""

MARKS["guess"] = {"shape": "square", "size": 110, "filled": True, "color": GUESS, "stroke": "#fff", "strokeWidth": 1.5,
                  "opacity": 1}  # fmt: skip

GLYPHS = {"baseline": "○", "pinned": "◆", "now": "●", "guess": "■"}


def rules(drawn: Any, look: Spec) -> list[Any]:
    """A layer of rules as `look` has it, and one of those that are guesses."""
    return [
        drawn.transform_filter("datum.kind !== 'guess'").mark_rule(**look),
        drawn.transform_filter("datum.kind === 'guess'").mark_rule(**GUESSED),
    ]


def in_its_colour(others: str) -> Any:
    """The colour of words, of which a guess has its own."""
    import altair as alt

    return alt.condition("datum.kind === 'guess' || datum.kind === 'guess_curve'", alt.value(GUESS), alt.value(others))


def guessed_curve(x: Any, y: Any) -> Any:
    """A layer with the curve that a student has drawn, from the dataset "guess" with rows {<x>, value}."""
    import altair as alt

    look: Spec = {"shape": "square", "filled": True, "color": GUESS, "size": 36, "opacity": 1}
    return alt.Chart(alt.NamedData("guess")).mark_line(point=look, **GUESSED).encode(x=x, y=y)


def carrying_guesses(x: str, across: str) -> Spec:
    """Properties of a chart on which a student's predictions may stand, over `x`, with the dataset of its rules across.

    Beside it are datasets down {value, label}, marks {<x>, value, kind, label} and guess {<x>, value}.
    """
    return {"usermeta": {"guess": {"x": x, "across": across}}}


def points_of(marks: Any, **where: Any) -> list[Any]:
    """A layer per kind of mark, each kind in its own shape."""
    return [
        marks.transform_filter(f"datum.kind === '{kind}'").mark_point(**look).encode(**where)
        for kind, look in MARKS.items()
    ]
