"""Where the files of cases stand, and what can be read of a case.toml that may be broken."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any


def case_files(root: Path) -> list[Path]:
    return sorted((root / "cases").glob("*/case.toml"))


def notebooks_of(case_file: Path) -> list[Path]:
    return sorted(case_file.parent.glob("*.ipynb"))


def all_notebooks(root: Path) -> list[Path]:
    return [path for case in case_files(root) for path in notebooks_of(case)]


def declared(case_file: Path, section: str) -> list[dict[str, Any]]:
    """The entries of a section, as far as the file can be read; `loads` says what is wrong with it."""
    try:
        entries = tomllib.loads(case_file.read_text(encoding="utf-8-sig")).get(section, [])
    except tomllib.TOMLDecodeError:
        return []
    return [entry for entry in entries if isinstance(entry, dict)]
