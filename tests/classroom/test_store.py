"""What "saved" promises: committed, once where once was asked, and nobody else's."""

import hashlib
import json
import multiprocessing
import os
import sqlite3
import stat
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from caseroom.client import PATIENCE
from classroom.store import Busy, Database, Full, Locked, Store, StoreError, TooMuch, UnknownVisitor, revisions, tables


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(Database(tmp_path / "room.sqlite3", wait=0.2))


def test_what_is_saved_is_there_for_the_next_server(tmp_path: Path) -> None:
    first = Store(Database(tmp_path / "room.sqlite3"))
    token = first.new_visitor()
    first.save(token, "helpdesk", "answer.a", {"text": "答案"})
    first.database.close()
    assert Store(Database(tmp_path / "room.sqlite3")).load(token, "helpdesk") == {"answer.a": {"text": "答案"}}


def test_a_later_value_replaces_the_earlier(store: Store) -> None:
    token = store.new_visitor()
    store.save(token, "helpdesk", "memo", "first")
    store.save(token, "helpdesk", "memo", "second")
    assert store.load(token, "helpdesk") == {"memo": "second"}


def test_a_prediction_is_locked_by_its_first_value(store: Store) -> None:
    token = store.new_visitor()
    store.save(token, "helpdesk", "answer.p", 36, once=True)
    with pytest.raises(Locked) as locked:
        store.save(token, "helpdesk", "answer.p", 31, once=True)
    assert locked.value.value == 36
    with pytest.raises(Locked):
        store.save(token, "helpdesk", "answer.p", 31)
    for change in ("DELETE FROM locked", "UPDATE locked SET value = 31", "REPLACE INTO locked SELECT * FROM locked"):
        with pytest.raises(IntegrityError, match="locked"):
            in_one_go(store, change)
    assert store.load(token, "helpdesk") == {"answer.p": 36}


def in_one_go(store: Store, statement: str) -> None:
    with store.database.writing() as db:
        db.exec_driver_sql(statement)


def test_visitors_and_cases_are_kept_apart(store: Store) -> None:
    one, other = store.new_visitor(), store.new_visitor()
    store.save(one, "helpdesk", "memo", "mine")
    assert store.load(other, "helpdesk") == {}
    assert store.load(one, "another") == {}


def test_where_a_visitor_was_in_every_case_is_one_question(tmp_path: Path) -> None:
    store = Store(Database(tmp_path / "room.sqlite3"))
    token, other = store.new_visitor(), store.new_visitor()
    store.save(token, "helpdesk", "place", {"step": "brief"})
    store.save(token, "helpdesk", "memo", "words")
    store.save(token, "another", "answer.p", 36, once=True)
    assert store.everywhere(token, "place") == {"helpdesk": {"step": "brief"}, "another": None}
    assert store.everywhere(other, "place") == {}


def test_a_forged_token_opens_nothing(store: Store) -> None:
    with pytest.raises(UnknownVisitor):
        store.load("forged", "helpdesk")
    with pytest.raises(UnknownVisitor):
        store.save("forged", "helpdesk", "memo", "x")


def test_the_file_does_not_hold_a_token(store: Store, tmp_path: Path) -> None:
    token = store.new_visitor()
    store.database.close()
    assert all(token.encode() not in path.read_bytes() for path in tmp_path.iterdir())


def test_a_file_that_another_program_holds_is_busy_and_not_saved(store: Store, tmp_path: Path) -> None:
    token = store.new_visitor()
    holder = sqlite3.connect(tmp_path / "room.sqlite3", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy):
        store.save(token, "helpdesk", "memo", "x")
    holder.execute("ROLLBACK")
    store.save(token, "helpdesk", "memo", "x")


def test_a_write_that_was_asked_for_earlier_never_replaces_a_later_one(store: Store) -> None:
    token, now = store.new_visitor(), time.monotonic_ns()
    store.save(token, "helpdesk", "memo", "newer", asked=now)
    with pytest.raises(Busy):
        store.save(token, "helpdesk", "memo", "older", asked=now - 1)
    store.save(token, "helpdesk", "other", "older", asked=now - 1)
    assert store.load(token, "helpdesk") == {"memo": "newer", "other": "older"}


def test_a_write_whose_asker_has_given_up_is_dropped(store: Store) -> None:
    token, long_ago = store.new_visitor(), time.monotonic_ns() - round(PATIENCE * 1e9)
    with pytest.raises(Busy):
        store.save(token, "helpdesk", "memo", "abandoned", asked=long_ago)
    assert store.load(token, "helpdesk") == {}


def test_a_write_is_dropped_when_its_asker_gives_up_while_it_waits_for_the_file(tmp_path: Path) -> None:
    store = Store(Database(tmp_path / "room.sqlite3"))
    token = store.new_visitor()
    holder = sqlite3.connect(tmp_path / "room.sqlite3", isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    letting_go = threading.Timer(0.6, lambda: holder.execute("ROLLBACK"))
    letting_go.start()
    with pytest.raises(Busy):
        store.save(token, "helpdesk", "memo", "x", asked=time.monotonic_ns() - round((PATIENCE - 0.3) * 1e9))
    letting_go.join()
    assert store.load(token, "helpdesk") == {}


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


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "room.sqlite3").execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer Caseroom"):
        Store(Database(tmp_path / "room.sqlite3"))


def _write_twenty(path: Path, token: str, name: int) -> None:
    store = Store(Database(path, wait=20))
    for n in range(20):
        store.save(token, "helpdesk", f"key.{name}.{n}", n)


def test_many_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    token = Store(Database(path)).new_visitor()
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write_twenty, args=(path, token, n)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(Store(Database(path)).load(token, "helpdesk")) == 80


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


def test_an_older_file_and_a_new_one_have_the_tables_that_the_code_knows(tmp_path: Path) -> None:
    for version in (0, 1, 2):
        folder = tmp_path / str(version)
        folder.mkdir()
        path = old_store(folder, version) if version else folder / "room.sqlite3"
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


def test_one_visitor_cannot_fill_the_disk(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("classroom.store.work.MOST_KEPT", 1000)
    one, other = store.new_visitor(), store.new_visitor()
    store.save(one, "helpdesk", "memo", "x" * 600)
    with pytest.raises(TooMuch):
        store.save(one, "another", "memo", "字" * 200)
    store.save(one, "helpdesk", "memo", "y" * 900)
    store.save(other, "helpdesk", "memo", "x" * 600)
