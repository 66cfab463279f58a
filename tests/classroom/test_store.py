"""What "saved" promises, on every database: committed, once where once was asked, and nobody else's."""

import multiprocessing
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from caseroom.client import PATIENCE
from classroom.store import Busy, Database, Locked, Store, TooMuch, UnknownVisitor, tables


@pytest.fixture
def store(where: Path | str) -> Store:
    return Store(Database(where, wait=0.2))


def test_what_is_saved_is_there_for_the_next_server(where: Path | str) -> None:
    first = Store(Database(where))
    token = first.new_visitor()
    first.save(token, "helpdesk", "answer.a", {"text": "答案"})
    first.database.close()
    assert Store(Database(where)).load(token, "helpdesk") == {"answer.a": {"text": "答案"}}


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
    for change in ("DELETE FROM locked", "UPDATE locked SET value = '31'"):
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


def test_where_a_visitor_was_in_every_case_is_one_question(where: Path | str) -> None:
    store = Store(Database(where))
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


def test_a_store_that_another_program_writes_to_is_busy_and_nothing_is_saved(store: Store, where: Path | str) -> None:
    token = store.new_visitor()
    with Database(where).writing(), pytest.raises(Busy):
        store.save(token, "helpdesk", "memo", "x")
    assert store.load(token, "helpdesk") == {}
    store.save(token, "helpdesk", "memo", "x")


def test_who_reads_need_not_wait_for_who_writes_and_sees_one_moment(store: Store, where: Path | str) -> None:
    token = store.new_visitor()
    count = select(func.count()).select_from(tables.work)
    with store.database.reading() as db:
        before = db.execute(count).scalar_one()
        Store(Database(where)).save(token, "helpdesk", "memo", "x")
        assert db.execute(count).scalar_one() == before
    assert store.load(token, "helpdesk") == {"memo": "x"}


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


def test_a_write_is_dropped_when_its_asker_gives_up_while_it_waits_for_its_turn(where: Path | str) -> None:
    store = Store(Database(where))
    token = store.new_visitor()
    with ThreadPoolExecutor(1) as beside:
        with Database(where).writing():
            asked = time.monotonic_ns() - round((PATIENCE - 0.3) * 1e9)
            saving = beside.submit(store.save, token, "helpdesk", "memo", "x", asked=asked)
            time.sleep(0.6)
        with pytest.raises(Busy):
            saving.result()
    assert store.load(token, "helpdesk") == {}


def test_a_new_store_has_the_tables_that_the_code_knows(where: Path | str) -> None:
    Database(where)
    with Database(where).reading() as db:
        assert compare_metadata(MigrationContext.configure(db), tables.metadata) == []


def test_two_servers_that_start_at_once_make_one_set_of_tables(where: Path | str) -> None:
    with ThreadPoolExecutor(4) as servers:
        stores = [Store(store) for store in servers.map(Database, [where] * 4)]
    assert stores[0].knows(stores[3].new_visitor())


def _write_twenty(where: Path | str, token: str, name: int) -> None:
    store = Store(Database(where, wait=20))
    for n in range(20):
        store.save(token, "helpdesk", f"key.{name}.{n}", n)


def test_many_writers_lose_nothing(where: Path | str) -> None:
    token = Store(Database(where)).new_visitor()
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write_twenty, args=(where, token, n)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(Store(Database(where)).load(token, "helpdesk")) == 80


def test_one_visitor_cannot_fill_the_disk(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("classroom.store.work.MOST_KEPT", 1000)
    one, other = store.new_visitor(), store.new_visitor()
    store.save(one, "helpdesk", "memo", "x" * 600)
    with pytest.raises(TooMuch):
        store.save(one, "another", "memo", "字" * 200)
    store.save(one, "helpdesk", "memo", "y" * 900)
    store.save(other, "helpdesk", "memo", "x" * 600)


def test_letters_of_every_language_come_back(store: Store) -> None:
    token, value = store.new_visitor(), {"text": "案例教室 – “ß” 𠮷 \u0000 \\x41 %s %(x)s :y"}
    store.save(token, "helpdesk", "memo", value)
    store.save(token, "helpdesk", "answer.p", value, once=True)
    assert store.load(token, "helpdesk") == {"memo": value, "answer.p": value}


def test_one_value_that_many_send_at_once_is_kept_once(store: Store, where: Path | str) -> None:
    store, token = Store(Database(where)), store.new_visitor()

    def send(n: int) -> object:
        try:
            store.save(token, "helpdesk", "answer.p", n, once=True)
        except Locked as locked:
            return locked.value
        return n

    with ThreadPoolExecutor(8) as many:
        [kept] = set(many.map(send, range(40)))
    assert store.load(token, "helpdesk") == {"answer.p": kept}


def test_somebody_who_comes_from_elsewhere_many_times_at_once_is_let_in_once(where: Path | str) -> None:
    store = Store(Database(where, wait=20))
    with ThreadPoolExecutor(4) as many:
        list(many.map(store.admit, ["from elsewhere"] * 12))
    assert store.load("from elsewhere", "helpdesk") == {}
