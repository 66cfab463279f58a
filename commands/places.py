"""Where things are: the repository, and the folder that holds what people make with it."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def python_path() -> str:
    """PYTHONPATH under which `caseroom`, `classroom` and `commands` are found."""
    return os.pathsep.join([str(ROOT / "widgets"), str(ROOT)])


def database_url() -> str:
    """The PostgreSQL database that is asked for in place of a file: DATABASE_URL; "" for none."""
    return os.environ.get("DATABASE_URL", "")


def home() -> Path:
    """Folder of answers, uploads and settings: CASEROOM_HOME, else `.caseroom` in the repository."""
    return Path(os.environ.get("CASEROOM_HOME") or ROOT / ".caseroom")
