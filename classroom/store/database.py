"""One SQLite file and how it is written: "saved" means on the disk.

WAL with synchronous=FULL and BEGIN IMMEDIATE: the one combination that lost nothing when many processes wrote at once.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from classroom.store import revisions
from classroom.store.damage import is_damage
from classroom.store.errors import Busy, Damaged, Full, StoreError


class Database:
    """Safe to use from several threads and processes."""

    def __init__(self, path: Path, wait: float = 5.0) -> None:
        """`wait`: seconds to wait for another writer before Busy. An older file becomes one of today's; a copy stays.

        StoreError for a file of a newer version.
        """
        self.path = path
        if not path.parent.exists():
            path.parent.mkdir(parents=True, mode=0o700)
        _keep_private(path)
        self._engine = _engine(path, wait)
        self._bring_up_to_date()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with. Busy, Full."""
        with _named(), self._engine.connect() as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection on which nobody else writes; all is committed at the end, or nothing. Busy, Full."""
        with _named(), self._engine.connect() as db:
            db = db.execution_options(writes=True)
            with db.begin():
                yield db

    def close(self) -> None:
        """Close every connection that nobody uses."""
        self._engine.dispose()

    def _bring_up_to_date(self) -> None:
        """Within one transaction: of two servers that start at once the second finds it done."""
        with self.writing() as db:
            found = revisions.found(db)
            if found == revisions.NEWEST:
                return
            if found not in revisions.ALL:
                raise StoreError(
                    f"{self.path} was written by a newer Caseroom (revision {found} of its tables is not known here). "
                    "Use that one, or put the file aside"
                )
            if found:
                self._copy_beside(found)
            revisions.migrate(db, found)

    def _copy_beside(self, revision: str) -> None:
        """The file as it was, beside it. Readers may go on while nobody can write."""
        copy = self.path.with_name(f"{self.path.name}.version-{int(revision)}")
        _keep_private(copy)
        with closing(sqlite3.connect(self.path)) as old, closing(sqlite3.connect(copy)) as new:
            old.backup(new)


def _engine(path: Path, wait: float) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": wait}, pool_size=8, max_overflow=-1)

    @event.listens_for(engine, "connect")
    def connected(db: Any, _: object) -> None:
        db.isolation_level = None  # transactions begin where we say, not where the driver guesses
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            db.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(db: Connection) -> None:
        db.exec_driver_sql("BEGIN IMMEDIATE" if db.get_execution_options().get("writes") else "BEGIN")

    return engine


@contextmanager
def _named() -> Iterator[None]:
    """What the file refuses, by our names: Busy, Full, Damaged."""
    try:
        yield
    except DBAPIError as error:
        cause = error.orig
        if is_damage(cause):
            raise Damaged(str(cause)) from error
        if not isinstance(cause, sqlite3.OperationalError):
            raise
        held = cause.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        raise (Busy(str(cause)) if held else Full(str(cause))) from error


def _keep_private(path: Path) -> None:
    """Nobody else on this machine may read the file; SQLite gives those beside it (-wal, -shm) the same rights."""
    path.touch(mode=0o600)
    if os.name == "posix" and path.stat().st_uid == os.getuid():
        path.chmod(0o600)
        for beside in (path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
            if beside.exists():
                beside.chmod(0o600)
