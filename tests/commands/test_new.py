"""`kit new`: what it writes is sound and runs; what it may not write is refused, and nothing is overwritten."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commands import new
from commands.places import ROOT
from tests.server import share_drawings

NEEDED = (
    "cases",
    "classroom",
    "conftest.py",
    "commands",
    "datasets",
    "deploy",
    "instructor_guides",
    "locks",
    "tests",
    "widgets",
)

CASE = "fresh_case and not says_the_name"  # this file does


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of its own with a new case in it, written by its own kit."""
    root = tmp_path_factory.mktemp("repository")
    for name in NEEDED:
        source, target = ROOT / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.pyc.*", "node_modules"))
        else:
            shutil.copy(source, target)
    for name in ("README.md", "CONTRIBUTING.md", "pyproject.toml", "LICENSE", "LICENSE-CONTENT"):
        shutil.copy(ROOT / name, root)
    (root / "home").mkdir()
    share_drawings(root / "home")
    said = python(root, "-m", "commands", "new", "kpi/fresh_case")
    assert said.returncode == 0, said.stderr
    assert "TO WRITE|待写' cases/fresh_case datasets/fresh_case instructor_guides/fresh_case.*\n" in said.stdout
    return root


def python(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environ = os.environ | {"PYTHONPATH": f"{root / 'widgets'}{os.pathsep}{root}", "CASEROOM_HOME": str(root / "home")}
    call = [sys.executable, *arguments]
    return subprocess.run(call, cwd=root, env=environ, capture_output=True, text=True, encoding="utf-8")


def test_it_passes_the_checks_of_content(copy: Path) -> None:
    said = python(copy, "-c", "import sys; from commands.check import CHECKS, find; from pathlib import Path\n"
                  "found = [f for f in find(Path.cwd(), CHECKS) if 'fresh_case' in str(f)]\n"
                  "print(*found, sep='\\n'); sys.exit(bool(found))")  # fmt: skip
    assert said.returncode == 0, said.stdout + said.stderr


def test_its_plans_write_ranges_as_each_language_does(copy: Path) -> None:
    for lang, block in (("en", "| 0–10 |"), ("zh", "| 0—10 |")):
        guide = copy / "instructor_guides" / f"fresh_case.{lang}.md"
        assert guide.read_text(encoding="utf-8").count(block) == 2


def test_its_code_is_linted_and_its_data_can_be_made_again(copy: Path) -> None:
    written = [path for path in copy.rglob("*.py") if "fresh_case" in str(path.relative_to(copy))]
    assert len(written) == 8
    for command in (["check"], ["format", "--check"]):
        said = python(copy, "-m", "ruff", *command, *map(str, written))
        assert said.returncode == 0, said.stdout
    assert python(copy, "datasets/fresh_case/build.py", "--check").returncode == 0


def test_its_model_answers_on_the_command_line(copy: Path) -> None:
    said = python(copy, "-m", "commands", "run", "fresh_case", "--lang", "en", "--set", "staff=5")
    assert said.returncode == 0 and "30%" in said.stdout, said.stdout + said.stderr


def test_its_own_tests_and_those_of_every_case_pass(copy: Path) -> None:
    slow = [f"--ignore=tests/{folder}" for folder in ("e2e", "room", "notebooks", "bench")]
    said = python(copy, "-m", "pytest", "-q", "-n", "0", "-k", CASE, "cases/fresh_case", "tests", *slow)
    assert said.returncode == 0, said.stdout
    assert int(said.stdout.split(" passed")[0].split()[-1]) > 10, said.stdout


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_its_notebook_runs(copy: Path, lang: str) -> None:
    run = "import sys, nbformat, nbclient; nb = nbformat.read(sys.argv[1], as_version=4); nbclient.execute(nb)"
    said = python(copy, "-c", run, f"cases/fresh_case/fresh_case.{lang}.ipynb")
    assert said.returncode == 0, said.stderr


def test_what_stands_behind_its_gates_can_be_made(copy: Path) -> None:
    made = "for lang in ('en', 'zh'): open_case('fresh_case', lang).rehearse()"
    said = python(copy, "-c", f"from caseroom.notebook import open_case\n{made}")
    assert said.returncode == 0, said.stderr


def test_nothing_is_overwritten(copy: Path) -> None:
    again = python(copy, "-m", "commands", "new", "pilot/fresh_case")
    assert again.returncode == 2 and "is taken" in again.stderr


@pytest.mark.parametrize(
    ("name", "words"),
    [("nowhere/x1", "no family 'nowhere'"), ("kpi/Über", "no short name"), ("kpi", "Say the family too"),
     ("kpi/../x", "no short name"), ("kpi/helpdesk", "is taken")],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_reason(name: str, words: str) -> None:
    family, _, slug = name.partition("/")
    assert words in new.refusal(ROOT, family, slug)
