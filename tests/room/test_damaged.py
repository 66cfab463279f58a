"""A store that cannot keep anything: the server says so, to its visitors, to who runs it, and at /health."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from classroom.store import Database, Store
from classroom.store.backups import backups
from tests.room.visitor import CasePage, ask
from tests.server import ROOT, Server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A classroom in which something is kept, from its start on."""
    database = Database(tmp_path / "classroom.sqlite3")
    Store(database).save(Store(database).new_visitor(), "helpdesk", "memo", "x" * 100_000)
    database.close()
    running = Server(tmp_path)
    yield running
    running.kill()


def harm(path: Path) -> None:
    """Everything after the first page is garbage, and no log holds it anew."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))


def test_damage_met_while_it_runs_is_said_and_the_next_start_offers_the_back_up(server: Server) -> None:
    page = CasePage(server)
    deadline = time.monotonic() + 30
    while not backups(server.database) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(backups(server.database)) == 1  # made at the start
    harm(server.database)
    answer = ask(server, "/cases/helpdesk?lang=en", headers=page.cookie)
    assert answer.status == 503
    assert "is damaged" in answer.text
    assert ask(server, "/health").status == 503
    said = server.log.read_text()
    assert said.count("is damaged") == 1
    assert "Traceback" not in said
    server.kill()
    command = [sys.executable, "-m", "commands", "serve", "--no-browser", "--port", str(server.port)]
    again = subprocess.run(command, cwd=ROOT, env=server.environment, capture_output=True, text=True, timeout=60)
    assert again.returncode == 2
    assert "Traceback" not in again.stderr
    assert str(server.database) in again.stderr
    assert "kit restore latest" in again.stderr
    assert not server.database.exists()


def test_health_knows_of_a_file_that_somebody_holds(server: Server) -> None:
    assert ask(server, "/health").json["status"] == "ok"
    with closing(sqlite3.connect(server.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(6)
        assert ask(server, "/health").status == 503
        other.execute("ROLLBACK")
    time.sleep(6)
    assert ask(server, "/health").status == 200
