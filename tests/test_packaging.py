"""One source of requirements: environment.yml and locks follow pyproject.toml, none names a machine."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from commands.places import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = {kind: ROOT / "locks" / f"{kind}.txt" for kind in ("run", "postgres", "hub", "test", "bench")}


def wanted(kind: str) -> list[Requirement]:
    extra = [] if kind == "run" else PROJECT["optional-dependencies"][kind]
    return [Requirement(line) for line in [*PROJECT["dependencies"], *extra]]


def pins(kind: str) -> set[tuple[str, str, str]]:
    """Name, version and marker of every pin of a lock."""
    lines = re.findall(r"^([A-Za-z0-9_.-]+==.*?)\s*\\?$", LOCKS[kind].read_text(encoding="utf-8"), re.M)
    requirements = [Requirement(line) for line in lines]
    return {(r.name, str(r.specifier).removeprefix("=="), str(r.marker or "")) for r in requirements}


def comparable(requirement: Requirement) -> tuple[str, str]:
    return canonicalize_name(requirement.name), str(requirement.specifier)


def test_conda_gets_what_pip_gets() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    *conda, from_pip = environment["dependencies"]
    listed = [line for line in [*conda, *from_pip["pip"]] if line != "pip"]
    python, *packages = [Requirement(line) for line in listed]
    assert (python.name, str(python.specifier)) == ("python", PROJECT["requires-python"])
    assert sorted(map(comparable, packages)) == sorted(map(comparable, wanted("run")))


@pytest.mark.parametrize("kind", LOCKS)
def test_a_lock_has_every_requirement_in_a_version_that_fits(kind: str) -> None:
    locked: dict[str, list[str]] = {}
    for name, version, _ in pins(kind):
        locked.setdefault(canonicalize_name(name), []).append(version)
    for requirement in wanted(kind):
        versions = locked.get(canonicalize_name(requirement.name), [])
        assert versions, f"{requirement.name} is not in locks/{kind}.txt: python3 kit lock"
        assert all(version in requirement.specifier for version in versions), requirement


def test_tests_run_with_the_very_pins_that_students_have() -> None:
    assert {(name, version) for name, version, _ in pins("run")} <= {(n, v) for n, v, _ in pins("test")}


@pytest.mark.parametrize("kind", LOCKS)
def test_every_pin_is_held_by_hashes(kind: str) -> None:
    blocks = re.split(r"^(?=[A-Za-z0-9])", LOCKS[kind].read_text(encoding="utf-8"), flags=re.M)
    assert not [block for block in blocks if "==" in block and "--hash=sha256:" not in block]


@pytest.mark.parametrize("kind", LOCKS)
def test_a_lock_leaves_the_index_to_the_users_pip(kind: str) -> None:
    text = LOCKS[kind].read_text(encoding="utf-8")
    assert not re.search(r"://|--index|--extra-index|--find-links|^-[a-z]\b|\s/\w", text, re.M)


def test_known_advisories_are_kept_out() -> None:
    least = {r.name: str(r.specifier) for r in wanted("run")}
    assert Requirement("x" + least["jupyter_server"]).specifier.contains("2.20")
    assert not Requirement("x" + least["jupyter_server"]).specifier.contains("2.19")
    assert not Requirement("x" + least["voila"]).specifier.contains("0.5.5")


OWN = {"bench", "cases", "caseroom", "classroom", "commands", "tests"}


def test_every_package_that_the_code_imports_is_a_requirement_of_its_own() -> None:
    """Not one that happens to come with another."""
    distributions = packages_distributions()
    declared = {canonicalize_name(r.name) for r in wanted("test")}
    for folder in ("widgets", "cases", "classroom", "commands", "datasets", "tests"):
        for source in (ROOT / folder).rglob("*.py"):
            for name in imported(source) - sys.stdlib_module_names - OWN:
                providers = {canonicalize_name(provider) for provider in distributions.get(name, [name])}
                assert providers & declared, f"{source.relative_to(ROOT)} imports {name}"


def imported(source: Path) -> set[str]:
    """The top-level packages that a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(str(node.module).partition(".")[0])
    return names


def text_files() -> list[Path]:
    """What the project consists of: tracked files, and new ones that are not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    kinds = {
        ".py",
        ".toml",
        ".txt",
        ".yml",
        ".md",
        ".ipynb",
        ".js",
        ".css",
        ".html",
        ".json",
        ".cff",
        ".po",
        "",
    }
    found = [ROOT / name for name in listed if Path(name).suffix in kinds and "vendor" not in Path(name).parts]
    return [path for path in found if path.is_file() and path != Path(__file__)]


def test_no_file_names_a_mirror_or_a_path_of_a_machine() -> None:
    own = re.compile(r"""(?<![\w./-])/(?:work|root|opt|home/\w+|Users/\w+)/""")
    mirror = re.compile(r"pypi\.org|pythonhosted|(?:index-url|PIP_INDEX_URL|registry)\s*=\s*https?://", re.I)
    named = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if own.search(line) or mirror.search(line)
    ]
    assert not named


def test_the_launcher_stands_on_the_standard_library_alone() -> None:
    names = ["arguments", "bundled", "language", "places", "sentences", "setup", "__init__", "__main__"]
    sources = [ROOT / "kit", *(ROOT / "commands" / f"{name}.py" for name in names)]
    sources += [ROOT / "widgets" / "caseroom" / f"{name}.py" for name in ("__init__", "patience")]
    for source in sources:
        assert imported(source) <= sys.stdlib_module_names | {"commands", "caseroom"}, source
        inside = re.findall(r"from caseroom\.?(\w*) import", source.read_text(encoding="utf-8"))
        assert set(inside) <= {"patience"}, source
