"""The real lock: every system that a bundle can be made for finds a wheel of each package, as the lock names it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commands.bundle import LAST_PATCH, Target, read_lock
from commands.bundled import PLATFORMS
from commands.places import ROOT
from commands.setup import ONLY_WHEELS, SOURCES

AS_UV_SAYS = {
    "win_amd64": "x86_64-pc-windows-msvc",
    "macosx_arm64": "aarch64-apple-darwin",
    "macosx_x86_64": "x86_64-apple-darwin",
    "manylinux_x86_64": "x86_64-manylinux_2_28",
    "manylinux_aarch64": "aarch64-manylinux_2_28",
}
EVERY = {"win_amd64": ("3.11", "3.12", "3.13", "3.14")}  # what is asked for most; of the others the ends


def planned(lock: Path, target: Target, monkeypatch: pytest.MonkeyPatch) -> subprocess.CompletedProcess[str]:
    """What uv would install there from the registry, held to the lock's hashes; nothing is downloaded but names."""
    own = subprocess.run(
        [sys.executable, "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True
    )
    if own.returncode == 0:
        monkeypatch.setenv("UV_DEFAULT_INDEX", own.stdout.strip())
    monkeypatch.setenv("MACOSX_DEPLOYMENT_TARGET", "12.0")
    asked = ["--python-platform", AS_UV_SAYS[target.platform], "--python-version", f"{target.python}.{LAST_PATCH}"]
    options = ["--dry-run", "--no-deps", "--target", "nowhere", "--require-hashes", *ONLY_WHEELS]
    call = [sys.executable, "-m", "uv", "pip", "install", *options, *asked, "-r", str(lock)]
    return subprocess.run(call, cwd=lock.parent, capture_output=True, text=True, encoding="utf-8")


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_package_of_the_lock_has_a_wheel_there(
    platform: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = Path(shutil.copy(ROOT / "locks" / "run.txt", tmp_path))  # where no pyproject.toml has a say
    for python in EVERY.get(platform, ("3.11", "3.14")):
        target = Target(platform, python)
        pins = [pin for pin in read_lock(lock.read_text(encoding="utf-8")) if target.needs(pin, LAST_PATCH)]
        plan = planned(lock, target, monkeypatch)
        assert plan.returncode == 0, plan.stderr
        there = {line.removeprefix(" + ") for line in plan.stderr.splitlines() if line.startswith(" + ")}
        assert there == {"==".join(pin.key) for pin in pins}


def test_the_plan_sees_a_missing_wheel_and_a_wrong_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the test above could not fail."""
    pins = read_lock((ROOT / "locks" / "run.txt").read_text(encoding="utf-8"))
    (first, *_) = [pin for pin in pins if pin.key[0] == "segno"]
    lock = tmp_path / "lock.txt"
    lock.write_text(first.line("0" * 64), encoding="utf-8")
    assert planned(lock, Target("win_amd64", "3.12"), monkeypatch).returncode
    (source,) = [pin for pin in pins if pin.key[0] in SOURCES]
    lock.write_text(source.line(), encoding="utf-8")
    monkeypatch.setattr(sys.modules[__name__], "ONLY_WHEELS", ("--only-binary", ":all:"))
    assert planned(lock, Target("win_amd64", "3.12"), monkeypatch).returncode
