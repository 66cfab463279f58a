"""Where there is no fork, kernels are started; they end with the server that started them, however it ends."""

from __future__ import annotations

import time
from pathlib import Path

import psutil

from tests.room.visitor import CasePage
from tests.server import Server

PATIENCE = 15  # seconds; they look once a second


def test_a_started_kernel_does_not_outlive_its_server(tmp_path: Path) -> None:
    server = Server(tmp_path, fork=False)
    try:
        CasePage(server)
        kernels = server.kernels()
        assert kernels
        server.kill_alone()
        until = time.monotonic() + PATIENCE
        while left := [pid for pid in kernels if psutil.pid_exists(pid)]:
            assert time.monotonic() < until, f"{left} live on"
            time.sleep(0.2)
    finally:
        server.kill()
