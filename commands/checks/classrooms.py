"""classroom.toml: it loads, and its agendas follow the plans of the case's guide row by row."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from caseroom import casefile
from caseroom.casefile import CaseFile
from caseroom.casefile.classroom import OF_THE_DECISION, Agenda, Phase, check_form, read_classroom
from caseroom.casefile.guide import ANSWERS_HEADING, HEADINGS, PLAN_HEADINGS, TASK, Row, name_of, parts, plan, told
from caseroom.i18n import LANGUAGES
from classroom.room.agendas import nominal_group, peer_instruction
from classroom.room.state import ASKING
from commands.checks.files import can_be_read, case_files
from commands.checks.finding import Finding, line_of

Named = TypeVar("Named", int, str)
IN_THE_CASE = ("read", "explore", "what_if", "debrief", "memo")


def loads(root: Path) -> Iterator[Finding]:
    """Every classroom.toml is one that a room can use."""
    for path in case_files(root):
        try:
            hold(path)
        except casefile.CaseError as error:
            for line in str(error).splitlines():
                place, number, sentence = line.split(":", 2)
                yield Finding(Path(place), int(number), sentence.strip())


def hold(case_file: Path) -> None:
    """Hold the classroom.toml beside a case.toml to the case, or, where that cannot be read, to its form. CaseError.

    What is wrong with the case itself checks/cases.py says.
    """
    try:
        case = casefile.read(case_file)
    except casefile.CaseError:
        file = case_file.with_name("classroom.toml")
        return check_form(file) if file.is_file() else None
    read_classroom(case)
    return None


def _readable(root: Path) -> Iterator[tuple[CaseFile, Path, Sequence[Agenda]]]:
    """Each case with its classroom file and the agendas in it; `loads` names those that cannot be read."""
    for path in case_files(root):
        try:
            case = casefile.read(path)
            agendas = read_classroom(case).agendas
        except casefile.CaseError:
            continue
        yield case, case.folder / "classroom.toml", agendas


def plans(root: Path) -> Iterator[Finding]:
    """An agenda goes through its plan's rows in their order, all of them, and takes as long as they do."""
    for case, file, agendas in _readable(root):
        for agenda in filter(lambda one: one.plan, agendas):
            for language in LANGUAGES:
                guide = root / "instructor_guides" / f"{case.slug}.{language}.md"
                for sentence in astray(agenda, [row.end - row.start for row in plan(guide, language, agenda.plan)]):
                    said = f"agenda {agenda.id!r}: {sentence} in {guide.name}"
                    yield Finding(file, line_of(file, f'id = "{agenda.id}"'), said)


def time_to_decide(root: Path) -> Iterator[Finding]:
    """A decision has a minute for the choice and one for each sentence that it asks for."""
    for case, file, agendas in _readable(root):
        for agenda in agendas:
            for phase in agenda.phases:
                needed = 1 + len(case.question(phase.question).fields) if phase.kind == "decide" else 0
                if phase.minutes < needed:
                    said = f"agenda {agenda.id!r}: its decision has {phase.minutes:g} minutes and needs {needed}"
                    yield Finding(file, line_of(file, f'id = "{agenda.id}"'), said)


def shown(root: Path) -> Iterator[Finding]:
    """What an agenda asks it also shows, or it says that the answers are kept; every phase gives phones a task, and
    beside guesses stands something of the model's.
    """
    for case, file, agendas in _readable(root):
        for agenda in agendas:
            for n, phase in enumerate(agenda.phases):
                for sentence in filter(
                    None, (_unshown(agenda, n), _idle(phase), _singular(phase, case), _modelless(phase, case))
                ):
                    said = f"agenda {agenda.id!r}: phase {n + 1}, {phase.question or phase.kind}, {sentence}"
                    yield Finding(file, line_of(file, f'id = "{agenda.id}"'), said)


def _unshown(agenda: Agenda, n: int) -> str:
    phase = agenda.phases[n]
    if phase.kind not in ASKING:
        return ""
    comes = any(_shows(later, phase) for later in agenda.phases[n + 1 :] if later.kind == "reveal")
    if comes == phase.kept:
        return "is shown, and says that it is kept" if comes else "is shown by no later reveal and lacks `kept = true`"
    return ""


def _shows(reveal: Phase, asked: Phase) -> bool:
    if reveal.question:
        return reveal.question == asked.question
    if asked.kind == "decide":
        return reveal.reveal in OF_THE_DECISION
    return not asked.question and reveal.reveal == {"weigh": "weights", "rank": "agreement"}.get(asked.kind)


