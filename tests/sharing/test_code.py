"""The lines that the page shows give the page's numbers, in a Python that has never seen the page."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from caseroom.sharing.code import WIDTH, lines
from tests.sharing import made

Run = Callable[[str], str]

# An interpreter a program would take a second each: one starts, and every program finds it as empty as the first.
STRANGER = """
import contextlib, io, json, sys
for sent in sys.stdin:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(json.loads(sent), "<shown>", "exec"), {"__name__": "__main__"})
    print(json.dumps(said.getvalue()), flush=True)
"""


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """What a program prints in another interpreter, each time in an empty namespace."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"}
    stranger = subprocess.Popen(
        [sys.executable, "-c", STRANGER],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment,
    )  # fmt: skip
    assert stranger.stdin and stranger.stdout
    to, said = stranger.stdin, stranger.stdout

    def printed(program: str) -> str:
        to.write(json.dumps(program) + "\n")
        to.flush()
        return str(json.loads(said.readline()))

    yield printed
    to.close()
    stranger.wait()


@pytest.mark.parametrize("model", made.MODELS)
@given(data=st.data())
def test_the_lines_print_what_the_model_says(model: str, run: Run, data: st.DataObject) -> None:
    params_type = made.MODELS[model].Params
    scenarios = [("Baseline", params_type()), *data.draw(made.pins(model)), ("Now", data.draw(made.settings(model)))]
    printed = run(lines(model, "A case · 2026-01-01", scenarios))
    assert read(printed) == [
        (name, {outcome: f"{value:.6g}" for outcome, value in vars(made.MODELS[model].simulate(params)).items()})
        for name, params in scenarios
    ]


def read(printed: str) -> list[tuple[str, dict[str, str]]]:
    """What was printed, as (scenario, {outcome: number}) pairs."""
    found: list[tuple[str, dict[str, str]]] = []
    for line in printed.splitlines():
        if line.startswith("    "):
            outcome, _, value = line.strip().partition(" = ")
            assert math.isfinite(float(value)) or value == "inf"
            found[-1][1][outcome] = value
        else:
            found.append((line, {}))
    return found


@example(name="'), Params()),\n]\nimport os #")
@example(name='"""')
@example(name="\x00\u2028\ud800")
@given(name=st.text(max_size=40))
def test_no_name_ends_its_own_quotes(name: str) -> None:
    params = made.MODELS["helpdesk"].Params(agents=20)
    namespace: dict[str, Any] = {}
    program = lines("helpdesk", f"heading\n{name}", [(name, params)]).partition("for name")[0]
    exec(program, namespace)
    assert namespace["scenarios"] == [(name, params)]


def test_only_what_differs_is_said_and_lines_stay_short() -> None:
    params = made.MODELS["helpdesk"].Params
    shown = lines("helpdesk", "x", [("Baseline", params()), ("Now", params(agents=20, wage=61.0))])
    assert "Params()" in shown and "Params(agents=20, wage=61)" in shown
    many = params(agents=20, wage=61, districts=2, overhead=0.1, shrinkage=0.2, mean_patience=100, answer_within=15)
    assert max(map(len, lines("helpdesk", "x", [("Everything", many)]).splitlines())) <= WIDTH
