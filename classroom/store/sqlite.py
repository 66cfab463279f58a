"""What is SQLite's own: one file, which nobody else on the machine may read.

WAL with synchronous=FULL and BEGIN IMMEDIATE: the one combination that lost nothing when many processes wrote at once.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from classroom.store.backups import copy, take_out
from classroom.store.damage import is_damage
from classroom.store.errors import Busy, Damaged, Full, StoreError

HELD = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
NOT_WRITTEN = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
)


class SQLite:
    """The store in one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        if not path.parent.exists():
            path.parent.mkdir(parents=True, mode=0o700)
        keep_private(path)

    def __str__(self) -> str:
        return str(self._path)

    def engine(self, wait: float) -> Engine:
        engine = create_engine(
            URL.create("sqlite", database=str(self._path)),  # a folder's name may hold a % or a #
            connect_args={"timeout": wait},
            pool_size=8,
            max_overflow=-1,
            hide_parameters=True,  # no answer in an error's text: that goes into the log
        )

        @event.listens_for(engine, "connect")
        def connected(db: Any, _: object) -> None:
            db.isolation_level = None  # transactions begin where we say, not where the driver guesses
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
                db.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def begun(db: Connection) -> None:
            db.exec_driver_sql("BEGIN IMMEDIATE" if db.get_execution_options().get("writes") else "BEGIN")

        return engine

    def named(self, error: DBAPIError) -> StoreError | None:
        cause = error.orig
        if is_damage(cause):
            return Damaged(str(cause))
        if not isinstance(cause, sqlite3.OperationalError):
            return None
        code = cause.sqlite_errorcode & 0xFF  # the rest says which kind of it
        if code in HELD:
            return Busy(str(cause))
        return Full(str(cause)) if code in NOT_WRITTEN else None

    def revision_before_alembic(self, db: Connection) -> str:
        """It was a number of SQLite's own."""
        number = int(db.exec_driver_sql("PRAGMA user_version").scalar_one())
        return f"{number:04}" if number else ""

    def forget(self, engine: Engine, room_id: str) -> None:
        """The log beside the file is emptied, unless somebody is reading; and the room goes out of the back-ups."""
        with closing(engine.raw_connection()) as db:
            db.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
        if room_id:
            take_out(self._path, room_id)

    def keep_copy(self, revision: str) -> None:
        """The file as it was, beside it. Readers may go on while nobody can write."""
        copy(self._path, self._path.with_name(f"{self._path.name}.version-{int(revision)}"))


def keep_private(path: Path) -> None:
    """Nobody else on this machine may read the file; SQLite gives those beside it (-wal, -shm) the same rights."""
    path.touch(mode=0o600)
    if os.name == "posix" and path.stat().st_uid == os.getuid():
        path.chmod(0o600)
        for beside in (path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
            if beside.exists():
                beside.chmod(0o600)
