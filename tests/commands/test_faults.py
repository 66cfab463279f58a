"""A case whose files cannot be read makes of every command a sentence with its place, and no traceback."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest

from caseroom import catalogue
from commands.__main__ import main
from tests.kit import started
from tests.server import FIXTURE

BROKEN = {
    "model.py": lambda text: text + "\ndef broken(:\n",
    "case.toml": lambda text: text.replace("title.en", "titel.en", 1),
    "helpdesk.en.ipynb": lambda text: text[: len(text) // 2],
}
READ_BY = [
    ("run", "model.py"),
    ("run", "case.toml"),
    ("guide", "case.toml"),
    ("print", "case.toml"),
    ("print", "helpdesk.en.ipynb"),
    ("twins", "helpdesk.en.ipynb"),
]


@pytest.mark.parametrize(("command", "file"), READ_BY)
def test_the_fault_is_named_with_its_place_and_no_traceback(tmp_path: Path, command: str, file: str) -> None:
    shelf = tmp_path / "shelf"
    shutil.copytree(FIXTURE, shelf, ignore=shutil.ignore_patterns("__pycache__"))
    path = shelf / "cases" / "helpdesk" / file
    path.write_text(BROKEN[file](path.read_text(encoding="utf-8")), encoding="utf-8")
    said = started(tmp_path, command, "helpdesk", "--shelf", str(shelf))
    assert said.returncode in (1, 2) and "Traceback" not in said.stderr, said.stderr
    assert re.search(rf"{re.escape(file)}:\d+: ", said.stderr), said.stderr


def test_an_error_that_no_file_of_a_case_explains_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commands.run.main", lambda _: int("no number"))
    monkeypatch.setattr(sys, "argv", ["kit", "run", min(catalogue.slugs())])
    with pytest.raises(ValueError, match="no number"):
        main()
