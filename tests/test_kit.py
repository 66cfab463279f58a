"""The launcher on machines that are not as they should be: one sentence, a way out, nothing half done."""

from __future__ import annotations

import ast
import errno
import hashlib
import multiprocessing
import os
import subprocess
import sys
import types
from importlib.machinery import SourceFileLoader
from pathlib import Path

import pytest

from commands import arguments, sentences, setup
from commands.places import ROOT
from commands.setup import House, SetupError

KIT = ROOT / "kit"
LAUNCHER_ALSO = [ROOT / "widgets" / "caseroom" / name for name in ("__init__.py", "patience.py")]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A checkout with small locks, on a Python that has nothing installed."""
    (tmp_path / "locks").mkdir()
    for kind in (arguments.RUN, arguments.TEST):
        (tmp_path / "locks" / f"{kind}.txt").write_text("pandas==3.1.1\nvoila==0.5.13\n", encoding="utf-8")
    monkeypatch.setattr(setup, "has_everything", lambda house, kind: False)
    return House(tmp_path)


class FakeRun:
    """Stands in for starting venv and pip: does what they would leave behind, and notes how it was called."""

    def __init__(self, **outputs: str) -> None:
        self.outputs = outputs  # by step: what it prints before it fails
        self.steps: list[str] = []

    def __call__(self, house: House, command: list[str], progress: setup.Progress) -> int:
        step = self.step(command)
        self.steps.append(step)
        if step in self.outputs:
            for line in self.outputs[step].splitlines(keepends=True):
                progress.read(line)
            return 1
        if step.startswith("venv"):
            house.python.parent.mkdir(parents=True, exist_ok=True)
            house.python.touch()
            config = f"executable = {sys.executable}\nversion = 3.11.7\n"
            (house.venv / "pyvenv.cfg").write_text(config, encoding="utf-8")
        return 0

    @staticmethod
    def step(command: list[str]) -> str:
        if "venv" in command:
            return "venv without pip" if "--without-pip" in command else "venv"
        where = "outer pip" if "--python" in command else "pip"
        return f"{where} install" if "install" in command else where


def set_up(house: House, monkeypatch: pytest.MonkeyPatch, kind: str = arguments.RUN, **outputs: str) -> FakeRun:
    fake = FakeRun(**outputs)
    monkeypatch.setattr(setup, "run", fake)
    setup.find_python(house, kind)
    return fake


# An old Python


def load_kit() -> types.ModuleType:
    loader = SourceFileLoader("kit", str(KIT))
    module = types.ModuleType("kit")
    sys.dont_write_bytecode, before = True, sys.dont_write_bytecode
    try:
        loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = before
    return module


def test_an_old_python_is_told_what_to_install_in_the_readers_language() -> None:
    kit = load_kit()
    assert kit.too_old((3, 11, 0), {}) is None
    assert "needs Python 3.11 or newer, and this is Python 3.8" in kit.too_old((3, 8, 10), {"LANG": "en_GB.UTF-8"})
    assert "需要 Python 3.11" in kit.too_old((3, 8, 10), {"LANG": "zh_CN.UTF-8"})
    assert "needs Python" in kit.too_old((3, 8, 10), {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"})


def test_kit_itself_can_be_read_by_an_old_python() -> None:
    tree = ast.parse(KIT.read_text(encoding="utf-8"), feature_version=(3, 6))
    newer = (ast.NamedExpr, ast.JoinedStr, ast.AnnAssign, ast.Match, ast.AsyncFunctionDef)
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]


# Help and refusals need no set-up


def run_kit(root: Path, *command_line: str) -> subprocess.CompletedProcess[str]:
    """Kit in a copy of the checkout that has no environment and can get none."""
    environ = {**os.environ, "PIP_NO_INDEX": "1", "LC_ALL": "C.UTF-8", "PYTHONPATH": ""}
    command = [sys.executable, "-S", str(root / "kit"), *command_line]
    return subprocess.run(command, env=environ, capture_output=True, encoding="utf-8", cwd=root.anchor)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    (tmp_path / "commands").mkdir()
    (tmp_path / "kit").write_bytes(KIT.read_bytes())
    sources = [*(ROOT / "commands").glob("*.py"), *LAUNCHER_ALSO]
    for source in sources:
        target = tmp_path / source.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    return tmp_path


@pytest.mark.parametrize(
    "command_line", [(), ("--help",), *((name, "--help") for name in ("serve", "lab", "run", "test", "bench"))]
)
def test_help_works_before_any_set_up(bare: Path, command_line: tuple[str, ...]) -> None:
    done = run_kit(bare, *command_line)
    assert (done.returncode, done.stderr) == (0, "")
    assert "usage: kit" in done.stdout
    assert not (bare / ".venv").exists()


@pytest.mark.parametrize(
    ("command_line", "sentence"),
    [
        (["sreve"], "invalid choice: 'sreve'"),
        (["serve", "--port", "99999"], "'99999' is no port"),
        (["run"], "the following arguments are required: case"),
        (["serve", "--", "-x"], "nothing may follow '--' here"),
        (["pack", "x", "--out", "y"], "unrecognized arguments: --out y (see: python3 kit pack --help)"),
    ],
)
def test_a_wrong_command_line_is_refused_in_one_sentence(bare: Path, command_line: list[str], sentence: str) -> None:
    done = run_kit(bare, *command_line)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (bare / ".venv").exists()


def test_what_follows_two_dashes_goes_to_pytest() -> None:
    assert arguments.parse(["test", "--fast", "--", "-x", "--lf"]).pytest_arguments == ["-x", "--lf"]


# A set-up that goes well


def test_the_first_start_makes_the_environment_and_the_second_does_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert set_up(house, monkeypatch).steps == ["venv", "pip", "pip install"]
    told = capsys.readouterr().err
    assert "Step 1 of 2" in told and "Step 2 of 2" in told and "Ready after" in told
    assert set_up(house, monkeypatch).steps == []
    assert capsys.readouterr().err == ""


def test_tests_get_their_packages_on_top_and_leave_the_run_ready(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(house, monkeypatch)
    assert set_up(house, monkeypatch, arguments.TEST).steps == ["pip", "pip install"]
    assert set_up(house, monkeypatch).steps == []


def test_the_stamp_is_of_the_lock_and_the_python(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(house, monkeypatch)
    lock = hashlib.sha256(house.lock(arguments.RUN).read_bytes()).hexdigest()
    assert house.stamp(arguments.RUN).read_text(encoding="utf-8") == f"{lock} 3.11\n"


def test_a_changed_lock_brings_the_environment_up_to_date(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(house, monkeypatch)
    house.lock(arguments.RUN).write_text("pandas==3.2.0\n", encoding="utf-8")
    assert set_up(house, monkeypatch).steps == ["pip", "pip install"]


def test_a_python_that_is_gone_means_a_new_environment(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(house, monkeypatch)
    gone = f"executable = {house.root / 'python3.10'}\nversion = 3.10.1\n"
    (house.venv / "pyvenv.cfg").write_text(gone, encoding="utf-8")
    assert set_up(house, monkeypatch).steps == ["venv", "pip", "pip install"]


def test_an_interpreter_that_has_everything_is_used_as_it_is(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "has_everything", lambda house, kind: True)
    assert setup.find_python(house, arguments.RUN) == Path(sys.executable)
    assert not house.venv.exists()


def test_everything_means_every_requirement_in_at_least_its_minimum(tmp_path: Path) -> None:
    def has(*requirements: str) -> bool:
        project = {
            "dependencies": list(requirements),
            "optional-dependencies": {"test": ["no-such-package>=1"]},
        }
        lines = [f"dependencies = {project['dependencies']}", "[project.optional-dependencies]"]
        text = "\n".join(["[project]", *lines, f"test = {project['optional-dependencies']['test']}"])
        (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
        return setup.has_everything(House(tmp_path), arguments.RUN)

    assert has("pytest>=1.0")
    assert not has("pytest>=1.0", "pytest>=9999")
    assert not has("no-such-package>=1.0")


@pytest.mark.parametrize(
    ("version", "numbers"), [("3.1.1", (3, 1, 1)), ("2.0", (2,)), ("1.2rc1", (1, 2)), ("0.5.13", (0, 5, 13))]
)
def test_versions_compare_as_numbers(version: str, numbers: tuple[int, ...]) -> None:
    assert setup.release(version) == numbers


# A set-up that does not


def test_an_interrupted_set_up_starts_anew(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(house: House, kind: str, supply: setup.Supply) -> None:
        house.unfinished.touch()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(setup, "install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            set_up(house, patch)
    (house.venv / "half.txt").touch()
    assert set_up(house, monkeypatch).steps == ["venv", "pip", "pip install"]
    assert not (house.venv / "half.txt").exists()


def test_an_interrupted_extension_leaves_what_a_class_runs_on(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(house, monkeypatch)
    with pytest.raises(SetupError):
        set_up(house, monkeypatch, arguments.TEST, **{"pip install": "ConnectTimeoutError\n"})
    assert set_up(house, monkeypatch).steps == []


NO_NETWORK = """\
WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)'
ERROR: No matching distribution found for voila==0.5.13
"""


@pytest.mark.parametrize(
    ("output", "key"),
    [
        (NO_NETWORK, "no_network"),
        ("socket.gaierror: Temporary failure in name resolution\n", "no_network"),
        ("ERROR: No matching distribution found for voila==0.5.13\n", "no_wheel"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n", "hashes"),
        ("ERROR: something else\n", "failed"),
        ("", "failed"),
    ],
)
def test_a_pip_that_fails_is_explained_in_one_sentence(
    house: House, monkeypatch: pytest.MonkeyPatch, output: str, key: str
) -> None:
    with pytest.raises(SetupError) as caught:
        set_up(house, monkeypatch, **{"pip install": output})
    assert caught.value.key == key
    assert "\n" not in str(caught.value)
    assert not house.stamp(arguments.RUN).exists()


def test_no_network_names_three_ways_out(house: House) -> None:
    for way in ("check the network", "pip config set", "PIP_FIND_LINKS"):
        assert way in str(setup.diagnosis(house, NO_NETWORK))


def test_without_ensurepip_the_systems_pip_fills_the_environment(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = set_up(house, monkeypatch, venv="ensurepip is not available\n", pip="No module named pip\n")
    assert fake.steps == ["venv", "venv without pip", "pip", "outer pip", "outer pip install"]


def test_without_ensurepip_and_pip_the_package_to_install_is_named(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SetupError, match=r"apt install python3\.\d+-venv"):
        set_up(house, monkeypatch, **{"venv": "no ensurepip\n", "pip": "none\n", "outer pip": "none\n"})


@pytest.mark.parametrize(
    ("code", "key"), [(errno.ENOSPC, "disk_full"), (errno.EROFS, "read_only"), (errno.EACCES, "read_only")]
)
@pytest.mark.skipif(os.name == "nt", reason="Windows says 'in use' for a folder that cannot be written")
def test_a_disk_that_is_full_or_read_only_is_said(
    house: House, monkeypatch: pytest.MonkeyPatch, code: int, key: str
) -> None:
    def fail(house: House) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(setup, "make_environment", fail)
    with pytest.raises(SetupError) as caught:
        setup.find_python(house, arguments.RUN)
    assert caught.value.key == key


def test_a_full_disk_that_a_program_reports_is_said_too(house: House) -> None:
    house.notes.mkdir(parents=True)
    program = [sys.executable, "-c", "import sys; sys.exit('OSError: [Errno 28] No space left on device')"]
    with pytest.raises(SetupError, match="disk is full"), setup.Progress() as progress:
        setup.run(house, program, progress)


def test_an_environment_of_somebody_else_is_left_alone(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.venv.mkdir()
    (house.venv / "theirs.txt").touch()
    with pytest.raises(SetupError) as caught:
        set_up(house, monkeypatch)
    assert caught.value.key == "not_ours"
    assert (house.venv / "theirs.txt").exists()


def hold(root: str, held: multiprocessing.synchronize.Event, release: multiprocessing.synchronize.Event) -> None:
    with setup.only_one(House(Path(root))):
        held.set()
        release.wait(30)


def test_two_set_ups_at_once_take_turns_and_a_dead_one_blocks_nobody(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    context = multiprocessing.get_context("spawn")
    held, release = context.Event(), context.Event()
    other = context.Process(target=hold, args=(str(house.root), held, release))
    other.start()
    assert held.wait(30)
    with house.guard.open("a+", encoding="ascii") as file:
        assert not setup.try_lock(file)
    other.kill()
    with setup.only_one(house):
        pass
    other.join()


def test_every_sentence_is_in_both_languages_with_the_same_values(monkeypatch: pytest.MonkeyPatch) -> None:
    values = dict.fromkeys(
        (
            *("venv", "root", "log", "line", "pid", "done", "total", "seconds", "package", "version"),
            *("file", "count", "platform", "python", "here", "names", "path", "why", "megabytes", "start"),
        ),
        "#",
    )
    for key in sentences.SENTENCES:
        monkeypatch.setenv("LC_ALL", "C.UTF-8")
        english = sentences.sentence(key, **values)
        monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
        chinese = sentences.sentence(key, **values)
        assert english.isascii()
        assert not chinese.isascii()
        assert english.count("#") == chinese.count("#")


@pytest.mark.parametrize(
    ("line", "url", "kind"),
    [
        ("serve", "", arguments.RUN),
        ("serve", "postgresql://h/d", arguments.POSTGRES),
        ("restore FILE", "postgresql://h/d", arguments.POSTGRES),
        ("guide slug", "postgresql://h/d", arguments.RUN),
        ("test", "postgresql://h/d", arguments.TEST),
        ("hub", "", arguments.HUB),
    ],
)
def test_what_speaks_with_a_database_is_fetched_where_one_is_asked_for(
    line: str, url: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert setup.needed(arguments.parse(line.split())) == kind
