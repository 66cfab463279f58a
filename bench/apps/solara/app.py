"""The app in Solara; it keeps a virtual kernel for each visitor on the server."""

import altair as alt
import solara

from bench.apps import line
from bench.apps.chart import chart

alt.JupyterChart.enable_offline()  # solara.FigureAltair would fetch Vega from another host

values = {control.name: solara.reactive(int(control.default)) for control in line.CONTROLS}  # one for each visitor


@solara.component
def Page() -> None:
    solara.Title(line.TITLE)
    solara.Markdown(f"# {line.TITLE}\n\n{line.PROSE}")
    with solara.Columns([1, 1]):
        with solara.Column():
            for control in line.CONTROLS:
                solara.SliderInt(
                    line.LABELS[control.name],
                    value=values[control.name],
                    min=int(control.minimum),
                    max=int(control.maximum),
                    step=int(control.step),
                )
        with solara.Column():
            params = line.Params(**{name: value.value for name, value in values.items()})
            solara.Markdown(line.headline(params))
            alt.JupyterChart.element(chart=chart(params))
