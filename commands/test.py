"""`kit test`: every check there is; goes on after a failure, sums up at the end.

Two lanes: one stage after the other, first what only computes, then what waits for kernels; and beside them what waits
for browsers, which is half of all. Each has work for every core: while one waits the other computes, and whichever ends
first leaves both cores to the other. What the second says is told after the first.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from caseroom.casefile import CaseError, read
from classroom.linked import ONE_THREAD
from commands import browser, npm, postgres, scripts
from commands.places import ROOT, python_path

NO_TESTS_COLLECTED = 5  # pytest's exit code, no failure where the caller picked tests by name
IMPORT_LINTER = "from importlinter.cli import lint_imports_command; lint_imports_command()"
NBVAL = ("--nbval-lax", "--nbval-current-env", "--ignore-glob=cases/*/test_*.py")
EVERY_CORE = ("-n", "auto")
WAITING = ("-n", str(2 * (os.cpu_count() or 1)))  # half of the time these wait for a page, a clock or a disk
BY_FILE = (*WAITING, "--dist", "loadscope")  # a notebook's cells need its kernel, a file's pages are shared
ONE_BY_ONE = (*WAITING, "--dist", "worksteal")  # each with a server and a browser of its own
SLOW = ("tests/notebooks", "tests/room", "tests/e2e")
SLOWEST = ("--durations=12", "--durations-min=5")  # named, so that whoever adds a test sees what it costs
OF_THE_USER = ("PYTHONSAFEPATH", "PYTHONDONTWRITEBYTECODE", "DATABASE_URL")  # what would change the tests
TESTED_SHELVES = "CASEROOM_TEST_SHELVES"  # whose cases the tests' own servers and kernels find
NOT_SLOW = tuple(f"--ignore={folder}" for folder in SLOW)


@dataclass(frozen=True)
class Stage:
    """One line of the summary: a command that passes when it exits with 0."""

    name: str
    command: Sequence[str]
    picked: bool = False  # run on tests picked by name, of which this stage may have none

    def passes(self, code: int) -> bool:
        """Whether a command that ended with `code` has passed."""
        return code == 0 or (self.picked and code == NO_TESTS_COLLECTED)


Result = tuple[str, bool, float]
"""Of a stage: its name, whether it passed, and seconds."""


def main(namespace: Namespace) -> int:
    """Run every stage; 1 if any failed, 2 for a case that is not there."""
    if wrong := refusal(namespace):
        print(wrong, file=sys.stderr)
        return 2
    began = time.monotonic()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="caseroom-test-", ignore_cleanup_errors=True))
        environ = environment(Path(folder), namespace.shelf)
        untested = find_postgres(environ, stack, may_install=not namespace.fast)
        results = [] if namespace.fast else [find_browser(environ)]
        with Beside([] if namespace.fast else browser_stages(namespace), environ, Path(folder)) as beside:
            if not namespace.case:
                results.append(check_scripts())
            for stage in [*quick_stages(namespace), *([] if namespace.fast else kernel_stages(namespace))]:
                results.append(run(stage, environ))
            results += beside.told()
    print("\nkit test:")
    for name, passed, seconds in results:
        print(f"  {'ok    ' if passed else 'FAILED'}  {seconds:6.1f} s  {name}")
    for line in untested:
        print(f"  {line}")
    failed = [name for name, passed, _ in results if not passed]
    print(f"          {time.monotonic() - began:6.1f} s  in all")
    print(f"  {'all good' if not failed else 'failed: ' + ', '.join(failed)}", flush=True)
    return 1 if failed else 0


def refusal(namespace: Namespace) -> str:
    """Why nothing is tested; "" for nothing. Every test of a case that cannot be read fails, and none says why."""
    if not namespace.case:
        return "--shelf goes with --case SLUG, the case there that is to be tested." if namespace.shelf else ""
    root = root_of(namespace)
    if root is None:
        shelves = "".join(f" nor in {folder}" for folder in namespace.shelf)
        hint = "" if namespace.shelf else " One of a pack that you are writing: add --shelf FOLDER."
        return f"There is no cases/{namespace.case}/case.toml here{shelves}.{hint}"
    try:
        read(root / "cases" / namespace.case / "case.toml")
    except CaseError as error:
        return f"{error}\nMend this first: until the case can be read, no test of it can tell more."
    return ""


def root_of(namespace: Namespace) -> Path | None:
    """The folder in whose `cases` the case stands: the kit's, or one of the shelves; None where it stands nowhere."""
    folders = [ROOT, *(Path(folder).resolve() for folder in namespace.shelf)]
    return next((one for one in folders if (one / "cases" / namespace.case / "case.toml").is_file()), None)


