"""A file that another program has open, as an antivirus does on Windows: waited for, then said, and nothing is lost."""

from __future__ import annotations

import ast
import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from caseroom import patience
from caseroom.client import FileClient, NotSaved
from caseroom.panels.panel import NOT_SAVED_WORDS
from classroom.store import backups
from commands import setup
from commands.places import ROOT
from commands.setup import House, SetupError


class Held:
    """Refuses to put a file in another's place, as Windows does while somebody reads one of the two."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
        self.times = times
        self.pauses: list[float] = []
        self._replace = os.replace
        monkeypatch.setattr(patience, "PAUSES", (0.02, 0.05, 0.1))
        monkeypatch.setattr(patience.time, "sleep", self.pauses.append)
        monkeypatch.setattr(patience.os, "replace", self)

    def __call__(self, source: str | Path, target: str | Path) -> None:
        if self.times:
            self.times -= 1
            raise PermissionError(errno.EACCES, "Access is denied", str(source), 5, str(target))
        self._replace(source, target)


Hold = Callable[[int], Held]
FOR_LONG = 99


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Hold:
    return lambda times: Held(monkeypatch, times)


def test_what_is_refused_for_a_moment_is_done_in_the_end(hold: Hold, tmp_path: Path) -> None:
    held = hold(2)
    (tmp_path / "new").write_text("new", encoding="utf-8")
    patience.replace(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old").read_text(encoding="utf-8") == "new"
    assert held.pauses == [0.02, 0.05]


def test_what_is_refused_for_long_is_said_and_another_fault_at_once(hold: Hold, tmp_path: Path) -> None:
    held = hold(FOR_LONG)
    with pytest.raises(PermissionError):
        patience.replace(tmp_path / "new", tmp_path / "old")
    assert len(held.pauses) == 3
    held.times = 0
    with pytest.raises(FileNotFoundError):
        patience.replace(tmp_path / "no such file", tmp_path / "old")
    assert len(held.pauses) == 3


def test_an_answer_is_kept_when_the_file_is_held_for_a_moment(hold: Hold, tmp_path: Path) -> None:
    client = FileClient(tmp_path / "case.json")
    hold(2)
    client.save("text", "mine")
    assert client.load() == {"text": "mine"}


def test_where_it_is_held_for_long_the_old_file_stays_and_the_page_says_why(hold: Hold, tmp_path: Path) -> None:
    client = FileClient(tmp_path / "case.json")
    client.save("text", "first")
    hold(FOR_LONG)
    with pytest.raises(NotSaved) as caught:
        client.save("text", "second")
    assert "another program has the file" in NOT_SAVED_WORDS[caught.value.reason]
    assert client.load() == {"text": "first"}
    assert [path.name for path in tmp_path.iterdir()] == ["case.json"]


def test_a_file_that_cannot_be_read_now_is_no_empty_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = FileClient(tmp_path / "case.json")
    client.save("text", "first")
    kept = (tmp_path / "case.json").read_bytes()

    def refused(*_: object, **__: object) -> str:
        raise PermissionError(errno.EACCES, "The process cannot access the file")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_text", refused)
        with pytest.raises(NotSaved):
            client.save("other", "second")
    assert (tmp_path / "case.json").read_bytes() == kept


def test_a_back_up_waits_too_and_leaves_nothing_half_done(hold: Hold, tmp_path: Path) -> None:
    store = tmp_path / "classroom.sqlite3"
    with closing(sqlite3.connect(store)) as db:
        db.executescript("CREATE TABLE work (a); CREATE TABLE locked (a); CREATE TABLE room (id, promise, ended_at)")
        db.execute("INSERT INTO work VALUES (1)")
        db.commit()
    hold(2)
    made = backups.make(store)
    assert made and made.exists()
    made.unlink()
    hold(FOR_LONG)
    with pytest.raises(PermissionError):
        backups.make(store)
    assert not list(backups.folder(store).iterdir())


def test_a_set_up_says_which_folder_is_in_use(hold: Hold, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = House(tmp_path)
    house.notes.mkdir(parents=True)
    hold(FOR_LONG)
    with pytest.raises(SetupError), setup.translated_errors(house):
        setup.make_environment(house)
    assert house.notes.is_dir()


def test_whatever_takes_a_files_place_does_it_patiently() -> None:
    """Nobody calls the bare thing: a path's replace and rename take one argument, a text's takes two."""
    bare = []
    for folder in ("commands", "classroom", "widgets"):
        for source in (ROOT / folder).rglob("*.py"):
            if source.name != "patience.py":
                tree = ast.parse(source.read_text(encoding="utf-8"))
                bare += [f"{source.relative_to(ROOT)}:{node.lineno}" for node in ast.walk(tree) if is_bare(node)]
    assert not bare


def is_bare(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    called, of = node.func.attr, node.func.value
    if isinstance(of, ast.Name) and of.id in ("os", "shutil"):
        return called in ("replace", "rename", "renames", "move")
    return called in ("replace", "rename") and len(node.args) == 1 and not node.keywords
