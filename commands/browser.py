"""A real browser for the tests, and a Chinese font for it: found, else installed, else a plain refusal."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

VARIABLE = "CASEROOM_TEST_BROWSER"

SHELL = "chromium-headless-shell"
"""Chromium without a window of its own: it draws the same page in less than half the processor's time."""
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


class NoBrowser(Exception):
    """There is none and none could be installed; `str()` says what to do."""


def ready() -> Path:
    """Path of a Chromium that can show Chinese, installed first where need be.

    Raises:
        NoBrowser: the browser tests cannot run, and must not be skipped silently.
    """
    named = os.environ.get(VARIABLE)
    if named and not Path(named).is_file():
        raise NoBrowser(f"{VARIABLE} is {named}, which does not exist.")
    path = Path(named) if named else find_fastest()
    if path is None:
        raise NoBrowser(
            "No browser was found and none could be installed, so the browser tests cannot run: "
            f"install Chromium or Chrome, or set {VARIABLE} to one. (python3 kit test --fast needs none.)"
        )
    if may_install_packages() and not has_chinese_font():
        install_packages("fonts-noto-cjk")
    return path


def find() -> Path | None:
    """The shell, else Playwright's own, else the system's."""
    return next((path for path in candidates() if path.is_file()), None)


def find_fastest() -> Path | None:
    """As `find`, after the shell has been put where it can be."""
    found = find()
    if may_install_packages() and not (found and is_shell(found)):
        install_packages(SHELL)
        found = find()
    return found or install()


def find_here() -> Path | None:
    """The one that is named in the environment, else as `find`; None where there is none."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named and Path(named).is_file() else find()


def candidates() -> Iterator[Path]:
    own = playwrights()
    installed = [Path(found) for name in NAMES if (found := shutil.which(name))]
    yield from filter(is_shell, [*shells_beside(own), *installed])
    if own:
        yield own
    yield from installed
    yield from map(Path, PLACES)


def is_shell(path: Path) -> bool:
    return "headless-shell" in path.stem


def shells_beside(own: Path | None) -> Iterator[Path]:
    """Playwright puts its shell of the same number in a folder of its own."""
    for folder in own.parents if own else ():
        if folder.name.startswith("chromium-"):
            yield from folder.parent.glob(folder.name.replace("-", "_headless_shell-") + "/*/*headless-shell*")


def playwrights() -> Path | None:
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:  # it is there for the tests only
        return None
    try:
        with sync_playwright() as playwright:
            return Path(playwright.chromium.executable_path)
    except Error:
        return None


def install() -> Path | None:
    if may_install_packages():
        install_packages("chromium")
    else:
        subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"])
    return find()


def may_install_packages() -> bool:
    """Root on Debian or a system made from it."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_packages(*names: str) -> None:
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.call(["apt-get", "update", "-qq"], env=environ)
    subprocess.call(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names], env=environ)


def has_chinese_font() -> bool:
    if shutil.which("fc-list") is None:
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True).stdout.strip())
