"""The app as a marimo notebook, served as an app; it keeps a session for each visitor, in a thread of the server."""

import marimo

app = marimo.App()


@app.cell
def _():
    import marimo as mo

    from bench.apps import line
    from bench.apps.chart import chart

    return chart, line, mo


@app.cell
def _(line, mo):
    mo.md(f"# {line.TITLE}\n\n{line.PROSE}")
    return


@app.cell
def _(line, mo):
    sliders = mo.ui.dictionary(
        {
            control.name: mo.ui.slider(
                int(control.minimum),
                int(control.maximum),
                int(control.step),
                int(control.default),
                label=line.LABELS[control.name],
            )
            for control in line.CONTROLS
        }
    )
    return (sliders,)


@app.cell
def _(line, mo, sliders):
    params = line.Params(**sliders.value)
    mo.hstack([sliders.vstack(), mo.md(line.headline(params))])
    return (params,)


@app.cell
def _(chart, params):
    chart(params)
    return


if __name__ == "__main__":
    app.run()
