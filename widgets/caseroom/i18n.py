"""Two languages: a case's words as `Text` pairs, what code says through gettext.

The kit has a catalogue, and so has each case; they are read from the .po files as they stand, so there is no compiled
copy that can fall behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

LANGUAGES = ("en", "zh")
LOCALE = Path(__file__).parent / "locale"

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Language:
    """How one of the kit's languages is written, as far as it goes beyond translating a sentence."""

    code: str  # as in a case's { en, zh } and a notebook's name
    tag: str  # of an HTML page
    locale: str  # Babel's, for dates and numbers; with a hyphen, a Word document's
    moment: str  # Babel's pattern for a day and a time of day
    space: str  # between sentences, and between a number and its unit
    colon: str
    comma: str  # between parts of a sentence
    list_comma: str  # between the names of a list
    semicolon: str
    full_stop: str
    brackets: str  # with what stands before them
    per_word: float  # what a text's length is counted in, for each word that the English would have

    def translate(self, sentence: str) -> str:
        """The English `sentence` in this language."""
        return translator(self.code)(sentence)

    def pair(self, label: object, value: object) -> str:
        """A label and what it says: "Agents: 22"."""
        return f"{label}{self.colon}{value}"

    def listed(self, names: Iterable[str]) -> str:
        """Names one after the other: "Agents, Wage"."""
        return self.list_comma.join(names)

    def joined(self, sentences: Iterable[str]) -> str:
        """Whole sentences as running text."""
        return self.space.join(sentences)

    def measured(self, number: str, unit: str) -> str:
        """A number with its unit: "22 agents", "5%"."""
        return f"{number}{'' if unit == '%' else self.space}{unit}"

    def bracketed(self, unit: str) -> str:
        """A unit behind what it is of: " (yuan)"; "" for none."""
        return self.brackets.format(unit) if unit else ""

    def length(self, words: int) -> int:
        """The length of a text of so many English words, as readers of this language count it."""
        return words if self.per_word == 1 else round(words * self.per_word / 10) * 10


_LANGUAGES = {
    language.code: language
    for language in (
        Language(
            code="en",
            tag="en",
            locale="en_GB",
            moment="d MMM y, HH:mm",
            space=" ",
            colon=": ",
            comma=", ",
            list_comma=", ",
            semicolon="; ",
            full_stop=".",
            brackets=" ({})",
            per_word=1,
        ),
        Language(
            code="zh",
            tag="zh-CN",
            locale="zh_CN",
            moment="y年M月d日 HH:mm",
            space="",
            colon="：",
            comma="，",
            list_comma="、",
            semicolon="；",
            full_stop="。",
            brackets="（{}）",
            per_word=1.6,
        ),
    )
}


def language(code: str) -> Language:
    """The language of that code, one of LANGUAGES; KeyError for another."""
    return _LANGUAGES[code]


@dataclass(frozen=True)
class Text:
    """One piece of a case's prose in both languages."""

    en: str
    zh: str

    def text(self, lang: str) -> str:
        """The words in `lang`; KeyError for a language the kit does not have."""
        return {"en": self.en, "zh": self.zh}[lang]


@dataclass(frozen=True)
class Unit(Text):
    """What a number is counted in; `one` is the English for a single one, where that is another word.

    A model counts in the English unit. `zh_times`: how many of the Chinese unit make one of it, where the two languages
    count in different ones: 100, for 万元 beside million yuan.
    """

    one: str = ""
    zh_times: int = 1

    def times(self, lang: str) -> int:
        """How many of the unit in `lang` make one of the model's."""
        return self.zh_times if lang == "zh" else 1

    def of_model(self, lang: str) -> str:
        """The model's own unit in the words of `lang`: "million yuan", "100万元"."""
        times = self.times(lang)
        return self.text(lang) if times == 1 else f"{times}{self.text(lang)}"

    def of(self, number: str, lang: str) -> str:
        """The unit as it stands behind `number`, which is written already: "districts", but 1 "district"."""
        return self.one if lang == "en" and self.one and number.lstrip("-−") == "1" else self.text(lang)


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
