"""Small mishaps at the server: a start in vain, a stop by Ctrl-C, who connects and says nothing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.app import UNHEARD
from tests.ports import free_port
from tests.server import PATIENCE, ROOT, Server


@pytest.fixture
def _in_the_foreground() -> Iterator[None]:
    """A shell's background job is deaf to Ctrl-C, and so is what it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_in_the_foreground")
def test_ctrl_c_while_the_warm_parent_still_imports_leaves_no_traceback(tmp_path: Path) -> None:
    server = Server(tmp_path)
    os.killpg(server.group(), signal.SIGINT)
    deadline = time.monotonic() + PATIENCE
    while server.runs() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not server.runs()
    time.sleep(1)
    assert "Traceback" not in server.log.read_text(encoding="utf-8")
    server.kill()


def test_a_stop_that_comes_during_the_start_is_told_as_no_fault(tmp_path: Path) -> None:
    """As systemd stops a service that it has only just started."""
    line = "import os, signal, sys; from classroom.app import Classroom; from commands import serve; "
    line += "Classroom.init_handlers = lambda self: os.kill(os.getpid(), signal.SIGTERM); "
    line += "sys.argv[0] = 'kit'; from commands.__main__ import main; sys.exit(main())"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "widgets"), str(ROOT)])}
    environment |= {"CASEROOM_HOME": str(tmp_path)}
    command = [sys.executable, "-c", line, "serve", "--no-browser", "--port", str(free_port())]
    stopped = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE)
    assert stopped.returncode == 130
    assert "Traceback" not in stopped.stderr


def test_who_is_refused_the_address_never_says_it_is_open(tmp_path: Path) -> None:
    """Both have looked whether the port is free before either took it."""
    line = "import sys; from commands import serve; serve._address_problem = lambda *a: None; "
    line += "from commands.arguments import parse; sys.exit(serve.main(parse(sys.argv[1:])))"
    server = Server(tmp_path)
    try:
        command = [sys.executable, "-c", line, "serve", "--no-browser", "--port", str(server.port)]
        second = subprocess.run(command, cwd=ROOT, env=server.environment, capture_output=True, text=True, timeout=60)
        assert second.returncode
        assert "is open" not in second.stdout
    finally:
        server.kill()


def test_a_request_that_never_becomes_whole_is_not_held_for_long(tmp_path: Path) -> None:
    server = Server(tmp_path)
    try:
        with socket.create_connection(("127.0.0.1", server.port), timeout=2 * UNHEARD) as half:
            half.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
            while half.recv(1000):
                pass
    finally:
        server.kill()
