"""The sentences that the scripts of a room's pages say, by page; they go through gettext."""

from __future__ import annotations

from caseroom.i18n import translator

BLOCKS: tuple[str, ...] = ()
JOIN: tuple[str, ...] = ()
PHONE: tuple[str, ...] = ()
SCREEN: tuple[str, ...] = ()
DESK: tuple[str, ...] = ()
ROOMS: tuple[str, ...] = ()


def said(sentences: tuple[str, ...], lang: str) -> dict[str, str]:
    """Each sentence with its words in `lang`."""
    translate = translator(lang)
    return {sentence: translate(sentence) for sentence in sentences}
