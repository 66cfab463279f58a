"""case.toml as frozen dataclasses (schema), every mistake named with its line (parsing, crosscheck)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from caseroom.casefile.closing import Closing, closing, closing_questions
from caseroom.casefile.crosscheck import cross_check
from caseroom.casefile.parsing import CaseError, parse, suggestion
from caseroom.casefile.schema import (
    CASES,
    ROOT,
    Assumption,
    Call,
    CaseFile,
    Choice,
    Constraint,
    Criterion,
    Family,
    Field,
    Format,
    Goal,
    Grade,
    Group,
    Item,
    Kind,
    Lever,
    Limit,
    Misconception,
    Number,
    Objective,
    Option,
    Outcome,
    Question,
    Rating,
    Relationship,
    Role,
    Slip,
    Source,
    Step,
)

__all__ = [
    "CASES",
    "ROOT",
    "Assumption",
    "Call",
    "CaseError",
    "CaseFile",
    "Choice",
    "Closing",
    "Constraint",
    "Criterion",
    "Family",
    "Field",
    "Format",
    "Goal",
    "Grade",
    "Group",
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
    "closing",
    "load",
    "load_families",
    "read",
    "slugs",
]


def slugs() -> list[str]:
    """Every case in the repository, in the order of families and names."""
    return [path.parent.name for path in sorted(CASES.glob("*/*/case.toml"))]


def load(slug: str) -> CaseFile:
    """The case named `slug`; CaseError where it does not exist or its file has a mistake."""
    found = {path.parent.name: path for path in CASES.glob("*/*/case.toml")}
    if slug not in found:
        raise CaseError(f"There is no case named {slug!r}{suggestion(slug, found)}")
    return read(found[slug])


def load_families() -> tuple[Family, ...]:
    """The families of cases/families.toml, in their order."""
    families: tuple[Family, ...] = parse(CASES / "families.toml", _FamilyFile).families
    return families


def read(path: Path) -> CaseFile:
    """Parse one case.toml, the closing questions put to its own; CaseError names file and line of the first mistake."""
    case: CaseFile = parse(path, CaseFile, _finish)
    return case


def _finish(case: CaseFile) -> CaseFile:
    cross_check(case)
    return replace(case, questions=(*case.questions, *closing_questions(case)))


@dataclass(frozen=True)
class _FamilyFile:
    families: tuple[Family, ...]
