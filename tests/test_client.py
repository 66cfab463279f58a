"""Work without a classroom: one local file that a crash or a bad byte cannot spoil."""

import json
import os
from pathlib import Path

import pytest

from caseroom.client import TOKEN, AlreadyLocked, ClassroomClient, FileClient, NotSaved, connect


@pytest.fixture
def client(tmp_path: Path) -> FileClient:
    return FileClient(tmp_path / "state" / "helpdesk.json")


def test_what_is_saved_is_there_next_time(client: FileClient, tmp_path: Path) -> None:
    client.save("answer.a", {"text": "答案"})
    assert FileClient(tmp_path / "state" / "helpdesk.json").load() == {"answer.a": {"text": "答案"}}


def test_a_prediction_is_locked(client: FileClient) -> None:
    client.save("answer.p", 36, once=True)
    with pytest.raises(AlreadyLocked) as locked:
        client.save("answer.p", 31, once=True)
    assert locked.value.value == 36


def test_a_crash_while_writing_leaves_the_old_file(client: FileClient, monkeypatch: pytest.MonkeyPatch) -> None:
    client.save("memo", "kept")

    def crash(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", crash)
    with pytest.raises(NotSaved, match="full"):
        client.save("memo", "lost")
    assert client.load() == {"memo": "kept"}


def test_an_unreadable_file_is_put_aside_not_overwritten(client: FileClient, tmp_path: Path) -> None:
    client.save("memo", "first")
    path = tmp_path / "state" / "helpdesk.json"
    path.write_text("{broken", encoding="utf-8")
    assert client.load() == {}
    client.save("memo", "second")
    assert [p.read_text(encoding="utf-8") for p in path.parent.glob("*unreadable*")] == ["{broken"]
    assert json.loads(path.read_text(encoding="utf-8")) == {"memo": "second"}


def test_too_much_is_refused(client: FileClient) -> None:
    with pytest.raises(NotSaved, match="too_large"):
        client.save("memo", "x" * 200_001)


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(NotSaved, match="unreachable"):
        ClassroomClient("helpdesk", {"CASEROOM_SERVER": "http://127.0.0.1:9", TOKEN: "token"}, timeout=1).load()


def test_the_classroom_that_started_the_kernel_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEROOM_HOME", str(tmp_path))
    monkeypatch.delenv("CASEROOM_SERVER", raising=False)
    assert isinstance(connect("helpdesk"), FileClient)
    monkeypatch.setenv("CASEROOM_SERVER", "http://127.0.0.1:8866")
    monkeypatch.setenv("HTTP_CASEROOM_TOKEN", "token")
    assert isinstance(connect("helpdesk"), ClassroomClient)
