"""Where cases, their datasets and their guides stand: one shelf is the kit's own, every pack that is added is another.

`cases` is a namespace package: its folders are all folders of that name on Python's path. Beside each of them may stand
`datasets` and `instructor_guides`.
"""

from __future__ import annotations

import importlib
from pathlib import Path

KIT = Path(__file__).resolve().parents[2]


def shelves() -> list[Path]:
    """Every folder that has a `cases`, the kit's own first."""
    folders = [Path(folder).resolve().parent for folder in importlib.import_module("cases").__path__]
    return list(dict.fromkeys([*(shelf for shelf in folders if shelf == KIT), *folders]))


def find(*parts: str) -> Path | None:
    """The first file or folder of that name on any shelf, such as find("datasets", "counties"); None: nowhere."""
    return next((path for shelf in shelves() if (path := shelf.joinpath(*parts)).exists()), None)
