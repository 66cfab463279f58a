"""`kit lab`: JupyterLab on this machine alone, apart from the user's own."""

from __future__ import annotations

import json
import os
import re
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
def test_it_opens_the_index_in_the_readers_language(lang: str) -> None:
    assert f"--LabApp.default_url=/lab/tree/index.{lang}.ipynb" in options("--lang", lang)


def test_panels_find_their_scripts_and_cases_their_look(tmp_path: Path) -> None:
    lab.write_settings(tmp_path)
    styles = (tmp_path / "config" / "custom" / "custom.css").read_text(encoding="utf-8")
    assert ".document" in styles and "--cr-serif" in styles and ".jp-MarkdownCell" in styles
    static = tmp_path / "static"
    served = re.findall(r'url\("../static/([^"]+)"\)', styles)
    assert served and all((static / name).is_file() for name in served)
    assert (static / "caseroom" / "vega.js").is_file()


def test_answers_are_kept_where_the_kit_keeps_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CASEROOM_HOME", raising=False)
    assert lab.environment(Path("lab"))["CASEROOM_HOME"] == str(ROOT / ".caseroom")


def test_what_jupyter_keeps_stays_out_of_the_users_home(tmp_path: Path) -> None:
    environ = lab.environment(tmp_path)
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTERLAB_SETTINGS_DIR", "IPYTHONDIR"):
        assert Path(environ[name]).is_relative_to(tmp_path)


def test_kernels_find_the_package() -> None:
    assert str(ROOT / "widgets") in lab.environment(Path("lab"))["PYTHONPATH"].split(os.pathsep)
