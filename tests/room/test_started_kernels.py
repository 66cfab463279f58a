"""Where there is no fork, pages share a process that has imported everything, and know nothing of each other."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.room.visitor import CasePage
from tests.server import Server

PATIENCE = 15  # seconds; they look once a second


@pytest.fixture(scope="module")
def unforked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = Server(tmp_path_factory.mktemp("unforked"), fork=False)
    yield started
    started.kill()


def soon(holds: Callable[[], object]) -> bool:
    until = time.monotonic() + PATIENCE
    while not holds() and time.monotonic() < until:
        time.sleep(0.2)
    return bool(holds())


def test_students_who_share_a_process_share_nothing_else(unforked: Server) -> None:
    """More pages than processes: each has its own widgets and its own gate, and the answers go to who asked."""
    pages = [CasePage(unforked) for _ in range(len(unforked.workers()) + 2)]
    before = [page.states() for page in pages]
    assert not unforked.kernels(), "none is started beside the workers"
    ids = [set(states) for states in before]
    assert sum(map(len, ids)) == len(set().union(*ids)), "no widget is anybody else's too"
    first = pages[0]
    first.predict()
    assert any("levers" in state for state in first.states().values())
    for page, states in list(zip(pages, before, strict=True))[1:]:
        assert page.states() == states, "what one has locked opens nothing to another, and asks nobody else's panels"


def test_a_page_cannot_reach_what_is_anothers(unforked: Server) -> None:
    one, other = CasePage(unforked), CasePage(unforked)
    panel = other.widget(lambda state: state.get("question", {}).get("id") == "cheapest_option")
    before = other.states()
    message = {"type": "submit", "id": "m", "work": {"choice": "in_house"}}
    one.socket.ask("comm_msg", {"comm_id": panel, "data": {"method": "custom", "content": message}})
    assert other.states() == before
    assert panel not in json.dumps(one.states())


def test_a_page_that_is_closed_leaves_the_others_at_work(unforked: Server) -> None:
    one, other = CasePage(unforked), CasePage(unforked)
    one.states(), other.states()
    one.say_goodbye()
    assert soon(lambda: not one.has_kernel)
    assert other.states()


def test_work_is_found_again_after_its_process_was_killed(tmp_path: Path) -> None:
    server = Server(tmp_path, fork=False)
    try:
        page = CasePage(server)
        page.predict()
        for worker in server.workers():
            os.kill(worker, signal.SIGKILL)
        assert soon(lambda: not page.has_kernel), "the page is told"
        again = CasePage(server, token=page.token)
        assert any("levers" in state for state in again.states().values())
    finally:
        server.kill()


def test_who_does_not_know_the_secret_gets_no_kernel(unforked: Server) -> None:
    CasePage(unforked)  # there is a worker that listens
    ports = [
        found.laddr.port
        for worker in unforked.workers()
        for found in psutil.Process(worker).net_connections("tcp")
        if found.status == psutil.CONN_LISTEN
    ]
    assert ports
    with socket.create_connection(("127.0.0.1", ports[0]), timeout=PATIENCE) as stranger:
        stranger.sendall(json.dumps({"secret": "guessed", "environment": {}}).encode() + b"\n")
        assert stranger.recv(100) == b""


def test_a_shared_process_does_not_outlive_its_server(tmp_path: Path) -> None:
    server = Server(tmp_path, fork=False)
    try:
        CasePage(server)
        workers = server.workers()
        assert workers
        server.kill_alone()
        assert soon(lambda: not any(map(psutil.pid_exists, workers)))
    finally:
        server.kill()
