"""Instructor guides: one a case and language, on one template, with plans that fill their time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from caseroom.casefile.guide import AS_IN_A, HEADINGS, PLAN_HEADINGS, plan, rows, sections, unread
from caseroom.casefile.guide import parts as phases_of
from commands.checks.files import can_be_read, case_files
from commands.checks.finding import Finding, line_of

PLANS = {PLAN_HEADINGS["A"]: 90, PLAN_HEADINGS["B"]: 180}
"""Which of the headings are plans, and how many minutes they have to fill."""

SHORTEST, LONGEST = 5, 10  # minutes of a block
OTHER = {"en": "zh", "zh": "en"}


def guides(root: Path) -> Iterator[tuple[Path, str]]:
    """Each guide that can be read, with its language."""
    for path in sorted((root / "instructor_guides").glob("*.md")):
        language = path.stem.rpartition(".")[2]
        if can_be_read(path) and language in OTHER and not path.stem.startswith("README"):
            yield path, language


def pairs(root: Path) -> Iterator[Finding]:
    """Every instructor guide stands in both languages."""
    for path in sorted((root / "instructor_guides").glob("*.md")):
        slug, _, language = path.stem.rpartition(".")
        other = OTHER.get(language)
        if other is None:
            yield Finding(path, 1, "a guide is named <slug>.en.md or <slug>.zh.md")
        elif not path.with_name(f"{slug}.{other}.md").is_file():
            yield Finding(path, 1, f"its twin {slug}.{other}.md is missing")


def complete(root: Path) -> Iterator[Finding]:
    """Every case has its guide."""
    for case in case_files(root):
        for language in OTHER:
            name = f"{case.parent.name}.{language}.md"
            if not (root / "instructor_guides" / name).is_file():
                yield Finding(case, 1, f"its guide instructor_guides/{name} is missing")


def parts(root: Path) -> Iterator[Finding]:
    """A guide has all the parts of the template in their order, and none of them is empty."""
    for path, language in guides(root):
        found = sections(path)
        if tuple(found) != HEADINGS[language]:
            wanted = [heading for heading in HEADINGS[language] if heading not in found]
            said = f"it lacks {'; '.join(wanted)}" if wanted else "its parts are not those of the template, in order"
            yield Finding(path, 1, said)
        for heading, text in found.items():
            if not text.strip():
                yield Finding(path, line_of(path, f"^## {re.escape(heading)}"), f"{heading!r} is empty")


def plans(root: Path) -> Iterator[Finding]:
    """A plan goes from 0 to its end without a gap, in blocks of five to ten minutes, each with what to see and say."""
    for path, language in guides(root):
        found = sections(path)
        for place, minutes in PLANS.items():
            heading = HEADINGS[language][place]
            text = found.get(heading, "")
            for line in unread(text):
                sentence = "this row is not read: write its minutes as in | 0–10 |, and end it with |"
                yield Finding(path, line_of(path, f"^{re.escape(line)}$"), sentence)
            for sentence in () if unread(text) else wrong_plan(text, minutes):
                yield Finding(path, line_of(path, f"^## {re.escape(heading)}"), sentence)
        heading = HEADINGS[language][PLAN_HEADINGS["B"]]
        for row in plan(path, language, "B"):
            if row.whole and any(one.startswith(AS_IN_A[language]) for one in phases_of(row.cells[2])):
                said = (
                    f"the block {row.start}–{row.end} is as in plan A, which has no row of its activity or to see, or"
                    " says so in a part that is not its first"
                )
                yield Finding(path, line_of(path, f"^## {re.escape(heading)}"), said)


def wrong_plan(text: str, minutes: int) -> Iterator[str]:
    at = 0
    for row in rows(text):
        if row.start != at:
            yield f"minute {at} to {row.start} has no block, or two"
        if not SHORTEST <= row.end - row.start <= LONGEST:
            yield f"the block {row.start}–{row.end} is not {SHORTEST} to {LONGEST} minutes long"
        if not row.whole:
            yield f"the block {row.start}–{row.end} needs an activity, what to see and what to say"
        at = row.end
    if at != minutes:
        yield f"the plan ends at minute {at}, not {minutes}"
