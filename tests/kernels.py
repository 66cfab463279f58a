"""Kernels that tests start themselves, each spoken to through files of its own.

By ports, as Jupyter starts them, one in some hundreds dies on a busy machine: a port is found free, let go, and taken
by anybody before the kernel has it (jupyter_client, issue 487).
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any, TypeVar

from jupyter_client.manager import KernelManager

Manager = TypeVar("Manager", bound=KernelManager)


def by_files(kind: type[Manager]) -> type[Manager]:
    """A kind of manager whose kernels listen at files; by ports where the system has no such files."""
    if os.name == "nt":
        return kind

    class ByFiles(kind):  # type: ignore[misc, valid-type]
        def __init__(self, **given: Any) -> None:
            folder = Path(tempfile.mkdtemp(prefix="kernel-"))  # a socket's path has room for some hundred letters
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            super().__init__(**{"transport": "ipc", "ip": str(folder / "at")} | given)

    return ByFiles
