"""What is PostgreSQL's own: a server that others look after, and that may be away for a while.

Whoever writes holds one lock of the whole store until the commit, as in an SQLite file: each reads what the one
before has written, so that a log has one order, and an answer or a code is given away once.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from classroom.store.errors import Busy, Full, Lost, StoreError

SCHEMES = ("postgresql", "postgres")  # as its own programs read an address, pg_dump too
LOCK = f"{0x43415345}, hashtext(current_schema())"  # "CASE", and the schema that our tables are in
PATIENCE = {"connect_timeout": 5, "tcp_user_timeout": 10_000}  # seconds, ms: a cut cable is noticed
WAITS = ("40001", "40P01", "55P03", "57014")  # others hold what this one needs
FULL = ("53100", "25006")  # no space left; nothing may be written
DENIED = ("42501", "3F000")  # a right, or the place for tables, is missing
AWAY = ("08", "57P", "53")  # cut off, shut down or starting, out of connections or memory


class PostgreSQL:
    """The store in a database that DATABASE_URL names."""

    def __init__(self, address: str) -> None:
        self._url = _read(address)

    def __str__(self) -> str:
        return f"the database {self._url.database!r}"

    def engine(self, wait: float) -> Engine:
        unsaid = {name: value for name, value in PATIENCE.items() if name not in self._url.query}
        try:
            engine = create_engine(
                self._url, connect_args=unsaid, pool_size=8, max_overflow=-1, pool_pre_ping=True, hide_parameters=True
            )
        except ImportError as error:
            raise StoreError(
                "psycopg, which speaks with PostgreSQL, is not installed for this Python: start with python3 kit, "
                "which fetches it, or install what locks/postgres.txt lists"
            ) from error

        @event.listens_for(engine, "connect")
        def connected(db: Any, _: object) -> None:
            if db.info.parameter_status("server_encoding") != "UTF8":
                raise StoreError(f"{self} does not keep UTF8, so not every language: createdb --encoding=UTF8")
            db.autocommit = True
            db.execute("SET synchronous_commit = on")
            db.execute(f"SET lock_timeout = {round(1000 * wait)}")
            db.autocommit = False

        @event.listens_for(engine, "begin")
        def begun(db: Connection) -> None:
            options = db.get_execution_options()
            if options.get("writes"):
                db.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
            elif options.get("reads"):
                db.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")

        return engine

    def named(self, error: DBAPIError) -> StoreError | None:
        state, said = getattr(error.orig, "sqlstate", None), str(error.orig).partition("\n")[0]
        if error.connection_invalidated:
            return Lost(said)
        if state in FULL:
            return Full(said)
        if state in DENIED:
            return StoreError(said)
        if state in WAITS or (state or "08").startswith(AWAY):  # none where no server has answered
            return Busy(said)
        return None

    def revision_before_alembic(self, db: Connection) -> str:
        """PostgreSQL came after."""
        return ""

    def forget(self, engine: Engine, room_id: str) -> None:
        """Nothing here: VACUUM and the write-ahead log are the administrator's (docs/deploy.md)."""

    def keep_copy(self, revision: str) -> None:
        """None: a migration that fails is undone whole, and back-ups are pg_dump's."""


def _read(address: str) -> URL:
    """Never repeats the address in what it says: a password may stand in it."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.drivername not in SCHEMES or not url.database:
        raise StoreError("its address must be of the kind postgresql://USER:PASSWORD@HOST:5432/DATABASE") from None
    return url.set(drivername="postgresql+psycopg")
