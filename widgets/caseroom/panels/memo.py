"""What is in the memo so far, and the two ways to take it away."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from typing import Any, Literal

import traitlets

from caseroom.panels.panel import Message, Panel, Refused

LARGEST_PICTURE = 3_000_000  # bytes
LONGEST_NAME = 60

# make(kind, name, picture) -> the finished file; kind is "docx" or "html".
Make = Callable[[str, str, bytes | None], bytes]


class Signed(Message, frozen=True):
    name: str = ""


class Taken(Signed, frozen=True, kw_only=True):
    """`picture` is a data URL, or None; what is no picture is left out of the memo."""

    kind: Literal["docx", "html"]
    picture: Any = None


class MemoPanel(Panel):
    """`parts`: [{question, title, done, hint}]; with no question, what is no answer to one.

    The page sends a chart of the what-if along, since it has the fonts: `chart`, or the first.
    """

    parts: traitlets.List[Any] = traitlets.List().tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    chart = traitlets.Unicode().tag(sync=True)
    longest_name = traitlets.Int(LONGEST_NAME).tag(sync=True)

    def __init__(
        self, lang: str, name: str, make: Make, save_name: Callable[[str], str], file_name: str, chart: str = ""
    ) -> None:
        super().__init__(lang, WORDS, name=name, chart=chart)
        self._make, self._save_name, self._file_name = make, save_name, file_name
        self.on("name", self._on_name, Signed)
        self.on("take", self._on_take, Taken)

    def _on_name(self, message: Signed, buffers: list[bytes]) -> Mapping[str, Any]:
        name = self._checked_name(message)
        saved_at = self._save_name(name)
        self.name = name
        return {"saved_at": saved_at}

    def _on_take(self, message: Taken, buffers: list[bytes]) -> Mapping[str, Any]:
        name = self._checked_name(message)
        data = self._make(message.kind, name, _picture(message.picture))
        file_name = "-".join(filter(None, [self._file_name, in_a_file_name(name)]))
        return {"file_name": f"{file_name}.{message.kind}", "files": [data]}

    def _checked_name(self, message: Signed) -> str:
        name = " ".join(self.checked_text(message.name).split())
        if len(name) > LONGEST_NAME:
            raise Refused(self._("Keep the name under 60 characters."))
        return name


def in_a_file_name(name: str) -> str:
    """Letters of any writing and digits, the rest as one hyphen: Li-Min, 李敏. No system refuses such a name."""
    return "-".join(re.findall(r"[^\W_]+", name))


def _picture(sent: object) -> bytes | None:
    if not isinstance(sent, str) or not sent.startswith("data:image/png;base64,"):
        return None
    if len(sent) > LARGEST_PICTURE * 4 // 3:
        return None
    try:
        return base64.b64decode(sent.partition(",")[2], validate=True)
    except binascii.Error:
        return None


WORDS = (
    "What is in it",
    "Your name, if you want it on the memo",
    "Download as a Word document",
    "Print or save as PDF",
    "Putting the memo together…",
    "The memo is in your downloads.",
    "included",
    "For those who had time; the memo is complete without them",
)
