"""Students' work in SQLite: named JSON values by visitor and case.

WAL with synchronous=FULL and BEGIN IMMEDIATE: the one combination that lost nothing when many processes wrote at once,
so "saved" means on the disk. A visitor's token is kept only as a hash: who reads the file cannot take somebody's place.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tornado.ioloop import IOLoop

from caseroom.client import PATIENCE, fingerprint
from classroom import schema

ALL = "SELECT * FROM work UNION ALL SELECT * FROM locked"
PLACE = "token_hash = ? AND slug = ? AND key = ?"
REPLACE = (
    "INSERT INTO work VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
    " SET value = excluded.value, saved_at = excluded.saved_at"
)
MOST_KEPT = 8_000_000  # bytes of one visitor in all cases: forty values of the largest size


class StoreError(Exception):
    """The store cannot do what was asked."""


class Busy(StoreError):
    """Somebody else holds the file for longer than we, or who asked, can wait; or a later write came first."""


class Full(StoreError):
    """The disk takes no more, or the file cannot be written."""


class Locked(StoreError):
    """A value that may be set once is there already: `.value`, since `.saved_at`."""

    def __init__(self, value: Any, saved_at: str) -> None:
        super().__init__("locked")
        self.value, self.saved_at = value, saved_at


class TooMuch(StoreError):
    """The visitor has as much as one may keep."""


class Changed(StoreError):
    """The value is no longer the one that the new one was based on, but `.value`."""

    def __init__(self, value: Any) -> None:
        super().__init__("changed")
        self.value = value


class UnknownVisitor(StoreError):
    """No visitor has this token."""


class Store:
    """One file; safe to use from several threads and processes."""

    def __init__(self, path: Path, wait: float = 5.0) -> None:
        """`wait`: seconds to wait for another writer before Busy. An older file becomes one of today's; a copy stays.

        StoreError for a file of a newer version.
        """
        self._path, self._wait = path, wait
        self._local = threading.local()
        self._last_asked: dict[tuple[bytes, str, str], int] = {}
        if not path.parent.exists():
            path.parent.mkdir(parents=True, mode=0o700)
        _keep_private(path)
        self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        with self._writing() as db:
            version = schema.version(db)
            if version > schema.VERSION:
                raise StoreError(
                    f"{self._path} was written by a newer Caseroom (version {version} of its tables, not "
                    f"{schema.VERSION}). Use that one, or put the file aside"
                )
            if version < schema.VERSION:
                if version:
                    self._copy_beside(version)
                schema.migrate(db)

    def _copy_beside(self, version: int) -> None:
        """The file as it was, beside it. Readers may go on while nobody can write."""
        copy = self._path.with_name(f"{self._path.name}.version-{version}")
        _keep_private(copy)
        with closing(sqlite3.connect(self._path)) as old, closing(sqlite3.connect(copy)) as new:
            old.backup(new)

    def new_visitor(self) -> str:
        """A fresh random token; only its hash is kept."""
        token = secrets.token_urlsafe(32)
        with self._writing() as db:
            db.execute("INSERT INTO visitor VALUES (?, ?)", (_hash(token), _now()))
        return token

    def knows(self, token: str) -> bool:
        """Whether `token` is a visitor's."""
        with self._reading() as db:
            return db.execute("SELECT 1 FROM visitor WHERE token_hash = ?", (_hash(token),)).fetchone() is not None

    def load(self, token: str, slug: str) -> dict[str, Any]:
        """Everything this visitor has kept for the case. UnknownVisitor."""
        self._require(token)
        with self._reading() as db:
            rows = db.execute(f"SELECT key, value FROM ({ALL}) WHERE token_hash = ? AND slug = ?", (_hash(token), slug))
            return {key: json.loads(value) for key, value in rows}

    def everywhere(self, token: str, key: str) -> dict[str, Any]:
        """What this visitor has kept under `key`, by case: None where only other things are. UnknownVisitor."""
        self._require(token)
        named = "max(CASE WHEN key = ? THEN value END)"
        with self._reading() as db:
            rows = db.execute(
                f"SELECT slug, {named} FROM ({ALL}) WHERE token_hash = ? GROUP BY slug", (key, _hash(token))
            )
            return {slug: None if value is None else json.loads(value) for slug, value in rows}

    def save(
        self,
        token: str,
        slug: str,
        key: str,
        value: Any,
        *,
        once: bool = False,
        asked: int | None = None,
        based_on: str | None = None,
    ) -> str:
        """Commit `value`; the time of the commit comes back. UnknownVisitor, Busy, Full, TooMuch, Locked, Changed.

        `once`: it can never be changed afterwards.
        `based_on`: the fingerprint of the value that this one replaces; None: whichever it is.
        `asked`: time.monotonic_ns() of the asking. What waited for so long that nobody hears the answer, or what was
        asked for before a value that is there already, is never committed: Busy.
        """
        asked = time.monotonic_ns() if asked is None else asked
        _hurry(asked)
        self._require(token)
        now = _now()
        row = (_hash(token), slug, key)
        with self._writing() as db:
            locked = db.execute(f"SELECT value, saved_at FROM locked WHERE {PLACE}", row).fetchone()
            if locked is not None:  # before the turn: of two that race, the one asked first may come second
                raise Locked(json.loads(locked[0]), locked[1])
            self._take_turn(row, asked)
            _compare(db, row, based_on)
            text = json.dumps(value, ensure_ascii=False, allow_nan=False)
            _leave_room(db, row, text)
            if once:
                db.execute(f"DELETE FROM work WHERE {PLACE}", row)
                db.execute("INSERT INTO locked VALUES (?, ?, ?, ?, ?)", (*row, text, now))
            else:
                db.execute(REPLACE, (*row, text, now))
        return now

    def close(self) -> None:
        """Close this thread's connection."""
        if getattr(self._local, "db", None) is not None:
            self._local.db.close()
            self._local.db = None

    def _take_turn(self, row: tuple[bytes, str, str], asked: int) -> None:
        """Now that nobody else can write: whether this write is still wanted. Busy."""
        _hurry(asked)
        if asked < self._last_asked.get(row, 0):
            raise Busy("a later value has been saved")
        self._last_asked[row] = asked

    def _require(self, token: str) -> None:
        if not self.knows(token):
            raise UnknownVisitor("no visitor has this token")

    def _connection(self) -> sqlite3.Connection:
        if getattr(self._local, "db", None) is None:
            db = sqlite3.connect(self._path, timeout=self._wait, isolation_level=None)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA foreign_keys = ON")
            self._local.db = db
        return self._local.db

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        try:
            yield self._connection()
        except sqlite3.OperationalError as error:
            raise _named(error) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            db = self._connection()
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
        except sqlite3.OperationalError as error:
            raise _named(error) from error


