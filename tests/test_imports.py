"""What a process of the kit does not import, because it would cost every start a second."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize("first", ["commands.__main__", "classroom.app", "caseroom.charts.look"])
def test_no_grammar_is_built_for_a_format_that_nothing_uses(first: str) -> None:
    code = f"import sys; import {first}, nbformat, altair; print('lark' in sys.modules)"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
