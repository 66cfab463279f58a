"""What a page's process takes for itself: of what its parent holds it touches little, however many cases there are."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest

from caseroom import catalogue
from classroom import provisioner
from classroom.admission import MB, own_memory
from tests.room.shelf import copied
from tests.room.visitor import CasePage
from tests.server import Server

pytestmark = pytest.mark.skipif(not provisioner.CAN_FORK, reason="this system has no fork; kernels are started")

INSTALLED = 15
MOST, GROWTH = 22, 3  # MB for a page at rest; what it may take more where many cases are installed


def settle(process: psutil.Process) -> None:
    """Until it does nothing for two seconds."""
    before, calm = sum(process.cpu_times()[:2]), 0
    while calm < 4:
        time.sleep(0.5)
        now = sum(process.cpu_times()[:2])
        calm, before = (calm + 1 if now - before < 0.03 else 0), now


def of_a_page(home: Path, shelf: Path, prepares: Sequence[str]) -> float:
    """MB that nobody shares with the process of a page which has shown all its panels."""
    server = Server(home, shelves=[shelf], prepares=prepares)
    try:
        settle(psutil.Process(*server.warm_parents()))
        page = CasePage(server)
        assert page.states()
        (kernel,) = server.kernels()
        took = own_memory(kernel)
        assert took is not None
        return took / MB
    finally:
        server.kill()


def test_it_does_not_grow_with_the_cases_that_are_installed(tmp_path: Path) -> None:
    case = catalogue.load("helpdesk")
    for n in range(INSTALLED - len(catalogue.slugs())):
        copied(case, tmp_path / "shelf", f"desk_{n}")
    (tmp_path / "shelf" / "cases").mkdir(parents=True, exist_ok=True)
    one = of_a_page(tmp_path / "one", tmp_path / "shelf", prepares=["helpdesk"])
    all_of_them = of_a_page(tmp_path / "all", tmp_path / "shelf", prepares=())
    print(f"{one:.1f} MB with one case prepared, {all_of_them:.1f} with {INSTALLED}")
    assert all_of_them < MOST
    assert all_of_them - one < GROWTH
