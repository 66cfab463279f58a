"""On macOS the folder for what is temporary has so long a name that no socket of a kernel could stand in it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.room.visitor import CasePage
from tests.server import Server


@pytest.mark.skipif(os.name == "nt", reason="no sockets with names")
def test_a_case_opens_where_temporary_files_have_long_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "var" / "folders" / ("z" * 60)
    temporary.mkdir(parents=True)
    monkeypatch.setenv("TMPDIR", str(temporary))
    server = Server(tmp_path / "home")
    try:
        CasePage(server)
        assert server.kernels()
    finally:
        server.kill()
        shutil.rmtree(temporary)
