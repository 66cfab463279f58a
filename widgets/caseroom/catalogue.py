"""Which cases there are, on all shelves. A case that cannot be read is named, and the others go on."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass
from pathlib import Path

from caseroom import shelves
from caseroom.casefile import CaseError, CaseFile, Family, parse, read, suggestion
from caseroom.i18n import LANGUAGES


def slugs() -> list[str]:
    """Every case that has a case.toml, by name."""
    return sorted(_paths())


def load(slug: str) -> CaseFile:
    """The words of the case named `slug`; none of its code is run. CaseError: not there, or its file has mistakes."""
    paths = _paths()
    if slug not in paths:
        raise CaseError(f"There is no case named {slug!r}{suggestion(slug, paths)}")
    return read(paths[slug])


def broken(slug: str) -> str:
    """What keeps the case from being opened, as far as its files tell without being run; "" where nothing does."""
    try:
        case = load(slug)
    except CaseError as error:
        return str(error)
    troubles = [_not_python(path) for path in sorted(case.folder.glob("*.py"))]
    troubles += [_no_notebook(case.notebook(lang)) for lang in LANGUAGES]
    return "\n".join(filter(None, troubles))


def families() -> tuple[Family, ...]:
    """The families of every shelf's families.toml, in their order; of two with one id the first counts. CaseError."""
    files = [path for shelf in shelves.shelves() if (path := shelf / "cases" / "families.toml").is_file()]
    found: dict[str, Family] = {}
    for path in files:
        for family in parse(path, _FamilyFile).families:
            found.setdefault(family.id, family)
    return tuple(found.values())


@dataclass(frozen=True)
class _FamilyFile:
    families: tuple[Family, ...]


def _paths() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for shelf in shelves.shelves():
        for path in sorted(shelf.glob("cases/*/case.toml")):
            found.setdefault(path.parent.name, path)  # as Python finds the first, too
    return found


def _not_python(path: Path) -> str:
    try:
        ast.parse(path.read_bytes())
    except (SyntaxError, ValueError) as error:
        return f"{path}:{getattr(error, 'lineno', None) or 1}: this is not valid Python: {error}"
    return ""


def _no_notebook(path: Path) -> str:
    try:
        sound = isinstance(json.loads(path.read_text(encoding="utf-8"))["cells"], list)
    except (OSError, ValueError, KeyError, TypeError):
        sound = False
    return "" if sound else f"{path}:1: this is no notebook that can be read"
