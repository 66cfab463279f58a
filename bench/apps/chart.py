"""The app's chart, in Altair as its manual draws such a one."""

from __future__ import annotations

import altair as alt
import pandas as pd

from bench.apps import line


def chart(params: line.Params) -> alt.LayerChart:
    """Both shares by number of agents, with the present number marked and named."""
    rows = line.curve(params).rename(columns=line.MEASURES)
    curves = (
        alt.Chart(rows)
        .transform_fold(list(line.MEASURES.values()), as_=["measure", "share"])
        .mark_line()
        .encode(
            x=alt.X("agents:Q", title=line.LABELS["agents"]),
            y=alt.Y("share:Q", title=None, axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1])),
            color=alt.Color("measure:N", title=None),
        )
    )
    share = float(line.simulate(params).service_level)
    here = alt.Chart(pd.DataFrame([{"agents": params.agents, "share": share, "label": line.label(params)}]))
    point = here.mark_point(filled=True, size=80, color="black").encode(x="agents:Q", y="share:Q")
    text = here.mark_text(align="left", dx=8, dy=8).encode(x="agents:Q", y="share:Q", text="label:N")
    return (curves + point + text).properties(width=500, height=300)
