"""A cobweb: next month over this month, the diagonal on which nothing moves, and the steps in between."""

from __future__ import annotations

import json
from typing import Any

from caseroom.charts.look import (
    BLUE,
    FLUID,
    HALOED,
    INK,
    INK_SOFT,
    VERMILLION,
    Measure,
    Spec,
    over_the_plot,
    remembered,
)


@remembered
def cobweb(now: Measure, then: Measure, diagonal: str, steps: str, baseline: str) -> Any:
    """Both measures are shares. `diagonal`, `steps` and `baseline` are the legend's words.

    Datasets: rows {<now>, <then>}: the curve; baseline {<now>, <then>}; steps {<now>, <then>, order}; rest {<now>,
    label, holds: true or false}: where nothing moves.
    """
    import altair as alt

    words = [then.title, diagonal, steps, baseline]
    legend = alt.Legend(symbolType="stroke", offset=34)
    colour = alt.Scale(domain=words, range=[BLUE, INK_SOFT, VERMILLION, INK_SOFT])
    dash = alt.Scale(domain=words, range=[[1, 0], [6, 4], [1, 0], [2, 3]])
    shares = alt.Scale(domain=[0, 1])

    def at(field: str, channel: Any, **axis: Any) -> Any:
        drawn = alt.Axis(format=now.d3, tickCount=5, domain=False, ticks=False, **axis)
        return channel(field, type="quantitative", scale=shares, axis=drawn)

    above = over_the_plot(then.title, -10)
    place = {"x": at(now.field, alt.X, title=now.title, titlePadding=8), "y": at(then.field, alt.Y, **above)}

    def line(name: str, word: str, **look: Any) -> Any:
        look = {"strokeWidth": 2.5, **look}
        return (
            alt.Chart(alt.NamedData(name))
            .transform_calculate(line=json.dumps(word))
            .mark_line(**look)
            .encode(
                **place,
                color=alt.Color("line:N", scale=colour, legend=legend),
                strokeDash=alt.StrokeDash("line:N", scale=dash, legend=legend),
            )
        )

    path = line("steps", steps, strokeWidth=1.5).encode(order="order:Q")
    layers = [
        line("diagonal", diagonal, strokeWidth=1.5),
        line("baseline", baseline, strokeWidth=2),
        line("rows", then.title),
        path,
    ]
    rest = alt.Chart(alt.NamedData("rest")).encode(x=place["x"], y=at(now.field, alt.Y, **above))
    return alt.layer(*layers, *_resting(rest, now.field)).properties(**FLUID, height=360)


def _resting(rest: Any, field: str) -> list[Any]:
    """The points at which nothing moves, filled where they hold, and their names on the side with room."""
    looks: dict[str, Spec] = {"true": {"fill": INK, "stroke": "#fff"}, "false": {"fill": "#fff", "stroke": INK}}
    points = [
        rest.transform_filter(f"datum.holds === {holds}").mark_point(
            size=120, filled=True, opacity=1, strokeWidth=2, **look
        )
        for holds, look in looks.items()
    ]
    named = []
    for side, test in (("left", "datum.share < 0.6"), ("right", "datum.share >= 0.6")):
        chosen = rest.transform_calculate(share=f"datum.{field}").transform_filter(test).encode(text="label:N")
        look: Spec = {"align": side, "dx": 10 if side == "left" else -10, "dy": 12 if side == "left" else -12}
        named += [chosen.mark_text(**look, **halo) for halo in HALOED]
    return [*points, *named]
