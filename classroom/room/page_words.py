"""The sentences that the scripts of a room's pages say, by page; they go through gettext."""

from __future__ import annotations

from caseroom.i18n import translator

BLOCK_WORDS: tuple[str, ...] = ()
JOIN_WORDS: tuple[str, ...] = ()
PHONE_WORDS: tuple[str, ...] = ()
SCREEN_WORDS: tuple[str, ...] = ()
DESK_WORDS: tuple[str, ...] = ()
ROOMS_WORDS: tuple[str, ...] = ()


def said(sentences: tuple[str, ...], lang: str) -> dict[str, str]:
    """Each sentence with its words in `lang`."""
    translate = translator(lang)
    return {sentence: translate(sentence) for sentence in sentences}
