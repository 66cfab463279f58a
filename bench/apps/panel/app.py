"""The app in Panel; it keeps a session for each visitor on the server and this file runs once for each."""

import panel as pn

from bench.apps import line
from bench.apps.chart import chart

pn.extension("vega")

sliders = {
    control.name: pn.widgets.IntSlider(
        name=line.LABELS[control.name],
        start=int(control.minimum),
        end=int(control.maximum),
        step=int(control.step),
        value=int(control.default),
    )
    for control in line.CONTROLS
}


def headline(**values: int) -> str:
    return line.headline(line.Params(**values))


def picture(**values: int) -> object:
    return chart(line.Params(**values))


pn.Column(
    pn.pane.Markdown(f"# {line.TITLE}\n\n{line.PROSE}"),
    pn.Row(
        pn.Column(*sliders.values()),
        pn.Column(pn.pane.Markdown(pn.bind(headline, **sliders)), pn.pane.Vega(pn.bind(picture, **sliders))),
    ),
).servable(title=line.TITLE)
