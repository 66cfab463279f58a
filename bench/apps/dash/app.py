"""The app in Dash, drawn with Plotly as Dash apps are; its server keeps nothing of a visitor."""

import plotly.graph_objects as go
from dash import Dash, Input, Output, callback, dcc, html

from bench.apps import line

app = Dash(title=line.TITLE, compress=True)
server = app.server  # what gunicorn runs

app.layout = html.Div(
    [
        html.H1(line.TITLE),
        html.P(line.PROSE),
        html.Div(
            [
                html.Div(
                    [
                        html.Label(line.LABELS[control.name]),
                        dcc.Slider(
                            control.minimum,
                            control.maximum,
                            control.step,
                            value=control.default,
                            id=control.name,
                            marks=None,
                            updatemode="drag",
                        ),
                    ]
                )
                for control in line.CONTROLS
            ]
        ),
        html.P(id="headline"),
        dcc.Graph(id="picture"),
    ]
)


@callback(
    Output("headline", "children"),
    Output("picture", "figure"),
    *(Input(control.name, "value") for control in line.CONTROLS),
)
def answer(*values: float) -> tuple[str, go.Figure]:
    params = line.Params(**{control.name: value for control, value in zip(line.CONTROLS, values, strict=True)})
    rows = line.curve(params)
    figure = go.Figure(layout={"width": 640, "height": 400, "yaxis": {"range": [0, 1], "tickformat": ".0%"}})
    for column, title in line.MEASURES.items():
        figure.add_trace(go.Scatter(x=rows.agents, y=rows[column], name=title, mode="lines"))
    share = float(line.simulate(params).service_level)
    here = {"x": [params.agents], "y": [share], "text": [line.label(params)], "textposition": "bottom right"}
    figure.add_trace(go.Scatter(**here, mode="markers+text", showlegend=False))
    return line.headline(params), figure
