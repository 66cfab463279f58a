"""Bytes to text. Strict readings come first; statistics decide only where none of them fits."""

import codecs

from charset_normalizer import from_bytes

from caseroom.intake.problems import IntakeProblem

SAMPLE = 65_536
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CHINESE_PUNCTUATION = "“”‘’—…·×°　、。《》「」『』【】〔〕"


def decode(data: bytes) -> tuple[str, str, bool]:
    """(text, encoding, whether it was guessed). IntakeProblem "unknown_encoding" when no reading makes
    sense.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding), encoding, False
    unmarked = _utf16_without_mark(data)
    if unmarked:
        return _strict(data, unmarked), unmarked, False
    if (text := _try(data, "utf-8")) is not None:
        return text, "utf-8", False
    chinese = _try(data, "gb18030")
    if chinese is not None and _looks_chinese(chinese[:SAMPLE]):
        return chinese, "gb18030", False
    return _guess(data)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _strict(data: bytes, encoding: str) -> str:
    text = _try(data, encoding)
    if text is None:
        raise IntakeProblem("unknown_encoding")
    return text


def _utf16_without_mark(data: bytes) -> str | None:
    """Separators, digits and line ends are ASCII in any table: in UTF-16 every one of them has a zero byte,
    on one side.
    """
    sample = data[:SAMPLE]
    if len(data) % 2 or not sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    pairs = len(sample) / 2
    if odd > 0.1 * pairs and not even:
        return "utf-16-le"
    if even > 0.1 * pairs and not odd:
        return "utf-16-be"
    return None


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


def _guess(data: bytes) -> tuple[str, str, bool]:
    best = from_bytes(data[:SAMPLE]).best()
    if best is None:
        raise IntakeProblem("unknown_encoding")
    return _strict(data, best.encoding), best.encoding, True
