"""What every visible component shares.

Values flow down to the page as traits, and messages flow up. The page cannot write a trait: whatever arrives is a
message with a type, an id and an answer, so the page knows when a thing is done and what was refused.
"""

from __future__ import annotations

import inspect
import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar, overload

import anywidget
import msgspec
import traitlets

from caseroom import decoding, scripts
from caseroom.client import NotSaved
from caseroom.i18n import translator

HERE = Path(__file__).parent
IN_CLASSROOM = "CASEROOM_SERVER" in os.environ  # whose pages bring all panels' scripts and styles at once
LONGEST_TEXT = 20_000  # characters in one field; longer is refused politely

log = logging.getLogger(__name__)


class Message(msgspec.Struct, frozen=True):
    """What a page sends beside type and id: nothing, or what a subclass declares. Another's is refused."""


class Show(Message, frozen=True):
    """A card was folded out, so that it wants its content, or in."""

    open: bool = False


class Unfold(Message, frozen=True):
    """A card is to be folded out or in."""

    unfolded: bool = False


M = TypeVar("M", bound=Message)
Reply = Mapping[str, Any] | None


class Refused(Exception):
    """A message that is not carried out; the text is for the reader, in the reader's language."""


class Panel(anywidget.AnyWidget):
    """A component made of <name>.py, <name>.js with what it imports, and <name>.css after the shared styles."""

    lang = traitlets.Unicode("en").tag(sync=True)
    words = traitlets.Dict().tag(sync=True)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if "_esm" not in vars(cls):  # anywidget derives one more class per instance, whose script is a trait
            name = Path(inspect.getfile(cls)).with_suffix("")
            if IN_CLASSROOM:
                cls._esm, cls._css = "caseroom", ""  # the page knows: classroom/page/widgets.js
            else:
                styles = (HERE / "shared.css", HERE / "prose.css", name.with_suffix(".css"))
                cls._esm = scripts.module(name.with_suffix(".js"))
                cls._css = "".join(map(_read, styles))
        super().__init_subclass__(**kwargs)

    def __init__(self, lang: str, words: tuple[str, ...] = (), **traits: Any) -> None:
        self._ = translator(lang)
        self._handlers: dict[str, tuple[type[Message], Callable[[Any, list[bytes]], Reply]]] = {}
        translated = {sentence: self._(sentence) for sentence in (*SHARED_WORDS, *words)}
        super().__init__(lang=lang, words=translated, **traits)
        self.on_msg(self._receive)

    @overload
    def on(self, kind: str, handler: Callable[[Message, list[bytes]], Reply]) -> None: ...

    @overload
    def on(self, kind: str, handler: Callable[[M, list[bytes]], Reply], message: type[M]) -> None: ...

    def on(self, kind: str, handler: Callable[[Any, list[bytes]], Reply], message: type[Message] = Message) -> None:
        """Let `handler(message, buffers)` answer messages of type `kind`; bytes under "files" go as buffers."""
        self._handlers[kind] = message, handler

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Refuse what a page tries to write into a trait: it has messages for that."""

    def _receive(self, _: Any, content: Any, buffers: list[bytes]) -> None:
        if not isinstance(content, dict):
            return
        kind = str(content.get("type"))
        if kind in self._handlers:
            answer = dict(self._carry_out(kind, content, buffers))
            files = answer.pop("files", None)
            self.send({"type": "answer", "id": content.get("id"), **answer}, files)

    def _carry_out(self, kind: str, content: Mapping[str, Any], buffers: list[bytes]) -> Mapping[str, Any]:
        message_type, handler = self._handlers[kind]
        try:
            message = decoding.read(content, message_type)
            if message is None:
                raise self.not_understood()
            return {"ok": True, **(handler(message, buffers) or {})}
        except Refused as refused:
            return {"ok": False, "refused": str(refused)}
        except NotSaved as failure:
            return {"ok": False, "not_saved": self._(NOT_SAVED_WORDS[failure.reason])}
        except Exception:
            # One broken message must not end the student's session; the log has the rest.
            log.exception("a message of type %r failed", kind)
            return {"ok": False, "refused": str(self.not_understood())}

    def not_understood(self) -> Refused:
        """What to answer to a message that no page of ours sends."""
        return Refused(self._("That did not work. Try again, or reload the page."))

    def checked_text(self, text: str) -> str:
        """`text` as a page sent it. Refused when it is too long for any field."""
        if len(text) > LONGEST_TEXT:
            raise Refused(self._("This text is too long. Keep it under 20,000 characters."))
        return text


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") + "\n" if path.exists() else ""


NOT_SAVED_WORDS = {
    "unreachable": "Not saved: the server does not answer. Your text stays here; we keep trying.",
    "busy": "Not saved: the server is busy. Your text stays here; we keep trying.",
    "full": "Not saved: the disk is full. Your text stays here; tell your instructor.",
    "held": "Not saved: another program has the file of your answers open, or it may not be written. "
    "Your text stays here; we keep trying.",
    "unknown_visitor": "Not saved: this page no longer belongs to you. Reload it.",
    "too_large": "This text is too long. Keep it under 20,000 characters.",
}

SHARED_WORDS = (
    "Saved",
    "Saving…",
    "No answer from the program. Reload the page: what was saved is kept.",
    "The connection is interrupted. We keep trying; what you do meanwhile is sent as soon as it is back.",
)
