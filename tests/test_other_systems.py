"""What Windows and macOS do otherwise, imitated: line ends, names in other letters, what their Python has not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from caseroom import shelves
from commands import serve
from commands.packing.archive import DEVICES
from commands.places import ROOT
from tests.kit import forked
from tests.server import FIXTURE


def tracked(root: Path = ROOT) -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, encoding="utf-8")
    return listed.stdout.strip("\0").split("\0")


# Line ends


def test_a_checkout_has_the_same_bytes_where_git_writes_crlf(tmp_path: Path) -> None:
    windows = ["-c", "core.autocrlf=true", "-c", "core.eol=crlf"]
    clone = tmp_path / "clone"
    subprocess.run(["git", *windows, "clone", "--quiet", "--depth=1", ROOT.as_uri(), str(clone)], check=True)
    texts = [name for name in tracked(clone) if b"\0" not in (clone / name).read_bytes()]
    assert len(texts) > 500
    assert not [name for name in texts if b"\r\n" in (clone / name).read_bytes()]


def with_crlf(folder: Path) -> Path:
    """As an editor leaves the files that writes CRLF."""
    for path in folder.rglob("*"):
        if path.is_file() and b"\0" not in path.read_bytes():
            path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    return folder


def test_a_case_whose_files_have_crlf_is_the_same_case(tmp_path: Path) -> None:
    bare = shutil.ignore_patterns("__pycache__")
    plain = Path(shutil.copytree(FIXTURE, tmp_path / "plain", ignore=bare))
    edited = with_crlf(Path(shutil.copytree(FIXTURE, tmp_path / "edited", ignore=bare)))
    told = []
    for shelf in (plain, edited):
        ran = forked(tmp_path / "home", "run", "helpdesk", "--json", "--shelf", str(shelf))
        checked = forked(tmp_path / "home", "check", "helpdesk", "--shelf", str(shelf))
        assert ran.returncode == 0, ran.stderr
        told.append((json.loads(ran.stdout), checked.returncode, checked.stdout.replace(str(shelf), "")))
    assert told[0] == told[1]


# Names


def test_no_two_files_are_one_where_letters_do_not_count_and_every_name_can_stand_on_windows() -> None:
    names = tracked()
    folders = {str(parent) for name in names for parent in Path(name).parents}
    assert len({name.casefold() for name in [*names, *folders]}) == len({*names, *folders})
    for part in {part for name in names for part in name.split("/")}:
        assert (not set(part) & set('\\:*?"<>|') and part == part.strip(" .")) or part.startswith("."), part
        assert part.split(".")[0].lower() not in DEVICES, part
    assert max(map(len, names)) < 120  # of 260 for the whole path


def test_a_shelf_that_is_named_in_other_letters_is_there_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On macOS and Windows Our_Cases and our_cases are one folder."""
    first, again = tmp_path / "our_cases", tmp_path / "Our_Cases"
    for folder in (first, again):
        (folder / "cases").mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr(os.path, "samefile", lambda one, other: str(one).lower() == str(other).lower())
    monkeypatch.setattr("cases.__path__", [str(first / "cases"), str(again / "cases")])
    assert shelves.shelves() == [first.resolve()]


# Ports and consoles


def test_a_port_that_windows_keeps_for_itself_is_not_said_to_need_an_administrator(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(
            10013, "An attempt was made to access a socket in a way forbidden by its access permissions"
        )

    monkeypatch.setattr(serve.socket.socket, "bind", refused)
    assert "kept by the system" in str(serve._address_problem("127.0.0.1", 8866))
    assert "administrator" in str(serve._address_problem("127.0.0.1", 80))


def test_what_is_said_goes_into_a_file_of_any_code_page(tmp_path: Path) -> None:
    call = [sys.executable, "-P", "-m", "commands", "packs"]
    environ = os.environ | {"PYTHONIOENCODING": "cp1252", "LC_ALL": "zh_CN.UTF-8", "CASEROOM_HOME": str(tmp_path)}
    packs = subprocess.run(call, cwd=ROOT, env=environ, capture_output=True)
    assert (packs.returncode, packs.stderr) == (0, b"")
    assert packs.stdout.startswith(b"????")


# What their Python has not

WINDOWS = """
import os, signal, socket, sys
# what stands on these in the library is imported before they go
import asyncio, multiprocessing, ssl, subprocess, tempfile, urllib.request, uuid
import jupyter_server, IPython, ipykernel.kernelapp, pandas, psutil, voila.app, zmq.asyncio
for name in ("fork", "forkpty", "getuid", "geteuid", "getpgid", "killpg", "setsid", "sysconf", "wait4"):
    delattr(os, name)
for name in ("SIGKILL", "SIGHUP", "SIGCHLD", "SIGSTOP", "SIGCONT", "SIGUSR1", "pthread_sigmask", "SIG_BLOCK"):
    delattr(signal, name)
for name in ("AF_UNIX", "send_fds", "recv_fds"):
    delattr(socket, name)
for name in ("fcntl", "resource", "pwd", "grp", "termios"):
    sys.modules[name] = None
from importlib import import_module
from pathlib import Path
root = Path(sys.argv[1])
for package in ("classroom", "commands", "widgets/caseroom"):
    for source in sorted((root / package).rglob("*.py")):
        parts = source.relative_to(root / ("widgets" if package.startswith("widgets") else "")).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if not name.endswith("__main__") and "migrations" not in parts:
            import_module(name)
            print(name)
from classroom import provisioner
assert not provisioner.CAN_FORK
"""


def test_every_module_can_be_imported_where_there_is_no_fork_and_no_socket_with_a_name() -> None:
    path = os.pathsep.join(map(str, (ROOT / "widgets", ROOT)))
    call = [sys.executable, "-c", WINDOWS, str(ROOT)]
    done = subprocess.run(call, env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(done.stdout.split()) > 200
