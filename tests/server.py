"""A real classroom to test against: `kit serve` in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from commands.serve import wait_until_open
from commands.test import TESTED_SHELVES
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[1]
WITHOUT_FORK = "import os, runpy; del os.fork; runpy.run_module('commands', run_name='__main__')"
FIXTURE = ROOT / "tests" / "fixture_case"
"""A shelf with one case, `helpdesk`, that nobody but the tests sees."""
PYTHON_PATH = os.pathsep.join(
    filter(None, (str(ROOT / "widgets"), str(ROOT), str(FIXTURE), os.environ.get(TESTED_SHELVES)))
)
WARM, WORKER, KERNEL = (
    "caseroom.kernel.warm",
    "caseroom.kernel.worker",
    "caseroom.kernel -f",
)  # how their processes are called
PATIENCE = 120  # seconds: a busy machine is slow, not broken


class Server:
    """`kit serve` on a free port, with its own folder for students' work; what it says goes to `server.log` there."""

    def __init__(
        self,
        home: Path,
        *options: str,
        shelves: Sequence[Path] = (),
        fork: bool = True,
        prepares: Sequence[str] = ("helpdesk",),
        database_url: str = "",
        base: str = "/",
    ) -> None:
        """`options` of `kit serve`; `shelves`: more cases than the kit's; without `fork`, as where there is none;
        `base`: the path before all its addresses.

        The cases that it `prepares` open at once; those that a test does not ask for would take seconds. (): all.
        """
        home.mkdir(exist_ok=True)
        share_drawings(home)
        self._home, self._options, self._prepares = home, ("--base-url", base, *options), " ".join(prepares)
        self._database_url = database_url
        self._path = os.pathsep.join([PYTHON_PATH, *map(str, shelves)])
        self._begin = ["-m", "commands"] if fork else ["-c", WITHOUT_FORK]
        self.database = home / "classroom.sqlite3"
        self.log = home / "server.log"
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}{base}"
        self.start()

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "PYTHONPATH": self._path,
            "CASEROOM_HOME": str(self._home),
            "CASEROOM_PREPARE": self._prepares,
            "DATABASE_URL": self._database_url,
        }

    def start(self) -> None:
        asked = ["serve", "--port", str(self.port), "--no-browser", *self._options]
        command = [sys.executable, *self._begin, *asked]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        if not wait_until_open(self.address, PATIENCE):
            self.kill()
            raise RuntimeError(f"the server did not come up:\n{self.log.read_text(encoding='utf-8')}")

    def kill(self) -> None:
        """As a power cut would: the server and every kernel at once."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def kill_alone(self) -> None:
        """The server and nothing else, as when memory runs out."""
        self._process.kill()
        self._process.wait()

    def freeze(self) -> None:
        """It says nothing more, as when its machine or the network stands still; `thaw` lets it go on."""
        os.kill(self._process.pid, signal.SIGSTOP)

    def runs(self) -> bool:
        return self._process.poll() is None

    def group(self) -> int:
        """The process group of the server and what it starts: a terminal's Ctrl-C reaches all of it."""
        return self._process.pid

    def thaw(self) -> None:
        os.kill(self._process.pid, signal.SIGCONT)

    def kernels(self) -> list[int]:
        """Process numbers of the kernels that live now: the warm parent's children, and what was started beside it.

        A kernel leads a session of its own; another child of the parent draws what all will need, and ends.
        """
        warm = set(self.warm_parents())
        started = [one.pid for one in _processes() if one.parent == self._process.pid and KERNEL in one.command]
        return [one.pid for one in _processes() if one.parent in warm and one.session == one.pid] + started

    def workers(self) -> list[int]:
        """Process numbers of those that several pages share, where there is no fork."""
        return [one.pid for one in _processes() if one.parent == self._process.pid and WORKER in one.command]

    def warm_parents(self) -> list[int]:
        """Process numbers of those that fork kernels; one, unless it is being replaced."""
        return [one.pid for one in _processes() if one.parent == self._process.pid and WARM in one.command]


def share_drawings(home: Path) -> None:
    """Charts are drawn once for all servers of a run, as on a machine that has served before."""
    shared = Path(os.environ.get("CASEROOM_HOME") or tempfile.gettempdir(), "cache")
    shared.mkdir(parents=True, exist_ok=True)
    if os.name != "nt" and not (home / "cache").exists():
        (home / "cache").symlink_to(shared, target_is_directory=True)


class Process(NamedTuple):
    pid: int
    parent: int
    session: int
    command: str


def _processes() -> list[Process]:
    listed = subprocess.run(["ps", "-e", "-o", "pid=,ppid=,sid=,args="], capture_output=True, text=True).stdout
    rows = (line.split(None, 3) for line in listed.splitlines())
    return [Process(int(pid), int(parent), int(session), command) for pid, parent, session, command in rows]
