"""Two languages: a case's words as `Text` pairs, what code says through gettext.

The kit has a catalogue, and so has each case; they are read from the .po files as they stand, so there is no compiled
copy that can fall behind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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


def translator(lang: str, case_folder: Path | None = None) -> Translate:
    """The function usually called `_`: an English sentence in, the sentence in `lang` out.

    What the catalogue in `case_folder` does not have, the kit's may. A sentence without a translation comes back in
    English; `kit check` fails on one.
    """
    if lang == "en":
        return lambda sentence: sentence
    catalogues = [_catalogue(LOCALE / lang / "LC_MESSAGES" / "caseroom.po")]
    if case_folder is not None:
        catalogues.insert(0, _catalogue(case_folder / f"{lang}.po"))
    return lambda sentence: next((found[sentence] for found in catalogues if sentence in found), sentence)


def _catalogue(path: Path) -> Mapping[str, str]:
    try:
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return {}


@lru_cache
def _read(path: Path, changed: int) -> Mapping[str, str]:
    with path.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id and message.string}
