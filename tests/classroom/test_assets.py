"""What is served is what the repository has: panels as one module, the vendored bundle as its README says."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path

import pytest

from classroom import assets
from commands.places import ROOT

VENDOR = assets.STATIC / "vendor"
README = (VENDOR / "README.md").read_text(encoding="utf-8")
PACKAGES = json.loads((ROOT / "classroom" / "page" / "package.json").read_text(encoding="utf-8"))


def body(name: str) -> str:
    found = assets.find(name)
    assert found is not None
    return found.body.decode()


def test_every_panel_is_in_the_one_script_and_the_one_style_sheet() -> None:
    names = {path.stem for path in assets.PANELS.glob("*.js") if path.with_suffix(".py").exists()}
    assert set(re.findall(r'^"(\w+)": \(\) => \{$', body("panels.js"), re.M)) == names
    for style in assets.PANELS.glob("*.css"):
        assert style.read_text(encoding="utf-8") in body("case.css"), style.name


def test_a_changed_file_gets_a_new_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    script = tmp_path / "favicon.svg"
    script.write_text("before")
    before = assets.address("/base/", "favicon.svg")
    assert before == assets.address("/base/", "favicon.svg")
    script.write_text("after")
    os.utime(script, ns=(1, 1))
    assert before != assets.address("/base/", "favicon.svg")
    assert before.startswith("/base/static/caseroom/favicon.svg?v=")


def test_what_is_not_listed_is_not_there() -> None:
    assert assets.find("vendor/README.md") is None
    with pytest.raises(KeyError):
        assets.address("/", "../app.py")


@pytest.mark.parametrize("name", ["page.js", "page.css"])
def test_a_vendored_file_is_the_one_its_readme_describes(name: str) -> None:
    assert f"| `{name}` | `{hashlib.sha256((VENDOR / name).read_bytes()).hexdigest()}` |" in README


def test_the_readme_names_the_packages_and_their_licences_are_there() -> None:
    licences = (VENDOR / "LICENSES").read_text(encoding="utf-8")
    assert dict(re.findall(r"^\| `([@a-z/-]+)` \| ([\d.]+) \|", README, re.M)) == PACKAGES["dependencies"]
    for package, version in PACKAGES["dependencies"].items():
        assert f"## {package} {version} (" in licences


def test_the_pages_anywidget_is_the_kernels() -> None:
    lock = (ROOT / "locks" / "run.txt").read_text(encoding="utf-8")
    assert f"anywidget=={PACKAGES['dependencies']['anywidget']} " in lock


def test_the_bundle_asks_no_other_host() -> None:
    hosts = set(re.findall(r"https?://([\w.-]+)", body("page.js") + (VENDOR / "page.css").read_text(encoding="utf-8")))
    assert hosts <= {"www.w3.org", "github.com"}  # names of formats, and an address in a message to developers
