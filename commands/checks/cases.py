"""case.toml: it loads and fits the case's model, and its notebooks are there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from traceback import extract_tb

from caseroom import casefile, catalogue
from caseroom.i18n import LANGUAGES
from commands.checks.files import can_be_read, case_files
from commands.checks.finding import Finding, line_of


def loads(root: Path) -> Iterator[Finding]:
    """Every case.toml is one that the kit can use with its model, and stands in the folder of its name."""
    for path in case_files(root):
        yield from mistakes(path)
        for language in LANGUAGES:
            if not path.with_name(f"{path.parent.name}.{language}.ipynb").is_file():
                yield Finding(path, 1, f"its notebook {path.parent.name}.{language}.ipynb is missing")


def mistakes(path: Path) -> Iterator[Finding]:
    """All that the file and the case's model say against it; the model's code is run."""
    try:
        case = casefile.as_written(path)
    except casefile.CaseError:
        yield from said_by(partial(casefile.examine if code_can_be_read(path) else casefile.read, path), path)
        return
    if case.slug != path.parent.name:
        yield Finding(path, line_of(path, "^slug"), f"{case.slug!r} stands in the folder of another case")
        return
    if case.family not in (known := [family.id for family in catalogue.families()]):
        yield Finding(path, line_of(path, "^family"), f"there is no family {case.family!r}; there is: {known}")
    yield from said_by(partial(casefile.read, path), path)
    if code_can_be_read(path):
        yield from said_by(partial(casefile.check, case), path)
    for lack in casefile.way(case):
        yield Finding(path, line_of(path, r"^\[\[questions"), str(lack))


def said_by(holds: Callable[[], object], path: Path) -> Iterator[Finding]:
    """What speaks against the file when it is held to something."""
    try:
        holds()
    except casefile.CaseError as error:
        yield from named(error, path)
    except Exception as error:  # whatever an author's code may raise when it is imported
        yield Finding(*blamed(error, path), f"the case's code cannot be used: {type(error).__name__}: {error}")


def named(error: casefile.CaseError, path: Path) -> Iterator[Finding]:
    """Each mistake with its line."""
    for mistake in str(error).splitlines():
        line, sentence = mistake.removeprefix(f"{path}:").split(": ", 1)
        yield Finding(path, int(line), sentence)


def code_can_be_read(path: Path) -> bool:
    """Whether the code beside a case.toml can be run; what is wrong with it `files.readable` says."""
    return all(map(can_be_read, path.parent.glob("*.py")))


def blamed(error: Exception, path: Path) -> tuple[Path, int]:
    """The last place in the case's folder that the error went through; else case.toml."""
    if isinstance(error, SyntaxError) and error.filename:
        return Path(error.filename), error.lineno or 1
    frames = [frame for frame in extract_tb(error.__traceback__) if Path(frame.filename).parent == path.parent]
    return (Path(frames[-1].filename), frames[-1].lineno or 1) if frames else (path, 1)


def sound(root: Path) -> Iterator[tuple[Path, casefile.CaseFile]]:
    """The cases whose words and code can be used; what is wrong with the others `readable` and `loads` say."""
    for path in case_files(root):
        if code_can_be_read(path) and not list(mistakes(path)):
            yield path, casefile.read(path)