def own_tests(namespace: Namespace) -> list[str]:
    """What tells pytest of a case's own tests and notebooks, which on a shelf stand outside of the kit's folder."""
    root = root_of(namespace) or ROOT
    if root == ROOT:
        return [f"cases/{namespace.case}"]
    return ["-c", "pyproject.toml", "--rootdir", ".", str(root / "cases" / namespace.case)]


def quick_stages(namespace: Namespace) -> list[Stage]:
    python = sys.executable
    check = [] if namespace.fast else ["--deep"]
    if namespace.case:
        root = root_of(namespace) or ROOT
        own = [folder for name in ("cases", "datasets") if (folder := root / name / namespace.case).is_dir()]
        check += [part for folder in namespace.shelf for part in ("--shelf", str(Path(folder).resolve()))]
        return [
            Stage("ruff", [python, "-m", "ruff", "check", *(os.path.relpath(folder, ROOT) for folder in own)]),
            Stage("types", [python, "-m", "mypy", "-p", f"cases.{namespace.case}"]),
            Stage("imports", [python, "-c", IMPORT_LINTER]),
            Stage("content", [python, "-P", "-m", "commands", "check", namespace.case, *check]),
            pytest("tests", namespace, *EVERY_CORE, *own_tests(namespace)),
            pytest("as every case", namespace, "tests", *EVERY_CORE, *NOT_SLOW),
        ]
    return [
        Stage("ruff", [python, "-m", "ruff", "check", "."]),
        Stage("types", [python, "-m", "mypy"]),
        Stage("imports", [python, "-c", IMPORT_LINTER]),
        Stage("content", [python, "-P", "-m", "commands", "check", *check]),
        pytest("tests", namespace, "tests", "cases", *EVERY_CORE, *NOT_SLOW),
    ]


def kernel_stages(namespace: Namespace) -> list[Stage]:
    if namespace.case:
        return [pytest("notebooks", namespace, *NBVAL, *BY_FILE, *own_tests(namespace), "tests/notebooks")]
    return [
        pytest("notebooks", namespace, *NBVAL, *BY_FILE, "cases", "tests/notebooks"),
        pytest("server", namespace, *BY_FILE, "tests/room"),
    ]


def browser_stages(namespace: Namespace) -> list[Stage]:
    tests = "tests/e2e/test_every_case.py" if namespace.case else "tests/e2e"
    return [pytest("browser", namespace, *ONE_BY_ONE, tests)]


