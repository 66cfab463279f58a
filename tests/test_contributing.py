"""CONTRIBUTING.md names files that are there, and the layers that are kept."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from commands.places import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
FILE = re.compile(r"`((?:[\w.-]+/)*[\w.-]+\.(?:py|js|toml|ts|md))`")
A_CASE_MAY_HAVE = {"own_file.py", "zh.po", "build.py", "datapackage.json", "checks.toml", "pack.toml"}
PLACES = (
    "",
    "classroom",
    "classroom/room",
    "classroom/store",
    "widgets",
    "widgets/caseroom",
    "widgets/caseroom/casefile",
    "widgets/caseroom/panels",
    "widgets/caseroom/exercises",
    "tests/e2e",
    "tests/authoring",
    "tests/commands",
)


@pytest.mark.parametrize("name", sorted(set(FILE.findall(TEXT)) - A_CASE_MAY_HAVE))
def test_a_file_that_is_named_is_there(name: str) -> None:
    of_a_case = sorted(path.relative_to(ROOT) for path in ROOT.glob(f"cases/*/{name}"))
    assert of_a_case or any((ROOT / place / name).is_file() for place in PLACES)


GIVEN_TO_CASES = {"authoring", "charts", "constructed", "data", "i18n", "intake", "methods", "parameters"}
LENT = {"client"}  # for its `home`, where a case may keep what takes long to compute


def test_a_module_of_the_kit_is_given_to_cases_or_kept_from_them() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    [kept] = [one["forbidden_modules"] for one in contracts if one["name"].startswith("A case stands on")]
    there = {path.stem for path in (ROOT / "widgets" / "caseroom").glob("*.py")} - {"__init__"}
    there |= {path.parent.name for path in (ROOT / "widgets" / "caseroom").glob("*/__init__.py")}
    assert there == GIVEN_TO_CASES | LENT | {name.removeprefix("caseroom.") for name in kept}


def test_the_layers_are_those_that_are_kept() -> None:
    drawn = re.search(r"^kernel  ->.*?^cases/<slug>/", TEXT, re.M | re.S)
    assert drawn
    said = [
        set(re.findall(r"\w+", layer)) for layer in re.sub(r"\(.*?\)|^cases/.*", "", drawn[0], flags=re.M).split("->")
    ]
    contracts = tomllib.loads(Path(ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (kept,) = (contract["layers"] for contract in contracts if contract.get("containers") == ["caseroom"])
    assert [layer for layer in said if layer != {"notebooks"}] == [set(layer.split(" : ")) for layer in kept]
