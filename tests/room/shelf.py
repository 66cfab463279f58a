"""Copies of a case under other names, on a shelf of their own."""

from __future__ import annotations

from pathlib import Path

from bench.checkout import copied as copied


def spoil(path: Path, old: str, new: str) -> None:
    """Put `new` in the place of the first `old`, which has to be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
