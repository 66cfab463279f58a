"""Sentences to keep in mind, folded under their title."""

from __future__ import annotations

import traitlets

from caseroom.panels.panel import Panel


class AsidePanel(Panel):
    """`title`, and `paragraphs` once it is opened."""

    title = traitlets.Unicode().tag(sync=True)
    paragraphs = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(self, lang: str, title: str, paragraphs: list[str]) -> None:
        super().__init__(lang, title=title, paragraphs=paragraphs)
