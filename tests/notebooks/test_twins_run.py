"""Both twins run from top to bottom and show the same things; nbval compares the stored outputs beside this."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

from caseroom import catalogue
from tests.kernels import by_files
from tests.server import PYTHON_PATH

VIEW = "application/vnd.jupyter.widget-view+json"


def run(path: Path) -> Any:
    """The executed notebook; a cell that fails raises."""
    notebook = nbformat.read(path, as_version=4)
    where = {"metadata": {"path": str(path.parent)}}
    kind = by_files(AsyncKernelManager)
    NotebookClient(notebook, timeout=120, resources=where, kernel_manager_class=kind).execute()
    return notebook


@pytest.mark.parametrize("slug", catalogue.slugs())
def test_twins_run_and_show_the_same(slug: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", PYTHON_PATH)  # the kernel's: with the shelf that only the tests see
    case = catalogue.load(slug)
    twins = [run(case.notebook(lang)) for lang in ("en", "zh")]
    for one, other in zip(*(twin.cells for twin in twins), strict=True):
        assert one.id == other.id
        if one.cell_type != "code":
            continue
        assert not [output for output in one.outputs if output.output_type == "stream"], "a case prints nothing"
        if one.source.startswith("case.") or one.source.endswith("\ncase"):
            assert all(VIEW in twin.outputs[0].data for twin in (one, other)), f"{one.id} shows no panel"
        elif "nbval-check-output" in one.metadata.get("tags", []):
            shown = [[output.data["text/plain"] for output in twin.outputs] for twin in (one, other)]
            assert shown[0] == shown[1] and shown[0]
