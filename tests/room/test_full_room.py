"""A room that is full: nobody's kernel suffers, everybody gets in in turn, and nothing is left running."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from classroom.store import Database, Store
from tests.room.inside import kernel_token
from tests.room.visitor import Answer, CasePage, as_kernel, ask, newcomer
from tests.server import Server

CASE = "/cases/helpdesk?lang=en"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Server]:
    """A classroom for two pages at once."""
    running = Server(tmp_path, "--most-kernels", "2")
    yield running
    running.kill()


@pytest.fixture
def tokens(small: Server) -> list[str]:
    """Six visitors' tokens."""
    store = Store(Database(small.database))
    return [store.new_visitor() for _ in range(6)]


def as_visitor(server: Server, token: str, path: str = CASE) -> Answer:
    return ask(server, path, headers={"Cookie": f"caseroom={token}"})


def eventually(true: Callable[[], object], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.2)
    return False


def test_of_a_storm_only_as_many_get_in_as_there_is_room_for(small: Server, tokens: list[str]) -> None:
    with ThreadPoolExecutor(6) as storm:
        answers = list(storm.map(lambda token: as_visitor(small, token), tokens))
    assert sorted(answer.status for answer in answers) == [200] * 2 + [503] * 4
    assert len(small.kernels()) == 2


@pytest.mark.parametrize(("lang", "html"), [("en", "en"), ("zh", "zh-CN")])
def test_who_waits_is_told_so_and_asked_to_come_back(small: Server, tokens: list[str], lang: str, html: str) -> None:
    pages = [CasePage(small, token=token) for token in tokens[:2]]
    answer = as_visitor(small, tokens[2], f"/cases/helpdesk?lang={lang}")
    assert answer.status == 503
    assert answer.headers["Retry-After"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert f'<html lang="{html}"' in answer.text
    assert '<noscript><meta http-equiv="refresh"' in answer.text
    assert 'role="status"' in answer.text
    assert not re.search(r'(src|href)="https?:', answer.text)
    assert as_visitor(small, tokens[3], "/waiting").json == {"place": 0, "waiting": 1, "open": False}
    assert all(page.has_kernel for page in pages)


@pytest.fixture
def ten(tmp_path: Path) -> Iterator[Server]:
    """A classroom for ten pages at once."""
    running = Server(tmp_path, "--most-kernels", "10")
    yield running
    running.kill()


def test_who_only_asks_for_pages_gets_a_cookie_and_no_seat(ten: Server) -> None:
    with ThreadPoolExecutor(8) as storm:
        answers = list(storm.map(lambda _: ask(ten, CASE), range(40)))
    assert {answer.status for answer in answers} == {302}
    assert ten.kernels() == []
    assert CasePage(ten).has_kernel


def test_a_browser_that_keeps_no_cookie_is_told_so(ten: Server) -> None:
    back = ask(ten, CASE).headers["Location"]
    answer = ask(ten, back)
    assert answer.status == 403
    assert "needs a cookie" in answer.text
    assert ten.kernels() == []


def test_who_takes_seats_and_never_comes_does_not_shut_the_room(ten: Server) -> None:
    for _ in range(20):
        as_visitor(ten, newcomer(ten))  # no socket ever
    assert len(ten.kernels()) == 5
    # Who comes from elsewhere is let in although twenty wait; here, by another address of this machine.
    token = newcomer(ten)
    answer = ask(ten, CASE, headers={"Cookie": f"caseroom={token}"}, source="127.0.0.2")
    assert answer.status == 200


def test_one_visitors_tabs_do_not_fill_the_room(ten: Server) -> None:
    token = newcomer(ten)
    tabs = [CasePage(ten, token=token).socket for _ in range(5)]
    assert as_visitor(ten, token).status == 503
    others = [CasePage(ten).socket for _ in range(5)]
    assert len(ten.kernels()) == len(tabs) + len(others)


def test_the_line_moves_on_in_order_when_a_page_closes(small: Server, tokens: list[str]) -> None:
    first, second, third, fourth, *_ = tokens
    pages = [CasePage(small, token=token) for token in (first, second)]
    for page in pages:
        assert page.socket
    for place, token in enumerate((third, fourth), start=1):
        assert as_visitor(small, token).status == 503
        assert as_visitor(small, token, "/waiting").json == {"place": place, "waiting": place, "open": False}
    pages[0].say_goodbye()
    assert not as_visitor(small, fourth, "/waiting").json["open"]
    assert as_visitor(small, fourth).status == 503
    assert as_visitor(small, third, "/waiting").json["open"]
    assert as_visitor(small, third).status == 200
    assert as_visitor(small, fourth, "/waiting").json == {"place": 1, "waiting": 1, "open": False}


def test_a_reload_in_a_full_room_keeps_the_seat_and_holds_one_kernel(small: Server, tokens: list[str]) -> None:
    first, second, third, *_ = tokens
    CasePage(small, token=first)
    page = CasePage(small, token=second)
    assert page.socket
    assert as_visitor(small, third).status == 503
    page.socket.close()  # no goodbye: a phone that was out of the network
    for _ in range(3):
        page = CasePage(small, token=second)
    assert page.has_kernel
    assert len(small.kernels()) == 2


def test_of_one_students_reloads_no_kernel_but_the_last_is_left(server: Server) -> None:
    """voila#1458 and worse: no page says goodbye."""
    token = Store(Database(server.database)).new_visitor()
    pages = [CasePage(server, token=token) for _ in range(20)]
    tabs = [pages[-1].socket, pages[-2].socket]
    assert eventually(lambda: sum(page.has_kernel for page in pages) == len(tabs), 40)
    assert pages[-1].has_kernel and pages[-2].has_kernel  # two tabs are both open
    for page in pages[-2:]:
        page.say_goodbye()


def test_an_idle_kernel_ends_and_the_students_work_is_given_back(tmp_path: Path) -> None:
    server = Server(tmp_path, "--idle-minutes", "0.05")
    try:
        page = CasePage(server)
        page.predict()
        kept = as_kernel(server, kernel_token(page)).json["state"]
        assert not eventually(lambda: not page.has_kernel, 9)  # an open page keeps its kernel, used or not
        page.socket.close()
        assert eventually(lambda: not page.has_kernel, 20)
        assert eventually(lambda: not server.kernels(), 5)
        again = CasePage(server, token=page.token)
        assert "in_house" in str(again.states()[again.question("cheapest_option")])
        assert as_kernel(server, kernel_token(again)).json["state"] == kept
    finally:
        server.kill()
