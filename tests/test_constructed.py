"""A dataset's build.py writes its files, and says which of them are not what it makes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from caseroom.constructed import as_csv, main

ROWS = [(1, "one"), (2, "two, and more"), (3, "")]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[Path, bytes]:
    monkeypatch.setattr(sys, "argv", ["build.py"])
    return {tmp_path / name: as_csv(("n", "words"), ROWS) for name in ("one.csv", "other.csv")}


def test_files_are_written_with_line_feeds(made: dict[Path, bytes]) -> None:
    assert main(lambda: made) == 0
    assert {path: path.read_bytes() for path in made} == made
    assert set(made.values()) == {b'n,words\n1,one\n2,"two, and more"\n3,\n'}


def test_a_check_writes_nothing_and_names_what_differs(
    made: dict[Path, bytes], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(lambda: made) == 0
    monkeypatch.setattr(sys, "argv", ["build.py", "--check"])
    assert main(lambda: made) == 0
    one, other = made
    one.write_bytes(b"spoilt")
    other.unlink()
    assert main(lambda: made) == 1
    said = capsys.readouterr().err
    assert "one.csv" in said and "other.csv" in said
    assert one.read_bytes() == b"spoilt" and not other.exists()
