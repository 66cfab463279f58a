"""A case is one folder, its dataset and its guide: nothing else says its name, so that it can be taken away."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from caseroom.shelves import KIT
from tests.server import FIXTURE, share_drawings

SLUGS = sorted(path.parent.name for path in KIT.glob("cases/*/case.toml"))
TEXTS = {".css", ".html", ".ipynb", ".js", ".json", ".md", ".po", ".py", ".toml", ".txt"}
FOLDERS = ("widgets", "classroom", "commands", "tests")
ALSO_WORDS = {"evidence", "lenses", "targets", "waiting_lists", "second_round"}
"""Slugs that are words of the kit too (a field of the case file, a doctrine's lens, a target, an example): of these
only paths, imports and quoted slugs count that can mean nothing but the case."""


@cache
def texts() -> dict[Path, str]:
    """What the files of the engine and its tests say."""
    return {path: path.read_text(encoding="utf-8") for path in sources()}


def sources() -> Iterator[Path]:
    for folder in FOLDERS:
        paths = (path for path in sorted((KIT / folder).rglob("*")) if path.suffix in TEXTS)
        yield from (path for path in paths if not {"node_modules", "vendor"} & set(path.parts))


def named(slug: str, text: str) -> str:
    """What in a text says the name of the case; "" where nothing does."""
    shelf = re.search(rf"\b(cases|datasets)[./]{slug}\b|\binstructor_guides/{slug}\.|\b{slug}\.(en|zh)\b", text)
    if shelf:
        return shelf[0]
    if slug not in ALSO_WORDS:
        found = re.search(rf"(?<![a-zA-Z]){slug}(?![a-z])", text, re.IGNORECASE)
        return found[0] if found else ""
    opened = re.search(rf"""\b(load|open_case|folder|describe|broken|categories|connect)\(["']{slug}["']""", text)
    return opened[0] if opened else ""


@pytest.mark.parametrize("slug", SLUGS)
def test_no_file_of_the_engine_or_its_tests_says_the_name_of_a_case(slug: str) -> None:
    found = {path: named(slug, text) for path, text in texts().items()}
    said = {str(path.relative_to(KIT)): what for path, what in found.items() if what}
    mend = f"let these do without {slug!r}, or add it to ALSO_WORDS if they mean the ordinary word"
    assert not said, f"{mend}: {said}"


@pytest.mark.parametrize(
    "source",
    [
        "from cases.{} import model",
        "import cases.{}.model",
        'load("{}")',
        "open('cases/{}/case.toml')",
        "# {}.en.ipynb",
    ],
)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_name_would_be_noticed(slug: str, source: str) -> None:
    assert named(slug, source.format(slug))
    assert not named(slug, source.format("helpdesk"))


@pytest.mark.parametrize("slug", SLUGS[-1:])
def test_without_a_case_the_others_are_sound_and_the_engines_tests_pass(slug: str, tmp_path: Path) -> None:
    root = tmp_path / "kit"
    left_out = shutil.ignore_patterns(".*", slug, f"{slug}.*", "node_modules", "*.pyc.*", "bench", "locks")
    shutil.copytree(KIT, root, ignore=left_out)
    (tmp_path / "home").mkdir()
    share_drawings(tmp_path / "home")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(root / "widgets"), str(root)))}
    environment["CASEROOM_HOME"] = str(tmp_path / "home")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-P", *arguments]
        return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=300)

    listed = run("-c", "from caseroom import catalogue; print(*catalogue.slugs())")
    assert listed.stdout.split() == [other for other in SLUGS if other != slug]
    checked = run("-m", "commands", "check")
    assert not [line for line in checked.stdout.splitlines() if line.startswith(("cases/", "datasets/", "instructor"))]
    tests = ("tests/test_casefile.py", "tests/test_takeaway.py", "tests/test_contracts.py")
    tested = run("-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests)
    assert tested.returncode == 0, tested.stdout


def test_the_fixtures_case_is_seen_by_tests_alone() -> None:
    code = "from caseroom import catalogue; print(*catalogue.slugs())"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(KIT / "widgets"), str(KIT)))}
    seen = subprocess.run(
        [sys.executable, "-P", "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert FIXTURE.joinpath("cases", "helpdesk").is_dir()
    assert "helpdesk" not in seen.stdout.split() and set(SLUGS) <= set(seen.stdout.split())
