"""The set-up behind `kit`, by the standard library alone: .venv from a hash-checked lock, then the command.

An environment counts as ready by its stamp, which is written last; whatever was interrupted is made anew.
The system's Python is only ever asked to make .venv.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import sys
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from caseroom.patience import replace
from commands import arguments, bundled
from commands.places import ROOT, database_url, python_path
from commands.sentences import SetupError, say, sentence

DISK_FULL = re.compile(r"No space left on device|Errno 28\b|not enough space on the disk|Disk quota exceeded", re.I)
HASHES = re.compile(r"DO NOT MATCH THE HASHES")
NETWORK = re.compile(
    r"NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError|ReadTimeout|ProxyError|SSLError"
    r"|Max retries exceeded|getaddrinfo|Temporary failure in name resolution"
    r"|Connection (?:broken|refused|reset|aborted)|RemoteDisconnected"
    r"|IncompleteRead|HTTP error \d+|HTTPError: \d+|Could not fetch URL",
    re.I,
)
LONG_PATH = re.compile(r"Windows Long Path support|WinError 206\b", re.I)
NO_WHEEL = re.compile(r"No matching distribution found for ([A-Za-z0-9_.-]+)")
PIN = re.compile(r"^([A-Za-z0-9_.-]+)==", re.M)
SOURCES = ("causaldata",)  # published without a wheel: it is data alone
ONLY_WHEELS = ("--only-binary", ":all:", "--no-binary", ",".join(SOURCES))
REQUIREMENT = re.compile(r"^([A-Za-z0-9_.-]+)>=([0-9.]+)$")


class House:
    """The places of one checkout."""

    def __init__(self, root: Path, venv: str = ".venv") -> None:
        self.root = root
        self.venv = root / venv
        self.python = self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self.notes = self.venv / "caseroom"  # stamps and log; also says that kit made this .venv
        self.log = self.notes / "setup.log"
        self.unfinished = self.notes / "unfinished"  # there while .venv may be half changed
        self.discarded = root / ".venv.discarded"
        self.guard = root / ".venv.lock"

    def lock(self, kind: str) -> Path:
        return self.root / "locks" / f"{kind}.txt"

    def stamp(self, kind: str) -> Path:
        return self.notes / f"{kind}.stamp"


def launch(command_line: Sequence[str]) -> int:
    """Parse, set up if need be, hand over to `python -m commands`; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a console without Chinese must not raise
    namespace = arguments.parse(command_line or ["--help"])
    try:
        kind = needed(namespace)
        python = find_python(house_for(kind), kind)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(file=sys.stderr)
        say("stopped")
        return 130
    return hand_over(python, command_line)


def needed(namespace: Namespace) -> str:
    """Which lock: a command that opens the store also needs what speaks with the database that is asked for."""
    return arguments.POSTGRES if namespace.module in arguments.STORE and database_url() else str(namespace.needs)


def house_for(kind: str) -> House:
    """What is measured against stays out of the kit's own environment: it would bring its server extensions along."""
    return House(ROOT, ".venv-bench") if kind == arguments.BENCH else House(ROOT)


def hand_over(python: Path, command_line: Sequence[str]) -> int:
    # -P: a file of the current folder must never stand in for a module of ours.
    command = [str(python), "-P", "-m", "commands", *command_line]
    environ = os.environ | {"PYTHONPATH": python_path()}
    if os.name != "nt":
        os.execve(command[0], command, environ)
    import subprocess

    with subprocess.Popen(command, env=environ) as process:
        while True:
            with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C reaches the command, which ends itself
                return process.wait()


def find_python(house: House, kind: str) -> Path:
    """The interpreter that has everything a command of this kind needs, made first where there is none.

    Raises:
        SetupError: it could not be made.
    """
    ready = is_ready(house, kind)
    if (in_environment() or not ready) and has_everything(house, kind):
        return Path(sys.executable)
    if not ready:
        with translated_errors(house), only_one(house):
            if not is_ready(house, kind):
                set_up(house, kind)
    return house.python


# Ready or not


def in_environment() -> bool:
    return sys.prefix != sys.base_prefix or Path(sys.prefix, "conda-meta").is_dir()


