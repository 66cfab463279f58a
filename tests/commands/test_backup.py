"""A copy of everything, and the way back; nothing that was there is lost by either."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from classroom.store import Database, Locked, Store
from commands import arguments, backup, postgres, restore
from tests import databases


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CASEROOM_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


def kit(*line: str) -> int:
    parsed = arguments.parse(line)
    return {"backup": backup, "restore": restore}[line[0]].main(parsed)


def test_a_copy_made_while_somebody_writes_brings_everything_back(home: Path, tmp_path: Path) -> None:
    database = Database(home / "classroom.sqlite3")
    store = Store(database)
    token = store.new_visitor()
    store.save(token, "helpdesk", "memo", "first")
    assert kit("backup", "--output", "copy.sqlite3") == 0
    store.save(token, "helpdesk", "memo", "second")
    database.close()
    assert kit("restore", "copy.sqlite3") == 0
    assert Store(Database(home / "classroom.sqlite3")).load(token, "helpdesk") == {"memo": "first"}
    [aside] = home.glob("classroom.sqlite3.before-*")
    assert Store(Database(aside)).load(token, "helpdesk") == {"memo": "second"}
    assert (tmp_path / "copy.sqlite3").stat().st_mode & 0o077 == 0


def test_nothing_is_restored_under_a_server_that_goes_on(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = Database(home / "classroom.sqlite3")
    store = Store(database)
    token = store.new_visitor()
    kit("backup", "--output", "copy.sqlite3")
    with database.reading():
        assert kit("restore", "copy.sqlite3") == 2
    assert "Stop it first" in capsys.readouterr().err
    assert store.knows(token)


@pytest.mark.parametrize("content", [b"", b"not a database", None])
def test_a_file_that_is_no_copy_is_refused(
    content: bytes | None, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (tmp_path / "other").write_bytes(content)
    assert kit("restore", "other") == 2
    assert "no back-up" in capsys.readouterr().err
    assert not home.exists()


def test_a_copy_never_replaces_a_file_and_nothing_is_no_copy(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kit("backup") == 2
    assert "nothing to back up" in capsys.readouterr().err
    Store(Database(home / "classroom.sqlite3")).new_visitor()
    assert kit("backup", "--output", "copy.sqlite3") == 0
    assert kit("backup", "--output", "copy.sqlite3") == 2


def shell(line: str, url: str) -> None:
    programs = os.pathsep.join([str(postgres.ready(may_install=False)), os.environ["PATH"]])
    subprocess.run(line, shell=True, check=True, env=os.environ | {"DATABASE_URL": url, "PATH": programs})


def test_what_stands_in_postgresql_is_copied_by_the_commands_that_kit_names(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], postgres_server: str
) -> None:
    url = databases.whole(postgres_server)
    monkeypatch.setenv("DATABASE_URL", url)
    store = Store(Database(url))
    token = store.new_visitor()
    store.save(token, "helpdesk", "answer.p", 36, once=True)
    assert kit("backup") == 2
    shell(capsys.readouterr().err.splitlines()[-1], url)
    store.save(token, "helpdesk", "memo", "later")
    assert kit("restore", "caseroom.dump") == 2
    shell(capsys.readouterr().err.splitlines()[-1], url)
    assert Store(Database(url)).load(token, "helpdesk") == {"answer.p": 36}
    with pytest.raises(Locked):
        Store(Database(url)).save(token, "helpdesk", "answer.p", 31)


def test_a_copy_of_a_file_moves_into_an_empty_postgresql_and_into_no_other(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], postgres_database: str
) -> None:
    store = Store(Database(home / "classroom.sqlite3"))
    token = store.new_visitor()
    store.save(token, "helpdesk", "memo", "first")
    assert kit("backup", "--output", "copy.sqlite3") == 0
    monkeypatch.setenv("DATABASE_URL", postgres_database)
    assert kit("restore", "copy.sqlite3") == 0
    assert Store(Database(postgres_database)).load(token, "helpdesk") == {"memo": "first"}
    assert kit("restore", "copy.sqlite3") == 2
    assert "already" in capsys.readouterr().err
