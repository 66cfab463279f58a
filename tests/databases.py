"""A place of its own for each test's store: an SQLite file, or a database on a private PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url

from commands import postgres


def server() -> Iterator[str]:
    """The address of `kit test`'s PostgreSQL, else of one for this session; where there is none, it skips."""
    with ExitStack() as stack:
        address = os.environ.get(postgres.VARIABLE)
        if address is None:
            try:
                address = stack.enter_context(postgres.private(postgres.ready(may_install=False)))
            except postgres.NoPostgres as error:
                pytest.skip(f"PostgreSQL: {error}")
        elif not address:
            pytest.skip("PostgreSQL: kit test says why")
        yield address


def fresh(server: str) -> str:
    """The address of an empty store: a schema of its own, for a database is 300 files."""
    name = _name()
    execute(server, f"CREATE SCHEMA {name}")
    query = {"options": f"-csearch_path={name}", "application_name": name}
    return make_url(server).update_query_dict(query).render_as_string(hide_password=False)


def whole(server: str, options: str = "") -> str:
    """The address of an empty database, made with `options` of CREATE DATABASE."""
    name = _name()
    execute(server, f"CREATE DATABASE {name} {options}")
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def cut_off(address: str) -> None:
    """As when the server is started again: every connection to this store ends."""
    name = make_url(address).query["application_name"]
    others = f"pg_stat_activity WHERE application_name = '{name}' AND pid <> pg_backend_pid()"
    execute(address, f"SELECT pg_terminate_backend(pid, 5000) FROM {others}")


def _name() -> str:
    return f"test_{uuid4().hex}"


def execute(address: str, statement: str) -> None:
    """As another program would, each statement by itself."""
    engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        db.exec_driver_sql(statement)
    engine.dispose()
