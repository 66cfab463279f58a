"""`kit bench`: measure the kit beside other ways to serve the same app."""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import Namespace

from commands.places import ROOT, python_path


def main(namespace: Namespace) -> int:
    """In a process of its own, which reads the same command line: the kit does not know its bench."""
    command = [sys.executable, "-P", "-m", "bench", *sys.argv[1:]]
    return subprocess.call(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": python_path()})
