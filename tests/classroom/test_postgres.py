"""What is PostgreSQL's own: a server that is away, that refuses, or that goes in the middle."""

from __future__ import annotations

import sys

import pytest
from sqlalchemy import make_url

from classroom.store import Busy, Database, Full, Lost, Rooms, Store, StoreError
from tests import databases
from tests.databases import cut_off


@pytest.fixture
def store(postgres_database: str) -> Store:
    return Store(Database(postgres_database))


def test_connections_that_the_server_has_ended_are_made_anew(store: Store, postgres_database: str) -> None:
    token = store.new_visitor()
    cut_off(postgres_database)
    store.save(token, "helpdesk", "memo", "x")
    cut_off(postgres_database)
    assert store.load(token, "helpdesk") == {"memo": "x"}


def test_a_connection_that_ends_in_the_middle_is_said_and_nothing_of_it_stays(
    store: Store, postgres_database: str
) -> None:
    rooms = Rooms(store.database)
    room = rooms.make("helpdesk", "named", "{}").id
    with pytest.raises(Lost), store.database.writing() as db:
        db.exec_driver_sql("UPDATE room SET keep_days = 1")
        cut_off(postgres_database)
        db.exec_driver_sql("UPDATE room SET keep_days = 2")
    rooms.append(room, 1, "", ["second"])
    assert rooms.every()[0].keep_days == 7


@pytest.mark.parametrize(
    ("code", "named"),
    [("53100", Full), ("25006", Full), ("53300", Busy), ("40001", Busy), ("57014", Busy), ("42501", StoreError)],
)
def test_what_the_server_refuses_has_our_names(store: Store, code: str, named: type[Exception]) -> None:
    with pytest.raises(StoreError, match="no more") as refused, store.database.writing() as db:
        db.exec_driver_sql(f"DO $$ BEGIN RAISE EXCEPTION 'no more' USING ERRCODE = '{code}'; END $$")
    assert type(refused.value) is named


def test_a_locked_answer_is_not_emptied_away(store: Store) -> None:
    token = store.new_visitor()
    store.save(token, "helpdesk", "answer.p", 36, once=True)
    with pytest.raises(Exception, match="locked"), store.database.writing() as db:
        db.exec_driver_sql("TRUNCATE locked")
    assert store.load(token, "helpdesk") == {"answer.p": 36}


def test_a_server_that_is_not_there_is_one_sentence_without_the_password() -> None:
    with pytest.raises(Busy, match="failed") as refused:
        Database("postgresql://somebody:secret-word@127.0.0.1:1/school")
    assert "secret-word" not in str(refused.value) and "\n" not in str(refused.value)


@pytest.mark.parametrize("address", ["mysql://u:secret-word@h/d", "secret-word", "postgresql://", "postgresql://h"])
def test_an_address_that_is_none_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(StoreError, match="postgresql://USER:PASSWORD@HOST") as refused:
        Database(address)
    assert "secret-word" not in str(refused.value)


def test_without_psycopg_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match="psycopg"):
        Database("postgresql://127.0.0.1:1/school")


def test_a_database_that_cannot_hold_chinese_is_refused(postgres_server: str) -> None:
    database = databases.whole(postgres_server, "ENCODING 'LATIN1' TEMPLATE template0")
    with pytest.raises(StoreError, match="UTF8"):
        Database(database)


def test_tables_of_a_newer_version_are_refused(store: Store, postgres_database: str) -> None:
    databases.execute(postgres_database, "UPDATE alembic_version SET version_num = '0099'")
    with pytest.raises(StoreError, match="newer Caseroom"):
        Database(postgres_database)


def test_a_commit_is_on_the_disk_whatever_the_database_was_told(postgres_server: str) -> None:
    database = databases.whole(postgres_server)
    databases.execute(database, f"ALTER DATABASE {make_url(database).database} SET synchronous_commit = off")
    with Database(database).writing() as db:
        assert db.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "on"
