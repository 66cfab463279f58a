"""The app in Shiny for Python; it keeps a session for each visitor on the server."""

import altair as alt
from shiny import App, Inputs, Outputs, Session, reactive, render, ui
from shinywidgets import output_widget, render_altair

from bench.apps import line
from bench.apps.chart import chart

alt.JupyterChart.enable_offline()  # else each page fetches Vega from another host

app_ui = ui.page_fluid(
    ui.h1(line.TITLE),
    ui.p(line.PROSE),
    ui.layout_columns(
        ui.div(
            *(
                ui.input_slider(
                    control.name,
                    line.LABELS[control.name],
                    int(control.minimum),
                    int(control.maximum),
                    int(control.default),
                    step=int(control.step),
                )
                for control in line.CONTROLS
            )
        ),
        ui.div(ui.output_text("headline"), output_widget("picture")),
    ),
)


def server(input: Inputs, output: Outputs, session: Session) -> None:
    @reactive.calc
    def params() -> line.Params:
        return line.Params(**{control.name: input[control.name]() for control in line.CONTROLS})

    @render.text
    def headline() -> str:
        return line.headline(params())

    @render_altair
    def picture() -> alt.LayerChart:
        with reactive.isolate():
            return chart(params())

    @reactive.effect
    def _() -> None:  # shinywidgets' "efficient updates": the chart is made once and then fed
        picture.widget.chart = chart(params())


app = App(app_ui, server)
