"""Where cases, their datasets and their guides stand: one shelf is the kit's own, every pack that is added is another.

`cases` is a namespace package: its folders are all folders of that name on Python's path. Beside each of them may stand
`datasets` and `instructor_guides`.
"""

from __future__ import annotations

import importlib
import os
from pathlib import Path

KIT = Path(__file__).resolve().parents[2]


def shelves() -> list[Path]:
    """Every folder that has a `cases`, the kit's own first."""
    folders = [Path(folder).resolve().parent for folder in importlib.import_module("cases").__path__]
    found = [KIT] if any(same(KIT, folder) for folder in folders) else []
    for folder in folders:
        if not any(same(folder, other) for other in found):
            found.append(folder)
    return found


def same(one: Path, other: Path) -> bool:
    """Whether both are one folder: macOS and Windows call it by a name in other letters, too."""
    return one == other or (one.exists() and other.exists() and os.path.samefile(one, other))


def find(*parts: str) -> Path | None:
    """The first file or folder of that name on any shelf, such as find("datasets", "counties"); None: nowhere."""
    return next((path for shelf in shelves() if (path := shelf.joinpath(*parts)).exists()), None)
