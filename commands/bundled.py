"""A kit that came as a bundle: with every wheel that it needs, for one platform and one Python; no internet is asked.

`wheels/bundle.toml` names all that belongs to it, and is written last. A folder `wheels` without it, or one that has
lost a file on its way, is said to be not whole, and not used. By the standard library alone: this comes before any
set-up.
"""

from __future__ import annotations

import hashlib
import platform
import sys
import sysconfig
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from commands.sentences import SetupError, say

FOLDER = "wheels"
MANIFEST = "bundle.toml"
LOCK = "run.txt"  # what pip installs: every wheel by the one hash that it has


class Platform(NamedTuple):
    """`system`: Python's name of it; `tags`: the wheels it takes, as pip names them; `start`: what is clicked."""

    said: str
    system: str
    machines: tuple[str, ...]
    tags: tuple[str, ...]
    start: str


def _linux(machine: str) -> tuple[str, ...]:
    return (*(f"manylinux_2_{minor}_{machine}" for minor in range(28, 4, -1)), f"manylinux2014_{machine}")


# The oldest systems for which every package of the lock has a wheel: tests/commands/test_bundle.py holds it.
PLATFORMS = {
    "win_amd64": Platform("Windows (64 bit)", "win32", ("amd64",), ("win_amd64",), "start.bat"),
    "macosx_arm64": Platform("macOS 12+ (Apple)", "darwin", ("arm64",), ("macosx_12_0_arm64",), "start.command"),
    "macosx_x86_64": Platform("macOS 12+ (Intel)", "darwin", ("x86_64",), ("macosx_12_0_x86_64",), "start.command"),
    "manylinux_x86_64": Platform("Linux (x86_64)", "linux", ("x86_64",), _linux("x86_64"), "start.sh"),
    "manylinux_aarch64": Platform("Linux (aarch64)", "linux", ("aarch64", "arm64"), _linux("aarch64"), "start.sh"),
}


def here() -> str:
    """The platform of the Python that runs, "" for none of ours. A 32-bit Python may run on a 64-bit Windows."""
    machine = sysconfig.get_platform().removeprefix("win-") if sys.platform == "win32" else platform.machine()
    fitting = (name for name, one in PLATFORMS.items() if one.system == sys.platform and machine in one.machines)
    return next(fitting, "")


def python_version() -> str:
    return f"{sys.version_info[0]}.{sys.version_info[1]}"


@dataclass(frozen=True)
class Bundle:
    """`wheels` and `files` by name, each with its SHA-256: what stands in the folder of wheels, and the kit's own."""

    platform: str
    python: str
    wheels: Mapping[str, str]
    files: Mapping[str, str]

    def fits(self) -> bool:
        """Whether it was made for the Python that runs."""
        return (self.platform, self.python) == (here(), python_version()) and sys.implementation.name == "cpython"

    def check(self, root: Path) -> None:
        """That all of it is there, and every wheel as it was packed. SetupError.

        The kit's own files may have been worked on: that is only said.
        """
        for name in (*(f"{FOLDER}/{wheel}" for wheel in self.wheels), *self.files):
            if not (root / name).is_file():
                raise SetupError("bundle_lost", file=name)
        for name in changed(root / FOLDER, self.wheels):
            raise SetupError("bundle_altered", file=name)
        others = list(changed(root, self.files))
        if others:
            say("bundle_changed", count=len(others), file=others[0])


def changed(folder: Path, digests: Mapping[str, str]) -> Iterator[str]:
    return (name for name, digest in digests.items() if sha256(folder / name) != digest)


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(root: Path) -> Bundle | None:
    """The bundle that this kit is, None for an ordinary one. SetupError where only a part of it has arrived."""
    folder = root / FOLDER
    if not folder.is_dir():
        return None
    try:
        return Bundle(**tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        raise SetupError("bundle_lost", file=f"{FOLDER}/{MANIFEST}") from None
