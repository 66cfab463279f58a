"""`kit hub` says in one sentence why it cannot run; tests/room/test_hub.py runs it."""

from __future__ import annotations

import pytest

from commands import arguments, hub, npm


def said(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert hub.main(arguments.parse(["hub", *options])) == 2
    [sentence] = capsys.readouterr().err.strip().splitlines()
    return sentence


def test_without_node_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(npm.shutil, "which", lambda name: None)
    assert "install Node 20" in said(capsys)


def test_on_windows_it_says_what_does_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(hub.os, "name", "nt")
    assert "kit serve" in said(capsys)


def test_settings_that_are_not_there_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert "no-such-file.py" in said(capsys, "--config", "no-such-file.py")
