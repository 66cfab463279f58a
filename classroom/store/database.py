"""A database and how it is written: "saved" means on the disk. Each kind's own stands in a file of its name."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from classroom.store import revisions
from classroom.store.errors import StoreError
from classroom.store.postgres import PostgreSQL
from classroom.store.sqlite import SQLite


class Kind(Protocol):
    """What is one database's own. `str()` is what a sentence calls it."""

    def engine(self, wait: float) -> Engine:
        """Its connections. On one with the option `reads` a transaction sees one moment; on one with `writes` nobody
        else writes from its begin on, and whoever waits for that longer than `wait` seconds is told so.
        """

    def named(self, error: DBAPIError) -> StoreError | None:
        """What it refuses, by our names."""

    def revision_before_alembic(self, db: Connection) -> str:
        """Which revision the tables have where Alembic has not written it down; "" for none."""

    def forget(self, engine: Engine, room_id: str) -> None:
        """Take what was deleted, and all of the room unless it is "", out of what is kept beside the tables."""

    def keep_copy(self, revision: str) -> None:
        """Before the tables of `revision` are changed, while nobody can write."""


class Database:
    """Safe to use from several threads and processes."""

    def __init__(self, where: Path | str, wait: float = 5.0) -> None:
        """`where`: an SQLite file, or the address of a PostgreSQL database. Older tables become today's.

        `wait`: seconds to wait for another writer before Busy.
        StoreError for an address that cannot be used, and for tables of a newer version.
        """
        self._kind: Kind = SQLite(where) if isinstance(where, Path) else PostgreSQL(where)
        self._engine = self._kind.engine(wait)
        self.last_change = 0.0
        """When something was kept (monotonic)."""
        self._bring_up_to_date()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with; all that is read is of one moment. Busy, Full."""
        with self._named(), self._engine.connect() as db:
            yield db.execution_options(reads=True)

    @contextmanager
    def writing(self, a_try: bool = False) -> Iterator[Connection]:
        """A connection on which nobody else writes; all is committed at the end, or nothing. Busy, Lost, Full.

        `a_try`: nothing is kept that anybody would miss.
        """
        with self._named(), self._engine.connect() as db:
            db = db.execution_options(writes=True)
            with db.begin():
                yield db
        if not a_try:
            self.last_change = time.monotonic()

    def forget(self, room_id: str = "") -> None:
        """Take what was deleted out of what is kept beside the tables, where that can be done; with `room_id` all of
        that room, which was deleted. Busy, Full.
        """
        with self._named():
            self._kind.forget(self._engine, room_id)

    def close(self) -> None:
        """Close every connection that nobody uses."""
        self._engine.dispose()

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            named = self._kind.named(error)
            if named is None:
                raise
            raise named from error

    def _bring_up_to_date(self) -> None:
        """Within one transaction: of two servers that start at once the second finds it done."""
        with self.writing() as db:
            found = revisions.found(db) or self._kind.revision_before_alembic(db)
            if found == revisions.NEWEST:
                return
            if found not in revisions.ALL:
                raise StoreError(
                    f"{self._kind} was written by a newer Caseroom (revision {found} of its tables is not known here). "
                    "Use that one, or begin with an empty one"
                )
            if found:
                self._kind.keep_copy(found)
            revisions.migrate(db, found)
