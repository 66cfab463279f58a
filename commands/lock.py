"""`kit lock`: resolve pyproject.toml into locks/: run.txt, postgres.txt, hub.txt, test.txt and bench.txt.

Requirements files rather than uv.lock, because that records the registry's address: a requirements lock
leaves the index to the user's own pip configuration (a mirror, a wheel folder), and its hashes keep what that
serves honest.
"""

from __future__ import annotations

import subprocess
import sys
from argparse import Namespace
from pathlib import Path

from commands.places import ROOT
from commands.setup import ONLY_WHEELS

COMPILE = (
    *("pip", "compile", "--quiet", "--universal", "--python-version", "3.11", *ONLY_WHEELS),
    *("--generate-hashes", "--no-header", "--no-emit-index-url", "--no-emit-find-links"),
)


def main(namespace: Namespace) -> int:
    """Write the locks; keep the pins that still fit unless `--upgrade` asks for the newest."""
    upgrade = ["--upgrade"] if namespace.upgrade else []
    run = Path("locks", "run.txt")
    code = compile_lock(run, *upgrade)
    for extra in ("postgres", "hub", "test", "bench"):  # each with the very pins students have
        options = ["--extra", extra, "--constraint", str(run), *upgrade]
        code = code or compile_lock(Path("locks", f"{extra}.txt"), *options)
    return code


def compile_lock(output: Path, *options: str) -> int:
    command = [sys.executable, "-m", "uv", *COMPILE, *options, "pyproject.toml", "--output-file", str(output)]
    print(f"{output}: resolving pyproject.toml", flush=True)
    code = subprocess.call(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    if code:
        print(f"{output}: not made, see uv's message above", file=sys.stderr)
    return code
