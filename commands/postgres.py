"""A PostgreSQL of the tests' own: its programs found, else installed, and a server that nobody else can reach."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from commands.browser import install_packages, may_install_packages

VARIABLE = "CASEROOM_TEST_DATABASE"  # the address of a server where the tests may make databases
PROGRAMS = Path("/usr/lib/postgresql")  # where Debian puts each version's
IN_PLACE_OF_ROOT = ("postgres", "nobody")
SETTINGS = ("listen_addresses=''", "fsync=off", "max_connections=200")  # nothing here has to outlive the machine


class NoPostgres(Exception):
    """There is none to test with; `str()` says why."""


def find() -> Path | None:
    """The folder of the newest server's programs."""
    found = [path.parent for path in PROGRAMS.glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    if found:
        return max(found, key=lambda folder: [int(number) for number in re.findall(r"\d+", folder.parent.name)])
    return Path(on_path).parent if on_path else None


def ready(may_install: bool = True) -> Path:
    """As `find`, installed first where it may be. Raises NoPostgres."""
    if os.name != "posix":
        raise NoPostgres("a private server needs a socket of its own, which this system does not have")
    found = find()
    if found is None and may_install and may_install_packages():
        install_packages("postgresql")
        found = find()
    if found is None:
        raise NoPostgres("initdb was not found; install PostgreSQL (Debian's package is called postgresql)")
    return found


@contextmanager
def private(programs: Path) -> Iterator[str]:
    """The address of a new server that ends with the block. Raises NoPostgres."""
    with tempfile.TemporaryDirectory(prefix="caseroom-postgres-", ignore_cleanup_errors=True) as name:
        folder, user = Path(name), _user()
        if user:
            shutil.chown(folder, user["user"], user["group"])
        control = [str(programs / "pg_ctl"), "-D", str(folder / "data"), "-s", "-w"]
        options = " ".join(["-k", str(folder), *(f"-c {setting}" for setting in SETTINGS)])
        init = [str(programs / "initdb"), "-D", str(folder / "data"), "--username=caseroom", "--auth=trust"]
        _run([*init, "--encoding=UTF8", "--locale=C", "--no-sync"], folder, user)
        try:
            _run([*control, "-l", str(folder / "log"), "-o", options, "start"], folder, user)
            yield f"postgresql://caseroom@/postgres?host={folder}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], cwd=folder, capture_output=True, **user)


def _user() -> dict[str, Any]:
    """As whom the server runs, for subprocess; {}: as ourselves. PostgreSQL refuses root."""
    import pwd

    if os.geteuid():
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    found = next(known[name] for name in IN_PLACE_OF_ROOT if name in known)
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}


def _run(command: list[str], folder: Path, user: dict[str, Any]) -> None:
    said = folder / "said"  # a file: a pipe would stay open as long as the server that inherits it
    try:
        with said.open("wb") as file:
            code = subprocess.call(command, cwd=folder, stdout=file, stderr=file, timeout=60, **user)
    except (OSError, subprocess.SubprocessError) as error:
        raise NoPostgres(f"{Path(command[0]).name} does not run: {error}") from error
    if code:
        lines = said.read_text(encoding="utf-8", errors="replace").strip().splitlines() or ["no reason given"]
        raise NoPostgres(f"{Path(command[0]).name} failed: {lines[-1]}")
