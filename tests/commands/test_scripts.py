"""The pages' scripts are checked by tools that are installed once for each lock; where Node is missing, it is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caseroom import catalogue
from commands import arguments, hub, npm, scripts, test


def test_without_node_the_stage_fails_with_a_way_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(npm.shutil, "which", lambda name: None)
    _, passed, _ = test.check_scripts()
    assert not passed and "install Node 20" in capsys.readouterr().err


def test_the_tools_are_installed_again_when_the_lock_changes(tmp_path: Path) -> None:
    (tmp_path / "package-lock.json").write_text("1")
    assert not npm.is_ready(tmp_path)
    (tmp_path / npm.STAMP).parent.mkdir()
    (tmp_path / npm.STAMP).write_text(npm.lock_of(tmp_path))
    assert npm.is_ready(tmp_path)
    (tmp_path / "package-lock.json").write_text("2")
    assert not npm.is_ready(tmp_path)


@pytest.mark.parametrize("folder", [scripts.FOLDER, hub.FOLDER])
def test_the_lock_names_versions_and_hashes_and_no_registry(folder: Path) -> None:
    packages = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    tools = {name: package for name, package in packages.items() if name}
    assert tools and all(package["version"] and package["integrity"] for package in tools.values())
    assert not [name for name, package in tools.items() if "resolved" in package]


def test_a_run_for_one_case_leaves_them_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test, "check_scripts", lambda: pytest.fail("checked"))
    monkeypatch.setattr(test, "run", lambda stage, environ: (stage.name, True, 0.0))
    assert test.main(arguments.parse(["test", "--fast", "--case", catalogue.slugs()[0]])) == 0
