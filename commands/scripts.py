"""What checks the pages' JavaScript: npm tools, in the test set-up only. The kit itself needs no Node."""

from __future__ import annotations

import subprocess

from commands import npm
from commands.places import ROOT

FOLDER = ROOT / "tests" / "page"


def check() -> int:
    """Lint, format and types of every script of ours; tools that are not there are installed first. NoNode."""
    path = npm.ready(FOLDER, "The pages' scripts are checked")
    return subprocess.call([path, "run", "--silent", "check"], cwd=FOLDER)