class Beside:
    """Stages that run one after the other in a thread; what they say is kept, and told when it is asked for."""

    def __init__(self, stages: Sequence[Stage], environ: dict[str, str], folder: Path) -> None:
        self._stages, self._environ, self._folder = stages, environ, folder
        self._lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix="beside")
        self._ending = threading.Event()
        self._running: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Beside:
        self._begun = [(stage, self._lane.submit(self._run, stage)) for stage in self._stages]
        return self

    def __exit__(self, *_: object) -> None:
        """Whoever leaves early, by Ctrl-C, leaves nothing behind."""
        self._ending.set()
        if self._running is not None and self._running.poll() is None:
            self._running.terminate()
        self._lane.shutdown(cancel_futures=True)

    def told(self) -> Iterator[Result]:
        """The result of each, after what it said, as soon as it has ended."""
        for stage, running in self._begun:
            print(f"\n== {stage.name} (beside the others)", flush=True)
            result = running.result()
            print(self._said(stage).read_text(encoding="utf-8", errors="replace"), flush=True)
            yield result

    def _said(self, stage: Stage) -> Path:
        return self._folder / f"{stage.name}.said"

    def _run(self, stage: Stage) -> Result:
        began, code = time.monotonic(), 1
        with self._said(stage).open("wb") as said:
            if not self._ending.is_set():
                self._running = subprocess.Popen(
                    stage.command, cwd=ROOT, env=self._environ, stdout=said, stderr=subprocess.STDOUT
                )
                code = self._running.wait()
        return stage.name, stage.passes(code), time.monotonic() - began


def pytest(name: str, namespace: Namespace, *arguments: str) -> Stage:
    """Of the tests in `arguments` those whose name has the case's and fits the expression, where these are given."""
    named = " and ".join(f"({part})" for part in (namespace.case, namespace.expression) if part)
    extra = [*(["-k", named] if named else []), *namespace.pytest_arguments]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.first", *SLOWEST, *arguments, *extra]
    return Stage(name, command, picked=bool(extra))


def environment(folder: Path, shelves: Sequence[str] = ()) -> dict[str, str]:
    """Tests keep everything they write in `folder`: no answer or setting of the user's is touched; they find the cases
    of the `shelves`, too.

    Each computes on one core: there is work for all, and NumPy's threads would only wait for each other. Modules are
    compiled once, not by each of the hundreds of processes that import them.
    """
    places = {"CASEROOM_HOME": "home", "IPYTHONDIR": "ipython", "JUPYTER_CONFIG_DIR": "config"}
    places |= {"JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime"}
    kept = {name: value for name, value in os.environ.items() if name not in OF_THE_USER}
    own = {name: str(folder / place) for name, place in places.items()}
    tested = os.pathsep.join(str(Path(shelf).resolve()) for shelf in shelves)
    found = {"PYTHONPATH": os.pathsep.join(filter(None, (python_path(), tested)))}
    return kept | ONE_THREAD | own | found | ({"MYPYPATH": tested, TESTED_SHELVES: tested} if tested else {})


def run(stage: Stage, environ: dict[str, str]) -> Result:
    def command() -> bool:
        return stage.passes(subprocess.call(stage.command, cwd=ROOT, env=environ))

    return timed(stage.name, command)


def check_scripts() -> Result:
    """The pages' JavaScript, linted, in one format and with sound types."""

    def check() -> bool:
        try:
            return scripts.check() == 0
        except npm.NoNode as error:
            print(error, file=sys.stderr)
            return False

    return timed("scripts", check)


def find_browser(environ: dict[str, str]) -> Result:
    """Put the browser's path where the tests find it."""

    def find() -> bool:
        try:
            environ[browser.VARIABLE] = str(browser.ready())
        except browser.NoBrowser as error:
            print(error, file=sys.stderr)
            return False
        print(environ[browser.VARIABLE])
        return True

    return timed("a browser to test with", find)


def find_postgres(environ: dict[str, str], stack: ExitStack, may_install: bool) -> list[str]:
    """Put the address of a server that ends with `stack` where the tests find it. Lines for the summary: why there is
    none.
    """
    print("\n== a PostgreSQL to test with", flush=True)
    try:
        environ[postgres.VARIABLE] = stack.enter_context(postgres.private(postgres.ready(may_install)))
    except postgres.NoPostgres as error:
        environ[postgres.VARIABLE] = ""
        print(error, file=sys.stderr)
        return [f"PostgreSQL: not tested here: {error}"]
    return []


def timed(name: str, work: Callable[[], bool]) -> Result:
    print(f"\n== {name}", flush=True)
    began = time.monotonic()
    passed = work()
    return name, passed, time.monotonic() - began
