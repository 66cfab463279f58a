"""The real lock: every system that a bundle can be made for finds a wheel of each package, with a hash of the lock."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator

import pytest
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms
from packaging.utils import parse_wheel_filename

from commands.bundle import LAST_PATCH, Pin, Target, read_lock
from commands.bundled import PLATFORMS
from commands.places import ROOT
from commands.setup import SOURCES

PINS = read_lock((ROOT / "locks" / "run.txt").read_text(encoding="utf-8"))
Files = dict[tuple[str, str], dict[str, str]]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The wheels that the registry has of each pin, by name, with their hashes. Only names are fetched."""
    folder = tmp_path_factory.mktemp("registry")  # where no pyproject.toml has a say
    lock = shutil.copy(ROOT / "locks" / "run.txt", folder)
    own = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    index = subprocess.run(own, capture_output=True, text=True).stdout.split()
    options = [
        "--universal",
        "--system-certs",
        "--python-version",
        "3.11",
        "--no-deps",
        *(["--default-index", *index] if index else []),
    ]
    call = [sys.executable, "-m", "uv", "pip", "compile", str(lock), *options, "--output-file", "pylock.toml"]
    subprocess.run(call, cwd=folder, check=True, capture_output=True)
    packages = tomllib.loads((folder / "pylock.toml").read_text(encoding="utf-8"))["packages"]
    return {
        (one["name"], one["version"]): {
            w["url"].rpartition("/")[2]: w["hashes"]["sha256"] for w in one.get("wheels", [])
        }
        for one in packages
    }


def taken(target: Target) -> set[Tag]:
    """The wheels that pip is let choose from."""
    platforms = list(systems(target))
    minor = int(target.python.partition(".")[2])
    own = f"cp3{minor}"
    return {*cpython_tags((3, minor), platforms=platforms), *compatible_tags((3, minor), own, platforms)}


def systems(target: Target) -> Iterator[str]:
    for tag in PLATFORMS[target.platform].tags:
        mac = re.fullmatch(r"macosx_(\d+)_(\d+)_(\w+)", tag)
        yield from mac_platforms((int(mac[1]), int(mac[2])), mac[3]) if mac else [tag]


def packed(pin: Pin, files: Files, tags: set[Tag]) -> list[str]:
    """The wheels of this pin that may go into the bundle."""
    known = files[pin.key].items()
    return [name for name, digest in known if digest in pin.hashes and tags & parse_wheel_filename(name)[3]]


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_package_of_the_lock_has_a_wheel_there(platform: str, python: str, files: Files) -> None:
    target = Target(platform, python)
    pins = [pin for pin in PINS if target.needs(pin, LAST_PATCH)]
    assert len(pins) > 100
    without = {pin.key[0] for pin in pins if not packed(pin, files, taken(target))}
    assert without == set(SOURCES)


def test_windows_gets_its_own_and_not_those_of_others(files: Files) -> None:
    tags = taken(Target("win_amd64", "3.12"))
    pins = {pin.key[0]: pin for pin in PINS if Target("win_amd64", "3.12").needs(pin, 0)}
    assert all(name.endswith("win_amd64.whl") for name in packed(pins["pandas"], files, tags))
    assert packed(pins["pandas"]._replace(hashes=("0" * 64,)), files, tags) == []
    assert packed(pins["pywinpty"], files, tags) and packed(pins["colorama"], files, tags)
