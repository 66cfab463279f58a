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
    files = [*sorted(case.folder.glob("*.py")), *(case.notebook(lang) for lang in LANGUAGES)]
    return "\n".join(filter(None, map(unreadable, files)))


def unreadable(path: Path) -> str:
    """Why a file of code, a notebook or a text cannot be read, as `path:line: sentence`; "" where it can."""
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        return f"{path}:1: this file cannot be read: {error.strerror}"
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return f"{path}:{line}: this is not UTF-8 text: save it in that encoding"
    reading = {".py": _not_python, ".ipynb": _no_notebook}.get(path.suffix)
    wrong = reading(text) if reading else None
    return f"{path}:{wrong[0]}: {wrong[1]}" if wrong else ""


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


def _not_python(text: str) -> tuple[int, str] | None:
    """Line and sentence, as in `_no_notebook`."""
    try:
        ast.parse(text.removeprefix("\ufeff"))  # as a Windows editor saves it, and as Python reads it
    except SyntaxError as error:
        return error.lineno or 1, f"this is not valid Python: {error.msg}"
    except ValueError as error:  # a null byte, before Python 3.12
        return 1, f"this is not valid Python: {error}"
    return None


def _no_notebook(text: str) -> tuple[int, str] | None:
    sentence = "this is no notebook that can be read"
    try:
        cells = json.loads(text)["cells"]
        sound = all(isinstance(cell["source"], str | list) and isinstance(cell["cell_type"], str) for cell in cells)
    except json.JSONDecodeError as error:
        return error.lineno, f"{sentence}: {error.msg}"
    except (KeyError, TypeError, IndexError):
        sound = False
    return None if sound else (1, f"{sentence}: it has no list of cells, each with its type and source")
