"""Students' work on a real server: nobody else's, and safe from the moment it is acknowledged."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from http.client import HTTPException
from pathlib import Path

import pytest

from caseroom.client import TOKEN, ClassroomClient, NotSaved
from classroom.store import Store
from tests.room.visitor import as_kernel, ask
from tests.server import Server

STATE = "/api/cases/helpdesk/state"
FOREIGN = {"Origin": "http://evil.example", "Referer": "http://evil.example/"}


@pytest.fixture(scope="module")
def store(server: Server) -> Store:
    """The server's own file, to make visitors without opening a case for each."""
    return Store(server.database)


@pytest.fixture
def visitor(store: Store) -> str:
    """A visitor's token."""
    return store.new_visitor()


def test_only_a_visitors_own_token_opens_anything(server: Server, store: Store, visitor: str) -> None:
    neighbour = store.new_visitor()
    assert as_kernel(server, neighbour, "memo", "theirs").status == 200
    for token in ("", "forged", visitor + "x", visitor[:-1], "Ж"):
        assert as_kernel(server, token.encode().decode("latin-1")).status == 401
        assert as_kernel(server, token.encode().decode("latin-1"), "memo", 1).status == 401
    assert as_kernel(server, visitor).json == {"state": {}}
    assert as_kernel(server, visitor, "memo", "mine").status == 200
    assert as_kernel(server, neighbour).json == {"state": {"memo": "theirs"}}


def test_a_cookie_is_not_enough(server: Server, visitor: str) -> None:
    cookie = {"Cookie": f"caseroom={visitor}"}
    assert ask(server, STATE, headers=cookie).status == 401
    assert ask(server, f"{STATE}/memo", "PUT", b'{"value": 1}', cookie).status == 401
    assert as_kernel(server, visitor).json == {"state": {}}


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"])
def test_another_sites_page_changes_nothing(server: Server, visitor: str, kind: str) -> None:
    headers = {"Cookie": f"caseroom={visitor}", "Content-Type": kind, **FOREIGN}
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = ask(server, f"{STATE}/memo", method, b'{"value": "forged"}', headers)
        assert answer.status in (400, 401, 405)
    permission = ask(server, f"{STATE}/memo", "OPTIONS", headers=headers | {"Access-Control-Request-Method": "PUT"})
    assert permission.headers["Access-Control-Allow-Origin"] is None
    assert as_kernel(server, visitor).json == {"state": {}}


def test_a_prediction_sent_twice_at_once_is_locked_once(server: Server, visitor: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: as_kernel(server, visitor, "answer.p", n, once=True), range(8)))
    assert sorted(answer.status for answer in answers) == [200] + [409] * 7
    (kept,) = {answer.json["value"] for answer in answers if answer.status == 409}
    assert as_kernel(server, visitor).json == {"state": {"answer.p": kept}}


def test_sixty_students_hand_in_at_once(server: Server, store: Store) -> None:
    tokens = [store.new_visitor() for _ in range(60)]
    with ThreadPoolExecutor(60) as pool:
        answers = list(pool.map(lambda token: as_kernel(server, token, "memo", token), tokens))
    assert [answer.status for answer in answers] == [200] * 60
    assert [store.load(token, "helpdesk") for token in tokens] == [{"memo": token} for token in tokens]


@contextmanager
def held(database: Path) -> Iterator[sqlite3.Connection]:
    """Another program has the file to itself."""
    with closing(sqlite3.connect(database, isolation_level=None, check_same_thread=False)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        yield holder


def test_a_file_held_for_a_moment_is_waited_for(server: Server, visitor: str) -> None:
    with held(server.database) as holder:
        letting_go = threading.Timer(1, lambda: holder.execute("ROLLBACK"))
        letting_go.start()
        began = time.monotonic()
        assert as_kernel(server, visitor, "memo", "waited").status == 200
        assert time.monotonic() - began > 0.9
        letting_go.join()
    assert as_kernel(server, visitor).json == {"state": {"memo": "waited"}}


def test_a_file_held_for_too_long_is_said_and_nothing_is_called_saved(server: Server, visitor: str) -> None:
    with held(server.database):
        assert as_kernel(server, visitor, "memo", "lost").status == 503
        assert as_kernel(server, visitor).json == {"state": {}}  # reading goes on meanwhile
        assert ask(server, "/health").status == 200
    assert as_kernel(server, visitor, "memo", "again").status == 200


def test_what_a_kernel_gave_up_on_never_replaces_what_was_saved_since(server: Server, store: Store) -> None:
    def kernel(token: str) -> Callable[[str], bool]:
        client = ClassroomClient("helpdesk", {"CASEROOM_SERVER": server.address, TOKEN: token})

        def save(text: str) -> bool:
            with suppress(NotSaved):
                return bool(client.save("memo", text))
            return False

        return save

    def script(token: str) -> Callable[[str], bool]:
        def save(text: str) -> bool:
            with suppress(TimeoutError):
                return as_kernel(server, token, "memo", text, patience=12).status == 200
            return False

        return save

    def student(save: Callable[[str], bool]) -> str:
        """Saves one text after the other until one is acknowledged, which is the one that counts."""
        return next(text for text in map(str, range(20)) if save(text))

    askers = [kernel] * 9 + [script] * 9
    tokens = [store.new_visitor() for _ in askers]
    with ThreadPoolExecutor(len(askers)) as students:
        with held(server.database):
            saving = [students.submit(student, ask_for(token)) for ask_for, token in zip(askers, tokens, strict=True)]
            time.sleep(13.3)  # longer than any of them waits
        acknowledged = [each.result() for each in saving]
    time.sleep(1)  # for what is still on its way
    assert [store.load(token, "helpdesk") for token in tokens] == [{"memo": text} for text in acknowledged]


def test_saves_that_wait_do_not_keep_anybody_else_waiting(server: Server, store: Store) -> None:
    tokens = [store.new_visitor() for _ in range(6)]
    with ThreadPoolExecutor(6) as savers, held(server.database):
        saving = [savers.submit(as_kernel, server, token, "memo", 1) for token in tokens]
        time.sleep(0.5)  # all of them are under way
        visitor = {"Cookie": f"caseroom={tokens[0]}"}
        assert ask(server, "/", headers=visitor).status == 200
        assert ask(server, "/health").status == 200
        assert as_kernel(server, tokens[0]).status == 200
        assert not any(waiting.done() for waiting in saving)  # they would have given up before any of these


def test_what_was_acknowledged_survives_a_power_cut(tmp_path: Path) -> None:
    server = Server(tmp_path)
    try:
        token = Store(server.database).new_visitor()
        kept: dict[str, int] = {}
        for _ in range(3):
            kept |= acknowledged_until_the_cut(server, token, len(kept))
            server.start()
            found = as_kernel(server, token).json["state"]
            assert kept.items() <= found.items()
    finally:
        server.kill()


def acknowledged_until_the_cut(server: Server, token: str, first: int) -> dict[str, int]:
    """Eight writers at once; the server is killed in the midst of it."""
    acknowledged: dict[str, int] = {}

    def write(number: int) -> None:
        with suppress(OSError, HTTPException):
            if as_kernel(server, token, f"draft.{number}", number).status == 200:
                acknowledged[f"draft.{number}"] = number
        if len(acknowledged) == 40:
            server.kill()

    with ThreadPoolExecutor(8) as writers:
        list(writers.map(write, range(first, first + 80)))
    assert 40 <= len(acknowledged) < 80
    return acknowledged
