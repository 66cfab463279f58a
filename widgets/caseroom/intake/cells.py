"""One cell's text in one form, whether it says that nothing is known, and yes or no."""

import unicodedata

MISSING = frozenset(
    {
        "",
        "-",
        "--",
        "—",
        "–",
        "/",
        "\\",
        ".",
        "..",
        "...",
        "…",
        "?",
        "na",
        "n/a",
        "n.a.",
        "nan",
        "nat",
        "null",
        "none",
        "\\n",
    }
    | {"无", "未知", "缺失", "暂无", "无数据", "不详", "missing", "no data", "not available"}
    | {
        "#n/a",
        "#value!",
        "#ref!",
        "#div/0!",
        "#null!",
        "#num!",
        "#name?",
        "#nan",
    }  # what a spreadsheet could not compute
)


def plain(text: str) -> str:
    """Full width to ASCII, lower case, single spaces within (long runs would make the patterns slow)."""
    return " ".join((text if text.isascii() else unicodedata.normalize("NFKC", text)).lower().split())


def is_missing(text: str) -> bool:
    """Whether a cell says that nothing is known: empty, a dash, NULL, #N/A, 无."""
    return plain(text) in MISSING


def words(text: str) -> frozenset[str]:
    """A list of words between commas, each in one form."""
    return frozenset(" ".join(word.split()) for word in text.split(","))


YES = words("是, y, yes, 1, 1.0, true, t, 对, 有, √, ✓")
NO = words("否, n, no, 0, 0.0, false, f, 不, 没有, ×, x, ✗")


def read_yes(text: str) -> bool | None:
    """Whether a cell says yes: 1, true, 是; or no: 0, false, 否; None for anything else."""
    text = plain(text)
    return True if text in YES else False if text in NO else None
