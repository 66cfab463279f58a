"""What checks the pages' JavaScript: npm tools, in the test set-up only. The kit itself needs no Node."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

from commands.places import ROOT

FOLDER = ROOT / "tests" / "page"
STAMP = "node_modules/.caseroom-lock"  # the lock that node_modules was made from


class NoNode(Exception):
    """There is nothing to run the tools with; the text says what to install."""


def check() -> int:
    """Lint, format and types of every script of ours; tools that are not there are installed first. NoNode."""
    npm = shutil.which("npm")
    if npm is None:
        raise NoNode(
            "The pages' scripts are checked with Node: install Node 20 or newer (nodejs.org or your system's)."
        )
    if not is_ready(FOLDER):
        install = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        if subprocess.call(install, cwd=FOLDER) != 0:
            raise NoNode("The tools that check the pages' scripts could not be installed: check the network.")
        (FOLDER / STAMP).write_text(lock_of(FOLDER), encoding="utf-8")
    return subprocess.call([npm, "run", "--silent", "check"], cwd=FOLDER)


def is_ready(folder: Path) -> bool:
    """Whether the tools that the lock names are installed."""
    try:
        return (folder / STAMP).read_text(encoding="utf-8") == lock_of(folder)
    except OSError:
        return False


def lock_of(folder: Path) -> str:
    return hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