def has_everything(house: House, kind: str) -> bool:
    """Whether this interpreter has every requirement of pyproject.toml, e.g. conda's from environment.yml."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return all(release(version(name)) >= least for name, least in requirements(house, kind))
    except PackageNotFoundError:
        return False


def requirements(house: House, kind: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Name and least release of every requirement; the tests' or the bench's come on top of what a run needs."""
    import tomllib

    project = tomllib.loads((house.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = [] if kind == arguments.RUN else project["optional-dependencies"][kind]
    for requirement in [*project["dependencies"], *extra]:
        match = REQUIREMENT.match(requirement)
        if match is None:
            raise ValueError(f"pyproject.toml: write {requirement!r} as name>=minimum")
        yield match[1], release(match[2])


def release(version: str) -> tuple[int, ...]:
    """The leading numbers of a version, e.g. (3, 1, 1) of "3.1.1rc2"; trailing zeros do not count."""
    numbers = [int(number) for number in re.findall(r"\d+", re.split(r"[^0-9.]", version)[0])]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def is_ready(house: House, kind: str) -> bool:
    try:
        return house.stamp(kind).read_text(encoding="utf-8") == fingerprint(house, kind) and house.python.exists()
    except (OSError, KeyError):
        return False


def fingerprint(house: House, kind: str) -> str:
    """What a stamp holds: the lock's hash and the Python under .venv.

    Raises:
        FileNotFoundError: no .venv, or the Python it stands on is gone.
    """
    lines = (house.venv / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    config = {key.strip(): value.strip() for key, _, value in (line.partition("=") for line in lines)}
    os.stat(config["executable"])
    version = ".".join(config["version"].split(".")[:2])
    return f"{hashlib.sha256(house.lock(kind).read_bytes()).hexdigest()} {version}\n"


# One at a time


@contextlib.contextmanager
def only_one(house: House) -> Iterator[None]:
    """Hold the checkout's set-up lock; the system frees it with its holder, so none is left behind stale."""
    with house.guard.open("a+", encoding="ascii") as file:
        if not try_lock(file):
            file.seek(0)
            say("wait", pid=file.read().strip() or "?")
            while not try_lock(file):
                time.sleep(0.5)
        file.truncate(0)
        print(os.getpid(), file=file, flush=True)
        yield


def try_lock(file: IO[str]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(file.fileno(), 1 << 30, os.SEEK_SET)  # past the text, which others must be able to read
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.set_inheritable(file.fileno(), True)  # a pip that outlives its kit keeps others out
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        raise
    return True


@contextlib.contextmanager
def translated_errors(house: House) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise SetupError("disk_full", root=house.root) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise SetupError("in_use" if os.name == "nt" else "read_only", root=house.root, venv=house.venv) from error
        raise SetupError("failed", line=str(error), log=house.log) from error


# The set-up itself


def set_up(house: House, kind: str) -> None:
    began = time.monotonic()
    supply = supply_of(house, kind)
    if not is_whole(house):
        make_environment(house)
    else:
        say("extend" if kind != arguments.RUN and is_ready(house, arguments.RUN) else "update")
    install(house, kind, supply)
    write_stamps(house, kind)
    say("done", seconds=round(time.monotonic() - began))


def is_whole(house: House) -> bool:
    """Whether packages may go on top: made by kit, on a Python that is still there, nothing half done."""
    try:
        fingerprint(house, arguments.RUN)
    except (OSError, KeyError):
        return False
    return house.notes.is_dir() and house.python.exists() and not house.unfinished.exists()


def forget_stale_stamps(house: House) -> None:
    for kind in (arguments.RUN, arguments.POSTGRES, arguments.HUB, arguments.TEST, arguments.BENCH):
        if not is_ready(house, kind):
            house.stamp(kind).unlink(missing_ok=True)


def write_stamps(house: House, kind: str) -> None:
    """Last of all and at one stroke each. The other locks contain the run lock, so they make both ready."""
    for name in {arguments.RUN, kind}:
        draft = house.notes / f"{name}.draft"
        draft.write_text(fingerprint(house, name), encoding="utf-8")
        replace(draft, house.stamp(name))


def make_environment(house: House) -> None:
    import shutil

    shutil.rmtree(house.discarded, ignore_errors=True)
    if house.venv.exists():
        if not house.notes.is_dir() and any(house.venv.iterdir()):
            raise SetupError("not_ours", venv=house.venv)
        say("again")
        replace(house.venv, house.discarded)  # whole or not at all; fails on Windows while a program uses it
    else:
        say("begin", venv=house.venv)
    shutil.rmtree(house.discarded, ignore_errors=True)
    house.notes.mkdir(parents=True)
    house.unfinished.touch()
    say("make")
    venv = [builder(), "-m", "venv", str(house.venv)]
    with Progress() as progress:
        if run(house, venv, progress) != 0 and run(house, [*venv, "--without-pip"], progress) != 0:
            raise SetupError("no_venv", version=bundled.python_version())


def builder() -> str:
    """The Python that .venv stands on; not the one of an environment, least of all of .venv itself."""
    return getattr(sys, "_base_executable", None) or sys.executable


class Supply(NamedTuple):
    """What is installed: by which lock, and where its packages come from."""

    lock: Path
    options: tuple[str, ...] = ONLY_WHEELS
    bundle: bundled.Bundle | None = None


def supply_of(house: House, kind: str) -> Supply:
    """The bundle that this kit came as, where it is for the Python that runs; else the network. SetupError."""
    bundle = bundled.read(house.root) if kind == arguments.RUN else None
    if bundle is None:
        return Supply(house.lock(kind))
    if not bundle.fits():
        said, python = bundled.PLATFORMS[bundle.platform].said, bundle.python
        say(
            "bundle_for_others",
            platform=said,
            python=python,
            here=bundled.here() or sys.platform,
            version=bundled.python_version(),
        )
        return Supply(house.lock(kind))
    say("bundle_check")
    bundle.check(house.root)
    folder = house.root / bundled.FOLDER
    return Supply(folder / bundled.LOCK, ("--no-index", "--find-links", str(folder)), bundle)


def install(house: House, kind: str, supply: Supply) -> None:
    say("install")
    total = len(set(PIN.findall(supply.lock.read_text(encoding="utf-8"))))
    options = [
        "--require-hashes",
        *supply.options,
        "--progress-bar",
        "off",
        "--no-warn-script-location",
    ]
    pip = pip_command(house)
    house.unfinished.touch()
    forget_stale_stamps(house)
    with Progress(total, house.venv) as progress:
        code = run(house, [*pip, "install", *options, "-r", str(supply.lock)], progress)
    if code == 0 or not progress.installing:  # pip fetches everything before it changes anything
        house.unfinished.unlink()
    if code:
        raise diagnosis(house, progress.output, supply.bundle)


def pip_command(house: House) -> list[str]:
    """The environment's pip, else the system's working on the environment (Debian without python3-venv)."""
    with Progress() as progress:
        python = str(house.python)
        for pip in ([python, "-m", "pip"], [builder(), "-m", "pip", "--python", python]):
            if run(house, [*pip, "--version"], progress) == 0:
                return pip
    raise SetupError("no_venv", version=bundled.python_version())


def diagnosis(house: House, output: str, bundle: bundled.Bundle | None = None) -> SetupError:
    """The sentence for a pip that failed, by what it printed."""
    missing = NO_WHEEL.search(output)
    if LONG_PATH.search(output):
        return SetupError("long_path", root=house.root)
    if missing and bundle:
        said = bundled.PLATFORMS[bundle.platform].said
        return SetupError("bundle_older_system", package=missing[1], platform=said, log=house.log)
    if HASHES.search(output):
        return SetupError("hashes", log=house.log)
    if NETWORK.search(output):
        return SetupError("no_network", log=house.log)
    if missing:
        return SetupError("no_wheel", package=missing[1], version=bundled.python_version(), log=house.log)
    lines = output.splitlines() or ["pip failed"]
    errors = [line.removeprefix("ERROR:").strip() for line in lines if line.startswith("ERROR:")]
    return SetupError("failed", line=(errors or lines)[-1], log=house.log)


def run(house: House, command: Sequence[str], progress: Progress) -> int:
    """Run to the end, the output going to the log and to `progress`; a full disk raises, whoever noticed."""
    import subprocess

    ours = {
        "PIP_USER": "0",
        "PIP_NO_INPUT": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYTHONUNBUFFERED": "1",
    }
    strangers = {"PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "__PYVENV_LAUNCHER__"}
    environ = {name: value for name, value in os.environ.items() if name not in strangers} | ours
    process = subprocess.Popen(
        command,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        close_fds=os.name == "nt",  # elsewhere the set-up lock is to be inherited
    )
    with process, house.log.open("a", encoding="utf-8") as log:
        assert process.stdout is not None
        print(f"$ {' '.join(command)}", file=log)
        for line in process.stdout:
            log.write(line)
            progress.read(line)
    if process.returncode and DISK_FULL.search(progress.output):
        raise SetupError("disk_full", root=house.root)
    return process.returncode


class Progress:
    """A line that says how far a step is: rewritten on a terminal, a new one every ten seconds elsewhere."""

    def __init__(self, total: int = 0, venv: Path | None = None) -> None:
        self.total = total
        self.venv = venv
        self.output = ""
        self.fetched = 0
        self.installing = False
        self.before = 0
        self.began = time.monotonic()
        self.terminal = sys.stderr.isatty()

    def __enter__(self) -> Progress:
        import threading

        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.keep_showing, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.ended.set()
        self.thread.join()
        if self.terminal:
            print(file=sys.stderr)

    def read(self, line: str) -> None:
        """Take in one line of pip's output."""
        self.output += line
        if line.startswith(("Collecting ", "Processing ", "Requirement already satisfied: ")):
            self.fetched += 1
        elif line.startswith("Installing collected packages: "):
            self.before, self.total = self.installed(), line.count(",") + 1
            self.installing = True

    def installed(self) -> int:
        if self.venv is None:
            return 0
        places = ("lib/python*/site-packages/*.dist-info", "Lib/site-packages/*.dist-info")
        return sum(1 for place in places for _ in self.venv.glob(place))

    def text(self) -> str:
        seconds = round(time.monotonic() - self.began)
        if not self.total:
            return "  " + sentence("seconds", seconds=seconds)
        if self.installing:
            done = max(0, self.installed() - self.before)
            return "  " + sentence("installing", done=done, total=self.total, seconds=seconds)
        return "  " + sentence("fetching", done=self.fetched, total=self.total, seconds=seconds)

    def keep_showing(self) -> None:
        while not self.ended.wait(0.5 if self.terminal else 10):
            line = f"\r{self.text()}\033[K" if self.terminal else f"{self.text()}\n"
            print(line, end="", file=sys.stderr, flush=True)
