"""What stands in deploy/ fits the kit: commands that it knows, files that are there, one place for what is kept."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from traitlets.config import Config

from commands import arguments, hub, setup
from commands.places import ROOT

CONTAINER = (hub.FOLDER / "Containerfile").read_text(encoding="utf-8")
VALUES: dict[str, Any] = yaml.safe_load((hub.FOLDER / "values.yaml").read_text(encoding="utf-8"))
LMS = {"LTI_ISSUER": "a", "LTI_CLIENT_ID": "b", "LTI_AUTHORIZE_URL": "c", "LTI_JWKS_URL": "d"}


def settings(name: str, monkeypatch: pytest.MonkeyPatch, home: Path) -> Config:
    """What JupyterHub makes of a file of settings."""
    for variable, value in {**LMS, "CASEROOM_HOME": str(home), "CASEROOM_TRAINERS": "ann bo"}.items():
        monkeypatch.setenv(variable, value)
    config = Config()

    def read(path: str) -> None:
        given = {"get_config": lambda: config, "load_subconfig": read, "__file__": path}
        exec(compile(Path(path).read_text(encoding="utf-8"), path, "exec"), given)

    read(str(hub.FOLDER / name))
    return config


def test_the_hub_starts_what_kit_knows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    spawner = settings("jupyterhub_config.py", monkeypatch, tmp_path).Spawner
    assert Path(spawner.cmd[1]) == ROOT / "kit"
    parsed = arguments.parse([*spawner.cmd[2:], *spawner.args])
    assert (parsed.module, parsed.hub, parsed.proxy) == ("serve", True, ["127.0.0.1/32"])


@pytest.mark.parametrize("name", ["..", ".", "../../etc", "a/b", "%2e%2e", "Öffentlich 1", ""])
def test_no_name_leads_out_of_the_folder_of_classes(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = settings("jupyterhub_config.py", monkeypatch, tmp_path).Spawner.environment["CASEROOM_HOME"]
    kept = Path(folder(SimpleNamespace(user=SimpleNamespace(name="ann@school.test"), name=name)))
    assert kept.resolve().parent.parent == tmp_path.resolve() / "classes"


def test_by_its_own_accounts_a_hub_lets_in_those_it_names_and_by_an_lms_whoever_teaches(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert settings("jupyterhub_config.py", monkeypatch, tmp_path).Authenticator.allowed_users == {"ann", "bo"}
    lms = settings("jupyterhub_lti.py", monkeypatch, tmp_path)
    assert lms.Authenticator.allowed_users == set() and lms.Authenticator.post_auth_hook
    assert lms.Spawner.cmd  # all else is as in the other file


def test_kubernetes_starts_what_kit_knows_and_keeps_it_on_the_volume() -> None:
    pod = VALUES["singleuser"]
    _, kit, *command = pod["cmd"]
    parsed = arguments.parse(command)
    assert (parsed.module, parsed.hub) == ("serve", True)
    assert kit == re.findall(r"^COPY \. (\S+)$", CONTAINER, re.M)[0] + "/kit"
    assert Path(pod["extraEnv"]["CASEROOM_HOME"]).is_relative_to(pod["storage"]["homeMountPath"])
    assert f"CASEROOM_HOME={pod['extraEnv']['CASEROOM_HOME']} " in CONTAINER
    assert re.findall(r"--uid (\d+)|^USER (\d+)$", CONTAINER, re.M) == [(str(pod["uid"]), ""), ("", str(pod["uid"]))]


def test_kubernetes_has_the_settings_that_were_tried(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lms = settings("jupyterhub_lti.py", monkeypatch, tmp_path)
    told = VALUES["hub"]["config"]
    assert told["JupyterHub"]["authenticator_class"] == lms.JupyterHub.authenticator_class
    assert told["JupyterHub"]["tornado_settings"] == lms.JupyterHub.tornado_settings
    assert set(told["LTI13Authenticator"]) <= set(lms.LTI13Authenticator)
    assert list(VALUES["hub"]["loadRoles"].values()) == lms.JupyterHub.load_roles
    assert VALUES["hub"]["allowNamedServers"] and lms.JupyterHub.allow_named_servers


def test_the_container_has_what_a_class_needs() -> None:
    for name in re.findall(r"^!(\S+)$", (hub.FOLDER / "ignored").read_text(encoding="utf-8"), re.M):
        assert (ROOT / name).exists(), name
    made = CONTAINER.replace("\\\n", " ")
    assert all(f" {option} " in made for option in (*setup.ONLY_WHEELS, "--require-hashes"))
    command = shlex.split(re.findall(r"^CMD \[(.*)\]$", made, re.M)[0].replace(",", " "))
    assert arguments.parse(command[2:]).host == "0.0.0.0"


def test_every_file_is_spoken_of() -> None:
    text = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    for name in ("jupyterhub_config.py", "jupyterhub_lti.py", "Containerfile", "values.yaml"):
        assert f"deploy/{name}" in text
