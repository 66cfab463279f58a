"""Two languages: a case's words as `Text` pairs, the kit's own words through gettext.

A language's catalogues are the kit's own, caseroom.po, and one for the views of each case. They are read from the .po
files as they stand, so there is no compiled copy that can fall behind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

LANGUAGES = ("en", "zh")
LOCALE = Path(__file__).parent / "locale"

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Text:
    """One piece of a case's prose in both languages."""

    en: str
    zh: str

    def text(self, lang: str) -> str:
        """The words in `lang`; KeyError for a language the kit does not have."""
        return {"en": self.en, "zh": self.zh}[lang]


@lru_cache
def _catalogue(lang: str) -> dict[str, str]:
    if lang == "en":
        return {}
    found: dict[str, str] = {}
    for path in sorted((LOCALE / lang / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            found |= {
                str(message.id): str(message.string) for message in read_po(file) if message.id and message.string
            }
    return found


def translator(lang: str) -> Translate:
    """The function usually called `_`: an English sentence in, the sentence in `lang` out.

    A sentence without a translation comes back in English; `kit check` fails on one.
    """
    catalogue = _catalogue(lang)
    return lambda sentence: catalogue.get(sentence, sentence)
