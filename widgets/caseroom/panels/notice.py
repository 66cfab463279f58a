"""A card with a few sentences: what to do first, or what to keep in mind."""

from __future__ import annotations

import traitlets

from caseroom.panels.panel import Panel


class NoticePanel(Panel):
    """`title` over `paragraphs`; `folded` shows the title alone until it is opened."""

    title = traitlets.Unicode().tag(sync=True)
    paragraphs = traitlets.List(traitlets.Unicode()).tag(sync=True)
    folded = traitlets.Bool().tag(sync=True)

    def __init__(self, lang: str, title: str, paragraphs: list[str], folded: bool = False) -> None:
        super().__init__(lang, title=title, paragraphs=paragraphs, folded=folded)
        self.add_class("caseroom-notice")
