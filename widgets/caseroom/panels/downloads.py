"""What can be taken away as a file: the scenarios, and each chart as rows and as a picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import traitlets

from caseroom.panels.panel import Message, Panel, Refused

TABLES, PICTURES = ("csv", "xlsx"), ("png", "svg")

Make = Callable[[str, str], bytes]
"""make(name, kind) -> a file of one of TABLES; the page makes PICTURES itself, because it has the fonts."""


class DownloadsPanel(Panel):
    """`items`: [{name, title, picture}], where `picture` says that there is a chart of that name on the page.

    Files are called <stem>-<name>-<date>.<kind>. The page tells {type: "show"} when it is folded out.
    """

    items: traitlets.List[Any] = traitlets.List().tag(sync=True)
    stem = traitlets.Unicode().tag(sync=True)

    def __init__(self, lang: str, make: Make, stem: str) -> None:
        super().__init__(lang, WORDS, stem=stem)
        self._make = make
        self.on("file", self._on_file)

    def _on_file(self, message: Message, buffers: list[bytes]) -> Mapping[str, Any]:
        name, kind = message.get("name"), message.get("kind")
        if kind not in TABLES or name not in [item["name"] for item in self.items]:
            raise Refused(self._("That did not work. Try again, or reload the page."))
        return {"files": [self._make(str(name), str(kind))]}


WORDS = (
    "Download numbers and charts",
    "Every file says where its numbers come from. Shares are kept as shares: 0.8 is 80%.",
    "{title}: download as {kind}",
    "{file} is in your downloads.",
    "The picture cannot be made here. The table has the same numbers.",
    "This computer has no Chinese font: in pictures (PNG), Chinese characters come out as empty boxes. SVG shows them "
    "on a computer that has one; CSV and XLSX are whole.",
)
