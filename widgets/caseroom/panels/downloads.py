"""What can be taken away as a file: the scenarios, and each chart as rows and as a picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

import traitlets

from caseroom.panels.panel import Message, Panel

TABLES, PICTURES = ("csv", "xlsx"), ("png", "svg")

Make = Callable[[str, str], bytes]
"""make(name, kind) -> a file of one of TABLES; the page makes PICTURES itself, because it has the fonts."""


class File(Message, frozen=True):
    name: str
    kind: Literal["csv", "xlsx"]  # as TABLES


class DownloadsPanel(Panel):
    """`items`: [{name, title, picture}], where `picture` says that there is a chart of that name on the page.

    Files are called <stem>-<name>-<date>.<kind>. The page tells {type: "show"} when it is folded out.
    """

    items: traitlets.List[Any] = traitlets.List().tag(sync=True)
    stem = traitlets.Unicode().tag(sync=True)

    def __init__(self, lang: str, make: Make, stem: str) -> None:
        super().__init__(lang, WORDS, stem=stem)
        self._make = make
        self.on("file", self._on_file, File)

    def _on_file(self, message: File, buffers: list[bytes]) -> Mapping[str, Any]:
        if message.name not in [item["name"] for item in self.items]:
            raise self.not_understood()
        return {"files": [self._make(message.name, message.kind)]}


WORDS = (
    "Download numbers and charts",
    "Every file says where its numbers come from. Shares are kept as shares: 0.8 is 80%.",
    "{title}: download as {kind}",
    "{file} is in your downloads.",
    "The picture cannot be made here. The table has the same numbers.",
    "This computer has no Chinese font: in pictures (PNG), Chinese characters come out as empty boxes. SVG shows them "
    "on a computer that has one; CSV and XLSX are whole.",
)
