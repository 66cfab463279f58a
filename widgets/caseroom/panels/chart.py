"""A chart: one Vega view, made once in the page and then only fed rows, with its words and its table."""

from __future__ import annotations

from typing import Any

import traitlets

from caseroom.panels.panel import HERE, Message, Panel

VEGA = HERE / "vendor" / "vega.js"


class ChartPanel(Panel):
    """`rows` is {dataset: [row, ...]}; a change feeds only the datasets that differ.

    `description` says what the chart shows now; `columns` ([{name, title, format}]) make a table of
    rows["rows"]. `guess` says in its `text` how far off a prediction was, and for which setting another one is
    `about`; where `go` is not "", a button of that name sends {type: "as_guessed"}. `credit` are the lines about its
    source that a picture carries. For a picture, dispatch "caseroom:picture" on document with detail {name, kind,
    resolve}: resolve gets a Blob, kind is "png" or "svg".
    """

    name = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    description = traitlets.Unicode().tag(sync=True)
    note = traitlets.Unicode().tag(sync=True)
    guess: traitlets.Dict[str, str] = traitlets.Dict({"text": "", "about": "", "go": ""}).tag(sync=True)
    spec = traitlets.Dict().tag(sync=True)
    rows = traitlets.Dict().tag(sync=True)
    columns = traitlets.List(traitlets.Dict()).tag(sync=True)
    credit = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(self, lang: str, **traits: Any) -> None:
        super().__init__(lang, WORDS, **traits)
        self.add_class("caseroom-chart")
        self.on("vega", self._send_vega)

    def _send_vega(self, message: Message, buffers: list[bytes]) -> None:
        """For a page whose server does not serve the script."""
        self.send({"type": "vega"}, [VEGA.read_bytes()])


WORDS = (
    "Your guess",
    "Show as table",
    "Drawing the chart…",
    "The chart cannot be drawn here. The table has the same numbers.",
    "Made on {date}",
)
