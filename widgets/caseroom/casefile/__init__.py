"""case.toml as frozen dataclasses (schema), all mistakes named with their lines.

`read` needs the words only (parsing, names) and is what the server does; `check` also runs the case's model
(against_model) and is for kernels and `kit check`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from caseroom.casefile import against_model, names
from caseroom.casefile.asked import (
    Call,
    Choice,
    Criterion,
    Curve,
    Field,
    Guess,
    Item,
    Kind,
    Number,
    Question,
    Slip,
)
from caseroom.casefile.closing import Closing, closing, closing_questions
from caseroom.casefile.names import way
from caseroom.casefile.parsing import CaseError, Mistake, examined, parse, said, suggestion
from caseroom.casefile.schema import (
    Assumption,
    CaseFile,
    Constraint,
    Family,
    Goal,
    Grade,
    Group,
    Lever,
    Limit,
    Misconception,
    Objective,
    Option,
    Outcome,
    Rating,
    Relationship,
    Role,
    Source,
    Step,
    Task,
)

__all__ = [
    "Assumption",
    "Call",
    "CaseError",
    "CaseFile",
    "Choice",
    "Closing",
    "Constraint",
    "Criterion",
    "Curve",
    "Family",
    "Field",
    "Goal",
    "Grade",
    "Group",
    "Guess",
    "Item",
    "Kind",
    "Lever",
    "Limit",
    "Misconception",
    "Number",
    "Objective",
    "Option",
    "Outcome",
    "Question",
    "Rating",
    "Relationship",
    "Role",
    "Slip",
    "Source",
    "Step",
    "Task",
    "as_written",
    "check",
    "closing",
    "examine",
    "parse",
    "read",
    "suggestion",
    "way",
]


def read(path: Path) -> CaseFile:
    """One case.toml, the closing questions put to its own. None of the case's code is run. CaseError: all mistakes."""
    case: CaseFile = parse(path, CaseFile, names.mistakes, _finished)
    return case


def examine(path: Path) -> None:
    """Hold a file that may lack the form to its form, its own names and its case's model, whose code is run for it.

    CaseError: all mistakes. Anything that the model's code raises.
    """
    examined(path, CaseFile, _everything)


def _everything(case: CaseFile) -> Iterator[Mistake]:
    yield from names.mistakes(case)
    yield from against_model.mistakes(case, case.code("model"))


def as_written(path: Path) -> CaseFile:
    """As `read`, its names not yet held to each other. CaseError: all mistakes of form."""
    return _finished(parse(path, CaseFile), path)


def _finished(case: CaseFile, path: Path) -> CaseFile:
    questions = (*case.questions, *closing_questions(case))
    return replace(case, questions=questions, dataset=case.dataset or case.slug, folder=path.parent)


def check(case: CaseFile) -> None:
    """Hold the words to the case's model, whose code is run for it. CaseError: all mistakes."""
    path = case.folder / "case.toml"
    found = list(against_model.mistakes(case, case.code("model")))
    if found:
        raise CaseError(said(path, path.read_text(encoding="utf-8-sig"), found))
