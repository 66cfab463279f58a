"""`kit serve` says in one sentence why it cannot serve."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from commands.places import ROOT, python_path


@pytest.mark.parametrize("address", ["postgresql://somebody:secret-word@127.0.0.1:1/school", "secret-word"])
def test_a_database_that_is_not_to_be_had_is_one_sentence_and_the_end(address: str, tmp_path: Path) -> None:
    environ = os.environ | {"DATABASE_URL": address, "CASEROOM_HOME": str(tmp_path), "PYTHONPATH": python_path()}
    command = [sys.executable, "-P", "-m", "commands", "serve", "--no-browser", "--port", "18866"]
    ended = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 2
    [sentence] = ended.stderr.strip().splitlines()
    assert "DATABASE_URL" in sentence and "secret-word" not in sentence
    assert not list(tmp_path.glob("*.sqlite3"))


def test_what_only_a_hub_starts_says_so_to_everybody_else(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTERHUB_")}
    environ = kept | {"CASEROOM_HOME": str(tmp_path), "PYTHONPATH": python_path()}
    command = [sys.executable, "-P", "-m", "commands", "serve", "--hub"]
    ended = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 2
    assert ended.stderr.startswith("JupyterHub starts a class with --hub, and nobody else: JUPYTERHUB_SERVICE_URL")
