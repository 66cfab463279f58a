"""Which of the two languages the person at this machine reads."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

WINDOWS_CHINESE = 0x04  # primary language id of every Chinese locale


def system_language(environ: Mapping[str, str] = os.environ) -> str:
    """ "zh" where the locale is Chinese, else "en"."""
    spoken = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG")
    if spoken:
        return "zh" if spoken.lower().startswith("zh") else "en"
    return "zh" if sys.platform == "win32" and windows_is_chinese() else "en"


def said(both: tuple[str, str], **values: object) -> str:
    """The English or the Chinese of `both`, whichever the person at this machine reads, with `values` in its places."""
    return both[system_language() == "zh"].format(**values)


def windows_is_chinese() -> bool:
    import ctypes

    windll = getattr(ctypes, "windll", None)
    return windll is not None and windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == WINDOWS_CHINESE
