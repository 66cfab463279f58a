"""What the parent of all kernels does behind the open door."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from caseroom import catalogue
from classroom import provisioner
from classroom.warm_parent import SILENCE
from tests.room.shelf import copied, spoil
from tests.room.visitor import CasePage
from tests.server import Server

pytestmark = pytest.mark.skipif(not provisioner.CAN_FORK, reason="this system has no fork; kernels are started")

LOOK = 1.2  # seconds after which a change is noticed


def baseline(server: Server, case: str) -> float:
    """Where a newcomer's first lever stands, as the code of the case has it."""
    page = CasePage(server, case=case)
    page.predict()
    state = page.states()[page.widget(lambda state: state.get("levers") and "presets" in state)]
    page.say_goodbye()
    return next(float(lever["baseline"]) for lever in state["levers"] if lever["name"] == "agents")


@pytest.mark.parametrize("fork", [True, False])
def test_a_change_of_words_or_code_shows_at_the_next_visit(tmp_path: Path, fork: bool) -> None:
    folder = copied(catalogue.load("helpdesk"), tmp_path, "desk_two")
    server = Server(tmp_path / "home", shelves=[tmp_path], prepares=["desk_two"], fork=fork)
    try:
        assert baseline(server, "desk_two") == 18
        spoil(folder / "params.py", "parameter(18,", "parameter(19,")
        time.sleep(LOOK)
        assert baseline(server, "desk_two") == 19
        spoil(folder / "desk_two.en.ipynb", "## ", "## Changed ")
        assert "Changed" in CasePage(server, case="desk_two").html
    finally:
        server.kill()


def test_a_parent_that_is_stuck_is_replaced_and_says_so_in_a_line(tmp_path: Path) -> None:
    server = Server(tmp_path)
    try:
        assert CasePage(server).has_kernel
        (warm,) = server.warm_parents()
        os.kill(warm, signal.SIGSTOP)
        assert CasePage(server).has_kernel, "it is started from nothing"
        assert server.warm_parents() == [warm], "nobody waits until it is given up"
        time.sleep(SILENCE)
        assert CasePage(server).has_kernel
        assert warm not in server.warm_parents()
        said = server.log.read_text(encoding="utf-8")
        assert "is stuck; a new one is started" in said and "Traceback" not in said
    finally:
        server.kill()
