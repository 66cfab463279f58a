"""Datasets: the description can be read and fits the table, and the program makes the same bytes again."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from commands.checks.finding import Finding, line_of


def folders(root: Path) -> list[Path]:
    found = (path for path in (root / "datasets").glob("*") if path.is_dir())
    return sorted(path for path in found if not path.name.startswith((".", "_")))


def descriptions(root: Path) -> Iterator[Finding]:
    """Every dataset has a datapackage.json whose resources are there, each with the columns that it lists."""
    for folder in folders(root):
        path = folder / "datapackage.json"
        if not path.is_file():
            yield Finding(path, 1, "this dataset has no datapackage.json")
            continue
        try:
            resources = json.loads(path.read_text(encoding="utf-8"))["resources"]
        except json.JSONDecodeError as error:
            yield Finding(path, error.lineno, f"this is not valid JSON: {error.msg}")
            continue
        except KeyError:
            yield Finding(path, 1, "it lists no resources")
            continue
        for resource in resources:
            fields = resource.get("schema", {}).get("fields", [])
            yield from wrong_columns(path, str(resource.get("path")), fields)


def wrong_columns(package: Path, name: str, fields: list[dict[str, str]]) -> Iterator[Finding]:
    table = package.parent / name
    if not table.is_file():
        yield Finding(package, line_of(package, '"path"'), f"the resource {name!r} is missing")
        return
    with table.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file), [])
    expected = [field.get("name") for field in fields]
    if header != expected:
        yield Finding(table, 1, f"its columns are {header}; datapackage.json says {expected}")


def reproducible(root: Path) -> Iterator[Finding]:
    """Every dataset's build.py makes it again to the byte (some seconds each: only with --deep)."""
    for folder in folders(root):
        build = folder / "build.py"
        if not build.is_file():
            yield Finding(build, 1, "this dataset has no build.py that makes it again")
            continue
        made = subprocess.run([sys.executable, str(build), "--check"], capture_output=True, encoding="utf-8")
        if made.returncode:
            last = (made.stderr or made.stdout).strip().splitlines()[-1:] or ["it says nothing"]
            yield Finding(build, 1, f"it does not make the same data again: {last[0]}")
