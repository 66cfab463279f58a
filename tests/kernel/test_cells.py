"""A notebook is run in the process that serves it: what its cells show, and what happens when one fails."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from ipykernel.zmqshell import ZMQInteractiveShell

from caseroom.kernel.cells import failure, run_cells, told
from caseroom.kernel.process import new_shell


@pytest.fixture
def shell() -> Iterator[ZMQInteractiveShell]:
    """A shell as a kernel has it, before there is a kernel to send anything."""
    yield new_shell()
    ZMQInteractiveShell.clear_instance()


def notebook(folder: Path, **cells: str) -> Path:
    path = folder / "case.ipynb"
    made = nbformat.v4.new_notebook()
    made.cells = [nbformat.v4.new_markdown_cell("# A case", id="prose")]
    made.cells += [nbformat.v4.new_code_cell(source, id=name) for name, source in cells.items()]
    nbformat.write(made, path)
    return path


def test_a_cell_shows_what_it_prints_and_what_its_last_line_is(shell: ZMQInteractiveShell, tmp_path: Path) -> None:
    outputs = run_cells(shell, notebook(tmp_path, first="print('said')\n6 * 7", second="_ = 1", third="x = 2"))
    (said, shown) = outputs["first"]
    assert (said["name"], said["text"]) == ("stdout", "said\n")
    assert shown["data"]["text/plain"] == "42"
    assert outputs["second"] == outputs["third"] == []
    assert "prose" not in outputs


def test_display_and_widgets_are_kept_too(shell: ZMQInteractiveShell, tmp_path: Path) -> None:
    source = "import ipywidgets\nfrom IPython.display import HTML\ndisplay(HTML('<b>bold</b>'))\nipywidgets.Box()"
    html, box = run_cells(shell, notebook(tmp_path, cell=source))["cell"]
    assert html["data"]["text/html"] == "<b>bold</b>"
    assert "application/vnd.jupyter.widget-view+json" in box["data"]


def test_nothing_is_run_after_a_cell_that_fails(
    shell: ZMQInteractiveShell, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    outputs = run_cells(shell, notebook(tmp_path, good="1", bad="1 / 0", never="2"))
    assert list(outputs) == ["good", "bad"]
    assert outputs["bad"][-1]["ename"] == "ZeroDivisionError"
    assert "cell bad of case.ipynb failed" in caplog.text, "whoever runs the server learns why"


def test_what_fails_in_a_case_is_named_with_its_file_and_line(
    shell: ZMQInteractiveShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who wrote the case learns where to look, and not only which cell of the notebook came upon it."""
    model = tmp_path / "cases" / "fails_at_import" / "model.py"
    model.parent.mkdir(parents=True)
    model.write_text("import json\n\njson.loads('')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    outputs = run_cells(shell, notebook(tmp_path, opens="import cases.fails_at_import.model"))
    said = "cases/fails_at_import/model.py:3: JSONDecodeError: Expecting value: line 1 column 1 (char 0)"
    assert failure(outputs) == said
    assert failure(run_cells(shell, notebook(tmp_path, bad="1 / 0"))) == "cell bad: ZeroDivisionError: division by zero"
    with pytest.raises(json.JSONDecodeError) as caught:
        importlib.import_module("cases.fails_at_import.model")
    assert told(caught.value) == said
    (model.parent / "views.py").write_text("\ndef broken(:\n", encoding="utf-8")
    with pytest.raises(SyntaxError) as unread:
        importlib.import_module("cases.fails_at_import.views")
    assert told(unread.value).startswith("cases/fails_at_import/views.py:2: SyntaxError: invalid syntax")


def test_a_cell_that_cannot_be_read_is_an_error_too(shell: ZMQInteractiveShell, tmp_path: Path) -> None:
    assert run_cells(shell, notebook(tmp_path, cell="this is no Python"))["cell"][-1]["ename"] == "SyntaxError"


def test_an_output_widget_does_not_hold_up_the_run(shell: ZMQInteractiveShell, tmp_path: Path) -> None:
    """voila#1428: run over a socket, a reply was lost about once in twelve pages, and the page never came."""
    source = "import ipywidgets\nout = ipywidgets.Output()\nwith out:\n    print('inside')\nout"
    outputs = run_cells(shell, notebook(tmp_path, **{f"cell-{n}": source for n in range(40)}))
    assert len(outputs) == 40
    assert all(cell[-1]["output_type"] == "display_data" for cell in outputs.values())