class StoreBeside:
    """A Store for the server's event loop: one slow disk must not hold up a whole room.

    Reads have threads of their own: a writer may wait for seconds while another program holds the file, a reader need
    not, and must not stand behind four writers either.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._readers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="store-read")
        self._writers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="store-write")

    async def knows(self, token: str) -> bool:
        """As `Store.knows`."""
        return await _run(self._readers, lambda: self._store.knows(token))

    async def load(self, token: str, slug: str) -> dict[str, Any]:
        """As `Store.load`."""
        return await _run(self._readers, lambda: self._store.load(token, slug))

    async def everywhere(self, token: str, key: str) -> dict[str, Any]:
        """As `Store.everywhere`."""
        return await _run(self._readers, lambda: self._store.everywhere(token, key))

    async def new_visitor(self) -> str:
        """As `Store.new_visitor`."""
        return await _run(self._writers, self._store.new_visitor)

    async def save(
        self,
        token: str,
        slug: str,
        key: str,
        value: Any,
        *,
        once: bool = False,
        asked: int | None = None,
        based_on: str | None = None,
    ) -> str:
        """As `Store.save`."""
        asked = time.monotonic_ns() if asked is None else asked  # before it waits for a thread
        return await _run(
            self._writers, lambda: self._store.save(token, slug, key, value, once=once, asked=asked, based_on=based_on)
        )


async def _run(threads: Executor, work: Callable[[], Any]) -> Any:
    return await IOLoop.current().run_in_executor(threads, work)


def _compare(db: sqlite3.Connection, row: tuple[bytes, str, str], based_on: str | None) -> None:
    """Changed when what stands in this place is not what the writer knew."""
    if based_on is None:
        return
    kept = db.execute(f"SELECT value FROM work WHERE {PLACE}", row).fetchone()
    value = json.loads(kept[0]) if kept else None
    if fingerprint(value) != based_on:
        raise Changed(value)


def _leave_room(db: sqlite3.Connection, row: tuple[bytes, str, str], text: str) -> None:
    """TooMuch when the visitor would keep more than MOST_KEPT with `text` in this place."""
    others = (
        f"SELECT total(length(CAST(value AS BLOB))) FROM ({ALL}) WHERE token_hash = ? AND NOT (slug = ? AND key = ?)"
    )
    if db.execute(others, row).fetchone()[0] + len(text.encode()) > MOST_KEPT:
        raise TooMuch("this visitor keeps too much")


def _keep_private(path: Path) -> None:
    """Nobody else on this machine may read the file; SQLite gives those beside it (-wal, -shm) the same rights."""
    path.touch(mode=0o600)
    if os.name == "posix" and path.stat().st_uid == os.getuid():
        path.chmod(0o600)
        for beside in (path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
            if beside.exists():
                beside.chmod(0o600)


def _hurry(asked: int) -> None:
    """Busy when who asked then has given up."""
    if time.monotonic_ns() - asked > PATIENCE * 1e9:
        raise Busy("nobody waits for the answer any more")


def _named(error: sqlite3.OperationalError) -> StoreError:
    held = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return Busy(str(error)) if held else Full(str(error))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
