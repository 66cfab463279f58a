"""A cobweb: next month over this month, the diagonal on which nothing moves, and the steps in between."""

from __future__ import annotations

import json
from typing import Any

from caseroom.charts.look import (
    BLUE,
    FLUID,
    INK,
    INK_SOFT,
    VERMILLION,
    Measure,
    Spec,
    across_axis,
    legend,
    up_axis,
    words,
)
from caseroom.charts.remembered import remembered


@remembered
def cobweb(now: Measure, then: Measure, diagonal: str, steps: str, baseline: str) -> Any:
    """Both measures are shares. `diagonal`, `steps` and `baseline` are the legend's words.

    Datasets: rows {<now>, <then>}: the curve; baseline {<now>, <then>}; steps {<now>, <then>, order}; rest {<now>,
    label, holds: true or false}: where nothing moves.
    """
    import altair as alt

    named = [then.title, diagonal, steps, baseline]
    key = legend(named, symbolType="stroke")
    colour = alt.Scale(domain=named, range=[BLUE, INK_SOFT, VERMILLION, INK_SOFT])
    dash = alt.Scale(domain=named, range=[[1, 0], [6, 4], [1, 0], [2, 3]])
    across, up = across_axis(now, grid=True, domain=False, ticks=False), up_axis(then)

    def at(field: str, channel: Any, axis: Any) -> Any:
        return channel(field, type="quantitative", scale=alt.Scale(domain=[0, 1]), axis=axis)

    place = {"x": at(now.field, alt.X, across), "y": at(then.field, alt.Y, up)}

    def line(name: str, word: str, **look: Any) -> Any:
        look = {"strokeWidth": 2.5, **look}
        return (
            alt.Chart(alt.NamedData(name))
            .transform_calculate(line=json.dumps(word))
            .mark_line(**look)
            .encode(
                **place,
                color=alt.Color("line:N", scale=colour, legend=key),
                strokeDash=alt.StrokeDash("line:N", scale=dash, legend=key),
            )
        )

    path = line("steps", steps, strokeWidth=1.5).encode(order="order:Q")
    layers = [
        line("diagonal", diagonal, strokeWidth=1.5),
        line("baseline", baseline, strokeWidth=2),
        line("rows", then.title),
        path,
    ]
    rest = alt.Chart(alt.NamedData("rest")).encode(x=place["x"], y=at(now.field, alt.Y, up))
    return alt.layer(*layers, *_resting(rest), words(rest, weight=400)).properties(**FLUID, height=360)


def _resting(rest: Any) -> list[Any]:
    """The points at which nothing moves, filled where they hold."""
    looks: dict[str, Spec] = {"true": {"fill": INK, "stroke": "#fff"}, "false": {"fill": "#fff", "stroke": INK}}
    return [
        rest.transform_filter(f"datum.holds === {holds}").mark_point(
            size=120, filled=True, opacity=1, strokeWidth=2, **look
        )
        for holds, look in looks.items()
    ]
