"""classroom.toml: it loads, and its agendas follow the plans of the case's guide row by row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from caseroom import casefile
from caseroom.casefile.classroom import Agenda, read_classroom
from caseroom.casefile.guide import plan
from caseroom.i18n import LANGUAGES
from commands.checks.files import case_files
from commands.checks.finding import Finding, line_of


def loads(root: Path) -> Iterator[Finding]:
    """Every classroom.toml is one that a room can use."""
    for path in case_files(root):
        try:
            case = casefile.read(path)
        except casefile.CaseError:
            continue  # checks/cases.py names it
        try:
            read_classroom(case)
        except casefile.CaseError as error:
            for line in str(error).splitlines():
                place, number, sentence = line.split(":", 2)
                yield Finding(Path(place), int(number), sentence.strip())


def plans(root: Path) -> Iterator[Finding]:
    """An agenda goes through its plan's rows in their order, all of them, and takes as long as they do."""
    for path in case_files(root):
        try:
            case = casefile.read(path)
            agendas = read_classroom(case).agendas
        except casefile.CaseError:
            continue
        file = case.folder / "classroom.toml"
        for agenda in filter(lambda one: one.plan, agendas):
            for language in LANGUAGES:
                guide = root / "instructor_guides" / f"{case.slug}.{language}.md"
                for sentence in astray(agenda, [row.end - row.start for row in plan(guide, language, agenda.plan)]):
                    said = f"agenda {agenda.id!r}: {sentence} in {guide.name}"
                    yield Finding(file, line_of(file, f'id = "{agenda.id}"'), said)


def astray(agenda: Agenda, minutes: list[int]) -> Iterator[str]:
    """Where the agenda leaves a plan whose rows take so many `minutes`."""
    order = [phase.row for phase in agenda.phases if phase.row]
    if order != sorted(order):
        yield "its phases do not follow the rows"
    for row, wanted in enumerate(minutes, start=1):
        taken = sum(phase.minutes for phase in agenda.phases if phase.row == row)
        if taken != wanted:
            yield f"row {row} takes {taken:g} minutes, and {wanted}"
    for row in sorted({row for row in order if row > len(minutes)}):
        yield f"there is no row {row}"
