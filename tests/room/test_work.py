"""Students' work on a real server: nobody else's, and safe from the moment it is acknowledged."""

from __future__ import annotations

import itertools
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
from classroom.store import Database, Store
from tests.room.inside import kernel_token
from tests.room.visitor import CasePage, as_kernel, ask
from tests.server import Server

MANY = ("memo", "ratings", "what_if", "call_log", "draft.double_the_calls")
STATE = "/api/cases/helpdesk/state"
FOREIGN = {"Origin": "http://evil.example", "Referer": "http://evil.example/"}


@pytest.fixture(scope="module")
def store(server: Server) -> Store:
    """The server's own file, to make visitors without opening a case for each."""
    return Store(Database(server.database))


@pytest.fixture
def page(server: Server) -> Iterator[CasePage]:
    """A newcomer's."""
    opened = CasePage(server)
    yield opened
    opened.say_goodbye()


@pytest.fixture
def kernel(page: CasePage) -> str:
    """The token of the newcomer's kernel."""
    return kernel_token(page)


@contextmanager
def kernels(server: Server, number: int) -> Iterator[list[str]]:
    """The tokens of as many newcomers' kernels."""
    pages = [CasePage(server) for _ in range(number)]
    yield [kernel_token(page) for page in pages]
    for page in pages:
        page.say_goodbye()


def test_only_a_kernels_own_token_opens_anything(server: Server, page: CasePage, kernel: str) -> None:
    neighbours = CasePage(server)
    neighbour = kernel_token(neighbours)
    assert as_kernel(server, neighbour, "memo", "theirs").status == 200
    for token in ("", "forged", page.token, kernel + "x", kernel[:-1], "Ж"):
        assert as_kernel(server, token.encode().decode("latin-1")).status == 401
        assert as_kernel(server, token.encode().decode("latin-1"), "memo", 1).status == 401
    assert as_kernel(server, kernel).json == {"state": {}}
    assert as_kernel(server, kernel, "memo", "mine").status == 200
    assert as_kernel(server, neighbour).json == {"state": {"memo": "theirs"}}
    neighbours.say_goodbye()
    assert as_kernel(server, neighbour).status == 401  # a token ends with its kernel


def test_a_cookie_is_not_enough(server: Server, page: CasePage, kernel: str) -> None:
    cookie = page.cookie
    assert ask(server, STATE, headers=cookie).status == 401
    assert ask(server, f"{STATE}/memo", "PUT", b'{"value": 1}', cookie).status == 401
    assert as_kernel(server, kernel).json == {"state": {}}


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"])
def test_another_sites_page_changes_nothing(server: Server, page: CasePage, kernel: str, kind: str) -> None:
    headers = {**page.cookie, "Content-Type": kind, **FOREIGN}
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = ask(server, f"{STATE}/memo", method, b'{"value": "forged"}', headers)
        assert answer.status in (400, 401, 405)
    permission = ask(server, f"{STATE}/memo", "OPTIONS", headers=headers | {"Access-Control-Request-Method": "PUT"})
    assert permission.headers["Access-Control-Allow-Origin"] is None
    assert as_kernel(server, kernel).json == {"state": {}}


def test_a_prediction_sent_twice_at_once_is_locked_once(server: Server, kernel: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: as_kernel(server, kernel, "weights", n), range(8)))
    assert sorted(answer.status for answer in answers) == [200] + [409] * 7
    (kept,) = {answer.json["value"] for answer in answers if answer.status == 409}
    assert as_kernel(server, kernel).json == {"state": {"weights": kept}}


def test_a_locked_prediction_changes_by_no_request(server: Server, page: CasePage, kernel: str) -> None:
    page.predict()
    before = as_kernel(server, kernel).json["state"]["answer.double_the_calls"]
    path, bearer = f"{STATE}/answer.double_the_calls", {"Authorization": f"Bearer {kernel}"}
    for body in (b'{"value": 1}', b'{"value": 1, "once": false}', b'{"value": null}', b'{"value": 1, "asked": 0}'):
        assert ask(server, path, "PUT", body, bearer).status in (409, 503)
        assert ask(server, path, "PUT", body, bearer | page.cookie).status in (409, 503)
        assert ask(server, path, "PUT", body, page.cookie).status == 401
    for method in ("POST", "DELETE", "PATCH"):
        assert ask(server, path, method, b'{"value": 1}', bearer | page.cookie).status in (403, 405)
    panel = page.question("double_the_calls")
    page.tell(panel, "submit", work={"number": "1", "fields": {"reason": "another"}})
    assert as_kernel(server, kernel).json["state"]["answer.double_the_calls"] == before


