"""Bytes to text. Strict readings come first; statistics decide only where none of them fits."""

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

from caseroom.intake.problems import IntakeProblem

SAMPLE = 65_536
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BROKEN = "\ufffd"
MOST_BROKEN = 0.01  # of the characters beyond ASCII
FEWEST_FOREIGN = 10  # whole characters beyond ASCII for each broken one: else it may be another encoding
CHINESE_PUNCTUATION = "“”‘’—…·×°　、。《》「」『』【】〔〕"


@dataclass(frozen=True)
class Decoded:
    """A file's text; guessed: by statistics. replaced: so many broken characters became U+FFFD."""

    text: str
    encoding: str
    guessed: bool = False
    replaced: int = 0


def decode(data: bytes) -> Decoded:
    """The text and how it was read. IntakeProblem "unknown_encoding" when no reading makes sense."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    unmarked = _utf16_without_mark(data)
    if unmarked:
        return _marked(data, unmarked)
    if (text := _try(data, "utf-8")) is not None:
        return Decoded(text, "utf-8")
    chinese = _try(data, "gb18030")
    if chinese is not None and _looks_chinese(chinese[:SAMPLE]):
        return Decoded(chinese, "gb18030")
    return _nearly(data, "utf-8") or _nearly(data, "gb18030") or _guess(data)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _marked(data: bytes, encoding: str) -> Decoded:
    text = _try(data, encoding)
    found = Decoded(text, encoding) if text is not None else _nearly(data, encoding)
    if found is None:
        raise IntakeProblem("unknown_encoding")
    return found


def _nearly(data: bytes, encoding: str) -> Decoded | None:
    """With a few broken characters, as an export leaves them that cuts texts by bytes; None where they are many."""
    text = data.decode(encoding, errors="replace")
    broken, foreign = text.count(BROKEN), sum(character > "\x7f" for character in text)
    if broken > max(1, MOST_BROKEN * foreign) or foreign < FEWEST_FOREIGN * broken:
        return None
    if encoding == "gb18030" and not _looks_chinese(text[:SAMPLE].replace(BROKEN, "")):
        return None
    return Decoded(text, encoding, replaced=broken)


def _utf16_without_mark(data: bytes) -> str | None:
    """Separators, digits and line ends are ASCII in any table: in UTF-16 every one of them has a zero byte,
    on one side.
    """
    sample = data[:SAMPLE]
    if len(data) % 2 or not sample:
        return None
    even, odd = sample[0::2], sample[1::2]
    for encoding, low, high in (("utf-16-le", even, odd), ("utf-16-be", odd, even)):
        if high.count(0) > 0.1 * len(high) and not low.count(0) and _separates(low, high):
            return encoding
    return None


def _separates(low: bytes, high: bytes) -> bool:
    """Whether separators and line ends have a zero beside them, which NUL bytes that only fall so do not give."""
    beside = [other for byte, other in zip(low, high, strict=True) if byte in b",;|\t\n"]
    return not beside or beside.count(0) > 0.75 * len(beside)


def _looks_chinese(text: str) -> bool:
    """GB18030 accepts nearly any bytes; only a text of everyday characters is taken for one."""
    foreign = [character for character in text if character > "\x7f"]
    everyday = sum(map(_everyday, foreign))
    return everyday >= 0.9 * len(foreign)


def _everyday(character: str) -> bool:
    if character in CHINESE_PUNCTUATION or "\uff01" <= character <= "\uff5e":
        return True
    if not "\u4e00" <= character <= "\u9fff":
        return False
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _guess(data: bytes) -> Decoded:
    best = from_bytes(data[:SAMPLE]).best()
    text = _try(data, best.encoding) if best else None
    if best is None or text is None:
        raise IntakeProblem("unknown_encoding")
    return Decoded(text, best.encoding, guessed=True)
