"""What is SQLite's own: the file, who may read it, and those that earlier versions left."""

import hashlib
import json
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, OperationalError

from classroom.store import Database, Full, Locked, Rooms, Store, StoreError, revisions, tables
from classroom.store.damage import wrong_with


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(Database(tmp_path / "room.sqlite3", wait=0.2))


def test_the_file_does_not_hold_a_token(store: Store, tmp_path: Path) -> None:
    token = store.new_visitor()
    store.database.close()
    assert all(token.encode() not in path.read_bytes() for path in tmp_path.iterdir())


def test_a_full_disk_is_named_and_leaves_the_file_intact(store: Store, tmp_path: Path) -> None:
    token = store.new_visitor()
    store.save(token, "helpdesk", "memo", "kept")
    with store.database.reading() as db:  # connections are used again: the next one is this one
        pages = db.exec_driver_sql("PRAGMA page_count").scalar_one()
        db.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Full):
        store.save(token, "helpdesk", "big", "x" * 200_000)
    with store.database.reading() as db:
        db.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert store.load(token, "helpdesk") == {"memo": "kept"}
    store.save(token, "helpdesk", "big", "x" * 200_000)


def test_a_file_that_may_not_be_written_is_named_too(store: Store) -> None:
    with store.database.reading() as db:
        db.exec_driver_sql("PRAGMA query_only = 1")
    with pytest.raises(Full, match="readonly"):
        store.new_visitor()


def test_a_mistake_of_ours_is_not_called_a_full_disk(store: Store) -> None:
    with pytest.raises(OperationalError, match="no such table"), store.database.reading() as db:
        db.exec_driver_sql("SELECT * FROM nowhere")


def test_a_folder_may_be_called_as_addresses_are_written(tmp_path: Path) -> None:
    path = tmp_path / "a%2Fschool #1" / "classroom.sqlite3"
    store = Store(Database(path))
    token = store.new_visitor()
    store.save(token, "helpdesk", "memo", "first")
    assert path.is_file() and Store(Database(path)).load(token, "helpdesk") == {"memo": "first"}
    (broken := path.with_name("broken.sqlite3")).write_bytes(b"no database" * 100)
    assert wrong_with(broken) and not wrong_with(path)


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "room.sqlite3").execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer Caseroom"):
        Store(Database(tmp_path / "room.sqlite3"))


KEPT = {
    "answer.p": {"kind": "predict", "number": "36"},
    "answer.q": {"kind": "number", "number": "14"},
    "weights": {"points": {}},
    "draft.p": {"kind": "predict"},
    "memo": {"name": "李"},
}


OLD_STORES = Path(__file__).parent / "old_stores"


@pytest.fixture
def first_version(tmp_path: Path) -> Path:
    """A store as the first version left it, with one visitor, "somebody"."""
    path, hashed = old_store(tmp_path, 1), hashlib.sha256(b"somebody").digest()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT INTO visitor VALUES (?, 'then')", (hashed,))
        for key, value in KEPT.items():
            db.execute("INSERT INTO work VALUES (?, 'helpdesk', ?, ?, 'then')", (hashed, key, json.dumps(value)))
        db.execute("INSERT INTO work VALUES (?, 'another', 'answer.x', '{broken', 'then')", (hashed,))
    return path


def old_store(folder: Path, version: int) -> Path:
    path = folder / "room.sqlite3"
    with closing(sqlite3.connect(path)) as db:
        tables = (OLD_STORES / f"version_{version}.sql").read_text(encoding="utf-8")
        db.executescript("PRAGMA journal_mode = WAL;" + tables)
    return path


def test_a_file_of_the_first_version_goes_on_and_its_predictions_are_locked(first_version: Path) -> None:
    store = Store(Database(first_version))
    assert store.load("somebody", "helpdesk") == KEPT
    for key in ("answer.p", "weights"):
        with pytest.raises(Locked):
            store.save("somebody", "helpdesk", key, "another")
    for key in ("answer.q", "draft.p", "memo"):
        store.save("somebody", "helpdesk", key, "another")
    beside = first_version.with_name("room.sqlite3.version-1")
    with closing(sqlite3.connect(beside)) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)
        assert copy.execute("SELECT count(*) FROM work").fetchone() == (len(KEPT) + 1,)
    Store(Database(first_version))  # once is enough
    assert store.load("somebody", "helpdesk")["memo"] == "another"


def test_a_file_of_the_second_version_goes_on(tmp_path: Path) -> None:
    path, hashed = old_store(tmp_path, 2), hashlib.sha256(b"somebody").digest()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT INTO visitor VALUES (?, 'then')", (hashed,))
        db.execute("INSERT INTO locked VALUES (?, 'helpdesk', 'answer.p', '36', 'then')", (hashed,))
    store = Store(Database(path))
    assert store.load("somebody", "helpdesk") == {"answer.p": 36}
    with pytest.raises(Locked):
        store.save("somebody", "helpdesk", "answer.p", 31)


def test_an_older_file_has_the_tables_that_the_code_knows(tmp_path: Path) -> None:
    for version in (1, 2):
        folder = tmp_path / str(version)
        folder.mkdir()
        path = old_store(folder, version)
        with Database(path).reading() as db:
            assert compare_metadata(MigrationContext.configure(db), tables.metadata) == []


def test_a_migration_that_fails_leaves_the_file_as_it_was(first_version: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half_way(db: Connection, revision: str) -> None:
        whole(db, revision)
        raise Full("in the middle")

    whole = revisions.migrate
    monkeypatch.setattr(revisions, "migrate", half_way)
    with pytest.raises(StoreError):
        Database(first_version)
    with closing(sqlite3.connect(first_version)) as db:
        assert [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")] == [
            "visitor",
            "work",
        ]
    monkeypatch.undo()
    assert Store(Database(first_version)).load("somebody", "helpdesk") == KEPT


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such rights")
def test_nobody_else_on_the_machine_can_read_the_file(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = Store(Database(tmp_path / "kept" / "room.sqlite3"))
        store.save(store.new_visitor(), "helpdesk", "memo", "x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o700
    files = list((tmp_path / "kept").iterdir())
    assert len(files) == 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


@pytest.mark.parametrize("table", ["locked", "room_event", "ballot"])
def test_what_replaces_a_row_is_refused_too(store: Store, table: str) -> None:
    rooms, token = Rooms(store.database), store.new_visitor()
    store.save(token, "helpdesk", "answer.p", 36, once=True)
    rooms.answer(rooms.make("helpdesk", "named", "{}").id, "p1", "a", {"choice": "x"})
    with pytest.raises(IntegrityError, match="locked"), store.database.writing() as db:
        db.exec_driver_sql(f"REPLACE INTO {table} SELECT * FROM {table}")