def test_many_students_hand_in_at_once(server: Server) -> None:
    with kernels(server, 12) as tokens, ThreadPoolExecutor(60) as pool:
        answers = list(pool.map(lambda n: as_kernel(server, tokens[n % 12], MANY[n // 12], n), range(60)))
        assert [answer.status for answer in answers] == [200] * 60
        for first, token in enumerate(tokens):
            kept = {MANY[n // 12]: n for n in range(first, 60, 12)}
            assert as_kernel(server, token).json == {"state": kept}


@contextmanager
def held(database: Path) -> Iterator[sqlite3.Connection]:
    """Another program has the file to itself."""
    with closing(sqlite3.connect(database, isolation_level=None, check_same_thread=False)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        yield holder


def test_a_file_held_for_a_moment_is_waited_for(server: Server, kernel: str) -> None:
    with held(server.database) as holder:
        letting_go = threading.Timer(1, lambda: holder.execute("ROLLBACK"))
        letting_go.start()
        began = time.monotonic()
        assert as_kernel(server, kernel, "memo", "waited").status == 200
        assert time.monotonic() - began > 0.9
        letting_go.join()
    assert as_kernel(server, kernel).json == {"state": {"memo": "waited"}}


def test_a_file_held_for_too_long_is_said_and_nothing_is_called_saved(server: Server, kernel: str) -> None:
    with held(server.database):
        assert as_kernel(server, kernel, "memo", "lost").status == 503
        assert as_kernel(server, kernel).json == {"state": {}}  # reading goes on meanwhile
        assert ask(server, "/health").status == 503  # it says so, at once
    assert as_kernel(server, kernel, "memo", "again").status == 200


def test_what_a_kernel_gave_up_on_never_replaces_what_was_saved_since(server: Server) -> None:
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
    with kernels(server, len(askers)) as tokens, ThreadPoolExecutor(len(askers)) as students:
        with held(server.database):
            saving = [students.submit(student, ask_for(token)) for ask_for, token in zip(askers, tokens, strict=True)]
            time.sleep(13.3)  # longer than any of them waits
        acknowledged = [each.result() for each in saving]
        time.sleep(1)  # for what is still on its way
        kept = [as_kernel(server, token).json["state"] for token in tokens]
    assert kept == [{"memo": text} for text in acknowledged]


def test_saves_that_wait_do_not_keep_anybody_else_waiting(server: Server, store: Store) -> None:
    visitor = {"Cookie": f"caseroom={store.new_visitor()}"}
    with kernels(server, 6) as tokens, ThreadPoolExecutor(6) as savers, held(server.database):
        saving = [savers.submit(as_kernel, server, token, "memo", 1) for token in tokens]
        time.sleep(0.5)  # all of them are under way
        assert ask(server, "/", headers=visitor).status == 200
        assert as_kernel(server, tokens[0]).status == 200
        assert not any(waiting.done() for waiting in saving)  # they would have given up before any of these


def test_what_was_acknowledged_survives_a_power_cut(tmp_path: Path) -> None:
    server = Server(tmp_path)
    try:
        visitor, kept = "", dict.fromkeys(MANY, -1)
        for first in (0, 100, 200):
            page = CasePage(server, token=visitor)
            visitor = page.token
            kept |= acknowledged_until_the_cut(server, kernel_token(page), first)
            server.start()
            found = Store(Database(server.database)).load(visitor, "helpdesk")
            assert all(kept[key] <= found.get(key, -1) for key in MANY)
    finally:
        server.kill()


def acknowledged_until_the_cut(server: Server, token: str, first: int) -> dict[str, int]:
    """What was acknowledged last for each key, by a writer for each; the server is killed in the midst of it."""
    acknowledged: dict[str, int] = {}
    count = itertools.count(1)

    def write(key: str) -> None:
        for number in range(first, first + 100):
            with suppress(OSError, HTTPException):
                if as_kernel(server, token, key, number).status == 200:
                    acknowledged[key] = number
                    if next(count) == 40:
                        server.kill()

    with ThreadPoolExecutor(len(MANY)) as writers:
        list(writers.map(write, MANY))
    assert acknowledged and max(acknowledged.values()) < first + 99
    return acknowledged
