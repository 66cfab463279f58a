"""`kit hub`: a JupyterHub in which trainers start classes of their own, each a server beside the others."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path

from commands import npm
from commands.places import ROOT

FOLDER = ROOT / "deploy"


def main(namespace: Namespace) -> int:
    """Become the hub; 2 and a sentence where it cannot run here."""
    if os.name == "nt":
        print("JupyterHub does not run on Windows. One class does: python3 kit serve --host 0.0.0.0", file=sys.stderr)
        return 2
    config = find(namespace.config)
    if config is None:
        print(f"There is no {namespace.config}.", file=sys.stderr)
        return 2
    try:
        npm.ready(FOLDER, "The way to each class is kept by a proxy that runs")
    except npm.NoNode as error:
        print(error, file=sys.stderr)
        return 2
    for name in ("PYTHONSAFEPATH", "PYTHONPATH"):  # the hub's own Python finds what it needs
        os.environ.pop(name, None)
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "jupyterhub", "--config", str(config)])


def find(name: str) -> Path | None:
    """The file of settings, here or in the kit."""
    return next((path for path in (Path(name).resolve(), ROOT / name) if path.is_file()), None)
