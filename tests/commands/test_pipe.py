"""What a shell does with the kit's output: who has read enough leaves, and no traceback is the answer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from caseroom import catalogue
from commands.places import ROOT
from tests.kit import environment


def test_a_reader_who_has_read_enough_is_no_fault(tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "commands", "run", min(set(catalogue.slugs()) - {"helpdesk"})]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, text=True, env=environment(tmp_path, {}), **pipes) as printing:  # type: ignore[call-overload]
        printing.stdout.close()  # before the first line
        said = printing.stderr.read()
    assert (said, printing.returncode) == ("", 141)