def _modelless(phase: Phase, case: casefile.CaseFile) -> str:
    """Guesses are shown beside what the model says to their question."""
    if phase.reveal != "guesses" or case.question(phase.question).answer:
        return ""
    return "is shown beside the model, and the question lacks `answer`, what the model says"


def _singular(phase: Phase, case: casefile.CaseFile) -> str:
    """The boxes of what a table answers as one are the table's: "our clause", and not "my clause"."""
    fields = case.question(phase.question).fields if phase.per_table and phase.question else ()
    own = [field.id for field in fields if not field.ours]
    return f"is answered by tables, and its fields lack `ours`: {', '.join(own)}" if own else ""


def _idle(phase: Phase) -> str:
    """A phase that sends people into the case says where, and a talk with a title of its own what about."""
    if phase.kind in IN_THE_CASE and not phase.step:
        return "sends people into the case and lacks `step`"
    untold = phase.kind == "talk" and phase.title and not phase.text
    return "has a title and lacks `text`, what people do" if untold else ""


def said(root: Path) -> Iterator[Finding]:
    """What a row of a plan has to see and to say is in one part, or in one for each of its phases."""
    for case, _, agendas in _readable(root):
        for agenda in filter(lambda one: one.plan, agendas):
            for language in LANGUAGES:
                guide = root / "instructor_guides" / f"{case.slug}.{language}.md"
                for n, row in enumerate(plan(guide, language, agenda.plan), start=1):
                    phases = sum(phase.row == n for phase in agenda.phases)
                    for what, cell in zip(("things to see", "words"), row.cells[1:] if row.whole else (), strict=False):
                        many = len(parts(cell))
                        if many in (1, phases):
                            continue
                        sentence = (
                            f"the block {row.start}–{row.end} has {what} in {many} parts, and agenda {agenda.id!r} has"
                            f" {phases} phases of it: write one part, or {phases} with <br> between them"
                        )
                        yield Finding(guide, _line_of_row(guide, language, agenda.plan, row), sentence)


def answered(root: Path) -> Iterator[Finding]:
    """What an agenda asks has its answer in each guide, under the title that the desk finds it by."""
    for case, _, own in _readable(root):
        every = (*own, peer_instruction(case), nominal_group(case))
        for language in LANGUAGES:
            guide = root / "instructor_guides" / f"{case.slug}.{language}.md"
            if not guide.is_file() or not can_be_read(guide):
                continue  # checks/guides.py and checks/files.py name it
            found = told(guide, language)
            heading = HEADINGS[language][ANSWERS_HEADING]
            for question, agenda in _first_with(every, lambda phase: (phase.question,)).items():
                title = case.question(question).title.text(language)
                if name_of(title) not in found.answers:
                    sentence = (
                        f"{heading!r} has no answer to {title!r}, which agenda {agenda!r} asks: begin a paragraph with"
                        f" **{title}** and go on with the answer"
                    )
                    yield Finding(guide, line_of(guide, f"^## {re.escape(heading)}"), sentence)
            for task, agenda in _first_with(own, lambda phase: (phase.task, phase.even_task)).items():
                if task not in found.tasks:
                    named = TASK[language].format(n=task)
                    sentence = (
                        f"{heading!r} has no answer to task {task}, which agenda {agenda!r} does: begin a paragraph"
                        f" with **{named}.**, or name it in brackets in the title of the paragraph that answers it"
                    )
                    yield Finding(guide, line_of(guide, f"^## {re.escape(heading)}"), sentence)


def _first_with(agendas: Sequence[Agenda], names: Callable[[Phase], Iterable[Named]]) -> dict[Named, str]:
    """What the phases name, each with the first agenda that has it; 0 and "" name nothing."""
    found: dict[Named, str] = {}
    for agenda in agendas:
        for one in filter(None, itertools.chain.from_iterable(map(names, agenda.phases))):
            found.setdefault(one, agenda.id)
    return found


def _line_of_row(guide: Path, language: str, letter: str, row: Row) -> int:
    lines = guide.read_text(encoding="utf-8").splitlines()
    begin = lines.index(f"## {HEADINGS[language][PLAN_HEADINGS[letter]]}")
    head = re.compile(rf"\|\s*{row.start}\s*[–—-]\s*{row.end}\s*\|")
    return next(n for n, line in enumerate(lines, start=1) if n > begin and head.match(line))


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
