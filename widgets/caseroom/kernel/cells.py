"""Runs a notebook's code cells in this very process, and keeps what each of them shows."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from IPython.core.displayhook import CapturingDisplayHook
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell

from caseroom.kernel.drawing import is_put_off
from caseroom.shelves import shelves

Output = dict[str, Any]
Outputs = dict[str, list[Output]]
"""By the cell's id, outputs as nbformat has them (streams, what is displayed, errors)."""

log = logging.getLogger(__name__)


def run_cells(shell: InteractiveShell, notebook: Path) -> Outputs:
    """What every code cell of `notebook` shows, in order; after a cell that fails none is run.

    Nothing travels over a socket: the run cannot be held up by a reply that is lost on its way (voila#1428).
    """
    outputs: Outputs = {}
    for name, source in _code(notebook):
        with _captured(shell) as shown:
            result = shell.run_cell(source, store_history=False)
        error = result.error_before_exec or result.error_in_exec
        outputs[name] = [*shown, *([_failure(error)] if error else [])]
        if error:
            level = logging.DEBUG if is_put_off(error) else logging.ERROR  # that is run again, by who may draw
            log.log(level, "cell %s of %s failed", name, notebook.name, exc_info=error)
            break
    return outputs


def failure(outputs: Outputs) -> str:
    """Where a cell failed and how, in one line or more; "" where none did."""
    for name, shown in outputs.items():
        for output in shown:
            if output["output_type"] == "error":
                place = next(iter(output.get("traceback", ())), f"cell {name}")
                return f"{place}: {output['ename']}: {output['evalue']}"
    return ""


def told(error: BaseException) -> str:
    """The file and line of a case where it was raised, as far as it was in one, and what it says."""
    return ": ".join([*_place(error), type(error).__name__, str(error)])


def _code(notebook: Path) -> Iterator[tuple[str, str]]:
    """Id and source of each code cell. As JSON: nbformat takes seconds to import, on the way of the first visitor."""
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            source = cell["source"]
            yield cell["id"], source if isinstance(source, str) else "".join(source)


@contextmanager
def _captured(shell: InteractiveShell) -> Iterator[list[Output]]:
    """Fills the list with what is displayed and printed within; of an error the caller learns by itself."""
    outputs: list[Output] = []
    publisher, stdout, stderr = CapturingDisplayPublisher(), StringIO(), StringIO()
    usual = shell.display_pub, shell.display_trap.hook
    shell.display_pub, shell.display_trap.hook = publisher, CapturingDisplayHook(shell, publisher.outputs)
    shell._showtraceback = lambda *_: None  # type: ignore[method-assign]
    try:
        with redirect_stdout(stdout), redirect_stderr(stderr):
            yield outputs
    finally:
        shell.display_pub, shell.display_trap.hook = usual
        del shell._showtraceback
    written = {"stdout": stdout.getvalue(), "stderr": stderr.getvalue()}
    outputs += [{"output_type": "stream", "name": name, "text": text} for name, text in written.items() if text]
    outputs += [
        {"output_type": "display_data", "data": output["data"], "metadata": output["metadata"] or {}}
        for output in publisher.outputs
    ]


def _failure(error: BaseException) -> Output:
    place = _place(error)
    return {"output_type": "error", "ename": type(error).__name__, "evalue": str(error), "traceback": place}


def _place(error: BaseException) -> list[str]:
    """The last place in a case's folder that the error came through, from its shelf: no page need know the machine.

    What is no Python came through no line of its own: it says itself where it stands.
    """
    places = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        places.append((error.filename, error.lineno))
    known = shelves()
    return [
        f"{Path(name).relative_to(shelf).as_posix()}:{line}"
        for name, line in places
        for shelf in known
        if Path(name).is_relative_to(shelf / "cases")
    ][-1:]
