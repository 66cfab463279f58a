"""`kit lab`: JupyterLab on this machine alone, apart from the user's own."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands import arguments, lab
from commands.places import ROOT


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def options(*command_line: str) -> set[str]:
    return set(lab.options(arguments.parse(["lab", *command_line]), Path("lab")))


def test_a_port_already_taken_is_one_sentence_with_a_way_out(
    taken_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lab.main(arguments.parse(["lab", "--port", str(taken_port)])) == 1
    told = capsys.readouterr().err
    assert f"python3 kit lab --port {taken_port + 1}" in told
    assert told.count("\n") == 1


def test_only_this_machine_gets_in_and_only_with_the_token() -> None:
    chosen = options()
    assert "--ServerApp.ip=127.0.0.1" in chosen
    assert not [option for option in chosen if "token" in option or "password" in option]


def test_nothing_asks_the_outside(tmp_path: Path) -> None:
    quiet = {"--LabApp.news_url=None", "--LabApp.extension_manager=readonly"}
    assert quiet | {"--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"} <= options()
    lab.write_settings(tmp_path)
    overrides = json.loads((tmp_path / "application" / "overrides.json").read_text(encoding="utf-8"))
    notification = overrides["@jupyterlab/apputils-extension:notification"]
    assert notification == {"fetchNews": "false", "checkForUpdates": False}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_opens_a_case_in_the_readers_language(lang: str) -> None:
    opened = [option for option in options("--lang", lang) if option.startswith("--LabApp.default_url=")]
    path = opened[0].partition("/lab/tree/")[2]
    assert path.endswith(f".{lang}.ipynb")
    assert (ROOT / path).is_file()


def test_what_jupyter_keeps_stays_out_of_the_users_home(tmp_path: Path) -> None:
    environ = lab.environment(tmp_path)
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTERLAB_SETTINGS_DIR", "IPYTHONDIR"):
        assert Path(environ[name]).is_relative_to(tmp_path)


def test_kernels_find_the_package() -> None:
    assert str(ROOT / "widgets") in lab.environment(Path("lab"))["PYTHONPATH"].split(os.pathsep)
