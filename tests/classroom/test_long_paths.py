"""A kernel's sockets have names, which a system cuts at some hundred bytes; on macOS temporary files have long ones."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from classroom.limits import LONGEST_SOCKET, socket_folder

OF_A_MAC = "/var/folders/zz/zyxvpxvq6csfxvn_n0000000000000/T"
NAME = "voila_abcdefgh/kernel-50358666-0b32-4d30-a745-ad77c6b3af9b-ipc-5"


def test_a_short_folder_is_used_as_it_is() -> None:
    assert socket_folder("/tmp") == "/tmp"


@pytest.mark.skipif(os.name == "nt", reason="no sockets with names")
@pytest.mark.parametrize("temporary", [OF_A_MAC, "/home/" + "张" * 14])
def test_a_long_one_gives_way_to_one_in_which_sockets_can_stand(temporary: str) -> None:
    folder = socket_folder(temporary)
    assert folder and folder != temporary
    assert len(os.fsencode(f"{folder}/{NAME}")) <= LONGEST_SOCKET
    assert os.access(folder, os.W_OK)


def test_where_none_is_short_enough_there_are_no_such_sockets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("classroom.limits.SHORT", (str(tmp_path / "not there"),))
    assert socket_folder(OF_A_MAC) is None
