"""What a kernel is told of the server's environment: what Python and the case need, and nothing else.

A kernel runs a student's page. The server may have been started from a shell that holds keys and passwords.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

NEEDED = {
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "LANG",
    "LANGUAGE",
    "TZ",
    "TMPDIR",
    "TEMP",
    "TMP",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "VIRTUAL_ENV",
    "CONDA_PREFIX",
    "XDG_RUNTIME_DIR",  # where the sockets of kernels may lie
    # Windows starts no program without these
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "WINDIR",
    "COMSPEC",
    "PATHEXT",
    "USERNAME",
    "USERPROFILE",
    "HOMEDRIVE",
    "HOMEPATH",
    "APPDATA",
    "LOCALAPPDATA",
    "PROGRAMDATA",
    "NUMBER_OF_PROCESSORS",
    "PROCESSOR_ARCHITECTURE",
}
FAMILIES = ("LC_", "PYTHON", "CASEROOM_", "JUPYTER_", "IPYTHON", "OPENBLAS_", "OMP_", "MKL_", "MALLOC_")


def needed(environment: Mapping[str, str]) -> dict[str, str]:
    """The part of `environment` that kernels get."""
    return {
        name: value
        for name, value in environment.items()
        if name.upper() in NEEDED or (name.upper().startswith(FAMILIES) and "TOKEN" not in name.upper())
    }


def of_the_kit(share: Path, folder: Path) -> dict[str, str]:
    """What makes Jupyter look for templates, kernels and settings in `share` and `folder` only: what somebody has set,
    installed or started up for a Jupyter of their own is not meant for a class.
    """
    return {
        "JUPYTER_PATH": str(share),
        "JUPYTER_NO_CONFIG": "1",
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "IPYTHONDIR": str(folder / "ipython"),
    }
