"""The app's chart as the kit draws it: the same two lines and the point, drawn once and fed with rows."""

from __future__ import annotations

from typing import Any

from caseroom.authoring import CaseFile, Rows, Situation, View

from . import model as line

AGENTS = {"field": "agents", "type": "quantitative", "title": line.LABELS["agents"]}
SHARE = {"type": "quantitative", "axis": {"format": "%", "title": None}, "scale": {"domain": [0, 1]}}
POINT = {"x": AGENTS, "y": SHARE | {"field": "share"}}
SPEC: dict[str, Any] = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "width": 500,
    "height": 300,
    "layer": [
        {
            "data": {"name": "rows"},
            "transform": [{"fold": list(line.MEASURES), "as": ["measure", "share"]}],
            "mark": "line",
            "encoding": POINT | {"color": {"field": "measure", "type": "nominal", "title": None}},
        },
        {"data": {"name": "marks"}, "mark": {"type": "point", "filled": True, "size": 80}, "encoding": POINT},
        {
            "data": {"name": "marks"},
            "mark": {"type": "text", "align": "left", "dx": 8, "dy": 8},
            "encoding": POINT | {"text": {"field": "label"}},
        },
    ],
}


def views(case: CaseFile, lang: str) -> tuple[View, ...]:
    columns = [{"name": "agents", "title": line.LABELS["agents"], "format": "number"}]
    columns += [{"name": name, "title": title, "format": "percent"} for name, title in line.MEASURES.items()]
    return (View("curve", line.TITLE, SPEC, tuple(columns), rows, describe),)


def with_option(params: line.Params, option: str) -> line.Params:
    """What the kit asks of every case's views; this one has no options."""
    raise KeyError(option)


def rows(situation: Situation) -> Rows:
    params, share = situation.now.params, situation.now.outcomes.service_level
    here = {"agents": params.agents, "share": share, "label": line.label(params)}
    return {"rows": line.curve(params).to_dict("records"), "marks": [here]}


def describe(situation: Situation, drawn: Rows) -> str:
    return line.headline(situation.now.params)
