"""A table of results with a title and a word on where they come from."""

from __future__ import annotations

from typing import Any

import traitlets

from caseroom.panels.panel import Panel


class TablePanel(Panel):
    """`columns`: [{name, title, format}], format "text" or one of formats.Format; `rows`: [{name: value}].

    folded: only its title is seen until the reader opens it.
    """

    title = traitlets.Unicode().tag(sync=True)
    note = traitlets.Unicode().tag(sync=True)
    folded = traitlets.Bool(False).tag(sync=True)
    columns: traitlets.List[Any] = traitlets.List().tag(sync=True)
    rows: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(
        self,
        lang: str,
        title: str,
        columns: list[dict[str, Any]],
        rows: list[dict[str, Any]],
        note: str = "",
        folded: bool = False,
    ) -> None:
        super().__init__(lang, title=title, columns=columns, rows=rows, note=note, folded=folded)
