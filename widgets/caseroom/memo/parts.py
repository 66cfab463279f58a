"""What a memo is made of. Texts come from students and
cases: each is cleaned when it is set, by no one else.
"""

import datetime as dt
import re
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from babel.dates import format_date, format_datetime

from caseroom.i18n import BULLET, language

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_PARAGRAPHS = 300  # of one text: Word and its like choke on tens of thousands
LARGEST_SIDE = 4000  # pixels
LARGEST_PICTURE = 3_000_000  # bytes
# What XML cannot hold, and marks that turn the direction of the text around them.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


class MemoError(ValueError):
    """A picture that cannot stand in a memo; `code` is "not_png", "too_many_pixels" or "too_large"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Paragraphs:
    """Running text."""

    title: str
    texts: Sequence[str]


@dataclass(frozen=True)
class Answered:
    """A question and what the student wrote; locked_at is when a prediction was committed, before any
    result, `found` what came out, and `in_class` what there is to say of what was answered in a class.
    """

    title: str
    prompt: str
    answer: str
    locked_at: dt.datetime | None = None
    found: str = ""
    in_class: Sequence[str] = ()


@dataclass(frozen=True)
class Comparison:
    """A table. rows: one sequence of shown texts per row, as long as `columns`."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Picture:
    """A chart as PNG, with a caption and the text that stands for it where it cannot be seen.

    Raises MemoError for what is no sound PNG, is wider or higher than 4000 pixels, or larger than 3 MB.
    """

    title: str
    png: bytes = field(repr=False)
    caption: str
    alt: str

    def __post_init__(self) -> None:
        width, height = png_size(self.png)
        if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
            raise MemoError("too_many_pixels")


@dataclass(frozen=True)
class Sources:
    """Evidence: (grade, citation) each."""

    title: str
    sources: Sequence[tuple[str, str]]


Section = Paragraphs | Answered | Comparison | Picture | Sources


@dataclass(frozen=True)
class Memo:
    """A memo in one language ("en" or "zh"). notice: the
    case's own words on its data; else the kit says it.
    """

    lang: str
    case: str
    date: dt.date
    sections: Sequence[Section]
    student: str = ""
    notice: str = ""


def png_size(data: bytes) -> tuple[int, int]:
    """(width, height) in pixels; MemoError where signature, chunks or checksums are not a PNG's."""
    if len(data) > LARGEST_PICTURE:
        raise MemoError("too_large")
    if not data.startswith(PNG_SIGNATURE):
        raise MemoError("not_png")
    names = []
    position = len(PNG_SIGNATURE)
    while position < len(data):
        if len(data) < position + 12:
            raise MemoError("not_png")
        length, name = struct.unpack_from(">I4s", data, position)
        end = position + 8 + length
        if len(data) < end + 4 or zlib.crc32(data[position + 4 : end]) != struct.unpack_from(">I", data, end)[0]:
            raise MemoError("not_png")
        names.append(name)
        position = end + 4
    if not names or names[0] != b"IHDR" or names[-1] != b"IEND" or b"IDAT" not in names:
        raise MemoError("not_png")
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def clean(text: str) -> str:
    """The text without what cannot be printed, its line ends all alike."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def lines(text: str) -> list[str]:
    """The text's lines that are not blank, each to become a paragraph; after very many the rest is one."""
    filled = [line.strip() for line in clean(text).split("\n") if line.strip()]
    return filled if len(filled) <= MOST_PARAGRAPHS else [*filled[:MOST_PARAGRAPHS], " ".join(filled[MOST_PARAGRAPHS:])]


def blocks(text: str) -> list[str | list[str]]:
    """As `lines`, those of a list together and without their bullets."""
    found: list[str | list[str]] = []
    for line in lines(text):
        if not line.startswith(BULLET):
            found.append(line)
        elif found and isinstance(found[-1], list):
            found[-1].append(line.removeprefix(BULLET))
        else:
            found.append([line.removeprefix(BULLET)])
    return found


def is_figure(text: str) -> bool:
    """Whether a table's cell is a number with or without a unit, or the dash for none: these stand to the right."""
    return re.match(r"\s*(?:[-−+¥￥]?\s*[\d∞]|–)", text) is not None


_PIECES = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]{1,2}|[^\s\u2e80-\u9fff\uff00-\uffef]+")


def longest_word(text: str) -> float:
    """How wide the longest stretch is that may not be broken, in em: two Chinese characters, or a word."""
    pieces: list[str] = _PIECES.findall(clean(text))
    return max((sum(1.0 if ord(c) >= 0x2E80 else 0.62 for c in piece) for piece in pieces), default=0.0)


def column_shares(section: Comparison, room: float, gap: float) -> tuple[float, list[float]]:
    """The largest size of type, 10 pt or less, at which no word of the table breaks in `room` pt, and each column's
    share of the room. `gap` pt of every column are its margins. A word too long even for 7 pt breaks.
    """
    needs = [max(map(longest_word, texts)) for texts in zip(section.columns, *section.rows, strict=True)]
    size = min(10.0, max(7.0, (room - gap * len(needs)) / (sum(needs) or 1.0)))
    taken = [need * size + gap for need in needs]
    left = max(0.0, room - sum(taken)) / (len(taken) + 1)
    widths = [width + (2 * left if place == 0 else left) for place, width in enumerate(taken)]
    return size, [width / sum(widths) for width in widths]


def shown_date(date: dt.date, lang: str) -> str:
    """1 March 2025 or 2025年3月1日."""
    return format_date(date, "long", locale=language(lang).locale)


def shown_moment(moment: dt.datetime, lang: str) -> str:
    """1 Mar 2025, 09:15 or 2025年3月1日 09:15."""
    return format_datetime(moment, language(lang).moment, locale=language(lang).locale)
