"""Tools from npm, installed into a folder from its lock: what checks the pages' scripts, and a hub's proxy."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

STAMP = "node_modules/.caseroom-lock"  # the lock that node_modules was made from


class NoNode(Exception):
    """There is nothing to run the tools with; the text says what to install."""


def ready(folder: Path, purpose: str) -> str:
    """The path of npm, after what the folder's lock names has been installed. `purpose`: "The pages' scripts are
    checked". NoNode.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise NoNode(f"{purpose} with Node: install Node 20 or newer (nodejs.org or your system's).")
    if not is_ready(folder):
        install = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        if subprocess.call(install, cwd=folder) != 0:
            raise NoNode(f"{purpose} with tools that could not be installed into {folder}: check the network.")
        (folder / STAMP).write_text(lock_of(folder), encoding="utf-8")
    return npm


def is_ready(folder: Path) -> bool:
    """Whether the tools that the lock names are installed."""
    try:
        return (folder / STAMP).read_text(encoding="utf-8") == lock_of(folder)
    except OSError:
        return False


def lock_of(folder: Path) -> str:
    return hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
